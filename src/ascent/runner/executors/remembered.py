"""Which tasks a server works on, and how the last ones ended, so that none is done twice."""

from __future__ import annotations

import hashlib
import json
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ascent.runner.executors.local import LocalRunning

if TYPE_CHECKING:
    from ascent.runner.executors.serving import Connection

MOST = 1000
MOST_BYTES = 64 * 1024 * 1024


@dataclass
class Known:
    """A task by its token."""

    token: str
    digest: bytes
    """Of the whole task: a token never stands for two."""

    running: LocalRunning
    owner: Connection | None = None
    """The connection that gets its events; without it, the task is not wanted."""

    answer: bytes = field(default=b"", repr=False)
    """The last message about it, once there is one to repeat."""


class Remembered:
    """The tasks that run, and the last ones that ended."""

    def __init__(self, most: int = MOST, most_bytes: int = MOST_BYTES) -> None:
        self._most, self._most_bytes = most, most_bytes
        self._known: OrderedDict[str, Known] = OrderedDict()
        self._bytes = 0

    def find(self, token: str) -> Known | None:
        """The task of this token, if it is remembered."""
        return self._known.get(token)

    def add(self, known: Known) -> None:
        """It runs now."""
        self._known[known.token] = known

    def answered(self, known: Known, answer: bytes) -> None:
        """It has ended so; the oldest ends go when there are too many."""
        known.answer = answer
        self._bytes += len(answer)
        self._known.move_to_end(known.token)
        ended = [one for one in self._known.values() if one.answer]
        while ended and (len(ended) > self._most or self._bytes > self._most_bytes):
            self.forget(ended.pop(0))

    def forget(self, known: Known) -> None:
        """As if it had never come."""
        if self._known.get(known.token) is known:
            del self._known[known.token]
            self._bytes -= len(known.answer)


def digest_of(task: dict[str, Any]) -> bytes:
    """What is the same for the same task, whatever the order of its fields."""
    return hashlib.sha256(json.dumps(task, sort_keys=True).encode()).digest()
