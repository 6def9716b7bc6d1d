"""From the record to everybody who listens: one thread reads, each listener has a short queue."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.db import connection

log = logging.getLogger(__name__)
PAUSE = 0.3  # seconds between two looks at the record
MOST_WAITING = 256  # events that a slow browser may be behind; then it has to come again
MOST_LISTENERS = 8  # streams of one person: browsers, not tabs


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a thing of one person's."""

    person: int
    topic: str
    """What it is about: the id of an attempt, or of a run."""

    at: int
    """Its place among the events of its topic; rises."""

    data: Mapping[str, Any]
    number: int = 0
    """Its place in the record, from which a stream can go on; 0 when it is in none."""


class Source(Protocol):
    """Where events come from. Called from several threads, never from the event loop."""

    def newest(self) -> int:
        """The number of the last event in the record; 0 when it is empty."""

    def after(self, number: int, person: int | None = None) -> Sequence[Event]:
        """The events after `number` in their order, of everybody or of one person."""

    def unrecorded(self, person: int) -> Sequence[Event]:
        """What is in no record of what goes on for `person` in this process, in its order."""


@dataclass(eq=False)
class Listener:
    """One stream to one browser."""

    person: int
    loop: asyncio.AbstractEventLoop
    waiting: asyncio.Queue[Event | None] = field(
        default_factory=lambda: asyncio.Queue(MOST_WAITING)
    )
    """What is still to be sent; None ends the stream."""

    left: bool = False

    def tell(self, event: Event | None) -> None:
        """Hand `event` over, from any thread."""
        with contextlib.suppress(RuntimeError):  # the loop has ended, and the stream with it
            self.loop.call_soon_threadsafe(self._take, event)

    def _take(self, event: Event | None) -> None:
        """In the loop's own thread. A browser that does not keep up is let go: it comes again
        with the id of its last event, and misses nothing."""
        if event is None or self.waiting.full():
            while not self.waiting.empty():
                self.waiting.get_nowait()
            event = None
        self.waiting.put_nowait(event)


class Feed:
    """Everybody who listens in this process, and the one thread that reads for them."""

    def __init__(self, pause: float = PAUSE) -> None:
        self.pause = pause
        self._source: Source | None = None
        self._listeners: list[Listener] = []
        self._lock = threading.Lock()
        self._woken = threading.Event()
        self._reader: threading.Thread | None = None
        self._closed = False

    def connect(self, source: Source) -> None:
        """Read from `source` from now on."""
        self._source = source

    def join(self, listener: Listener) -> None:
        """From now on, tell it what happens to its person. The first one starts the reader.

        Call `missed` after it, not before: between the two nothing is lost.
        """
        source = self._source
        newest = source.newest() if source else 0
        with self._lock:
            if self._closed:
                listener.tell(None)
            if self._closed or listener.left:  # the browser may have gone while we came here
                return
            if self._reader is None and source is not None:
                self._start(source, newest)
            own = [one for one in self._listeners if one.person == listener.person]
            self._listeners.append(listener)
        if len(own) >= MOST_LISTENERS:
            own[0].tell(None)

    def leave(self, listener: Listener) -> None:
        """Tell it nothing more. The last one to leave stops the reader."""
        with self._lock:
            listener.left = True
            if listener in self._listeners:
                self._listeners.remove(listener)
        self.wake()

    def missed(self, person: int, after: int) -> list[Event]:
        """What a browser that has seen the record up to `after` has not seen."""
        if self._source is None:
            return []
        return [*self._source.after(after, person), *self._source.unrecorded(person)]

    def publish(self, event: Event) -> None:
        """Tell what is written down nowhere."""
        for listener in self._of(event.person):
            listener.tell(event)

    def wake(self) -> None:
        """Look at the record now."""
        self._woken.set()

    def close(self) -> None:
        """End every stream: the server goes down."""
        with self._lock:
            self._closed = True
            listeners = list(self._listeners)
        for listener in listeners:
            listener.tell(None)
        self.wake()

    # --- the reader ---------------------------------------------------------------

    def _start(self, source: Source, cursor: int) -> None:
        self._woken.clear()
        self._reader = threading.Thread(
            target=self._read, args=(source, cursor), name="live", daemon=True
        )
        self._reader.start()

    def _read(self, source: Source, cursor: int) -> None:
        try:
            while self._is_wanted():
                try:
                    for event in source.after(cursor):
                        cursor = max(cursor, event.number)
                        self.publish(event)
                except Exception:  # a database that is busy or away is there again soon
                    log.exception("could not read what happens")
                    connection.close()
                self._woken.wait(self.pause)
                self._woken.clear()
        finally:
            connection.close()

    def _is_wanted(self) -> bool:
        """Whether somebody listens. Deciding to stop and being replaced is one step."""
        with self._lock:
            if self._listeners and not self._closed:
                return True
            self._reader = None
            return False

    def _of(self, person: int) -> list[Listener]:
        with self._lock:
            return [one for one in self._listeners if one.person == person]


feed = Feed()
"""This server's."""
