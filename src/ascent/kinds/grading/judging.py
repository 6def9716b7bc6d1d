"""One claimed attempt, from its answer to its verdict."""

from __future__ import annotations

import logging
import threading
from uuid import UUID

from django.db import Error as DatabaseRefused
from django.db import InterfaceError, OperationalError, connection

from ascent.curriculum.activity import Activity
from ascent.kinds import registry
from ascent.kinds.base import Kind, Submission
from ascent.kinds.grading import waiting
from ascent.kinds.grading.holding import Hold, keeper
from ascent.kinds.grading.places import stopping
from ascent.learner import actions, names, queue
from ascent.learner.actions import Graded, Subject
from ascent.learner.models import Attempt, Pool
from ascent.learner.queue import Claim
from ascent.runner.executors import ExecutorLost
from ascent.runner.kits import KitMissing
from ascent.runner.process import Cancelled
from ascent.runner.sandbox import NotIsolated

log = logging.getLogger(__name__)
LONG = 60.0  # seconds of computing; an activity that may take more is graded by a worker for that
LOST = 2.0  # seconds in which an executor that was lost may come back
PAUSES = (0.1, 0.5, 2.0, 5.0)  # seconds between tries to write to a database that is away


class Gone(Exception):
    """The activity of a queued attempt is no longer in the pack, or has no checks."""


class GivenUp(Exception):
    """Grading this attempt has ended one worker after the other."""


def pool_of(activity: Activity) -> str:
    """Whose hands an attempt at the activity waits for: by how long its code may compute."""
    limits = getattr(activity.spec, "limits", None)
    return Pool.LONG if limits is not None and limits.seconds > LONG else Pool.SHORT


def judge(
    claim: Claim, outer: threading.Event, *, anywhere: bool = True, strangers: bool = False
) -> None:
    """Grade and settle. Whatever fails on the way is our fault, and that is a verdict too.

    Setting `outer` cuts the run off and gives the attempt back. With `anywhere` false, a long
    run that waited in the pool of the short ones is sent to its own. With `strangers`, code that
    cannot be held is not run, and the attempt waits for somebody who can.
    """
    attempt = Attempt.objects.filter(id=claim.attempt).first()
    if attempt is None:  # deleted with its learner
        return
    try:
        with keeper.hold(claim, outer) as hold:
            _judge(attempt, hold, anywhere, strangers)
    finally:
        waiting.announce(attempt.id)


def _judge(attempt: Attempt, hold: Hold, anywhere: bool, strangers: bool) -> None:
    try:
        if attempt.cancelled:
            hold.end("cancelled")
        if hold.control.cancelled.is_set():
            raise Cancelled
        if attempt.tries > actions.MOST_TRIES:
            raise GivenUp(f"It ended Ascent {actions.MOST_TRIES} times")
        activity, kind = _found(attempt)
        if not anywhere and attempt.pool == Pool.SHORT and pool_of(activity) == Pool.LONG:
            queue.give_back(attempt.id, hold.claim.token, Pool.LONG)
            return
        graded = _graded(attempt, activity, kind, hold, strangers)
        _write_the_rest(hold)
        _settle(hold.claim, kind.subject(activity), graded)
    except Cancelled:
        _cut_off(attempt, hold)
    except ExecutorLost:  # nobody's fault: somebody takes it up again, three times at most
        log.warning("the executor of attempt %s was lost", attempt.id, exc_info=True)
        stopping.wait(LOST)
        queue.give_back(attempt.id, hold.claim.token, tried=True)
    except NotIsolated as error:  # nothing was run, and nothing is decided
        log.warning("attempt %s is not graded here: %s", attempt.id, error)
        stopping.wait(LOST)
        queue.give_back(attempt.id, hold.claim.token)
    except (OperationalError, InterfaceError):
        raise  # the verdict could not be written: the lease ends, and somebody grades it again
    except Exception as error:
        log.exception("could not grade attempt %s", attempt.id)
        said = {"outcome": actions.OUR_FAULT, "error": str(error)}
        _settle(hold.claim, _nothing(attempt), Graded(actions.OUR_FAULT, 0.0, said))


def _graded(
    attempt: Attempt, activity: Activity, kind: Kind, hold: Hold, strangers: bool
) -> Graded:
    """What the grader says. When the fault is ours it is asked once more, with new processes."""
    assert kind.grade is not None
    cancel = hold.control.cancelled
    submission = Submission(
        activity, attempt.answer, attempt.seed, cancel, hold.control, hold.telling, strangers
    )
    for is_last in (False, True):
        try:
            graded = kind.grade(submission)
        except (Cancelled, KitMissing, ExecutorLost, NotIsolated):
            raise
        except Exception:
            if is_last or cancel.is_set():
                raise
            log.warning("attempt %s could not be graded; once more", attempt.id, exc_info=True)
        else:
            if cancel.is_set():
                raise Cancelled
            if is_last or graded.outcome != actions.OUR_FAULT:
                return graded
            log.warning("attempt %s met a fault of ours; once more: %s", attempt.id, _why(graded))
        hold.telling.begin_again()
    raise AssertionError("unreachable")


def _why(graded: Graded) -> str:
    said = graded.verdict
    broken = [c for c in said.get("checks", []) if c.get("outcome") == actions.OUR_FAULT]
    return str(said.get("error") or said.get("fault") or [c.get("error") for c in broken])[:2000]


def _cut_off(attempt: Attempt, hold: Hold) -> None:
    """The run was ended before its time: by the learner, or because this process ends."""
    if hold.why == "cancelled":
        said = Graded(actions.CANCELLED, 0.0, actions.STOPPED)
        _settle(hold.claim, _nothing(attempt), said)
    else:  # nothing happens when the attempt is somebody else's by now
        queue.give_back(attempt.id, hold.claim.token)


def _write_the_rest(hold: Hold) -> None:
    """Write down what the run told last, if it has lasted long enough to be followed: else the
    verdict, which comes next, is news enough. A database that does not take news must not cost
    that verdict, which is tried again."""
    if not hold.telling.begun:
        return
    try:
        hold.write()
    except DatabaseRefused:
        log.warning("the last news of %s were lost", hold.claim.attempt, exc_info=True)
        connection.close()


def _settle(claim: Claim, subject: Subject, graded: Graded) -> None:
    """Write the verdict; a database that is away for a moment is waited for."""
    for pause in (*PAUSES, None):
        try:
            actions.settle(claim.attempt, claim.token, subject, graded)
        except (OperationalError, InterfaceError):
            connection.close()
            if pause is None:
                raise
            stopping.wait(pause)
        else:
            return


def _nothing(attempt: Attempt) -> Subject:
    """What an attempt is about that says nothing about anybody."""
    kind, content = attempt.kind, attempt.content_hash
    return Subject(attempt.activity, kind, content, {}, guess=0.0, slip=0.0)


def _found(attempt: Attempt) -> tuple[Activity, Kind]:
    activity = registry.pack().activities.get(names.present(attempt.activity))
    if activity is None:
        raise Gone(f"“{attempt.activity}” is no longer in the pack")
    kind = registry.kind_of(activity)
    if kind.grade is None:
        raise Gone(f"a {kind.name} is not answered")
    return activity, kind


def state_of(attempt_id: UUID) -> tuple[str, str]:
    """State and outcome of an attempt; empty when it is gone."""
    found = Attempt.objects.filter(id=attempt_id).values_list("state", "outcome").first()
    return found or ("", "")
