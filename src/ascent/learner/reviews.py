"""An activity that was done before, done once more from the start: a review with code.

The visit says that it goes on (`note["review"]`: since when). Help that is taken in it counts as
at first, and handing in what was handed in then is an answer and no repetition. A night lies
between: help that was taken today is still in mind, so on the day of its pass nothing begins.
A project that was made in an earlier loop begins in the same way with the next one, on any day.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from ascent import clock
from ascent.accounts.models import Person
from ascent.learner import names, repeating, state
from ascent.learner.models import Visit

NOTE, BEFORE = "review", "before"


@transaction.atomic
def begin(person: Person, activity: str) -> Visit | None:
    """Open a done activity afresh. None when it was never done.

    One that goes on stays open, and one that was passed today stays as it is, its help included.
    """
    state.hold(person)
    rows = Visit.objects.filter(learner=person, activity__in=names.every(activity))
    visit = rows.exclude(done=None).order_by("-opened").first()
    if visit is None or since(visit) is not None or repeating.passed_today(person, activity):
        return visit
    return _afresh(visit, visit.note)


@transaction.atomic
def begin_anew(person: Person, project: str, loop: int, file: str) -> Visit | None:
    """Open a project afresh that was made in an earlier loop, of this number. Its report, and
    what the file of then is called now, are kept under `BEFORE`. None when it was never done."""
    state.hold(person)
    rows = Visit.objects.filter(learner=person, activity__in=names.every(project))
    visit = rows.exclude(done=None).order_by("-opened").first()
    if visit is None:
        return None
    note = {key: kept for key, kept in visit.note.items() if key not in (BEFORE, "report")}
    then = {"loop": loop, "file": file, "report": visit.note.get("report", [])}
    return _afresh(visit, {**note, BEFORE: [*visit.note.get(BEFORE, ()), then]})


def _afresh(visit: Visit, note: Mapping[str, Any]) -> Visit:
    visit.hints, visit.solution_seen, visit.started = 0, False, clock.now()
    visit.note = {**note, NOTE: clock.now().isoformat()}
    visit.save(update_fields=["hints", "solution_seen", "started", "note"])
    return visit


def since(visit: Visit) -> datetime | None:
    """When the review began that goes on, if one does."""
    began = visit.note.get(NOTE)
    return datetime.fromisoformat(began) if began else None


def ended(note: Mapping[str, Any]) -> dict[str, Any]:
    """What is left of a visit's note when its review is passed."""
    return {name: value for name, value in note.items() if name != NOTE}
