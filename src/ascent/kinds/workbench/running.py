"""Runs without a check: the Run button's. They live in this process, and nothing keeps them.

A run goes on by itself. The request that began it waits a moment for its end; when that is not
enough, the page follows it live, and may be left and opened again meanwhile.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.http import Http404

from ascent.ids import uuid7
from ascent.kinds import grading
from ascent.runner import executors
from ascent.runner.job import Job, RunResult
from ascent.runner.process import Cancelled, Control
from ascent.ui.live import Event, feed

log = logging.getLogger(__name__)
GATHER = 0.1  # seconds for which what a run tells is gathered into one event of each kind
MOST_EVENTS = 600  # of one run; beyond, older progress is thinned out
KEPT = 2  # runs of one person at one activity: this one, and the one that a page still shows
AGE = 600.0  # seconds for which a run that is over can be asked for


class Lost(Http404):
    """There is no such run of this person's any more: over for long, or gone with its server."""


class Stop(threading.Event):
    """Set by the learner's button, or because this process ends."""

    pressed = False

    def set(self) -> None:
        """The learner wants no more of it."""
        self.pressed = True
        super().set()

    def is_set(self) -> bool:
        """Whether the run is to end, for either reason."""
        return super().is_set() or grading.stopping.is_set()


@dataclass(eq=False)
class Run:
    """One run: what it told, and how it ended."""

    person: int
    activity: str
    code: str
    id: UUID = field(default_factory=uuid7)
    stopped: Stop = field(default_factory=Stop)
    began: float = field(default_factory=time.monotonic)
    over: threading.Event = field(default_factory=threading.Event)
    result: RunResult | None = None
    """None while it runs, when it was stopped, and when it failed."""

    fault: Exception | None = None
    told: list[Event] = field(default_factory=list)
    _held: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)
    _text: list[str] = field(default_factory=list)
    _timer: threading.Timer | None = None
    _count: int = 0
    _started: bool = False
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        self.control = Control(self.stopped)

    def go(self, job: Job) -> None:
        """Run `job` when there is a place for it. On a thread of its own."""
        try:
            with grading.a_slot():
                self._started = True
                if not self.stopped.is_set():
                    self.result = executors.run(job, self.hear, control=self.control)
        except Cancelled as cancelled:
            if not self.stopped.pressed:  # then it is the server that ends
                self.fault = cancelled
        except Exception as error:  # told to whoever asks for the result
            self.fault = error
        finally:
            self._end()

    def stop(self) -> None:
        """End it; its page shows what it printed so far."""
        self.stopped.set()
        if not self._started:
            self._end()

    def seconds(self) -> float:
        """Since the button was pressed."""
        return time.monotonic() - self.began

    def printed(self) -> str:
        """What it printed so far."""
        with self._lock:
            return "".join(self._text)

    def hear(self, event: Mapping[str, Any]) -> None:
        """Something happened. What comes in quick succession is told as one."""
        with self._lock:
            if event["event"] == "output":
                self._text.append(event["text"])
            _gather(self._held, dict(event))
            if self._timer is None and not self.over.is_set():
                self._timer = threading.Timer(GATHER, self._tell)
                self._timer.daemon = True
                self._timer.start()

    def _tell(self) -> None:
        with self._lock:
            self._timer = None
            held, self._held = self._held, {}
            for data in held.values():
                self._publish(data)

    def _publish(self, data: Mapping[str, Any]) -> None:
        self._count += 1
        event = Event(self.person, str(self.id), self._count, {**data, "when": time.time()})
        self.told.append(event)
        if len(self.told) > MOST_EVENTS:
            self._thin_out()
        feed.publish(event)

    def _thin_out(self) -> None:
        """Of the older half, printed text goes first, then every second word of progress: its
        curve keeps its form."""
        half = self.told[: len(self.told) // 2]
        printed = [e for e in half if e.data["event"] == "output"]
        steps = [e for e in half if e.data["event"] == "progress"]
        gone = set(map(id, printed or steps[::2]))
        self.told = [e for e in self.told if id(e) not in gone]

    def _end(self) -> None:
        with self._lock:
            if self._timer is not None:
                self._timer.cancel()
        self._tell()
        self.over.set()
        with self._lock:
            self._publish({"event": "settled"})


def _gather(held: dict[tuple[str, str], dict[str, Any]], event: dict[str, Any]) -> None:
    """Add `event`: printed text to printed text, progress over progress, a new state over the
    old one. However much unknown code tells at once, a handful of events is left."""
    kind = str(event["event"])
    key = (kind, str(event.get("name") or event.get("stream") or ""))
    last = held.get(key)
    if last is None:
        held[key] = event
    elif kind == "output":
        last["text"] += event["text"]
    elif kind == "progress":
        given = {name: event[name] for name in ("done", "of") if event[name] is not None}
        last.update(given, facts={**last["facts"], **event["facts"]})
    else:
        held[key] = event


_runs: dict[UUID, Run] = {}
_all = threading.Lock()


def start(person: int, activity: str, code: str, job: Job) -> Run:
    """Begin a run. One that this person has going at the same activity is stopped by it."""
    run = Run(person, activity, code)
    with _all:
        earlier = [r for r in _runs.values() if (r.person, r.activity) == (person, activity)]
        old = [r for r in _runs.values() if r.over.is_set() and time.monotonic() - r.began > AGE]
        for one in {*old, *earlier[: 1 - KEPT]}:
            _runs.pop(one.id, None)
        _runs[run.id] = run
    for one in earlier:
        if not one.over.is_set():
            one.stop()
    threading.Thread(target=run.go, args=(job,), name="run", daemon=True).start()
    return run


def find(person: int, run_id: UUID) -> Run:
    """A run of this person's. Raises `Lost`."""
    run = _runs.get(run_id)
    if run is None or run.person != person:
        raise Lost("This run is over. Press Run again.")
    return run


def going(person: int, activity: str) -> Run | None:
    """The run that this person has going at an activity."""
    with _all:
        runs = [r for r in _runs.values() if (r.person, r.activity) == (person, activity)]
    return next((r for r in reversed(runs) if not r.over.is_set()), None)


def told(person: int) -> list[Event]:
    """What the runs of this person have told: all of those that go on, the end of the others."""
    with _all:
        runs = [r for r in _runs.values() if r.person == person]
    return [e for r in runs for e in (r.told[-1:] if r.over.is_set() else list(r.told))]
