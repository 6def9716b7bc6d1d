"""All that the choice of a next step depends on, and what a choice is. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, tzinfo
from functools import cached_property

from ascent.coach.course import BESIDE, Course, Numbers, Shares
from ascent.coach.standing import Bools, Ground
from ascent.learner.tracing.folding import LearnerState

Forecast = Callable[[Numbers], Shares]
"""The chance that the learner passes each of these activities (places in `Course.trainers`)."""


@dataclass(frozen=True)
class Situation:
    """All that the choice depends on.

    `wish` is the learner's, `first` the interest's first exercise, `due` the skills to review;
    `passed_over` what was put aside, in order. `plan`: what the plan of the chosen gap still holds
    (activity, and why as in `gap_plan`), None without one. `zone`: where the learner's days begin.
    """

    course: Course
    ground: Ground
    state: LearnerState
    done: frozenset[str]
    forecast: Forecast
    step: str
    wish: str = ""
    first: str | None = None
    due: Sequence[str] = ()
    last_was_review: bool = False
    date_has_come: bool = False
    gap_skill: str | None = None
    plan: Sequence[tuple[str, str]] | None = None
    passed_over: Sequence[str] = ()
    zone: tzinfo = UTC

    @cached_property
    def ready(self) -> Bools:
        """By skill: whether what it needs is met."""
        return self.course.ready(self.ground)

    @property
    def ahead(self) -> Bools:
        """By skill: on the way to the goal and not known."""
        return (self.course.stage < BESIDE) & ~self.ground.known


@dataclass(frozen=True)
class Choice:
    """An activity or a session, and by which rule it is one: a name of `grounds.RULES`. `above`:
    the skill for which a needed one is refreshed."""

    activity: str
    rule: str
    above: str = ""


Group = list[Choice]
