"""What happens in a task, from the thread in which it happens to whoever looks.

Nobody has to look: the queue is bounded, and a full one never holds the run up. Printed text
that waits is joined; when there is still too much, the oldest of what only shows something goes.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Literal

from ascent.runner.executors import strict
from ascent.runner.job import CheckResult

MOST = 4096
MOST_JOINED = 16_384  # characters
PASSING = {"output", "progress"}
"""Events whose loss changes nothing: the result has the output, and progress goes on."""

Event = dict[str, Any]
Fact = float | str | bool | None
SHAPES: dict[str, dict[str, Any]] = {
    "output": {"stream": Literal["stdout", "stderr"], "text": str},
    "cell": {"number": int},
    "check-started": {"name": str},
    "check": {"result": CheckResult},
    "progress": {"done": float | None, "of": float | None, "facts": Mapping[str, Fact]},
    "setting": {
        "name": str,
        "value": Fact,
        "low": float | None,
        "high": float | None,
        "about": str,
    },
}
"""The events there are, and the type of each of their fields."""


def is_event(data: Event) -> bool:
    """Whether plain data that came from elsewhere is an event as the worker makes them."""
    shape = SHAPES.get(data["event"]) if type(data.get("event")) is str else None
    if shape is None or data.keys() != {"event", *shape}:
        return False
    try:
        for name, hint in shape.items():
            strict.check(hint, data[name])
    except strict.WrongShape:
        return False
    return True


class Events:
    """A bounded queue of events from one task."""

    def __init__(self, most: int = MOST) -> None:
        self._waiting: deque[Event] = deque()
        self._most = most
        self._changed = threading.Condition()
        self._closed = False
        self._listener: Callable[[], None] | None = None

    def put(self, event: Event) -> None:
        """Add an event; never waits."""
        with self._changed:
            if not self._closed and not self._join(event):
                self._waiting.append(event)
                if len(self._waiting) > self._most:
                    self._drop()
            self._tell()

    def close(self) -> None:
        """Nothing follows. What waits can still be taken."""
        with self._changed:
            self._closed = True
            self._tell()

    def listen(self, listener: Callable[[], None]) -> None:
        """Call `listener` whenever there may be something to take; only the last one listens."""
        with self._changed:
            self._listener = listener
            self._tell()

    def take(self) -> list[Event] | None:
        """What waits now, without waiting; None when nothing will follow."""
        with self._changed:
            if self._closed and not self._waiting:
                return None
            taken = list(self._waiting)
            self._waiting.clear()
            return taken

    def __iter__(self) -> Iterator[Event]:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._waiting or self._closed)
                if not self._waiting:
                    return
                event = self._waiting.popleft()
            yield event

    def _tell(self) -> None:
        self._changed.notify_all()
        if self._listener:
            self._listener()

    def _join(self, event: Event) -> bool:
        """Make one of this event and the one before it, where that loses nothing."""
        last = self._waiting[-1] if self._waiting else None
        if last is None or not last["event"] == event["event"] == "output":
            return False
        text = last["text"] + event["text"]
        if last["stream"] != event["stream"] or len(text) > MOST_JOINED:
            return False
        self._waiting[-1] = {**last, "text": text}
        return True

    def _drop(self) -> None:
        for at, event in enumerate(self._waiting):
            if event["event"] in PASSING:
                del self._waiting[at]
                return
        self._waiting.popleft()
