"""Worker processes: one is started for long runs, and outlives the server that started it."""

from __future__ import annotations

import logging
import math
import subprocess
import sys
import time
from collections.abc import Sequence

from django.db import connection

from ascent import disk, home
from ascent.accounts import people
from ascent.kinds.grading import places
from ascent.kinds.grading.hands import Hands, Listener, Look
from ascent.kinds.grading.holding import keeper
from ascent.learner import queue
from ascent.learner.models import Pool
from ascent.runner import executors, sandbox

log = logging.getLogger(__name__)
PATIENCE = 30.0  # seconds in which a worker that was started signs in, on a busy machine
PAUSE = 3.0  # seconds before another one is started when it ended
LINGER = 60.0  # seconds for which a worker that we started waits for more
LOG = "worker.log"
MOST_LOG = 1_000_000  # bytes after which the log begins anew

# Windows has no sessions: there a process is told not to share our console.
_APART = getattr(subprocess, "DETACHED_PROCESS", 0) | getattr(
    subprocess, "CREATE_NEW_PROCESS_GROUP", 0
)


class Helper:
    """Starts a worker for long runs when one waits and nobody serves them."""

    def __init__(self) -> None:
        self._started: subprocess.Popen[bytes] | None = None
        self._when = -math.inf

    def ensure(self) -> None:
        """Start one if it takes one."""
        if not queue.waits([Pool.LONG]) or queue.workers(Pool.LONG):
            return
        code = self._started.poll() if self._started is not None else 0
        if time.monotonic() - self._when < (PATIENCE if code is None else PAUSE):
            return
        if code:
            log.warning("the worker for long runs ended with %s; see run/%s", code, LOG)
        self._started, self._when = start(), time.monotonic()


def start() -> subprocess.Popen[bytes]:
    """A worker of its own session: neither Ctrl-C in the server's terminal nor the server's end
    reaches it."""
    folder = disk.private_folder(home.home() / "run")
    path = folder / LOG
    mode = "wb" if path.exists() and path.stat().st_size > MOST_LOG else "ab"
    words = ["--pool", "long", "--leave-after", f"{LINGER:g}", "--at-once", str(_at_once())]
    with path.open(mode) as out:
        return subprocess.Popen(
            [sys.executable, "-m", "ascent.cli.worker", *words],
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            start_new_session=True,
            creationflags=_APART,
        )


def _at_once() -> int:
    """Long runs that share this machine: one core stays for the pages and the short checks."""
    return max(1, places.cores() - 1)


def require_right() -> None:
    """Raise NotIsolated when this process must not grade what waits.

    With more than one person, that is other people's code. Where another machine is asked to run
    it, that one decides for itself.
    """
    if isinstance(executors.current(), executors.LocalExecutor) and people.several():
        try:
            sandbox.require_isolation()
        except sandbox.NotIsolated as error:
            text = f"{error} More than one person hands in here. What waits stays in the queue."
            raise sandbox.NotIsolated(text) from None


def work(pools: Sequence[str], at_once: int, leave_after: float | None, tell: Listener) -> str:
    """Grade what waits in these pools until this process stops: why it ended.

    `leave_after` seconds without anything to do it ends by itself. Call it on a thread that
    lives as long as the process; `places.stopping` ends it, runs are cut off and given back.
    Raises NotIsolated where other people's code waits and cannot be held.
    """
    require_right()
    places.make(at_once)
    hands = Hands(pools, at_once)
    hands.listener = tell
    seen = 0.0
    refused: sandbox.NotIsolated | None = None

    def sign_in() -> None:
        nonlocal seen, refused
        try:
            require_right()  # somebody may have come since
        except sandbox.NotIsolated as error:
            refused = error
            return
        if time.monotonic() - seen >= queue.lease() / 3 or not seen:
            queue.sign_in(pools)
            seen = time.monotonic()

    def over() -> bool:
        if refused:
            return True
        idle = time.monotonic() - hands.idle_since if not hands.busy else 0.0
        return leave_after is not None and idle > leave_after and not queue.waits(pools)

    try:
        Look(hands, sign_in).until(over)
        if refused:
            raise refused
        return "stopped" if places.stopping.is_set() else "idle"
    finally:
        places.stopping.set()
        keeper.end_all()
        hands.join()
        queue.sign_out()
        connection.close()
