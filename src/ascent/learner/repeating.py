"""Answers that are given again: what says nothing, and what was said with the answer in sight."""

from __future__ import annotations

from datetime import datetime, timedelta

from ascent import clock
from ascent.accounts.models import Person
from ascent.learner import names
from ascent.learner.models import Attempt, AttemptState, Evidence
from ascent.learner.tracing.remembering import REST

QUESTION = "question"  # the kind that shows its answer as soon as it is answered
OUR_FAULT = "our-fault"
CANCELLED = "cancelled"
UNTOLD = (OUR_FAULT, CANCELLED)  # outcomes that say nothing about the learner


def said_before(attempt: Attempt, outcome: str, review: datetime | None) -> bool:
    """The same answer with the same outcome as the last one: pressing Check again proves nothing.

    For a question that holds on the day of its answer, for a task until it is reviewed (`review`:
    since when): both are set again because time has passed.
    """
    settled = Attempt.objects.filter(
        learner=attempt.learner, activity=attempt.activity, state=AttemptState.DONE
    ).exclude(outcome__in=UNTOLD)
    since = _midnight() if attempt.kind == QUESTION else review
    if since is not None:
        settled = settled.filter(created__gte=since)
    last = settled.order_by("-id").values_list("content_hash", "outcome", "answer").first()
    return last == (attempt.content_hash, outcome, attempt.answer)


def answer_in_sight(person: Person, activity: str, kind: str) -> bool:
    """Whether this is a question whose answer was shown within the last days (`REST`)."""
    if kind != QUESTION:
        return False
    lately = Evidence.objects.filter(
        learner=person, kind=QUESTION, at__gt=clock.now() - timedelta(days=REST)
    )
    return lately.filter(activity__in=names.every(activity)).exists()


def passed_today(person: Person, activity: str) -> bool:
    """Whether no night has passed since an activity was passed last."""
    rows = Evidence.objects.filter(learner=person, activity__in=names.every(activity))
    last = rows.filter(outcome="passed").order_by("-at").values_list("at", flat=True).first()
    return last is not None and clock.local(last).date() >= clock.today()


def _midnight() -> datetime:
    return datetime.combine(clock.today(), datetime.min.time(), clock.ZONE)
