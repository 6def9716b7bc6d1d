"""The one next step, two others, and the reason for each. Pure.

The order: the project on its date; the first whole experience; what the loop's
step asks for; due review, never twice in a row; a skill that was begun; then
the fringe towards the project and the interest. Among those the activity comes
first that the learner would probably pass, and not quite surely: `LOW` to
`HIGH`. What a skill needs gates it; what helps it does not.

Where several choices are equally good the pick is random, and the chance of
every one of them is part of the offer, so that later data can tell what helps.
What was put aside comes last, in the order in which it was put aside.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, tzinfo
from functools import cached_property
from itertools import pairwise
from math import inf
from random import Random

import numpy as np

from ascent.coach import grounds
from ascent.coach.course import BESIDE, PREPARING, Bools, Course, Ground, Numbers, Shares
from ascent.coach.reasons import Reason
from ascent.learner.folding import LearnerState

# Choices that are no activity: a session of review, and the two ends of a gap.
REVIEW, NAME_GAPS, CLOSE_GAP = "review", "name-gaps", "close-gap"
OTHERS = 2
LOW, HIGH = 0.60, 0.85  # the chance of passing that is neither discouraging nor idle
AT_ONCE = 24  # skills of the fringe that are compared with each other

Forecast = Callable[[Numbers], Shares]
"""The chance that the learner passes each of these activities (places in `Course.trainers`)."""


@dataclass(frozen=True)
class Option:
    """A choice with its reasons. `p` is the chance that it was put first."""

    activity: str
    reasons: tuple[Reason, ...]
    p: float = 0.0


@dataclass(frozen=True)
class Offered:
    """What is offered, the next step first. `chances`: every activity that could have been first,
    with its probability; they sum to 1. `grounds`: how the first came to be first."""

    options: tuple[Option, ...] = ()
    chances: Mapping[str, float] = field(default_factory=dict)
    grounds: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class Situation:
    """All that the choice depends on.

    `wish` is the learner's, `first` the interest's first exercise, `due` the skills to review;
    `passed_over` what was put aside, in order. `zone`: where the learner's days begin.
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
    """An activity or a session, and by which rule it is one: a name of `grounds.RULES`."""

    activity: str
    rule: str


Group = list[Choice]


def offer(s: Situation, rng: Random) -> Offered:
    """The next step first, then up to two others. Empty only for a pack without activities."""
    for groups in (_groups(s), *_whatever_is_left(s)):
        fresh, aside, equals = _rank(s, groups, rng)
        ranked = [*fresh, *aside][: 1 + OTHERS]
        if ranked:
            break
    else:
        return Offered()
    drawn = equals or [ranked[0].activity]
    chances = dict.fromkeys(drawn, 1 / len(drawn))
    options = [Option(c.activity, grounds.of(s, c), chances.get(c.activity, 0.0)) for c in ranked]
    return Offered(tuple(options), chances, grounds.of_first(s, ranked[0], len(drawn)))


def _rank(
    s: Situation, groups: Iterator[Group], rng: Random
) -> tuple[list[Choice], list[Choice], list[str]]:
    """What is fresh, best first; what was put aside; and the activities equal to the first.

    Groups are made only until there is enough to offer.
    """
    fresh: list[Choice] = []
    seen: dict[str, Choice] = {}
    equals: list[str] = []
    for group in groups:
        new = [c for c in group if c.activity not in seen]
        seen |= {c.activity: c for c in new}
        open_ = [c for c in new if c.activity not in s.passed_over]
        if open_:
            equals = equals or [c.activity for c in open_]
            fresh += rng.sample(open_, len(open_))
        if len(fresh) > OTHERS:
            break
    return fresh, [seen[a] for a in s.passed_over if a in seen], equals


# ---- groups of equally good choices, the best group first ---------------------------------


def _groups(s: Situation) -> Iterator[Group]:
    whole = [
        Choice(c.id, _rule_of_whole(s, c.kind))
        for c in s.course.whole
        if c.step == s.step and c.id not in s.done
    ]
    if s.date_has_come:
        yield whole
    if s.first and s.first in s.course.candidates and s.first not in s.done:
        yield [Choice(s.first, "first")]
    yield whole
    if s.step == "gap":
        yield from _closing_the_gap(s)
        return
    if s.due and not s.last_was_review and s.step != "project":
        yield [Choice(REVIEW, "review")]
    yield from _towards(s, s.ahead, "way", s.step)
    yield from _second_best(s)
    yield from _towards(s, s.ahead, "way", "")


def _rule_of_whole(s: Situation, kind: str) -> str:
    return "tour" if kind == "tour" else "date" if s.date_has_come else "turn"


def _closing_the_gap(s: Situation) -> Iterator[Group]:
    """Name the gap; then what trains it, old or new; then say that it is closed."""
    if s.gap_skill is None:
        yield [Choice(NAME_GAPS, "name-gaps")]
        return
    below = _unknown_below(s, s.gap_skill)
    yield from _towards(s, below, "gap", s.step)
    yield from ([c] for c in _again(s, s.gap_skill, "gap-again"))
    yield [Choice(CLOSE_GAP, "close-gap")]


def _whatever_is_left(s: Situation) -> Iterator[Iterator[Group]]:
    """When nothing is left on the way: the project or the tour before its turn, what lies beside
    the way, what trains a skill that is known, and in the end what was done already."""
    yield iter([[Choice(c.id, "rest") for c in s.course.whole if c.id not in s.done]])
    yield _towards(s, ~s.ground.known, "beside", "")
    yield _towards(s, s.ground.known, "more", "")
    yield _weakest_again(s)


def _weakest_again(s: Situation) -> Iterator[Group]:
    skills = sorted({c.skill for c in s.course.trainers}, key=lambda k: (s.state.mastery(k), k))
    for skill in skills:
        yield from ([c] for c in _again(s, skill, "again"))
    yield [Choice(c.id, "again") for c in s.course.whole]


def _unknown_below(s: Situation, skill: str) -> Bools:
    """A skill and all that it needs and that is not known, however far below."""
    found = np.zeros(len(s.course.places), dtype=np.bool_)
    known, lower = s.ground.known.tolist(), s.course.lower
    start = s.course.place_of.get(skill)
    waiting = [] if start is None else [start]
    seen = set(waiting)
    while waiting:
        below = [at for at in lower[waiting.pop()] if not known[at] and at not in seen]
        seen.update(below)
        waiting += below
    found[list(seen)] = True
    return found


def _again(s: Situation, skill: str, rule: str) -> list[Choice]:
    return [Choice(c.id, rule) for c in s.course.trainers_of(skill) if c.id in s.done]


# ---- the fringe ---------------------------------------------------------------------------


def _towards(s: Situation, wanted: Bools, rule: str, step: str) -> Iterator[Group]:
    """The best activity of every skill that is wanted and ready: what was begun comes first, then
    the fringe, then what rests until tomorrow; of each, what leads to the project and the interest
    before what only reading takes."""
    found = _open(s, wanted, step).nonzero()[0]
    if not found.size:
        return
    skills = s.course.skill_of[found]
    begun = s.ground.begun & ~s.ground.known
    sort = np.where(begun, 0, 1) + 2 * s.ground.resting
    tier = (sort * (BESIDE + 1) + s.course.stage)[skills]
    for one in sorted(set(tier.tolist())):
        yield from _fringe(s, found[tier == one], rule)


def _second_best(s: Situation) -> Iterator[Group]:
    """What else trains the skills within reach, so that there are others to choose from."""
    for at in _open(s, s.ahead, s.step).nonzero()[0].tolist():
        yield [Choice(s.course.trainers[at].id, "way")]


def _open(s: Situation, wanted: Bools, step: str) -> Bools:
    """By trainer: not done, of this step, and for a skill that is wanted and ready."""
    open_ = ~s.ground.done & (s.ready & wanted)[s.course.skill_of]
    return open_ & s.course.steps[step] if step in PREPARING else open_


def _fringe(s: Situation, found: Numbers, rule: str) -> Iterator[Group]:
    """One activity for each skill of `found` (in the order of `Course.trainers`), the nearest to
    the band first, `AT_ONCE` skills at a time; equally near ones, `use` before `explain`."""
    skills = s.course.skill_of[found]
    begins = [0, *((skills[1:] != skills[:-1]).nonzero()[0] + 1).tolist(), len(found)]
    for n in range(0, len(begins) - 1, AT_ONCE):
        here = begins[n : n + AT_ONCE + 1]
        groups: dict[tuple[float, int], Group] = {}
        for at, far in _best_of_each(s, found[here[0] : here[-1]], [b - here[0] for b in here]):
            near = round(far, 3), int(s.course.depth[s.course.skill_of[at]])
            groups.setdefault(near, []).append(Choice(s.course.trainers[at].id, rule))
        for near in sorted(groups):
            yield groups[near]


def _best_of_each(s: Situation, found: Numbers, begins: list[int]) -> list[tuple[int, float]]:
    """For each skill the activity to begin with, and how far the skill is from the band. The
    skills lie between two of `begins` each.

    A lesson comes before the exercises, unless the skill may be known already; then the exercise
    that is nearest to the band. A skill is as far from it as its nearest exercise; one with
    lessons only is as good as inside.
    """
    lesson = s.course.lesson[found]
    distances = np.full(len(found), np.inf)
    distances[~lesson] = outside(s.forecast(found[~lesson]))
    read = (lesson & ~s.ground.primed[s.course.skill_of[found]]).tolist()
    off, at = distances.tolist(), found.tolist()
    best = []
    for begin, end in pairwise(begins):
        far = min(off[begin:end])
        first = begin if read[begin] else off.index(far, begin)
        best.append((at[first], 0.0 if far == inf else far))
    return best


def outside(chance: Shares) -> Shares:
    """How far chances of passing lie outside the band from `LOW` to `HIGH`; 0 inside."""
    return np.maximum(np.maximum(LOW - chance, chance - HIGH), 0.0)
