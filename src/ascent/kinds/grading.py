"""From an answer to a verdict: attempts are queued as rows and graded by a few threads.

The row is the record. A server that is killed leaves it behind, and the next
one grades it: `resume` runs at every start. What a command leaves behind is
graded when its lease is over and somebody looks at its page, or at the next
start. Nothing here decides anything about learning; `learner.actions.settle`
does, in one transaction.
"""

from __future__ import annotations

import contextlib
import logging
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

from django.db import close_old_connections, connection

from ascent.accounts.models import Person
from ascent.curriculum.activity import Activity
from ascent.kinds import registry
from ascent.kinds.base import Submission
from ascent.learner import actions, names, queue
from ascent.learner.actions import Graded
from ascent.learner.models import Attempt, AttemptState
from ascent.runner.process import Cancelled

log = logging.getLogger(__name__)
AT_ONCE = 2

stopping = threading.Event()
"""Set when this process is on its way down."""

_settled = threading.Condition()
_pool: ThreadPoolExecutor | None = None
_slots = threading.BoundedSemaphore(AT_ONCE)


class Gone(Exception):
    """The activity of a queued attempt is no longer in the pack, or has no checks."""


class GivenUp(Exception):
    """Grading this attempt has ended one server after the other."""


def submit(person: Person, activity: Activity, answer: dict[str, Any], *, via: str) -> Attempt:
    """Keep an answer as a queued attempt. Nothing is graded yet."""
    subject = registry.kind_of(activity).subject(activity)
    return actions.hand_in(person, subject, answer, via)


def enqueue(attempt_id: UUID) -> None:
    """Grade a queued attempt in the background."""
    global _pool
    if stopping.is_set():
        return
    if _pool is None:
        _pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="grading")
    _pool.submit(_work, attempt_id)


def grade_now(attempt: Attempt, cancel: threading.Event | None = None) -> Attempt:
    """Grade a queued attempt here and return it as it stands afterwards."""
    token = queue.claim(attempt.id)
    attempt.refresh_from_db()
    if token is not None:
        _grade(attempt, token, cancel or stopping)
        attempt.refresh_from_db()
    return attempt


def wait(attempt_id: UUID, seconds: float) -> None:
    """Return when the attempt is settled, or after `seconds`. One that nobody has is taken up."""

    def over() -> bool:
        rows = Attempt.objects.filter(id=attempt_id).values_list("state", flat=True)
        return stopping.is_set() or rows.first() in (None, AttemptState.DONE)

    if not over():
        enqueue(attempt_id)  # does nothing when somebody holds it
    with _settled:
        _settled.wait_for(over, timeout=seconds)


@contextlib.contextmanager
def a_slot() -> Iterator[threading.Event]:
    """One of the few places in which learner code may run at once; yields the cancel event."""
    with _slots:
        yield stopping


def resume() -> None:
    """Grade what an earlier server left behind."""
    queue.release_dead()
    waiting = Attempt.objects.exclude(state=AttemptState.DONE).order_by("id")
    for attempt_id in waiting.values_list("id", flat=True):
        enqueue(attempt_id)


def shutdown() -> None:
    """Stop at once: runs are killed, their attempts go back in the queue."""
    stopping.set()
    with _settled:
        _settled.notify_all()
    if _pool is not None:
        _pool.shutdown(wait=True, cancel_futures=True)


def _work(attempt_id: UUID) -> None:
    close_old_connections()
    try:
        token = queue.claim(attempt_id)
        if token is not None:
            _grade(Attempt.objects.get(id=attempt_id), token, stopping)
    except Exception:
        log.exception("grading of attempt %s failed", attempt_id)
    finally:
        connection.close()
        with _settled:
            _settled.notify_all()


def _grade(attempt: Attempt, token: UUID, cancel: threading.Event) -> None:
    """Grade and settle. Whatever fails on the way is our fault, and that is a verdict too."""
    try:
        if attempt.tries > actions.MOST_TRIES:
            raise GivenUp(f"It ended Ascent {actions.MOST_TRIES} times")
        activity = _activity(attempt)
        kind = registry.kind_of(activity)
        if kind.grade is None:
            raise Gone(f"a {kind.name} is not answered")
        graded = kind.grade(Submission(activity, attempt.answer, attempt.seed, cancel))
        if cancel.is_set():
            raise Cancelled
        actions.settle(attempt.id, token, kind.subject(activity), graded)
    except Cancelled:
        queue.give_back(attempt.id, token)
    except Exception as error:
        log.exception("could not grade attempt %s", attempt.id)
        subject = actions.Subject(
            attempt.activity, attempt.kind, attempt.content_hash, {}, guess=0.0, slip=0.0
        )
        said = {"outcome": actions.OUR_FAULT, "error": str(error)}
        actions.settle(attempt.id, token, subject, Graded(actions.OUR_FAULT, 0.0, said))


def _activity(attempt: Attempt) -> Activity:
    activity = registry.pack().activities.get(names.present(attempt.activity))
    if activity is None:
        raise Gone(f"“{attempt.activity}” is no longer in the pack")
    return activity
