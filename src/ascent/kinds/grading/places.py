"""Places in which code may run at once in this process, and the end of this process."""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Iterator

stopping = threading.Event()
"""Set when this process is on its way down."""


def cores() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


AT_ONCE = max(2, cores())  # with two, one run that waits leaves a place to another

_places = threading.BoundedSemaphore(AT_ONCE)


def make(number: int) -> None:
    """This many places from now on. For a process that is just starting."""
    global _places
    _places = threading.BoundedSemaphore(number)


@contextlib.contextmanager
def a_slot() -> Iterator[threading.Event]:
    """One of the few places in which learner code may run at once; yields the event that says
    that this process ends."""
    with _places:
        yield stopping
