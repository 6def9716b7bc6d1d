"""One piece of evidence, as far as the learner model looks at it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ascent.learner.tracing.memory import DAY

READ = "read"  # outcome of an activity that was read, not answered
PASSED = "passed"
WRONG = "wrong"
PLACED = "placed"
NOT_COUNTED = frozenset({"our-fault", "cancelled"})
FREE_TRIES = frozenset({"exercise", "project"})
"""Kinds in which a failed check is a way of finding out, and no sign of forgetting."""


@dataclass(frozen=True)
class Observation:
    """One row of evidence.

    `at` is Unix time in seconds, `day` the day where the learner was (days since 1970; None: the
    day in UTC); `skills` the weights, or, of a placement, the probabilities that they are known;
    `points` the share of the points, `difficulty` the author's, both in [0, 1].
    """

    at: float
    skills: Mapping[str, float]
    outcome: str
    guess: float = 0.0
    slip: float = 0.0
    hints: int = 0
    solution_seen: bool = False
    kind: str = ""
    activity: str = ""
    difficulty: float = 0.5
    points: float = 0.0
    misconception: str = ""
    day: int | None = None

    @property
    def date(self) -> int:
        return int(self.at // DAY) if self.day is None else self.day

    @property
    def passed(self) -> bool:
        return self.outcome == PASSED

    @property
    def helped(self) -> bool:
        return self.hints > 0 or self.solution_seen

    @property
    def is_answer(self) -> bool:
        """Whether it was answered, right or wrong; a crash or a limit is no answer."""
        return self.outcome in (PASSED, WRONG)

    def order(self) -> tuple[Any, ...]:
        """What logs are sorted by: time, then content, so that equal times have one order.

        Of one moment, what was not passed comes first: the pass has the last word.
        """
        return (
            self.at,
            self.passed,
            self.activity,
            self.kind,
            self.outcome,
            sorted(self.skills.items()),
            self.guess,
            self.slip,
            self.hints,
            self.solution_seen,
            self.difficulty,
            self.points,
            self.misconception,
            self.date,
        )
