"""The real server, as a learner starts it, in a home and a time of its own."""

from __future__ import annotations

import contextlib
import os
import random
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, Queue
from typing import Any

ADDRESS = re.compile(r"https?://(?:127\.0\.0\.1|localhost):\d+/\S*")
BIN = Path(sys.executable).parent
PATIENCE = 180.0  # seconds to the printed address, and to the end; a starved machine's
PORTS = range(20_000, 30_000)  # below those that systems lend: nobody takes ours while we are away


class NoServer(AssertionError):
    """The server ended, or printed no address in time; the message holds what it printed."""


def free_port() -> int:
    """A port that nobody listens at."""
    while True:
        port = random.SystemRandom().choice(PORTS)
        with socket.socket() as asked:
            asked.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            with contextlib.suppress(OSError):
                asked.bind(("127.0.0.1", port))
                return port


@dataclass
class Server:
    """`ascent start --no-browser` in `home`. `address` carries the one-time token.

    `extra` is added to the environment, `program` is the `ascent` to run. Several servers may
    follow one another in one home. `cookies` are those of the browser that came in.
    """

    home: Path
    extra: dict[str, str] = field(default_factory=dict)
    program: list[str] = field(default_factory=lambda: [str(BIN / "ascent")])
    address: str = ""
    process: subprocess.Popen[str] | None = None
    printed: list[str] = field(default_factory=list)
    cookies: list[Any] = field(default_factory=list)

    @property
    def origin(self) -> str:
        """Scheme, host and port: what every request of a page must begin with."""
        return "/".join(self.address.split("/")[:3])

    @property
    def clock(self) -> Path:
        """The file that says by how many seconds this server's clock runs ahead."""
        return self.home.with_name(self.home.name + "-clock")

    def environment(self) -> dict[str, str]:
        """What the server, and commands beside it, find in their environment."""
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("ASCENT_", "DJANGO_"))}
        ours = {"ASCENT_HOME": str(self.home), "ASCENT_CLOCK": str(self.clock)}
        return {**kept, "PYTHONUNBUFFERED": "1", **ours, **self.extra}

    def start(self, port: int | None = None) -> str:
        """Start and wait for the printed address; at a free port when none is named."""
        port = free_port() if port is None else port
        self.process = subprocess.Popen(
            [*self.program, "start", "--no-browser", "--port", str(port)],
            env=self.environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.address = self._read_address()
        return self.address

    def _read_address(self) -> str:
        assert self.process is not None
        lines: Queue[str | None] = Queue()
        threading.Thread(target=self._pump, args=(self.process, lines), daemon=True).start()
        give_up = time.monotonic() + PATIENCE
        while time.monotonic() < give_up:
            try:
                line = lines.get(timeout=give_up - time.monotonic())
            except Empty:
                break
            if line is None:
                break
            found = ADDRESS.search(line)
            if found:
                return found.group(0)
        raise NoServer("No address was printed. The server said:\n" + "".join(self.printed))

    def _pump(self, process: subprocess.Popen[str], lines: Queue[str | None]) -> None:
        assert process.stdout is not None
        for line in process.stdout:
            self.printed.append(line)
            lines.put(line)
        process.stdout.close()
        lines.put(None)

    def ahead(self, *, days: float) -> None:
        """Move the server's clock to `days` ahead of the real one. Where a date counts, half a day
        more keeps clear of midnights and of the end of summer time."""
        written = self.clock.with_suffix(".new")
        written.write_text(str(days * 86_400))
        written.replace(self.clock)

    @contextlib.contextmanager
    def later(self, *, days: float) -> Iterator[None]:
        """Let the block happen `days` from now; for a home whose other journeys are of today."""
        self.ahead(days=days)
        try:
            yield
        finally:
            self.ahead(days=0)

    def kill(self) -> None:
        """End it as a power cut would: no handler runs."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()

    def come_back_after(self, blow: Callable[[], None]) -> None:
        """Start again at the same port when `blow` has ended this server."""
        port = int(self.origin.rsplit(":", 1)[1])
        blow()
        self.start(port)

    def interrupt(self, within: float = PATIENCE) -> float:
        """Press Ctrl-C and return the seconds until it has ended. Raises TimeoutExpired."""
        assert self.process is not None
        began = time.monotonic()
        self.process.send_signal(signal.SIGINT)
        self.process.wait(timeout=within)
        return time.monotonic() - began

    def stop(self) -> None:
        """End it however far it is."""
        if self.process is None or self.process.poll() is not None:
            return
        try:
            self.interrupt(within=10)
        except subprocess.TimeoutExpired:
            self.kill()

    def command(self, *words: str, timeout: float = 120) -> subprocess.CompletedProcess[str]:
        """Run another `ascent` command in the same home, as a learner would in a terminal."""
        return subprocess.run(
            [*self.program, *words],
            env=self.environment(),
            capture_output=True,
            text=True,
            timeout=timeout,
            check=False,
        )
