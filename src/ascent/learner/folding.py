"""The learner's state as a pure fold over evidence.

`fold` takes a state and one observation and returns the next state; replaying
the log from `LearnerState()` gives the state of today. This is the interface
behind which the learner model can change: evidence in, mastery and retention out.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from ascent.learner import mastery, memory

MODEL = "bkt-4"  # changes when the same evidence would give another state

READ = "read"  # outcome of an activity that was read, not answered
PASSED = "passed"
WRONG = "wrong"
NOT_COUNTED = frozenset({"our-fault"})
FREE_TRIES = frozenset({"exercise", "project"})
"""Kinds in which a failed check is a way of finding out, and no sign of forgetting."""


@dataclass(frozen=True)
class Observation:
    """One row of evidence, as far as the model looks at it. `at` is Unix time in seconds."""

    at: float
    skills: Mapping[str, float]
    outcome: str
    guess: float = 0.0
    slip: float = 0.0
    hints: int = 0
    solution_seen: bool = False
    kind: str = ""


@dataclass(frozen=True)
class SkillState:
    """What is known about one skill of one learner.

    `p`: probability of knowing; `seen`: pieces of evidence; `since`: when the skill
    lit up; `stability` in days and `last` success (Unix seconds), None before the first.
    """

    p: float = mastery.START
    seen: int = 0
    known: bool = False
    since: float | None = None
    stability: float | None = None
    last: float | None = None


@dataclass(frozen=True)
class LearnerState:
    """All skills of one learner. Skills without evidence stand at the prior."""

    skills: Mapping[str, SkillState] = field(default_factory=dict)

    def skill(self, skill: str) -> SkillState:
        return self.skills.get(skill, SkillState())

    def mastery(self, skill: str) -> float:
        """Probability that `skill` is known, in (0, 1)."""
        return self.skill(skill).p

    def known(self, skill: str) -> bool:
        """Whether the skill counts as mastered; a single slip does not change it."""
        return self.skill(skill).known

    def retention(self, skill: str, now: float) -> float:
        """Probability that `skill` can be recalled at Unix time `now`; 0 before any success."""
        s = self.skill(skill)
        if s.stability is None or s.last is None:
            return 0.0
        return memory.recall(s.stability, (now - s.last) / memory.DAY)

    def known_skills(self) -> frozenset[str]:
        return frozenset(s for s, state in self.skills.items() if state.known)

    def due(self, now: float) -> list[str]:
        """Known skills whose chance of recall has fallen below `memory.DUE`, weakest first."""
        weak = [(self.retention(s, now), s) for s in self.known_skills()]
        return [s for r, s in sorted(weak) if r < memory.DUE]

    def to_json(self) -> dict[str, Any]:
        return {s: asdict(state) for s, state in self.skills.items()}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "LearnerState":
        return cls({s: SkillState(**state) for s, state in data.items()})


def fold(state: LearnerState, seen: Observation) -> LearnerState:
    """The state after one more observation. An outcome that was our fault changes nothing."""
    if seen.outcome in NOT_COUNTED:
        return state
    told = _told_by(seen)
    moved = {s: _step(state.skill(s), seen, weight) for s, weight in told.items()}
    return LearnerState({**state.skills, **moved})


def replay(observations: Iterable[Observation]) -> LearnerState:
    """The state after all `observations`, oldest first."""
    state = LearnerState()
    for seen in observations:
        state = fold(state, seen)
    return state


def _told_by(seen: Observation) -> Mapping[str, float]:
    """The skills that an outcome says something of.

    Where trying is free, a slip of the fingers that raises an error says nothing, and a check
    that fails says something of the main skill alone.
    """
    if seen.kind not in FREE_TRIES or seen.outcome in (PASSED, READ):
        return seen.skills
    if seen.outcome != WRONG or not seen.skills:
        return {}
    main = max(seen.skills, key=lambda s: seen.skills[s])
    return {main: seen.skills[main]}


def _step(skill: SkillState, seen: Observation, weight: float) -> SkillState:
    if seen.outcome == READ:
        p = mastery.after_reading(skill.p, weight)
        return replace(skill, p=p, seen=skill.seen + 1)
    passed = seen.outcome == PASSED
    guess = mastery.guess_after_help(seen.guess, seen.hints, seen.solution_seen)
    p = mastery.after_answer(skill.p, passed, weight, guess, seen.slip)
    if not passed and seen.kind in FREE_TRIES:
        p = max(p, min(skill.p, mastery.TRYING))
    known = mastery.is_known(p, skill.known)
    skill = replace(
        skill,
        p=p,
        seen=skill.seen + 1,
        known=known,
        since=(skill.since if skill.known else seen.at) if known else None,
    )
    return _remember(skill, seen, passed, weight)


def _remember(skill: SkillState, seen: Observation, passed: bool, weight: float) -> SkillState:
    """Memory after one answer; what was copied, or tried while finding out, says nothing of it."""
    if seen.solution_seen or (not passed and seen.kind in FREE_TRIES):
        return skill
    if passed:
        days = 0.0 if skill.last is None else (seen.at - skill.last) / memory.DAY
        stability = memory.after_success(skill.stability, days, weight)
        return replace(skill, stability=stability, last=seen.at)
    if skill.stability is None:
        return skill
    return replace(skill, stability=memory.after_failure(skill.stability, weight))
