"""Child processes of the worker: a channel to each, what they print, how they end."""

from __future__ import annotations

import contextlib
import json
import logging
import math
import os
import select
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from ascent.runner import cgroups
from ascent.runner.inside import frames
from ascent.runner.job import Outcome
from ascent.runner.scratch import Scratch
from ascent.runner.zygotes import LOST, Forked

Process = subprocess.Popen[bytes] | Forked
READY_SECONDS = 30.0  # in which a process stands in its sandbox, on a busy machine too
PAUSE = 0.05  # seconds between two looks of the watch
log = logging.getLogger(__name__)
NATIVE_KEPT = 64 * 1024  # bytes of what a process prints past its streams
LINUX = sys.platform.startswith("linux")


class Cancelled(Exception):
    """Whoever asked for this run does not want it any more."""


class Control:
    """What whoever asked for a run may say while it goes on: stop, or another value of a setting.

    Safe to use from other threads.
    """

    def __init__(self, cancelled: threading.Event | None = None) -> None:
        self.cancelled = cancelled or threading.Event()
        self.settings: dict[str, Any] = {}
        """The values that were set, by the name of the setting."""

    def cancel(self) -> None:
        """End the run; it raises Cancelled within a second."""
        self.cancelled.set()

    def set(self, name: str, value: float | str | bool) -> None:
        """From now on, learner code that asks for setting `name` gets `value`."""
        self.settings[name] = value


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

    def __init__(self, process: Process, *, seconds: float, folder: Scratch | None = None) -> None:
        """Take `process` over, and the `folder` that it stands on, if it has one. It may take
        `seconds` of wall clock over all its turns, until `allow` says otherwise."""
        self.folder = folder
        self.memory_mb: int | None = None
        """Megabytes of resident memory above which it is ended, if there is such a limit."""

        self._wall, self._cpu = seconds, math.inf
        self._cpu_before = self._cpu_seen = 0.0
        self.ended_for: Outcome | None = None
        """Why the worker ended it, when it did."""

        self.was_stopped = False
        """Whether somebody outside had stopped it (SIGSTOP) when it was ended."""

        self.used = 0.0
        self._turn: float | None = None
        self.native = bytearray()
        """What native code printed past the streams."""

        self.popen = process
        self.target = process.pid
        """The process that computes: the one that was started, or the isolated one below it."""

        self._group: cgroups.Group | None = None
        self._ooms = 0
        self._target_fd: int | None = None
        if isinstance(process, Forked) and process.pidfd is not None:
            self._target_fd = os.dup(process.pidfd)
        assert self.popen.stdin
        assert self.popen.stdout
        assert self.popen.stderr
        self.channel = frames.Channel(
            self.popen.stdout.fileno(), self.popen.stdin.fileno(), wait=self._wait
        )
        if sys.platform != "win32":
            self._answers = select.poll()
            self._answers.register(self.popen.stdout.fileno(), select.POLLIN | select.POLLHUP)
        self.on_native: Callable[[bytes], object] = self._keep_native
        self._taking = threading.Lock()
        if sys.platform == "win32":  # pipes cannot be waited for there, so a thread reads them
            threading.Thread(target=self._read_native, daemon=True).start()

    def isolated(self) -> dict[str, Any]:
        """Wait until it stands in its sandbox; what that is. Raises Ended."""
        try:
            with self.turn():
                kind, payload = self.channel.receive()
                if kind == frames.INNER:  # it started a child, and that is the one that computes
                    self.target = int(payload)
                    with contextlib.suppress(OSError):
                        self._target_fd = os.pidfd_open(self.target)
                    kind, payload = self.channel.receive()
        except (frames.Closed, frames.TooLarge):
            why = "it was not ready in time" if self.ended_for else "the process ended at once"
            raise Ended("our-fault", why) from None
        if kind == frames.READY:
            facts: dict[str, Any] = json.loads(payload)
            return facts
        raise Ended("our-fault", payload.decode("utf-8", "replace").strip().rpartition("\n")[2])

    def bound(self, memory_mb: int) -> None:
        """End it when it holds more than `memory_mb` megabytes; its control group counts too."""
        self.memory_mb = memory_mb
        if isinstance(self.popen, Forked) and self.popen.group is not None:
            self._group = self.popen.group
            self._ooms = self._group.enter(memory_mb)

    def was_full(self) -> bool:
        """Whether the kernel killed it because its control group was full."""
        return self._group is not None and self._group.ooms() > self._ooms

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
        """Seconds that it computed so far; after its end, up to the last look. The wall
        clock's, where the system does not say."""
        if not LINUX:
            return self.waited()
        self._cpu_seen = max(self._cpu_seen, self._computed() or 0.0)
        return self._cpu_seen - self._cpu_before

    def overran(self) -> bool:
        """Whether it took more than it may."""
        return self.waited() > self._wall or self.spent() > self._cpu

    def _computed(self) -> float | None:
        """Seconds of CPU since it started, to the nanosecond; None where the system does not
        say. It cannot start processes, so its own clock is all there is."""
        try:
            return time.clock_gettime(_cpu_clock_of(self.target)) if LINUX else None
        except OSError:  # it is gone
            return None

    @property
    def alive(self) -> bool:
        """Whether it can still be asked."""
        return self.ended_for is None and self.popen.poll() is None

    # --- the end --------------------------------------------------------------

    def end(self, outcome: Outcome) -> None:
        """Kill it and everything that it started; the first reason given is kept."""
        if self.ended_for is None:
            self.spent()  # the last look at its clock
            self.was_stopped = outcome == "out-of-time" and _is_stopped(self.target)
            self.ended_for = outcome
        self._kill()

    def _kill(self) -> None:
        """Through the first process of its namespace: the kernel then kills all that is inside."""
        if self._target_fd is not None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                signal.pidfd_send_signal(self._target_fd, signal.SIGKILL)
        if isinstance(self.popen, Forked):
            return
        if sys.platform != "win32":
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.popen.pid, signal.SIGKILL)
        with contextlib.suppress(OSError):
            self.popen.kill()

    def close(self) -> None:
        """End it, wait for it, free its pipes."""
        self.end("passed")
        self.popen.wait()
        for pipe in (self.popen.stdin, self.popen.stdout, self.popen.stderr):
            if pipe:
                with contextlib.suppress(OSError):
                    pipe.close()
        if self._target_fd is not None:
            os.close(self._target_fd)
            self._target_fd = None
        self.leave()
        if self.folder is not None:
            self.folder.remove()

    def leave(self) -> None:
        """Its limits of memory and processes no longer add to those of its group."""
        if self._group is not None:
            self._group.left(self.memory_mb or 0)
            self._group = None

    def status(self) -> int:
        """Its exit status once it is gone; negative for a signal, LOST where nobody knows."""
        try:
            return self.popen.wait(timeout=2)
        except subprocess.TimeoutExpired:
            self.end("crashed")
            return self.popen.wait()

    def memory(self) -> int | None:
        """Megabytes that it holds now; None where the system does not say."""
        try:
            pages = int(Path(f"/proc/{self.target}/statm").read_text().split()[1])
            return pages * os.sysconf("SC_PAGE_SIZE") // 1_000_000
        except (OSError, IndexError, ValueError):
            return None

    # --- reading --------------------------------------------------------------

    def _wait(self, fd: int) -> None:
        """Return when there is something to read. A process that outlives its killing by
        holding the pipe open must not hold the worker, so this looks up now and then."""
        if sys.platform == "win32":
            return
        while not self._answers.poll(100):
            if self.ended_for is not None:
                raise frames.Closed

    def _read_native(self) -> None:
        assert self.popen.stderr
        fd = self.popen.stderr.fileno()
        with contextlib.suppress(OSError, ValueError):
            while self._take(fd):
                pass

    def drain(self) -> bool:
        """Take what native code has printed up to now; False at the end of it."""
        assert self.popen.stderr
        if sys.platform == "win32":
            return True
        with self._taking, contextlib.suppress(OSError, ValueError):
            fd = self.popen.stderr.fileno()
            while _readable([fd], 0):
                if not self._take(fd):
                    return False
        return True

    def _keep_native(self, data: bytes) -> None:
        self.native += data[: max(0, NATIVE_KEPT - len(self.native))]

    def _take(self, fd: int) -> bool:
        data = os.read(fd, 65536)
        if data:
            self.on_native(data)
        return bool(data)


_undertaker = ThreadPoolExecutor(1, thread_name_prefix="ascent-afterwards")


def afterwards(act: Callable[[], object]) -> None:
    """Do it soon, on one thread for all, in the order of asking: what nobody has to wait for."""
    with contextlib.suppress(RuntimeError):  # this process is on its way out
        _undertaker.submit(act)


def _readable(fds: list[int], seconds: float) -> list[int]:
    """Those of `fds` that can be read from, or are at their end, within `seconds`. Descriptors
    may be large numbers in a busy server, so this polls."""
    poll = select.poll()
    for fd in fds:
        poll.register(fd, select.POLLIN | select.POLLHUP)
    return [fd for fd, _ in poll.poll(seconds * 1000)]


def _cpu_clock_of(process: int) -> int:
    """The number of the clock that counts the CPU time of a process (clock_getcpuclockid(3))."""
    per_process_scheduled = 2
    return (~process << 3) | per_process_scheduled


def _is_stopped(process: int) -> bool:
    """Whether a process is stopped by a signal. Learner code cannot do that to itself: the first
    process of a namespace ignores what comes from inside."""
    try:
        after_name = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2]
    except OSError:
        return False
    return after_name.split()[:1] == ["T"]


class Watch:
    """Ends children that overrun, takes what they print natively, on a thread of its own; ends
    everything on cancel."""

    def __init__(self, control: Control | None = None) -> None:
        self.control = control or Control()
        self.children: list[Child] = []
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> Watch:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Kill every child. Those that leave no folder behind are buried by another thread:
        taking a namespace apart takes the kernel some milliseconds."""
        self._stop.set()
        self._thread.join()
        for child in self.children:
            child.end("passed")
            child.leave()
        for child in self.children:
            if child.folder is None:
                afterwards(child.close)
            else:
                child.close()

    def add(self, child: Child) -> Child:
        """Watch `child` from now on, and close it at the end."""
        self.children.append(child)
        return child

    def check(self) -> None:
        """Raise Cancelled if that is what happened."""
        if self.control.cancelled.is_set():
            raise Cancelled

    def _look(self) -> None:
        while not self._stop.wait(PAUSE):
            for child in list(self.children):
                if child.ended_for is None:
                    self._drain(child)
                    self._look_at(child)

    def _drain(self, child: Child) -> None:
        """Whoever listens may fail; the clocks go on."""
        try:
            child.drain()
        except Exception:
            log.exception("what a process printed could not be told")
            child.on_native = len

    def _look_at(self, child: Child) -> None:
        if self.control.cancelled.is_set():
            child.end("our-fault")
        elif child.overran():
            child.end("out-of-time")
        elif child.memory_mb is not None and (child.memory() or 0) > child.memory_mb:
            child.end("out-of-memory")


__all__ = ["LOST", "Cancelled", "Child", "Control", "Ended", "Process", "Watch", "start_cold"]
