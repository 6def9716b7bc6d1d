"""What is true of one simulated learner of a pack. The coach sees their answers, and no more.

The laws are those of the made-up worlds (`people`), for activities that ask several skills at
once: memory fades and grows as in `forgetting`; who recalls what an activity asks for solves it,
but for slips; who does not solves it by luck only, and learns, the sooner the more of what the
skill needs is there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from random import Random

from ascent.coach.course import Candidate, Course
from ascent.learner.tracing.mastery import chances
from ascent.simulate import forgetting

LEARN = 0.176  # chance that one short answer teaches a skill: the mean over a public table's skills
SHORT = 2.5  # minutes that such an answer takes; a longer try teaches as if it were several
READING = 0.3  # the same for a lesson
BACK = 2.5  # how much faster a skill is learned again
HOLD = 0.35  # share of learning that is left where something needed is missing
READY = 0.6  # share of success that is left there to who knows the skill itself
SLIP = 0.1  # at least
FIRST = 2.5  # days of stability after learning
KEPT = 0.35  # share of stability that is left after forgetting


@dataclass
class Trace:
    """A known skill: stability in days, and the day of the last practice."""

    stability: float
    last: float


@dataclass
class Pupil:
    """One learner: factors of learning and of memory, the exponent of forgetting, what is known."""

    rng: Random
    speed: float
    memory: float
    exponent: float
    known: dict[str, Trace] = field(default_factory=dict)

    @classmethod
    def born(cls, seed: int, course: Course, ability: float) -> Pupil:
        """Learner number `seed`. `ability` is the mean of what a cohort brings along, in logits:
        at -4 nearly nobody knows anything, at 0 about every second basic skill is known."""
        rng = Random(seed)  # noqa: S311 - a simulation that can be repeated
        pupil = cls(rng, rng.lognormvariate(0, 0.35), rng.lognormvariate(-0.1, 0.3), 0.2)
        pupil.exponent = rng.uniform(0.2, 0.5)
        own = rng.gauss(ability, 1.0)
        height: dict[str, int] = {}
        for place in course.places:
            below = [k for k in place.needed if k in height]
            height[place.id] = 1 + max((height[k] for k in below), default=-1)
            chance = 1 / (1 + 2.718281828 ** (-2.5 * (own - 0.4 * height[place.id])))
            if all(k in pupil.known for k in below) and rng.random() < chance:
                pupil.known[place.id] = Trace(rng.lognormvariate(3.5, 0.7), -rng.uniform(5, 90))
        return pupil

    def recall(self, skill: str, day: float) -> float:
        """The true chance that a skill is known and recalled on `day`."""
        trace = self.known.get(skill)
        if trace is None:
            return 0.0
        factor = forgetting.factor(self.exponent)
        return forgetting.recall(trace.stability, day - trace.last, self.exponent, factor)

    def read(self, activity: Candidate, day: float) -> None:
        """Read a lesson, or walk through a tour: some of it stays."""
        for skill, weight in activity.skills.items():
            if not self._recalls(skill, day):
                self._may_learn(skill, day, weight * READING)

    def attempt(
        self, activity: Candidate, course: Course, day: float, minutes: float, told: bool = False
    ) -> tuple[bool, Mapping[str, bool]]:
        """Try an activity once, for some minutes. `told`: with the solution in sight.

        Returns:
            Whether it was solved; and for each skill that it asks whether that was recalled.
        """
        there = {skill: self._recalls(skill, day) for skill in activity.skills}
        ready = self._readiness(activity, course, there, day)
        guess, slip = chances(activity.guess, max(activity.slip, SLIP), activity.difficulty)
        if there.get(activity.skill, False):
            right = self.rng.random() < (1 - slip) * (READY + (1 - READY) * ready)
        else:
            right = self.rng.random() < guess
        teaches = 1 - (1 - LEARN) ** (minutes / SHORT)
        for skill, weight in activity.skills.items():
            if there[skill]:
                self._practised(skill, day, weight)
            else:
                self._may_learn(skill, day, teaches * weight * ready)
        return right or told, there

    # ---- parts ----------------------------------------------------------------------------

    def _recalls(self, skill: str, day: float) -> bool:
        return self.rng.random() < self.recall(skill, day)

    def _readiness(
        self, activity: Candidate, course: Course, there: Mapping[str, bool], day: float
    ) -> float:
        """The share that is left for what is missing of what is needed or asked on the side."""
        ready = 1.0
        for skill in course.place(activity.skill).needed:
            if skill not in there and not self._recalls(skill, day):
                ready *= HOLD
        for skill, weight in activity.skills.items():
            if skill != activity.skill and not there[skill]:
                ready *= 1 - weight * (1 - HOLD)
        return ready

    def _practised(self, skill: str, day: float, weight: float) -> None:
        trace = self.known[skill]
        grown = forgetting.grown(trace.stability, self.recall(skill, day), self.memory)
        trace.stability += weight * (grown - trace.stability)
        trace.last += weight * (day - trace.last)

    def _may_learn(self, skill: str, day: float, chance: float) -> None:
        before = self.known.get(skill)
        if self.rng.random() >= chance * self.speed * (BACK if before else 1.0):
            return
        stability = max(1.0, KEPT * before.stability) if before else FIRST * self.memory
        self.known[skill] = Trace(stability, day)
