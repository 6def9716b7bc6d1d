"""The learner's state as a pure fold over evidence.

`fold` takes a state and one observation and returns the next state; replaying the log from
`LearnerState()` gives the state of today. Evidence in; mastery, memory, chances and reasons out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from ascent.learner.tracing import hybrid, mastery, remembering, saying, spreading
from ascent.learner.tracing.knowing import NOTHING, OURS, LearnerState, Model, SkillState
from ascent.learner.tracing.links import NONE, Links
from ascent.learner.tracing.observing import (
    FREE_TRIES,
    NOT_COUNTED,
    PASSED,
    PLACED,
    READ,
    WRONG,
    Observation,
)

__all__ = [
    "FREE_TRIES",
    "MODEL",
    "OURS",
    "PASSED",
    "PLACED",
    "READ",
    "WRONG",
    "LearnerState",
    "Model",
    "Observation",
    "SkillState",
    "Walk",
    "fold",
    "replay",
]

MODEL = "brain-3"  # changes when the same evidence would give another state
PLACED_MOST = 0.96  # a placement asks little of each skill: it makes nobody surer than this
MISSES = 2  # wrong answers in a row that it takes to put out what was earned


def fold(
    state: LearnerState, seen: Observation, links: Links = NONE, model: Model | None = None
) -> LearnerState:
    """The state after one more observation. An outcome that was our fault changes nothing."""
    if seen.outcome in NOT_COUNTED:
        return state
    walk = Walk(links, model or state.model, state)
    walk.take(seen)
    return walk.state()


def replay(
    observations: Iterable[Observation], links: Links = NONE, model: Model = OURS
) -> LearnerState:
    """The state after all `observations`, in the order of their times, whatever order they come in.

    Those of one moment are ordered by their content, so that every log has one state.
    """
    walk = Walk(links, model)
    for seen in sorted(observations, key=Observation.order):
        walk.take(seen)
    return walk.state()


class Walk:
    """A state while evidence is folded into it, row by row: for whoever looks on the way.

    The rows have to come in the order of `Observation.order`. `skill` shows how one stands now;
    `state` ends the walk: what is taken after it would change that state.
    """

    def __init__(
        self, links: Links = NONE, model: Model = OURS, start: LearnerState | None = None
    ) -> None:
        self.before = start or LearnerState(model=model)
        self.skills = dict(self.before.skills)
        self.student, self.open = self.before.student.copy(), set(self.before.open)
        self.day, self.passed = self.before.day, set(self.before.passed)
        self.at, self.rows = self.before.at, self.before.rows
        self.links, self.model = links, model

    def skill(self, name: str) -> SkillState:
        return self.skills.get(name, NOTHING)

    def state(self) -> LearnerState:
        return replace(
            self.before,
            skills=self.skills,
            at=self.at,
            rows=self.rows,
            student=self.student,
            open=frozenset(self.open),
            day=self.day,
            passed=frozenset(self.passed),
            model=self.model,
        )

    def take(self, seen: Observation) -> None:
        """Fold in one row. What was our fault changes nothing."""
        told = {} if seen.outcome in NOT_COUNTED else _told_by(seen)
        if not told:
            return
        self.at, self.rows = seen.at, self.rows + 1
        if seen.outcome == PLACED:
            self._place(seen)
        elif seen.outcome == READ:
            for name, weight in seen.skills.items():
                s = self.skill(name)
                p = mastery.after_reading(s.p, weight)
                self.skills[name] = s._replace(p=p, seen=s.seen + 1)
        elif fresh := self._fresh(seen, told):
            self._answer(seen, fresh)

    def _fresh(self, seen: Observation, told: Mapping[str, float]) -> Mapping[str, float]:
        """Of what an answer tells, what it has not told yet that day: once an activity is passed,
        it has said what it can say of its skills, and all that is tried after that is play."""
        if self.day != seen.date:
            self.day, self.passed = seen.date, set()
        if not seen.activity:
            return told
        fresh = {s: w for s, w in told.items() if (seen.activity, s) not in self.passed}
        if seen.passed:
            self.passed.update((seen.activity, s) for s in fresh)
        return fresh

    def _place(self, seen: Observation) -> None:
        """A placement is a prior: it says nothing about skills that were answered for already."""
        for name, found in seen.skills.items():
            s = self.skill(name)
            if s.recent:
                continue
            p = min(max(found, mastery.LEAST), PLACED_MOST)
            s = s._replace(p=p, placed=p, known=p >= mastery.KNOWN, lift="", drop="")
            s = s._replace(since=seen.at if s.known else None)
            self.skills[name] = remembering.after_placement(s, seen)

    def _answer(self, seen: Observation, told: Mapping[str, float]) -> None:
        first_try = seen.activity not in self.open or not seen.activity
        for name, weight in told.items():
            before = self.skill(name)
            self.skills[name] = _step(before, seen, weight, first_try or name != _main(seen))
        if seen.passed and not seen.solution_seen:
            for name in told:
                spreading.lift(self.skills, name, self.links, seen.skills)
            self._credit(seen)
        elif not seen.passed and seen.kind not in FREE_TRIES:
            for name in told:
                spreading.drop(self.skills, name, self.links, seen.skills)
        self._rate(seen, first_try)

    def _credit(self, seen: Observation) -> None:
        """What was used on the way is reviewed in part, by the credit of its link."""
        for upper in seen.skills:
            for link in self.links.credits.get(upper, ()):
                s = self.skill(link.skill)
                if link.skill not in seen.skills and s.known:
                    self.skills[link.skill] = remembering.after_use(s, seen, link.credit)

    def _rate(self, seen: Observation, first_try: bool) -> None:
        """The rating model sees an activity's first check; all others up to the pass are trying."""
        if first_try and not seen.helped:
            self._update(seen)
        if seen.passed:
            self.open.discard(seen.activity)
            if not seen.solution_seen:
                self._exceed(seen, None)
        elif seen.kind in FREE_TRIES:
            self.open.add(seen.activity)

    def _update(self, seen: Observation) -> None:
        """The rating after one answer. What a wrong one would raise is kept apart (`excess`)."""
        difficulty = self.model.difficulty(seen.activity, seen.difficulty)
        asked = (self.model.parameters, self.student, seen.activity, sorted(seen.skills))
        if seen.passed:
            hybrid.update(*asked, difficulty, True, seen.at)
            return
        when = (difficulty, seen.at, self.model.situations)
        before = hybrid.logit(*asked, *when)
        hybrid.update(*asked, difficulty, False, seen.at)
        self._exceed(seen, max(0.0, hybrid.logit(*asked, *when) - before))

    def _exceed(self, seen: Observation, more: float | None) -> None:
        """Add to the `excess` of the skills that were asked; None: nothing is left of it."""
        for name in seen.skills:
            s = self.skill(name)
            excess = 0.0 if more is None else s.excess + more
            if excess != s.excess:
                self.skills[name] = s._replace(excess=excess)


def _told_by(seen: Observation) -> Mapping[str, float]:
    """The skills that an outcome says something of.

    Where trying is free, a slip of the fingers that raises an error says nothing, and a check
    that fails says something of the main skill alone.
    """
    if seen.kind not in FREE_TRIES or seen.outcome in (PASSED, READ, PLACED):
        return seen.skills
    if seen.outcome != WRONG or not seen.skills:
        return {}
    return {_main(seen): seen.skills[_main(seen)]}


def _main(seen: Observation) -> str:
    return max(sorted(seen.skills), key=lambda s: seen.skills[s])


def _step(s: SkillState, seen: Observation, weight: float, first_try: bool) -> SkillState:
    """One skill after one answer: mastery, then the light, then memory."""
    free = seen.kind in FREE_TRIES
    untested = s.placed is not None and not (set(s.recent) & saying.SUCCESS)
    slip = seen.slip if untested else max(seen.slip, mastery.SLIP)
    guess = mastery.after_help(seen.guess, seen.hints, seen.solution_seen)
    guess, slip = mastery.chances(guess, slip, seen.difficulty)
    recall = remembering.recall(s, seen.at)
    recalled = mastery.posterior(s.p * recall, seen.passed, guess, slip)
    slipped = mastery.posterior(recall, seen.passed, guess, slip)
    if seen.passed:
        p, misses = mastery.after_right(s.p, weight, guess, slip), 0
    else:
        share = mastery.FAIL if free and not untested else 1.0
        p = mastery.after_wrong(s.p, weight, guess, slip, seen.points, share)
        if free:
            p = max(p, min(s.p, mastery.TRYING))
        misses = s.misses + 1
    if seen.passed:
        known = s.known or p >= mastery.KNOWN
    else:
        known = s.known and (p >= mastery.LOST or misses < MISSES)
    moved = s._replace(
        p=p,
        seen=s.seen + 1,
        known=known,
        since=(s.since if s.known else seen.at) if known else None,
        last_at=seen.at,
        recent=_recent(s.recent, seen, first_try),
        misses=misses,
        doubt=None if seen.passed and not seen.solution_seen else s.doubt,
        lift="" if not seen.passed else s.lift,
        drop="" if seen.passed else s.drop,
    )
    return remembering.after_answer(moved, s, seen, weight, recalled, slipped)


def _recent(recent: str, seen: Observation, first_try: bool) -> str:
    """The newest answers; a task that is solved after failed checks counts as solved.

    What was answered with its answer in sight is left out. `first_try`: no failed check of this
    task stands among them.
    """
    if seen.kind not in FREE_TRIES:
        if seen.solution_seen:
            return recent
        letter = saying.RIGHT if seen.passed else saying.WRONG
        return (recent + letter)[-saying.RECENT :]
    if not seen.passed:
        fresh = first_try or saying.UNSOLVED not in recent
        return (recent + saying.UNSOLVED)[-saying.RECENT :] if fresh else recent
    if not first_try and saying.UNSOLVED in recent:
        last = recent.rindex(saying.UNSOLVED)
        recent = recent[:last] + recent[last + 1 :]
    return (recent + (saying.HELPED if seen.helped else saying.SOLVED))[-saying.RECENT :]
