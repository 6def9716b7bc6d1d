"""What a run tells, gathered: of each thing the newest state, at most a few rows a second."""

from __future__ import annotations

import threading
from typing import Any

MOST_TEXT = 4_000  # characters of printed text in one row; what came before them is left out
MOST_PRINTED = 200_000  # characters of printed text of one run
ONE_BY_ONE = ("check",)  # events that do not replace each other


class Telling:
    """The events of one run since they were last taken. Runs write on any thread."""

    def __init__(self) -> None:
        self._held: dict[tuple[str, ...], dict[str, Any]] = {}
        self._printed = 0
        self._count = 0
        self._lock = threading.Lock()
        self.begun = False
        """Whether anything was written down yet."""

    def __call__(self, event: dict[str, Any]) -> None:
        """The run tells something."""
        with self._lock:
            self._count += 1
            if event["event"] == "output":
                self._print(event)
            else:
                key = self._key(event)
                last = self._held.pop(key, None)  # a new state takes its place in the order, too
                self._held[key] = _over(last, event)

    def _key(self, event: dict[str, Any]) -> tuple[str, ...]:
        kind = str(event["event"])
        if kind in ONE_BY_ONE:
            return (kind, str(self._count))
        return (kind, str(event.get("name", ""))) if kind == "setting" else (kind,)

    def _print(self, event: dict[str, Any]) -> None:
        stream, text = str(event.get("stream", "stdout")), str(event.get("text", ""))
        if self._printed > MOST_PRINTED:
            return
        self._printed += len(text)
        held = self._held.setdefault(
            ("output", stream), {"event": "output", "stream": stream, "text": ""}
        )
        held["text"] += text
        if len(held["text"]) > MOST_TEXT:
            held["text"] = held["text"][-MOST_TEXT:]
            held["cut"] = True

    def take(self) -> list[dict[str, Any]]:
        """What has come since the last time, in order."""
        with self._lock:
            held, self._held = list(self._held.values()), {}
        return held

    def begin_again(self) -> None:
        """The run starts over: what was told is worth nothing."""
        with self._lock:
            self._held, self._printed, self.begun = {}, 0, False


def _over(last: dict[str, Any] | None, event: dict[str, Any]) -> dict[str, Any]:
    """The new state in place of the last one. Progress says only what is new in it."""
    if last is None or event["event"] != "progress":
        return dict(event)
    given = {name: event[name] for name in ("done", "of") if event.get(name) is not None}
    return {**last, **given, "facts": {**last.get("facts", {}), **event.get("facts", {})}}
