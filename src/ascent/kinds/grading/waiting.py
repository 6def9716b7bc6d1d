"""Waiting for a verdict: at once when it is written here, soon when another process writes it."""

from __future__ import annotations

import contextlib
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from uuid import UUID

from ascent.kinds.grading.places import stopping
from ascent.learner.models import Attempt, AttemptState

LOOK = 0.5  # seconds between two looks for what another process has settled

_waiting: defaultdict[UUID, list[threading.Event]] = defaultdict(list)
_guard = threading.Lock()


def announce(attempt_id: UUID | None = None) -> None:
    """Wake whoever waits for this attempt; all of them when none is named."""
    with _guard:
        known = list(_waiting.values()) if attempt_id is None else [_waiting.get(attempt_id, [])]
        for events in known:
            for event in events:
                event.set()


def until_settled(attempt_id: UUID, seconds: float) -> bool:
    """Return when the attempt is settled or gone, or after `seconds`: whether it is."""
    with expected(attempt_id) as woken:
        last = time.monotonic() + seconds
        while not (over := is_over(attempt_id)) and not stopping.is_set():
            left = last - time.monotonic()
            if left <= 0:
                break
            woken.wait(min(left, LOOK))
            woken.clear()
        return over


@contextlib.contextmanager
def expected(attempt_id: UUID) -> Iterator[threading.Event]:
    """An event that is set whenever this attempt is announced, inside the block."""
    woken = threading.Event()
    with _guard:
        _waiting[attempt_id].append(woken)
    try:
        yield woken
    finally:
        with _guard, contextlib.suppress(KeyError, ValueError):
            _waiting[attempt_id].remove(woken)
            if not _waiting[attempt_id]:
                del _waiting[attempt_id]


def is_over(attempt_id: UUID) -> bool:
    """Whether an attempt is settled, or gone."""
    rows = Attempt.objects.filter(id=attempt_id).values_list("state", flat=True)
    return rows.first() in (None, AttemptState.DONE)
