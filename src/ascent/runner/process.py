"""Child processes of the worker: a channel to each, what they print, how they end."""

from __future__ import annotations

import contextlib
import math
import os
import select
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from ascent.runner.inside import frames
from ascent.runner.job import Outcome
from ascent.runner.zygotes import Forked

Process = subprocess.Popen[bytes] | Forked
PAUSE = 0.02  # seconds between two looks of the watch
COUNTS_CPU = Path("/proc/self/stat").is_file() and sys.platform.startswith("linux")


class Cancelled(Exception):
    """Whoever asked for this run does not want it any more."""


class Ended(Exception):
    """A child process is gone before it answered: how, and a sentence about it."""

    def __init__(self, outcome: Outcome, message: str) -> None:
        super().__init__(message)
        self.outcome = outcome
        self.message = message


def start_cold(command: list[str], environment: dict[str, str], cwd: Path | None = None) -> Process:
    """A new process with three pipes, in a session of its own."""
    return subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=cwd,
        env=environment,
        start_new_session=sys.platform != "win32",
        close_fds=True,
    )


class Child:
    """A process that answers over a channel, metered while it is its turn."""

    def __init__(
        self,
        process: Process,
        *,
        seconds: float,
        memory_mb: int | None = None,
    ) -> None:
        """Take `process` over. It may take `seconds` of wall clock over all its turns, until
        `allow` says otherwise."""
        self.memory_mb = memory_mb
        self._wall, self._cpu = seconds, math.inf
        self._cpu_before = self._cpu_seen = 0.0
        self.ended_for: Outcome | None = None
        """Why the worker ended it, when it did."""

        self.used = 0.0
        self._turn: float | None = None
        self.native = bytearray()
        """What native code printed past the streams."""

        self.popen = process
        assert self.popen.stdin
        assert self.popen.stdout
        assert self.popen.stderr
        self.channel = frames.Channel(
            self.popen.stdout.fileno(), self.popen.stdin.fileno(), wait=self._wait
        )
        self.on_native: Callable[[bytes], None] = self.native.extend
        self._taking = threading.Lock()
        self._drain = threading.Thread(target=self._read_native, daemon=True)
        self._drain.start()

    # --- turns --------------------------------------------------------------

    @contextlib.contextmanager
    def turn(self) -> Iterator[None]:
        """Charge the time inside the block to this process."""
        self._turn = time.monotonic()
        try:
            yield
        finally:
            self.used += time.monotonic() - self._turn
            self._turn = None

    def allow(self, wall: float, cpu: float = math.inf) -> None:
        """From now on it may take `wall` seconds of wall clock over all its turns, and compute
        for `cpu` seconds. Where the system does not say how long it computed, the wall clock
        counts for both."""
        self._cpu_before = self._cpu_seen = self._computed() or self._cpu_seen
        self.used, self._wall, self._cpu = 0.0, wall, cpu  # last: the watch looks at any moment

    def waited(self) -> float:
        """Seconds of wall clock so far, with the turn that is on."""
        turn = self._turn
        return self.used + (time.monotonic() - turn if turn is not None else 0.0)

    def spent(self) -> float:
        """Seconds that it computed so far, it and its children; after its end, up to the last
        look. The wall clock's, where the system does not say."""
        if not COUNTS_CPU:
            return self.waited()
        self._cpu_seen = max(self._cpu_seen, self._computed() or 0.0)
        return self._cpu_seen - self._cpu_before

    def overran(self) -> bool:
        """Whether it took more than it may."""
        return self.waited() > self._wall or self.spent() > self._cpu

    def _computed(self) -> float | None:
        """Seconds of CPU since it started; None where the system does not say."""
        try:
            return _cpu_of(self.popen.pid) if COUNTS_CPU else None
        except (OSError, IndexError, ValueError):  # it ends just now
            return None

    @property
    def alive(self) -> bool:
        """Whether it can still be asked."""
        return self.ended_for is None and self.popen.poll() is None

    # --- the end --------------------------------------------------------------

    def end(self, outcome: Outcome) -> None:
        """Kill it and everything that it started; the first reason given is kept."""
        if self.ended_for is None:
            self.ended_for = outcome
        if sys.platform != "win32":
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.popen.pid, signal.SIGKILL)
        with contextlib.suppress(OSError):
            self.popen.kill()

    def close(self) -> None:
        """End it, wait for it, free its pipes."""
        self.end("passed")
        self.popen.wait()
        self._drain.join(timeout=1)
        for pipe in (self.popen.stdin, self.popen.stdout):
            if pipe:
                with contextlib.suppress(OSError):
                    pipe.close()
        if not self._drain.is_alive() and self.popen.stderr:
            self.popen.stderr.close()

    def status(self) -> int:
        """Its exit status once it is gone; negative for a signal."""
        try:
            code = self.popen.wait(timeout=2)
        except subprocess.TimeoutExpired:
            self.end("crashed")
            code = self.popen.wait()
        return 128 - code if 128 < code < 256 else code  # a waiting process passes a signal on so

    def memory(self) -> int | None:
        """Megabytes that it and its children hold now; None where the system does not say."""
        try:
            return _resident(self.popen.pid) // 1_000_000
        except (OSError, IndexError, ValueError):
            return None

    # --- reading --------------------------------------------------------------

    def _wait(self, fd: int) -> None:
        """Return when there is something to read. A process that outlives its killing by
        holding the pipe open must not hold the worker, so this looks up now and then."""
        if sys.platform == "win32":
            return
        while not select.select([fd], [], [], 0.1)[0]:
            if self.ended_for is not None:
                raise frames.Closed

    def _read_native(self) -> None:
        assert self.popen.stderr
        fd = self.popen.stderr.fileno()
        with contextlib.suppress(OSError, frames.Closed):
            while True:
                self._wait(fd)
                if sys.platform != "win32":
                    if not self.drain():
                        return
                elif not self._take(fd):
                    return

    def drain(self) -> bool:
        """Take what native code has printed up to now; False at the end of it."""
        assert self.popen.stderr
        fd = self.popen.stderr.fileno()
        with self._taking:
            while sys.platform != "win32" and select.select([fd], [], [], 0)[0]:
                if not self._take(fd):
                    return False
        return True

    def _take(self, fd: int) -> bool:
        data = os.read(fd, 65536)
        if data:
            self.on_native(data)
        return bool(data)


def _resident(process: int) -> int:
    """Bytes of memory of a process and of those that it started."""
    folder = Path(f"/proc/{process}")
    own = int((folder / "statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    children = (folder / "task" / str(process) / "children").read_text().split()
    return own + sum(_resident(int(child)) for child in children)


def _cpu_of(process: int) -> float:
    """Seconds of CPU that a process and those that it started have used."""
    folder = Path(f"/proc/{process}")
    after_name = (folder / "stat").read_text().rpartition(")")[2].split()
    own = sum(map(int, after_name[11:15])) / os.sysconf("SC_CLK_TCK")  # dead children included
    children = (folder / "task" / str(process) / "children").read_text().split()
    return own + sum(_cpu_of(int(child)) for child in children)


class Watch:
    """Ends children that overrun, on a thread of its own, and everything on cancel."""

    def __init__(self, cancel: threading.Event | None) -> None:
        self.cancel = cancel or threading.Event()
        self.children: list[Child] = []
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> Watch:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()
        for child in self.children:
            child.close()

    def add(self, child: Child) -> Child:
        """Watch `child` from now on, and close it at the end."""
        self.children.append(child)
        return child

    def check(self) -> None:
        """Raise Cancelled if that is what happened."""
        if self.cancel.is_set():
            raise Cancelled

    def _look(self) -> None:
        while not self._stop.wait(PAUSE):
            for child in list(self.children):
                if child.ended_for is None:
                    self._look_at(child)

    def _look_at(self, child: Child) -> None:
        if self.cancel.is_set():
            child.end("our-fault")
        elif child.overran():
            child.end("out-of-time")
        elif child.memory_mb is not None and (child.memory() or 0) > child.memory_mb:
            child.end("out-of-memory")
