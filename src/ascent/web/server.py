"""The server of one learner: on the loopback interface, one for each `ASCENT_HOME`."""

import contextlib
import errno
import http.client
import json
import logging
import os
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from types import FrameType
from typing import Self

import ascent
from ascent import disk
from ascent.accounts import door

log = logging.getLogger(__name__)
LOOPBACK = ("127.0.0.1", "localhost", "::1")
KIT = "data"  # the kit that nearly everything runs in
PATIENCE = 1.0  # seconds in which a server that starts has written its address
ANSWER = 5.0  # seconds in which an Ascent has told who it is, on a busy machine too
LAST_MOMENT = 1.7  # seconds between Ctrl-C and the end, whatever still runs


class CannotServe(Exception):
    """The server cannot run there; the message says why and what to do."""


@dataclass(frozen=True)
class Running:
    """The server that serves this home."""

    host: str
    port: int
    pid: int
    version: str

    @property
    def address(self) -> str:
        """`http://127.0.0.1:8710/`"""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}/"

    def fresh_link(self) -> str:
        """An address that lets one browser in, once."""
        return f"{self.address}enter/{door.mint()}"


class Registry:
    """Who serves this home. The lock is the truth: it falls when the server dies."""

    def __init__(self) -> None:
        self._file = door.run_folder() / "server.json"
        self._lock = disk.Lock(door.run_folder() / "server.lock")

    def running(self) -> Running | None:
        """The server that holds the home, or None."""
        for _ in _moments():
            try:
                self._lock.take(wait=False)
            except disk.Busy:  # a server, or somebody else who looks; a new server writes soon
                with contextlib.suppress(FileNotFoundError, ValueError, TypeError):
                    return Running(**json.loads(self._file.read_bytes()))
            else:
                self.leave()
                return None
        return None

    def take(self, running: Running) -> Self:
        """Enter ourselves.

        Raises:
            CannotServe: another server was quicker.
        """
        for _ in _moments():
            with contextlib.suppress(disk.Busy):  # perhaps somebody only looks
                self._lock.take(wait=False)
                data = json.dumps(asdict(running)).encode()
                disk.write(self._file, data, mode=disk.PRIVATE_FILE)
                return self
        raise CannotServe(
            "Another Ascent has just started for this ASCENT_HOME. "
            "`ascent start --link` gives its address."
        )

    def leave(self) -> None:
        """We no longer serve. What a server that was killed wrote goes, too: the next one must
        not be taken for it."""
        self._file.unlink(missing_ok=True)
        self._lock.release()


def _moments() -> Iterator[None]:
    """Tries over a second: nobody but a server holds the lock for longer than a blink."""
    last = time.monotonic() + PATIENCE
    yield
    while time.monotonic() < last:
        time.sleep(0.02)
        yield


def check_host(host: str) -> None:
    """Refuse an address that others could reach.

    Raises:
        CannotServe: `host` is not the loopback interface.
    """
    if host not in LOOPBACK:
        raise CannotServe(
            f"Ascent does not serve on {host}: it has no accounts yet, so whoever reached that "
            "address would be you. It serves on 127.0.0.1, which only this machine reaches. "
            "To use it from another one, forward the port: "
            "ssh -L 8710:127.0.0.1:8710 this-machine"
        )


def listen(host: str, port: int) -> socket.socket:
    """A socket that browsers can connect to at once; they wait until we answer.

    Raises:
        CannotServe: the port is in use or not for us; the message names a free one.
    """
    family = socket.AF_INET6 if host == "::1" else socket.AF_INET
    # With the protocol named, asyncio switches Nagle's algorithm off: without that, every
    # page waits some 40 ms for an acknowledgement.
    sock = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    if os.name != "nt":  # there it would let two programs share the port
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        sock.bind((host, port))
        sock.listen(128)
    except OSError as error:
        sock.close()
        raise CannotServe(_why_not(host, port, error)) from error
    sock.set_inheritable(False)
    return sock


def _why_not(host: str, port: int, error: OSError) -> str:
    free = free_port(host, port + 1)
    way_out = f" Port {free} is free: ascent start --port {free}" if free else ""
    if error.errno in {errno.EADDRINUSE, 10048}:
        if is_ascent(host, port):
            return (
                f"Port {port} is in use by an Ascent that serves another ASCENT_HOME. "
                f"`ascent start --link` with that ASCENT_HOME gives its address.{way_out}"
            )
        return f"Port {port} is in use by another program.{way_out}"
    if error.errno in {errno.EACCES, 10013}:
        return f"This account may not use port {port}.{way_out}"
    return f"Port {port} of {host} cannot be used. {disk.why(error)}{way_out}"


def free_port(host: str, first: int) -> int | None:
    """The first free port from `first` on, among fifty."""
    family = socket.AF_INET6 if host == "::1" else socket.AF_INET
    for port in range(max(first, 1024), min(max(first, 1024) + 50, 65536)):
        with socket.socket(family, socket.SOCK_STREAM) as sock:
            if os.name != "nt":
                sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                sock.bind((host, port))
            except OSError:
                continue
            return port
    return None


def is_ascent(host: str, port: int) -> bool:
    """Does an Ascent answer there? Its closed door says so in a header."""
    connection = http.client.HTTPConnection(host, port, timeout=ANSWER)
    try:
        connection.request("GET", "/")
        return connection.getresponse().getheader("Ascent") is not None
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def serve(sock: socket.socket, on_ready: Callable[[], None] | None = None) -> None:
    """Answer requests on `sock` until Ctrl-C (or SIGTERM), then end within two seconds."""
    import asyncio

    import uvicorn

    class Server(uvicorn.Server):
        def handle_exit(self, sig: int, frame: FrameType | None) -> None:
            if not self.should_exit:
                threading.Thread(target=_stop_checks, daemon=True).start()
                last = threading.Timer(LAST_MOMENT, os._exit, [0])
                last.daemon = True
                last.start()
            super().handle_exit(sig, frame)

    config = uvicorn.Config(
        "ascent.web.asgi:application",
        log_level="warning",
        access_log=False,
        lifespan="off",
        ws="none",
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=1,
        timeout_keep_alive=30,
    )
    server = Server(config)

    async def run() -> None:
        await server.serve(sockets=[sock])

    config.load()
    if on_ready:
        on_ready()
    threading.Thread(target=_afterwards, name="afterwards", daemon=True).start()
    try:
        asyncio.run(run())
    except KeyboardInterrupt:
        pass
    finally:
        _stop_checks()
        sock.close()


def _afterwards() -> None:
    """What can wait until the first page is on its way."""
    from django.db import connection
    from django.urls import get_resolver

    from ascent.accounts import care
    from ascent.kinds import figures, grading, registry
    from ascent.kinds.workbench import diagnosis

    try:
        registry.pack()
        _ = get_resolver().url_patterns
        _warm_up()
        grading.resume()
        care.daily_backup()
        stop = grading.stopping
        for name, act in (("pack", registry.look_ahead), ("learning", diagnosis.learn_expected)):
            threading.Thread(target=act, args=(stop,), name=name, daemon=True).start()
        figures.draw_missing(stop)
    except Exception:
        log.exception("could not take up what an earlier server left behind")
    finally:
        connection.close()


def _warm_up() -> None:
    """Let processes with the libraries loaded stand ready: a check then takes a blink."""
    from ascent import runner
    from ascent.runner import kits

    runner.warm_on_use()
    if kits.is_ready(KIT):
        runner.warm(KIT)


def _stop_checks() -> None:
    """Kill what learner code still runs; its attempts stay queued and are graded next time.
    End the live streams: a browser holds them open, and would be waited for."""
    from ascent.kinds import grading
    from ascent.ui.live import feed

    feed.close()
    grading.shutdown()


def here(host: str, port: int) -> Running:
    """What this process enters into the registry."""
    return Running(host, port, os.getpid(), ascent.__version__)


def end_on_terminate() -> None:
    """Before the server runs, SIGTERM ends the process like Ctrl-C does."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
