"""Warm kits: keeps a zygote per kit and purpose, and starts processes from it when it is ready.

Nothing is warm until somebody who lives long calls `warm(kit)`: the server, or a proof
of a whole pack. A zygote that is missing, not ready yet or dead costs only time: the
process then starts cold.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import select
import socket
import subprocess
import sys
import threading
from pathlib import Path
from typing import IO, Any

from ascent.runner import kits
from ascent.runner.scratch import Scratch

LOST = 1000
"""Exit status of a process whose zygote died, so that nobody knows how it ended."""

PACKAGES = {
    "learner": (
        "numpy",
        "pandas",
        "scipy.stats",
        "matplotlib.pyplot",
        "ascent_inside.backend",
        "ascent_inside.tables",
        "sklearn.linear_model",
        "sklearn.ensemble",
        "sklearn.neighbors",
        "sklearn.model_selection",
        "sklearn.pipeline",
        "sklearn.compose",
        "sklearn.impute",
        "sklearn.datasets",
        "sklearn.inspection",
        "seaborn",
    ),
    "checker": (
        "numpy",
        "pandas",
        "ascent.runner.inside.tables",
        "sklearn.linear_model",
        "sklearn.tree",
        "sklearn.model_selection",
    ),
}
POSSIBLE = sys.platform.startswith("linux") and hasattr(os, "pidfd_open")


class Forked:
    """A process that a zygote forked for us, with the part of Popen's interface that we use."""

    def __init__(self, pid: int, status: int, pipes: tuple[IO[bytes], IO[bytes], IO[bytes]]):
        self.pid, self._status, self._said = pid, status, b""
        self.stdin, self.stdout, self.stderr = pipes
        self.returncode: int | None = None
        self._lock = threading.Lock()

    def poll(self) -> int | None:
        """Its exit status, None while it runs."""
        return self._look(0)

    def wait(self, timeout: float | None = None) -> int:
        """Its exit status, once it has one. Raises subprocess.TimeoutExpired."""
        code = self._look(timeout)
        if code is None:
            raise subprocess.TimeoutExpired("a forked process", timeout or 0)
        return code

    def kill(self) -> None:
        """Kill it, if it is still there."""
        if self.poll() is None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(self.pid, 9)

    def _look(self, timeout: float | None) -> int | None:
        with self._lock:
            if self.returncode is None and select.select([self._status], [], [], timeout)[0]:
                said = os.read(self._status, 64).strip()
                self.returncode = int(said) if said else LOST
                os.close(self._status)
            return self.returncode


class Zygote:
    """One warm process of a kit; started at once, ready later."""

    def __init__(self, command: list[str], environment: dict[str, str]) -> None:
        self.control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.folder = Scratch()
        environment = {**environment, "HOME": str(self.folder.path)}
        self.popen = subprocess.Popen(
            [*command, str(theirs.fileno())],
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=environment,
            cwd=self.folder.path,
            start_new_session=True,
        )
        theirs.close()
        self._ready = False
        self._lock = threading.Lock()

    def ready(self, timeout: float = 0) -> bool:
        """Whether it can fork by now; waits `timeout` seconds for it at most."""
        with self._lock:
            if not self._ready and select.select([self.control], [], [], timeout)[0]:
                self._ready = bool(self._receive())
            return self._ready and self.popen.poll() is None

    def _receive(self) -> bytes:
        try:
            return self.control.recv(64)
        except OSError:
            return b""

    def fork(self, plan: dict[str, Any]) -> Forked | None:
        """A process for `plan`; None when the zygote cannot give one."""
        ends = [os.pipe() for _ in range(4)]
        theirs = [ends[0][0], ends[1][1], ends[2][1], ends[3][1]]
        ours = [ends[0][1], ends[1][0], ends[2][0], ends[3][0]]
        try:
            with self._lock:
                socket.send_fds(self.control, [json.dumps(plan).encode()], theirs)
        except OSError:
            for fd in (*ours, *theirs):
                os.close(fd)
            return None
        for fd in theirs:
            os.close(fd)
        number = _line(ours[3])
        if not number:
            for fd in ours:
                os.close(fd)
            return None
        pipes = (
            os.fdopen(ours[0], "wb", 0),
            os.fdopen(ours[1], "rb", 0),
            os.fdopen(ours[2], "rb", 0),
        )
        return Forked(int(number), ours[3], pipes)

    def close(self) -> None:
        """End it."""
        self.control.close()
        self.popen.kill()
        self.popen.wait()
        self.folder.remove()


def _line(fd: int) -> bytes:
    """The first line of `fd`, byte by byte: what follows belongs to somebody else."""
    said = b""
    while not said.endswith(b"\n"):
        byte = os.read(fd, 1)
        if not byte:
            return b""
        said += byte
    return said.strip()


_zygotes: dict[tuple[Path, str], Zygote] = {}
_guard = threading.Lock()


def warm(kit: str, timeout: float = 0) -> bool:
    """Start warming `kit`, if that is possible here; whether it is warm after `timeout` seconds.

    Raises KitMissing. Later runs and grades of this process use it as soon as it is ready.
    """
    from ascent.runner import sandbox

    if not POSSIBLE:
        return False
    python = kits.python_of(kit)
    with _guard:
        for purpose in PACKAGES:
            known = _zygotes.get((python, purpose))
            if known is None or known.popen.poll() is not None:
                if known is not None:
                    known.close()
                _zygotes[python, purpose] = Zygote(
                    sandbox.zygote_command(python, purpose), sandbox.environment("/nonexistent")
                )
    return all(_zygotes[python, purpose].ready(timeout) for purpose in PACKAGES)


def cool() -> None:
    """End every zygote of this process."""
    with _guard:
        for zygote in _zygotes.values():
            zygote.close()
        _zygotes.clear()


atexit.register(cool)


def fork(python: Path, purpose: str, plan: dict[str, Any]) -> Forked | None:
    """A warm process for `plan`, or None: then start a cold one."""
    zygote = _zygotes.get((python, purpose))
    if zygote is None or not zygote.ready():
        return None
    return zygote.fork(plan)
