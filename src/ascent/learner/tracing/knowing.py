"""What is known about a learner: for each skill a few numbers, and what follows from them. Pure.

`folding` makes these states from evidence. They say how probable it is that a skill is known
and can be recalled, how probable a success is, and why.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import exp, log
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ascent.learner.tracing import hybrid, memory, saying
from ascent.learner.tracing.hybrid import Parameters, Student
from ascent.learner.tracing.mastery import SLIP, START, chances, success
from ascent.learner.tracing.memory import DAY
from ascent.learner.tracing.situations import NONE, Situations

ASK_AGAIN = 0.25  # days after which a skill is asked again on which the learner may have slipped
RATING = 0.8
"""Weight of the rating model in a prediction, against knowledge tracing: the best of 0.3, 0.5, 0.7,
0.8, 0.9 and 1 on 800 learners of a public table, and better there than either alone."""


class SkillState(NamedTuple):
    """What is known about one skill of one learner. Times are Unix seconds.

    `p`: probability of knowing; `seen`: pieces of evidence about it; `known`, `since`: whether
    and since when it is lit. `stability` (days), `difficulty` (1 to 10), `last`: its memory, None
    before the first success; `graded`: the day whose grade counted. `last_at`: its newest answer.
    `placed`: the probability that a placement gave it. `recent`: its newest answers, the oldest
    first, in the letters of `saying`. `misses`: wrong answers since the last right one. `doubt`:
    when it may have been a slip. `lift`, `drop`: skills whose answers last moved it over a link.
    `reviewed`: after a lapse, when it was asked; `last` then lies so far back that recall does not
    rise. `excess`: logits by which wrong answers would have raised the rating model's prediction.
    """

    p: float = START
    seen: int = 0
    known: bool = False
    since: float | None = None
    stability: float | None = None
    difficulty: float | None = None
    last: float | None = None
    graded: int | None = None
    last_at: float | None = None
    placed: float | None = None
    recent: str = ""
    misses: int = 0
    doubt: float | None = None
    lift: str = ""
    drop: str = ""
    reviewed: float | None = None
    excess: float = 0.0


NOTHING = SkillState()


@dataclass(frozen=True)
class Model:
    """The shared numbers of the rating model: its parameters, and what was fitted to the answers
    of this course: difficulties by activity (in logits), and situations."""

    parameters: Parameters = hybrid.DEFAULT
    difficulties: Mapping[str, float] = field(default_factory=dict)
    situations: Situations = NONE

    def difficulty(self, item: str, given: float) -> float:
        """The difficulty of an activity in logits: fitted, else as its author gave it."""
        fitted = self.difficulties.get(item)
        return hybrid.logit_of(given) if fitted is None else fitted


OURS = Model()


@dataclass(frozen=True)
class LearnerState:
    """All skills of one learner. Skills without evidence stand at the prior.

    `at`: time of the newest evidence; `rows`: how many pieces were folded; `student`: the running
    state of the rating model; `open`: activities whose first check failed and that are not passed;
    `wish`: the chance of recall that the learner wants to keep; `day`: the learner's day of the
    newest answer (since 1970), `passed`: the activities that were passed on it, with their skills.
    """

    skills: Mapping[str, SkillState] = field(default_factory=dict)
    at: float | None = None
    rows: int = 0
    student: Student = field(default_factory=Student, compare=False)
    open: frozenset[str] = frozenset()
    model: Model = field(default=OURS, compare=False, repr=False)
    wish: float = field(default=memory.DUE, compare=False)
    day: int | None = None
    passed: frozenset[tuple[str, str]] = frozenset()

    def skill(self, skill: str) -> SkillState:
        return self.skills.get(skill, NOTHING)

    def mastery(self, skill: str) -> float:
        """Probability that `skill` is known, in (0, 1)."""
        return self.skill(skill).p

    def known(self, skill: str) -> bool:
        """Whether the skill counts as mastered; a single slip does not change it."""
        return self.skill(skill).known

    def known_skills(self) -> frozenset[str]:
        return self._known

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(s for s, state in self.skills.items() if state.known)

    # ---- memory ---------------------------------------------------------------------------

    def retention(self, skill: str, now: float) -> float:
        """Probability that `skill` can be recalled at Unix time `now`; 0 before any success."""
        s = self.skill(skill)
        if s.stability is None or s.last is None:
            return 0.0
        return memory.recall(s.stability, (now - s.last) / DAY)

    def retentions(self, skills: Sequence[str], now: float) -> NDArray[np.float64]:
        """`retention` for many skills at once, in their order."""
        none, get = NOTHING, self.skills.get
        rows = [get(s, none) for s in skills]
        return _retentions([r.stability for r in rows], [r.last for r in rows], now)

    def fading(self, skill: str, now: float) -> bool:
        """Whether a known skill has fallen below the wished chance of recall."""
        return self.known(skill) and self.retention(skill, now) < self.wish

    def due(self, now: float, retention: float | None = None) -> list[str]:
        """Known skills to be asked now: recall below `retention` (by default the wish), or in
        doubt. Weakest first."""
        retention = self.wish if retention is None else retention
        names, stability, last, doubt = self._remembered
        if not names:
            return []
        r = memory.retrievability(stability, (now - last) / DAY)
        asked = np.flatnonzero((r < retention) | (now >= doubt + ASK_AGAIN * DAY))
        return [s for _, s in sorted((float(r[i]), names[i]) for i in asked)]

    @cached_property
    def _remembered(self) -> tuple[list[str], _Floats, _Floats, _Floats]:
        """Known skills that have a memory: names, stabilities, last reviews, times of doubt."""
        rows = [(n, s) for n, s in self.skills.items() if s.known and s.stability is not None]
        doubts = [np.inf if s.doubt is None else s.doubt for _, s in rows]
        return (
            [n for n, _ in rows],
            np.array([s.stability for _, s in rows], dtype=np.float64),
            np.array([s.last for _, s in rows], dtype=np.float64),
            np.array(doubts, dtype=np.float64),
        )

    # ---- what follows ---------------------------------------------------------------------

    def chance(
        self,
        skills: Mapping[str, float],
        difficulty: float = 0.5,
        guess: float = 0.0,
        slip: float = SLIP,
        item: str = "",
        now: float | None = None,
    ) -> float:
        """Predicted chance, in (0, 1), of a right answer at an activity, without help.

        Knowledge tracing says it from the skills' mastery (times their recall, when `now` is
        given); the rating model says it from all answers so far. Both are averaged in logits
        (`RATING`). The chance grows with the mastery of each skill and falls with the author's
        `difficulty`. A wrong answer never raises it: after a pause the rating alone would, since
        the skill was then met just now.
        """
        able = self._able(skills, now)
        traced = _within(success(able, *chances(guess, slip, difficulty)))
        logits = self.model.difficulty(item, difficulty)
        at = None if now is None else max(now, self.at or now)  # a clock may be set back
        asked = (self.model.parameters, self.student, item, sorted(skills))
        excess = sum(self.skill(s).excess for s in skills) / len(skills) if skills else 0.0
        rated = hybrid.sigmoid(hybrid.logit(*asked, logits, at, self.model.situations) - excess)
        return _sigmoid((1 - RATING) * _logit(traced) + RATING * _logit(_within(rated)))

    def _able(self, skills: Mapping[str, float], now: float | None) -> float:
        """The chance that the skills are there now: their mean by weight."""
        total = sum(skills.values())
        if total <= 0:
            return START
        able = 0.0
        for skill, weight in skills.items():
            s = self.skill(skill)
            r = 1.0
            if now is not None and s.stability is not None and s.last is not None:
                r = memory.recall(s.stability, (now - s.last) / DAY)
            able += weight * s.p * r
        return able / total

    def sure(self, skill: str) -> float:
        """How much evidence the estimate rests on, from 0 (none) towards 1."""
        return saying.sureness(self.skill(skill))

    def why(self, skill: str, now: float, names: Mapping[str, str]) -> list[str]:
        """Sentences for a beginner on why the estimates stand where they stand.

        `names`: titles of skills, by id.
        """
        return saying.why(self.skill(skill), self.retention(skill, now), now, names)

    # ---- as it is kept --------------------------------------------------------------------

    def to_json(self) -> dict[str, Any]:
        return {
            "at": self.at,
            "rows": self.rows,
            "open": sorted(self.open),
            "day": self.day,
            "passed": [list(pair) for pair in sorted(self.passed)],
            "skills": {name: list(state) for name, state in self.skills.items()},
            "student": self.student.to_json(),
        }

    @classmethod
    def from_json(
        cls, data: Mapping[str, Any], model: Model = OURS, wish: float = memory.DUE
    ) -> LearnerState:
        return cls(
            {name: SkillState._make(row) for name, row in data["skills"].items()},
            data["at"],
            data["rows"],
            Student.from_json(data["student"]),
            frozenset(data["open"]),
            model,
            wish,
            data["day"],
            frozenset((activity, skill) for activity, skill in data["passed"]),
        )


_Floats = NDArray[np.float64]


def _retentions(
    stability: Iterable[float | None], last: Iterable[float | None], now: float
) -> _Floats:
    s = np.array([np.nan if x is None else x for x in stability], dtype=np.float64)
    t = np.array([np.nan if x is None else x for x in last], dtype=np.float64)
    return np.nan_to_num(memory.retrievability(s, (now - t) / DAY), nan=0.0)


def _within(p: float) -> float:
    return min(max(p, 0.005), 0.995)


def _logit(p: float) -> float:
    return log(p / (1 - p))


def _sigmoid(x: float) -> float:
    return 1 / (1 + exp(-x))
