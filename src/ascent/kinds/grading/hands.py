"""Threads that grade: woken at once by whoever enqueues, and by a look at the queue twice a second.

The look finds what this process was not told of: attempts of another process, and those whose
holder has died. It also forgets what is old, and calls for a worker when a long run waits.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Sequence
from typing import Any

from django.db import connection

from ascent.accounts import people
from ascent.kinds.grading import judging
from ascent.kinds.grading.holding import keeper
from ascent.kinds.grading.places import AT_ONCE, stopping
from ascent.learner import queue

log = logging.getLogger(__name__)
LOOK = 0.5  # seconds between two looks at the queue
REAP = 2.0  # seconds between two looks for holders that died
SWEEP = 600.0  # seconds between two sweeps
BREATH = 1.0  # seconds before a database that refused is asked again

Listener = Callable[[dict[str, Any]], None]


class Bell:
    """Wakes threads that wait for work; a ring that comes before the waiting counts, too."""

    def __init__(self) -> None:
        self._rung = 0
        self._change = threading.Condition()

    def rung(self) -> int:
        """How often it was rung so far."""
        return self._rung

    def ring(self, everybody: bool = False) -> None:
        """Wake one of those who wait, or all."""
        with self._change:
            self._rung += 1
            if everybody:
                self._change.notify_all()
            else:
                self._change.notify()

    def wait_after(self, rung: int) -> None:
        """Wait for a ring after the first `rung`."""
        with self._change:
            self._change.wait_for(lambda: self._rung != rung)


class Hands:
    """A few threads that claim and grade attempts of some pools."""

    def __init__(self, pools: Sequence[str], number: int = AT_ONCE) -> None:
        self.pools, self.number = tuple(pools), number
        self.listener: Listener = lambda event: None
        self.lasting = False
        """Whether a look goes on: then connections to the database are kept between attempts."""

        self.busy = 0
        self.idle_since = time.monotonic()
        self._bell = Bell()
        self._threads: list[threading.Thread] = []
        self._guard = threading.Lock()

    def ring(self, everybody: bool = False) -> None:
        """There may be something to grade."""
        with self._guard:
            if not self._threads and not stopping.is_set():
                self._threads = [
                    threading.Thread(target=self._work, name=f"grading-{n}", daemon=True)
                    for n in range(self.number)
                ]
                for thread in self._threads:
                    thread.start()
        self._bell.ring(everybody)

    def join(self) -> None:
        """Wait for the end of every thread, once this process is stopping."""
        self._bell.ring(everybody=True)
        for thread in self._threads:
            thread.join()

    def _work(self) -> None:
        while not stopping.is_set():
            rung = self._bell.rung()
            try:
                worked = self._take_one()
            except Exception:
                log.exception("grading failed")
                connection.close()
                worked = not stopping.wait(BREATH)
            if not worked and not stopping.is_set():
                if not self.lasting:
                    connection.close()
                self._bell.wait_after(rung)
        connection.close()

    def _take_one(self) -> bool:
        """Grade the next attempt, if one waits."""
        with self._guard:
            self.busy += 1
        try:
            claim = queue.take(self.pools, but=keeper.held())
            if claim is None:
                return False
            began = time.monotonic()
            self.listener({"event": "claimed", "attempt": claim.attempt})
            judging.judge(
                claim, stopping, anywhere="long" in self.pools, strangers=people.several()
            )
            state, outcome = judging.state_of(claim.attempt)
            seconds = round(time.monotonic() - began, 3)
            told = {"attempt": claim.attempt, "outcome": outcome, "seconds": seconds}
            self.listener({"event": "settled" if state == "done" else "given back", **told})
        finally:
            with self._guard:
                self.busy -= 1
                self.idle_since = time.monotonic()
        return True


class Look:
    """Looks at the queue for some hands, again and again, until this process stops."""

    def __init__(self, hands: Hands, on_look: Callable[[], None] = lambda: None) -> None:
        self.hands, self._on_look = hands, on_look
        self._reaped = self._swept = 0.0
        hands.lasting = True

    def until(self, over: Callable[[], bool]) -> None:
        """Look until this process stops or `over` says so."""
        while not stopping.is_set() and not over():
            try:
                self._once()
            except Exception:  # a database that is away; it comes back
                log.exception("could not look at the queue")
                connection.close()
            stopping.wait(LOOK)
        connection.close()

    def _once(self) -> None:
        now = time.monotonic()
        if now - self._reaped >= REAP or not self._reaped:
            self._reaped = now
            queue.release_dead()
        self._on_look()
        if queue.waits(self.hands.pools):
            self.hands.ring(everybody=True)
        if now - self._swept >= SWEEP or not self._swept:
            self._swept = now
            queue.sweep()
