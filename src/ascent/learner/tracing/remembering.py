"""What an answer does to the memory of a skill: whether it is graded, and how. Pure.

One grade for each skill and day, the first that grades. What was copied says nothing of memory,
nor does a check that failed where trying is free. A wrong answer is a lapse only if the skill is
then more probably forgotten than known; else it may have been a slip, and is asked again soon.
A lapse may still have been a slip: it takes the less of the stability the more probable that is.

FSRS counts recall as certain after every review, since the answer was seen then. Whoever has
forgotten has not shown that they recall it now: after a lapse recall goes on from where it was,
and from a half at most, with the stability that FSRS gives. The next right answer makes it fresh.
"""

from __future__ import annotations

from ascent.learner.tracing import memory
from ascent.learner.tracing.knowing import SkillState
from ascent.learner.tracing.memory import DAY, Memory
from ascent.learner.tracing.observing import FREE_TRIES, Observation

PLACED_STABILITY = 15.0  # days that what a placement found known is taken to last
LAPSED = 0.5  # the most that recall is taken to be after a lapse
REST = 3.0  # days for which the answer that was shown after a question counts as in sight
MAIN = 0.5  # a skill of at least this weight in an activity gets a grade of its own


def after_answer(
    s: SkillState,
    before: SkillState,
    seen: Observation,
    weight: float,
    recalled: float,
    slipped: float,
) -> SkillState:
    """The skill with its memory after one answer.

    `recalled`: the probability, given the answer, that it was known and recalled; `slipped`: that
    it was recalled, if it was known. A slip is no grade, so the answer that follows it on that day
    is one. A skill on the side (`weight` below `MAIN`) gets that share of a review, and its day's
    grade is still to come.
    """
    if seen.solution_seen or (not seen.passed and seen.kind in FREE_TRIES):
        return s
    if not seen.passed and s.stability is None:
        return s
    if not seen.passed and recalled >= 0.5:
        return s._replace(doubt=seen.at)
    moved = 0.0 if s.graded == seen.date else weight  # share of a review that it still is today
    new = _graded(s, before, seen, weight, slipped) if moved else s
    if s.reviewed is not None:
        new = new._replace(reviewed=s.reviewed + moved * max(0.0, seen.at - s.reviewed))
    if not seen.passed:
        return _lapsed(new, s, seen, weight, moved)
    if s.reviewed is not None and weight >= MAIN:  # it came back, be it on the day of the lapse
        return new._replace(last=seen.at, reviewed=None)
    return new


def _graded(
    s: SkillState, before: SkillState, seen: Observation, weight: float, slipped: float
) -> SkillState:
    """The skill after a review that is graded."""
    grade = memory.AGAIN if not seen.passed else _grade(before, seen)
    start = memory.first(grade)
    if s.stability is None or s.difficulty is None or s.last is None:
        begun = start._replace(stability=max(start.stability * weight, memory.LEAST))
        return _with(s, begun, seen.at, seen, weight)
    old = Memory(s.stability, s.difficulty)
    new = memory.review(old, _days(s, seen.at), grade)
    if seen.passed:  # what was met on the side only has never had a first review of its own
        new = new._replace(stability=max(new.stability, start.stability))
    else:
        held = memory.review(old, _days(s, seen.at), memory.GOOD).stability
        mean = held**slipped * new.stability ** (1 - slipped)
        new = new._replace(stability=min(mean, max(old.stability, new.stability)))
    shared = Memory(*(a + weight * (b - a) for a, b in zip(old, new, strict=True)))
    last = s.last + weight * max(0.0, seen.at - s.last)
    return _with(s._replace(doubt=None), shared, last, seen, weight)


def _lapsed(
    new: SkillState, s: SkillState, seen: Observation, weight: float, moved: float
) -> SkillState:
    """`new`, the skill after a lapse, with a recall that goes on from where `s` stood.

    `moved`: the share of a review that the lapse was.
    """
    if new.stability is None or s.last is None:
        return new
    r = recall(s, seen.at)
    r += weight * (min(r, LAPSED) - r)
    last = seen.at - DAY * memory.days_until(new.stability, r)
    first = s.last + moved * max(0.0, seen.at - s.last)
    return new._replace(last=last, reviewed=first if new.reviewed is None else new.reviewed)


def _days(s: SkillState, at: float) -> float:
    """Days since the last review."""
    last = s.reviewed if s.reviewed is not None else s.last
    return 0.0 if last is None else (at - last) / DAY


def after_placement(s: SkillState, seen: Observation) -> SkillState:
    """What a placement found known has a memory from then on, and what it did not has none."""
    if not s.known:
        return s._replace(stability=None, difficulty=None, last=None, graded=None, reviewed=None)
    start = Memory(PLACED_STABILITY, memory.first(memory.GOOD).difficulty)
    return _with(s._replace(reviewed=None), start, seen.at, seen)


def after_use(s: SkillState, seen: Observation, credit: float) -> SkillState:
    """A skill that was used in another one: that share of a review, unless it had one today."""
    if s.stability is None or s.difficulty is None or s.last is None or s.graded == seen.date:
        return s
    kept = memory.credited(Memory(s.stability, s.difficulty), _days(s, seen.at), credit)
    last = s.last + credit * max(0.0, seen.at - s.last)
    return s._replace(stability=kept.stability, last=last)


def recall(s: SkillState, at: float) -> float:
    """The chance of recall at `at`; 1 for a skill that has no memory yet."""
    if s.stability is None or s.last is None:
        return 1.0
    return memory.recall(s.stability, (at - s.last) / DAY)


def _grade(before: SkillState, seen: Observation) -> int:
    """Good, or hard: with hints, or after failed checks of something that was learnt before."""
    return memory.HARD if seen.hints or (before.stability and before.misses) else memory.GOOD


def _with(
    s: SkillState, kept: Memory, last: float, seen: Observation, weight: float = 1.0
) -> SkillState:
    graded = seen.date if weight >= MAIN else s.graded
    return s._replace(
        stability=kept.stability, difficulty=kept.difficulty, last=last, graded=graded
    )
