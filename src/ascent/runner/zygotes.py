"""Warm kits: zygotes that have a kit's packages imported, and children that they cloned and
isolated in advance, each for one job.

Nothing is warm until somebody who lives long says so: the server, a worker, or a proof of a
whole pack. A zygote that is missing, not ready yet, stuck or dead costs only time: the process
then starts cold.
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
import time
from collections import deque
from pathlib import Path
from typing import IO, Any

from ascent.runner import cgroups, kits
from ascent.runner.scratch import Scratch

LOST = 1000
"""Exit status of a process of which nobody knows how it ended."""

POSSIBLE = sys.platform.startswith("linux") and hasattr(os, "pidfd_open")
PATIENCE = 5.0  # seconds in which a zygote that is well has answered
MOST_CHILDREN = 5_000
"""A zygote's children share its memory layout, so it is replaced after so many."""

OLDEST = 24 * 3600.0
STANDBY = 2
"""Children that wait in advance, per pool: more than a person's checks ever need at once."""


class Forked:
    """A process that a zygote cloned for us, with the part of Popen's interface that we use."""

    def __init__(self, status: int, pipes: tuple[IO[bytes], IO[bytes], IO[bytes]]) -> None:
        self._status: int | None = status
        self.stdin, self.stdout, self.stderr = pipes
        self.returncode: int | None = None
        self.pid = 0
        self.pidfd: int | None = None
        self.group: cgroups.Group | None = None
        """The control group that bounds it, where there is one."""

        self._lock = threading.Lock()

    def meet(self, timeout: float) -> bool:
        """Learn its number, which the zygote tells first; whether it has one."""
        with self._lock:
            if not self.pid and self._status is not None:
                number = _line(self._status, timeout)
                with contextlib.suppress(OSError):
                    self.pidfd = os.pidfd_open(int(number or 0)) if number else None
                    self.pid = int(number or 0)
            return self.pidfd is not None

    def poll(self) -> int | None:
        """Its exit status, None while it runs."""
        return self._look(0)

    def wait(self, timeout: float | None = None) -> int:
        """Its exit status, once it has one. Raises subprocess.TimeoutExpired."""
        code = self._look(timeout)
        if code is None:
            raise subprocess.TimeoutExpired("a forked process", timeout or 0)
        return code

    def _look(self, timeout: float | None) -> int | None:
        with self._lock:
            if self.returncode is None and self.pidfd is not None:
                if not _ready(self.pidfd, timeout):
                    return None
                self._end()
            return self.returncode

    def _end(self) -> None:
        """It is gone: its zygote tells how it ended, unless that is gone or stuck too."""
        assert self._status is not None
        assert self.pidfd is not None
        said = _line(self._status, PATIENCE)
        self.returncode = int(said) if said else LOST
        os.close(self._status)
        os.close(self.pidfd)
        self._status = self.pidfd = None

    def discard(self) -> None:
        """Let go of one that never got a job: without its pipes, it leaves."""
        for pipe in (self.stdin, self.stdout, self.stderr):
            pipe.close()
        with self._lock:
            for fd in (self._status, self.pidfd):
                if fd is not None:
                    os.close(fd)
            self._status = self.pidfd = None
            self.returncode = LOST


class Zygote:
    """One warm process of a kit; started at once, ready later. It answers over `control`."""

    def __init__(self, control: socket.socket, group: cgroups.Group | None = None) -> None:
        self.control, self.group = control, group
        self.children = 0
        self._lock = threading.Lock()
        self._ready = False

    def ready(self, timeout: float = 0) -> bool:
        """Whether it can clone, waiting for `timeout` seconds. Raises OSError when it is gone."""
        with self._lock:
            if not self._ready and _ready(self.control.fileno(), timeout):
                pid = int(self.control.recv(64) or b"0")
                if not pid:
                    raise ConnectionResetError("the zygote ended")
                if self.group is not None:
                    self.group.add(pid)
                self._ready = True
            return self._ready

    def clone(self, plan: dict[str, Any]) -> Forked:
        """A process for `plan`, on its way. Raises OSError."""
        ends = [os.pipe() for _ in range(4)]
        theirs = [ends[0][0], ends[1][1], ends[2][1], ends[3][1]]
        ours = [ends[0][1], ends[1][0], ends[2][0], ends[3][0]]
        try:
            self._send({"do": "clone", "plan": plan}, theirs)
        except OSError:
            for fd in ours:
                os.close(fd)
            raise
        finally:
            for fd in theirs:
                os.close(fd)
        self.children += 1
        pipes = (
            os.fdopen(ours[0], "wb", 0),
            os.fdopen(ours[1], "rb", 0),
            os.fdopen(ours[2], "rb", 0),
        )
        process = Forked(ours[3], pipes)
        process.group = self.group
        return process

    def copy(self, group: cgroups.Group) -> Zygote:
        """Another one, forked from this one, whose children belong to `group`. Raises OSError."""
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        try:
            self._send({"do": "copy"}, [theirs.fileno()])
        finally:
            theirs.close()
        return Zygote(ours, group)

    def retire(self) -> None:
        """Take no more orders; it ends with its last child."""
        with contextlib.suppress(OSError):
            self._send({"do": "retire"}, [])

    def _send(self, order: dict[str, Any], descriptors: list[int]) -> None:
        with self._lock:
            socket.send_fds(self.control, [json.dumps(order).encode()], descriptors)


class Pool:
    """The zygote of one kit for one purpose and tier, and the children that wait."""

    def __init__(self, command: list[str], environment: dict[str, str], standby: int) -> None:
        self._command, self._environment, self.standby = command, environment, standby
        self._idle: deque[tuple[dict[str, Any], Forked]] = deque()
        self._lock = threading.Lock()
        self._start()

    def _start(self) -> None:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.folder = Scratch()
        self.popen = subprocess.Popen(
            [*self._command, str(theirs.fileno())],
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**self._environment, "HOME": str(self.folder.path)},
            cwd=self.folder.path,
            start_new_session=True,
        )
        theirs.close()
        self.started = time.monotonic()
        self.first = Zygote(ours)
        self._copies: list[Zygote] = []
        self._turns = 0

    def ready(self, timeout: float = 0) -> bool:
        """Whether it can give processes, waiting for `timeout` seconds."""
        try:
            with self._lock:
                if not self.first.ready(timeout):
                    return False
                if not self._copies:
                    groups = cgroups.some(self.standby)
                    self._copies = [self.first.copy(one) for one in groups] or [self.first]
                return all(copy.ready(max(timeout, PATIENCE)) for copy in self._copies)
        except OSError:
            return False

    def alive(self) -> bool:
        """Whether its first process is still there."""
        return self.popen.poll() is None

    def take(self, plan: dict[str, Any]) -> Forked | None:
        """A process for `plan`, isolated already if one waits; None when none can be had. A
        zygote that does not answer is ended: whoever stopped it did not mean us well."""
        if not self.ready() or not self.alive():
            return None
        with self._lock:
            process = self._waiting(plan)
            if process is None:
                try:
                    process = self._clone(plan)
                except OSError:
                    return None
        if process.meet(PATIENCE):
            return process
        process.discard()
        self.popen.kill()
        return None

    def _waiting(self, plan: dict[str, Any]) -> Forked | None:
        while self._idle:
            made_for, process = self._idle.popleft()
            if made_for == plan and process.meet(PATIENCE) and process.poll() is None:
                return process  # it may have stood here for long
            process.discard()
        return None

    def _clone(self, plan: dict[str, Any]) -> Forked:
        """From the copy whose turn it is."""
        self._turns += 1
        return self._copies[self._turns % len(self._copies)].clone(plan)

    def refill(self, plan: dict[str, Any]) -> None:
        """Have children for `plan` waiting again, and a new zygote when this one is used up."""
        if not self.ready():
            return
        with self._lock, contextlib.suppress(OSError):
            while len(self._idle) < self.standby:
                self._idle.append((plan, self._clone(plan)))

    def used_up(self) -> bool:
        """Whether it is time for another one."""
        children = sum(copy.children for copy in self._copies)
        return children > MOST_CHILDREN or time.monotonic() - self.started > OLDEST

    def retire(self) -> None:
        """Let it end with the last job that runs; what waits is let go."""
        with self._lock:
            for _, process in self._idle:
                process.discard()
            self._idle.clear()
            for copy in {*self._copies, self.first}:
                copy.retire()

    def close(self) -> None:
        """End it, with all its children."""
        with self._lock:
            for _, process in self._idle:
                process.discard()
            self._idle.clear()
            self.popen.kill()
            self.popen.wait()
            for copy in {*self._copies, self.first}:
                copy.control.close()
                if copy.group is not None:
                    copy.group.remove()
        self.folder.remove()


def _ready(fd: int, timeout: float | None) -> bool:
    """Whether there is something to read, or an end, within `timeout` seconds (None: for ever)."""
    poll = select.poll()
    poll.register(fd, select.POLLIN | select.POLLHUP)
    return bool(poll.poll(None if timeout is None else timeout * 1000))


def _line(fd: int, timeout: float) -> bytes:
    """The first line of `fd`, byte by byte: what follows belongs to somebody else. Empty when
    none comes in time."""
    said = b""
    while not said.endswith(b"\n"):
        byte = os.read(fd, 1) if _ready(fd, timeout) else b""
        if not byte:
            return b""
        said += byte
    return said.strip()


Key = tuple[Path, str, str]
"""A kit's interpreter, a purpose (learner, checker), a tier (light, whole)."""

_pools: dict[Key, Pool] = {}
_retired: list[Pool] = []
_guard = threading.Lock()


def warm(kit: str, timeout: float = 0, standby: int = STANDBY) -> bool:
    """Start warming `kit`, if that is possible here; whether it is warm after `timeout` seconds.

    `standby` children wait in advance, per purpose and tier. Raises KitMissing. Later runs and
    grades of this process use it as soon as it is ready.
    """
    from ascent.runner import sandbox

    if not POSSIBLE:
        return False
    python = kits.python_of(kit)
    keys = [(python, purpose, tier) for purpose, tier in sandbox.PACKAGES]
    with _guard:
        for key in keys:
            _start(key, standby)
    warm_now = all(_pools[key].ready(timeout) for key in keys)
    if warm_now:
        sandbox.refill(python)
    return warm_now


def _start(key: Key, standby: int) -> None:
    """Have a living pool under `key`."""
    from ascent.runner import sandbox

    known = _pools.get(key)
    if known is not None and known.alive():
        return
    if known is not None:
        known.close()
    _pools[key] = Pool(sandbox.zygote_command(*key), sandbox.environment("/nonexistent"), standby)


def warm_on_use() -> None:
    """From now on, whatever is used once is warm for the next: for a process that lives long."""
    global _on_use
    _on_use = POSSIBLE


_on_use = False


def take(key: Key, plan: dict[str, Any]) -> Forked | None:
    """A warm process for `plan`, or None: then start a cold one. A zygote that has died is
    replaced, for those that come after."""
    pool = _pools.get(key)
    if pool is None:
        if _on_use:
            with _guard:
                _start(key, STANDBY)
        return None
    process = pool.take(plan)
    if process is None and not pool.alive():
        with _guard:
            _start(key, pool.standby)
    return process


def refill(key: Key, plan: dict[str, Any]) -> None:
    """After a job: let children wait for the next one, from a fresh zygote when it is time."""
    pool = _pools.get(key)
    if pool is None:
        return
    if pool.used_up():
        with _guard:
            pool.retire()
            _retired.append(pool)
            del _pools[key]
            _start(key, pool.standby)
            _bury()
    elif pool.alive():
        pool.refill(plan)


def _bury() -> None:
    """Forget retired zygotes that are gone."""
    for pool in [one for one in _retired if not one.alive()]:
        pool.close()
        _retired.remove(pool)


def cool() -> None:
    """End every zygote of this process."""
    global _on_use
    _on_use = False
    with _guard:
        for pool in (*_pools.values(), *_retired):
            pool.close()
        _pools.clear()
        _retired.clear()


atexit.register(cool)
