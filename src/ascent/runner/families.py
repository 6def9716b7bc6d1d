"""Families of zygotes: processes that have a kit's packages imported, and the children that they
clone, each isolated in advance and used for one job."""

from __future__ import annotations

import contextlib
import json
import os
import select
import socket
import subprocess
import threading
import time
from collections import deque
from collections.abc import Mapping, Sequence
from typing import IO, Any

from ascent.runner import cgroups
from ascent.runner.scratch import Scratch

LOST = 1000
"""Exit status of a process of which nobody knows how it ended."""

PATIENCE = 15.0  # seconds in which a zygote that is well has answered, on a busy machine too
MOST_CHILDREN = 5_000
"""A zygote's children share its memory layout, so it is replaced after so many."""

OLDEST = 24 * 3600.0


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
        """Learn its number, which the zygote tells first; False when it could not be cloned.
        Raises TimeoutError when the zygote says nothing for `timeout` seconds."""
        with self._lock:
            if not self.pid and self._status is not None:
                said = _line(self._status, timeout)
                if said is None:
                    raise TimeoutError("the zygote does not answer")
                self.pid = int(said or b"0")
                with contextlib.suppress(OSError):  # it is gone already
                    self.pidfd = os.pidfd_open(self.pid) if self.pid else None
            return self.pid > 0

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
            if self.returncode is None and self._status is not None:
                if self.pidfd is not None and not _ready(self.pidfd, timeout):
                    return None
                self._end()
            return self.returncode

    def _end(self) -> None:
        """It is gone: its zygote tells how it ended, unless that is gone or stuck too."""
        assert self._status is not None
        said = _line(self._status, PATIENCE)
        self.returncode = int(said) if said else LOST
        for fd in (self._status, self.pidfd):
            if fd is not None:
                os.close(fd)
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

    def copy(self, packages: Sequence[str] = (), group: cgroups.Group | None = None) -> Zygote:
        """Another one, forked from this one as soon as this one is ready: it imports `packages`
        besides, sharing what is in memory already, and its children belong to `group`. Raises
        OSError."""
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        try:
            self._send({"do": "copy", "packages": list(packages)}, [theirs.fileno()])
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
    """One tier of a family: its zygote, the copies that clone, and the children that wait."""

    def __init__(self, first: Zygote, standby: int) -> None:
        self.first, self.standby = first, standby
        self._copies: list[Zygote] = []
        self._idle: deque[tuple[dict[str, Any], Forked]] = deque()
        self._lock = threading.Lock()
        self._turns = 0
        self._over = False

    def ready(self, timeout: float = 0) -> bool:
        """Whether it can give processes, waiting for `timeout` seconds. Raises OSError when the
        zygote is gone."""
        with self._lock:
            if not self.first.ready(timeout):
                return False
            if not self._copies:
                groups = cgroups.some(self.standby)
                self._copies = [self.first.copy(group=one) for one in groups] or [self.first]
            return all(copy.ready(timeout) for copy in self._copies)

    def take(self, plan: dict[str, Any]) -> Forked | None:
        """A process for `plan`, isolated already if one waits; None when none can be cloned now.
        Raises OSError when the zygote is gone, or does not answer."""
        with self._lock:
            process = self._waiting(plan) or self._clone(plan)
        if process.meet(PATIENCE):
            return process
        process.discard()
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
        """Have children for `plan` waiting again. Raises OSError when the zygote is gone."""
        if not self.ready():
            return
        with self._lock:
            while len(self._idle) < self.standby and not self._over:
                self._idle.append((plan, self._clone(plan)))

    def children(self) -> int:
        """How many were cloned."""
        return sum(copy.children for copy in self._copies)

    def let_go(self) -> None:
        """Let the children that wait leave, for good."""
        with self._lock:
            self._over = True
            for _, process in self._idle:
                process.discard()
            self._idle.clear()

    def retire(self) -> None:
        """Let it end with the last job that runs."""
        self.let_go()
        for copy in {*self._copies, self.first}:
            copy.retire()

    def close(self) -> None:
        """Forget it; its processes are dead or dying."""
        self.let_go()
        for copy in {*self._copies, self.first}:
            copy.control.close()
            if copy.group is not None:
                copy.group.remove()


class Family:
    """The zygotes of one kit for one purpose: each tier is a copy of the one before that has
    imported more, and shares its memory."""

    def __init__(
        self,
        command: list[str],
        environment: dict[str, str],
        tiers: Mapping[str, Sequence[str]],
        standby: int,
    ) -> None:
        """Start it. `tiers` says what each one imports, the smallest first."""
        self.standby = standby
        self.started = time.monotonic()
        self.folder = Scratch()
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.popen = subprocess.Popen(
            [*command, str(theirs.fileno())],
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**environment, "HOME": str(self.folder.path)},
            cwd=self.folder.path,
            start_new_session=True,
        )
        theirs.close()
        self._bare = Zygote(ours)
        self.pools: dict[str, Pool] = {}
        before = self._bare
        for tier, packages in tiers.items():
            before = before.copy(packages)
            self.pools[tier] = Pool(before, standby)

    def ready(self, tier: str, timeout: float = 0) -> bool:
        """Whether a tier can give processes, waiting for `timeout` seconds."""
        try:
            return self.alive() and self.pools[tier].ready(timeout)
        except OSError:
            return False

    def alive(self) -> bool:
        """Whether its first process is still there: the others end with it."""
        return self.popen.poll() is None

    def take(self, tier: str, plan: dict[str, Any]) -> Forked | None:
        """A process for `plan`; None when none can be had. A family that does not answer any
        more is ended, whoever may have stopped it."""
        try:
            if self.alive() and self.pools[tier].ready():
                return self.pools[tier].take(plan)
        except OSError:
            self.popen.kill()
            self.popen.wait()
        return None

    def refill(self, plan: dict[str, Any]) -> None:
        """Have children for `plan` waiting again in every tier."""
        with contextlib.suppress(OSError):
            for pool in self.pools.values():
                pool.refill(plan)

    def used_up(self) -> bool:
        """Whether it is time for another one."""
        children = sum(pool.children() for pool in self.pools.values())
        return children > MOST_CHILDREN or time.monotonic() - self.started > OLDEST

    def retire(self) -> None:
        """Let it end with the last job that runs; what waits is let go."""
        for pool in self.pools.values():
            pool.retire()
        self._bare.retire()

    def close(self) -> None:
        """End it, with all its children."""
        self.popen.kill()
        self.popen.wait()
        for pool in self.pools.values():
            pool.close()
        self._bare.control.close()
        self.folder.remove()


def _ready(fd: int, timeout: float | None) -> bool:
    """Whether there is something to read, or an end, within `timeout` seconds (None: for ever)."""
    poll = select.poll()
    poll.register(fd, select.POLLIN | select.POLLHUP)
    return bool(poll.poll(None if timeout is None else timeout * 1000))


def _line(fd: int, timeout: float) -> bytes | None:
    """The first line of `fd`, byte by byte: what follows belongs to somebody else. Empty at the
    end, None when nothing comes in time."""
    said = b""
    while not said.endswith(b"\n"):
        if not _ready(fd, timeout):
            return None
        byte = os.read(fd, 1)
        if not byte:
            return b""
        said += byte
    return said.strip()
