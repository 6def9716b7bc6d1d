"""From an answer to a verdict: attempts are queued as rows, and graded by a few threads.

The row is the record (`learner/queue.py`). Whatever dies, the attempt is claimed again when its
lease is over, and gets one verdict. Nothing here decides anything about learning;
`learner.actions.settle` does, in one transaction.

`judging` turns one claimed attempt into a verdict, `holding` keeps it ours meanwhile, `telling`
gathers what its run tells, `hands` are the threads, `workers` the processes beside the server.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any
from uuid import UUID

from ascent.accounts.models import Person
from ascent.curriculum.activity import Activity
from ascent.kinds import registry
from ascent.kinds.grading import waiting
from ascent.kinds.grading.hands import Hands, Look
from ascent.kinds.grading.holding import keeper
from ascent.kinds.grading.judging import GivenUp, Gone, judge, pool_of
from ascent.kinds.grading.places import AT_ONCE, a_slot, stopping
from ascent.kinds.grading.workers import Helper
from ascent.learner import actions, queue
from ascent.learner.models import Attempt, Pool
from ascent.learner.queue import Claim

__all__ = [
    "AT_ONCE",
    "GivenUp",
    "Gone",
    "a_slot",
    "enqueue",
    "grade_now",
    "grade_soon",
    "let_verdicts_go_first",
    "pool_of",
    "resume",
    "shutdown",
    "stopping",
    "submit",
    "wait",
]

FIRST = 0.04  # seconds that writing and showing a verdict takes at most, on most machines
ASK_AGAIN = 0.5  # seconds between two tries to grade here what another process holds

_hands = Hands([Pool.SHORT])
_helper = Helper()
_look: threading.Thread | None = None


def submit(person: Person, activity: Activity, answer: dict[str, Any], *, via: str) -> Attempt:
    """Keep an answer as a queued attempt. Nothing is graded yet."""
    kind = registry.kind_of(activity)
    if kind.beside is not None:
        answer = {**answer, **kind.beside(person, activity)}
    return actions.hand_in(person, kind.subject(activity), answer, via, pool_of(activity))


def enqueue(attempt_id: UUID) -> None:
    """A queued attempt may be graded now, in the background."""
    if not stopping.is_set():
        _hands.ring()


def grade_now(attempt: Attempt, cancel: threading.Event | None = None) -> Attempt:
    """Grade a queued attempt here and return it as it stands afterwards.

    When somebody else has it, theirs is the verdict that is waited for; when they die, it is
    graded here after all. Setting `cancel` ends the run, or the waiting.
    """
    ended = cancel or stopping
    while not waiting.is_over(attempt.id):
        token = queue.claim(attempt.id)
        if token is not None:
            judge(Claim(attempt.id, token), ended)
        if ended.is_set():
            break
        if token is None:
            waiting.until_settled(attempt.id, ASK_AGAIN)
    attempt.refresh_from_db()
    return attempt


def grade_soon(attempt: Attempt, seconds: float) -> Attempt:
    """Grade a new attempt in the background; return it as it stands when its grading has ended
    here, or after `seconds`."""
    with waiting.expected(attempt.id) as woken:
        enqueue(attempt.id)
        woken.wait(seconds)
    attempt.refresh_from_db()
    return attempt


def wait(attempt_id: UUID, seconds: float) -> None:
    """Return when the attempt is settled, or after `seconds`. One that nobody has is taken up."""
    if not waiting.is_over(attempt_id):
        enqueue(attempt_id)  # does nothing when somebody holds it
        waiting.until_settled(attempt_id, seconds)


def let_verdicts_go_first() -> Callable[[], None]:
    """A pause for as long as it takes to write down and to show one verdict.

    For what clears up after a grading and makes ready for the next: it would take processor and
    interpreter from the answer that somebody waits for. Where more is graded, at the same time or
    before the pause has its turn, nobody rests: the clearing up must not fall behind.
    """
    graded = keeper.held()

    def rest() -> None:
        if len(graded) == 1 and keeper.held() == graded:
            stopping.wait(FIRST)

    return rest


def resume() -> None:
    """Look after the queue from now on: for the server, once it is up."""
    global _look
    if _look is None and not stopping.is_set():
        look = Look(_hands, _helper.ensure)
        _look = threading.Thread(target=look.until, args=[_never], name="queue", daemon=True)
        _look.start()


def _never() -> bool:
    return False


def shutdown() -> None:
    """Stop at once: runs are killed, their attempts go back in the queue."""
    stopping.set()
    keeper.end_all()
    waiting.announce()
    _hands.join()
