"""What is to be reviewed today: skills that fade, a question for each, ten minutes at most."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import datetime, timedelta

from ascent import clock
from ascent.accounts.models import Person
from ascent.curriculum import Pack
from ascent.curriculum.activity import Activity
from ascent.learner.folding import LearnerState
from ascent.learner.models import Evidence

A_DAY = 12  # questions: about ten minutes
RECENT = 60  # questions that are not asked again so soon


def due(pack: Pack, learner: LearnerState) -> list[str]:
    """Fading skills that have a question, the weakest first."""
    asked = {q.main_skill for q in pack.of_kind("question")}
    return [s for s in learner.due(clock.now().timestamp()) if s in asked]


def answered_today(person: Person) -> int:
    """Questions that were answered since midnight, where the learner is."""
    midnight = datetime.combine(clock.today(), datetime.min.time(), clock.ZONE)
    rows = Evidence.objects.filter(learner=person, kind="question", at__gte=midnight)
    return rows.filter(at__lt=midnight + timedelta(days=1)).count()


def recent(person: Person) -> list[str]:
    """The questions that were asked last, the newest first."""
    rows = Evidence.objects.filter(learner=person, kind="question").order_by("-id")
    return list(rows.values_list("activity", flat=True)[:RECENT])


def pick(pack: Pack, skills: Sequence[str], asked: Sequence[str]) -> Activity | None:
    """A question for the first of `skills` that has one, asked least recently."""
    by_skill: dict[str, list[Activity]] = {}
    for question in pack.of_kind("question"):
        by_skill.setdefault(question.main_skill, []).append(question)
    age = {activity: place for place, activity in reversed(list(enumerate(asked)))}
    for skill in skills:
        choices = by_skill.get(skill, [])
        if choices:
            rested = max(age.get(q.id, RECENT) for q in choices)
            oldest = [q for q in choices if age.get(q.id, RECENT) == rested]
            return random.choice(oldest)  # noqa: S311 - variety, not a secret
    return None


def practice(learner: LearnerState) -> list[str]:
    """Skills that were begun, in random order: practice beyond what is due."""
    begun = sorted(learner.skills)
    return random.sample(begun, len(begun))
