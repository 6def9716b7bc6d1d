"""Begun anew, from the starter, with the work of before kept beside it.

An exercise that was passed is done once more after a night; a project that was made in an
earlier loop is made again in the next one.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from pathlib import Path

from django.db import transaction
from django.db.models import QuerySet

from ascent import clock
from ascent.accounts.models import Person
from ascent.coach.next_step import Offered, Option
from ascent.coach.reasons import Reason
from ascent.curriculum.activity import Activity
from ascent.curriculum.entries import Interest
from ascent.kinds import registry
from ascent.learner import access, actions, files, names, reviews
from ascent.learner.models import Attempt, Loop, Visit
from ascent.learner.reviews import BEFORE

WITHOUT_LOOKING = "Write it without opening your file of then, the hints or the solution."
A_BETTER_SCORE = "Reach a better score than you did then."
TO_BUILD = ("date", "turn", "rest")  # reasons to build a project, rather than to use or read it
ONE_MORE_QUESTION = "What did you do differently this time, and what did it change?"


class Begun(StrEnum):
    """What comes of doing an exercise once more."""

    NOW = "now"
    GOES_ON = "goes-on"  # it was begun before and not passed since
    TODAY = "today"  # it was passed today: the help of then is still in mind, so it opens as it is
    NEVER_DONE = "never-done"


def once_more(person: Person, exercise: Activity) -> tuple[Begun, Path | None]:
    """Begin a passed exercise from its start: the starter in its file, hints and solution put
    back. Also where the file of before lies, if it was put aside just now.

    Raises CannotSave; then nothing has begun.
    """
    with transaction.atomic():
        going_on = reviews.since(actions.open_visit(person, exercise.id)) is not None
        visit = reviews.begin(person, exercise.id)
        if visit is None:
            return Begun.NEVER_DONE, None
        if reviews.since(visit) is None:
            return Begun.TODAY, None
        return (Begun.GOES_ON, None) if going_on else (Begun.NOW, files.reset(exercise).aside)


# ---- a project of an earlier loop -----------------------------------------------------------


@dataclass(frozen=True)
class Before:
    """How a project was made before: in which loop, and the attempt that passed it last.
    `again`: whether it was begun anew since. `file`: what the learner's file of then is called
    now; empty when nothing had to be put aside."""

    loop: int
    attempt: Attempt
    again: bool = False
    file: str = ""

    @property
    def day(self) -> date:
        return clock.local(self.attempt.created).date()

    @property
    def score(self) -> float | None:
        """What was reached then on rows that nobody had shown, where the checks measured it."""
        score = self._facts.get("score")
        return score if isinstance(score, int | float) else None

    @property
    def measure(self) -> str:
        return str(self._facts.get("measure", ""))

    @property
    def _facts(self) -> dict[str, object]:
        facts = (self.attempt.verdict or {}).get("facts")
        return facts if isinstance(facts, dict) else {}


def before(loop: Loop | None, project: Activity) -> Before | None:
    """How a loop's project was made in an earlier loop; None when it was not."""
    if loop is None:
        return None
    attempt = _passed(loop.learner).filter(activity__in=names.every(project.id), id__lt=loop.id)
    last = attempt.order_by("-id").first()
    if last is None:
        return None
    visit = actions.open_visit(loop.learner, project.id)
    kept = visit.note.get(BEFORE, ())
    return Before(_loop_of(last), last, bool(kept), str(kept[-1]["file"]) if kept else "")


def begin(person: Person, interest_id: str) -> None:
    """At the start of a loop: its project, when it was made before, begins from the starter.

    One that was begun anew and not passed since goes on as it is. Raises CannotSave.
    """
    pack = registry.pack()
    interest = pack.interests.get(interest_id)
    project = pack.activities.get(interest.project) if interest else None
    if project is None or project.id not in access.done(person):
        return
    if reviews.since(actions.open_visit(person, project.id)) is not None:
        return
    last = _passed(person).filter(activity__in=names.every(project.id)).order_by("-id").first()
    number = _loop_of(last) if last is not None else 0
    with suppress(files.CannotRead):  # a file that is no text is put aside as it is
        files.read(project, lambda: last.answer.get("code") if last is not None else None)
    aside = files.reset(project, f"loop-{number}").aside
    reviews.begin_anew(person, project.id, number, aside.name if aside else "")


def report_questions(visit: Visit, project: Activity) -> list[str]:
    """What the report asks: one question more when the project is made again."""
    asked = list(project.spec.report)
    return [*asked, ONE_MORE_QUESTION] if asked and visit.note.get(BEFORE) else asked


def ideas(project: Activity, made: Before) -> list[str]:
    """What could be different this time."""
    better = [] if made.score is None else [A_BETTER_SCORE]
    return [WITHOUT_LOOKING, *better, *project.spec.again]


def told(offered: Offered, loop: Loop, interest: Interest) -> Offered:
    """The offer, which says of a project that was made before what differs this time."""
    project = registry.pack().activities.get(interest.project)
    if project is None or project.id not in [o.activity for o in offered.options]:
        return offered
    made = before(loop, project)
    if made is None:
        return offered
    own = Reason("anew", {"loop": made.loop})

    def with_it(option: Option) -> Option:
        if option.activity != interest.project:
            return option
        rest = tuple(r for r in option.reasons if r.kind not in TO_BUILD)
        return option if rest == option.reasons else replace(option, reasons=(own, *rest))

    return replace(offered, options=tuple(map(with_it, offered.options)))


def _passed(person: Person) -> QuerySet[Attempt]:
    return Attempt.objects.filter(learner=person, outcome=actions.PASSED)


def _loop_of(attempt: Attempt) -> int:
    """The number of the loop in which an attempt was made; 0 for before the first."""
    loops = Loop.objects.filter(learner=attempt.learner_id, id__lt=attempt.id)
    return loops.order_by("-id").values_list("number", flat=True).first() or 0
