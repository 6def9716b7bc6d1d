"""Holding what was claimed: one thread that no job can block renews leases, hands the learner's
wishes to the run, and writes down what the run tells."""

from __future__ import annotations

import contextlib
import logging
import threading
import time
from collections.abc import Iterator
from typing import Literal
from uuid import UUID

from django.db import connection

from ascent.kinds.grading.places import stopping
from ascent.kinds.grading.telling import Telling
from ascent.learner import queue
from ascent.learner.queue import Claim
from ascent.runner.process import Control

log = logging.getLogger(__name__)
TICK = 0.25  # seconds between two looks: what runs tell is written four times a second at most
ASK = 1.0  # seconds between two questions for the learner's wishes
HEARTBEATS = 3  # in one lease

Why = Literal["", "lost", "cancelled", "stopped"]


class Hold:
    """One claimed attempt, while it is graded here."""

    def __init__(self, claim: Claim, outer: threading.Event) -> None:
        self.claim, self.outer = claim, outer
        self.control = Control()
        self.telling = Telling()
        self.why: Why = ""
        """Why the run was ended before its time, when it was."""

        self.renewed = self.asked = self.told = time.monotonic()
        self._lock = threading.Lock()
        self._writing = threading.Lock()

    def end(self, why: Why) -> None:
        """End the run; the first reason counts."""
        with self._lock:
            self.why = self.why or why
        self.control.cancel()

    def write(self) -> None:
        """Write down that the run goes on, and what it has told since the last time.

        Whoever follows it waits for its end from here on, so that has to be told, too: even of a
        run that says nothing (`queue.end_events`).
        """
        with self._writing:
            if not self.telling.begun:
                self.telling.begun = queue.begin_events(self.claim.attempt, self.claim.token)
            events = self.telling.take()
            if events:
                queue.record(self.claim.attempt, self.claim.token, *events)


class Keeper:
    """The thread that looks after every attempt that this process holds."""

    def __init__(self) -> None:
        self._holds: set[Hold] = set()
        self._change = threading.Condition()
        self._pause = threading.Event()
        self._thread: threading.Thread | None = None

    @contextlib.contextmanager
    def hold(self, claim: Claim, outer: threading.Event) -> Iterator[Hold]:
        """Keep `claim` ours inside the block. Setting `outer` cuts the run off."""
        hold = Hold(claim, outer)
        with self._change:
            self._holds.add(hold)
            if self._thread is None:
                self._thread = threading.Thread(target=self._look, name="keeper", daemon=True)
                self._thread.start()
            self._change.notify()
        try:
            if outer.is_set() or stopping.is_set():
                hold.end("stopped")
            yield hold
        finally:
            with self._change:
                self._holds.discard(hold)

    def held(self) -> list[UUID]:
        """The attempts that this process grades now."""
        with self._change:
            return [hold.claim.attempt for hold in self._holds]

    def end_all(self) -> None:
        """This process goes down: every run is cut off."""
        with self._change:
            for hold in self._holds:
                hold.end("stopped")

    def _look(self) -> None:
        while True:
            with self._change:
                if not self._holds:
                    connection.close()
                    self._change.wait_for(lambda: self._holds)
                holds = list(self._holds)
            try:
                self._look_after(holds)
            except Exception:  # a database that is away for a moment; the lease has time
                log.exception("could not look after what is graded")
                connection.close()
            self._pause.wait(TICK)

    def _look_after(self, holds: list[Hold]) -> None:
        now = time.monotonic()
        for hold in holds:
            if hold.outer.is_set():
                hold.end("stopped")
        beat = queue.lease() / HEARTBEATS
        if due := [hold for hold in holds if now - hold.renewed >= beat]:
            lost = queue.renew(hold.claim for hold in due)
            for hold in due:
                hold.renewed = now
                if hold.claim in lost:
                    log.warning("attempt %s is graded by somebody else now", hold.claim.attempt)
                    hold.end("lost")
        if due := [hold for hold in holds if now - hold.asked >= ASK]:
            self._ask(due, now)
        for hold in holds:
            if now - hold.told >= TICK:
                hold.told = now
                hold.write()

    def _ask(self, due: list[Hold], now: float) -> None:
        wishes = queue.controls([hold.claim.attempt for hold in due])
        for hold in due:
            hold.asked = now
            cancelled, settings = wishes.get(hold.claim.attempt, (False, {}))
            for name, value in settings.items():
                if hold.control.settings.get(name) != value:
                    hold.control.set(name, value)
            if cancelled:
                hold.end("cancelled")


keeper = Keeper()
