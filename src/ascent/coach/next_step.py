"""The one next step, two others, and the reason for each. Pure.

The order: the project on its date; the first whole experience; what the loop's
step asks for; due review, never twice in a row; a skill that was begun, and after
a night what was done with help, once more without; then the fringe towards the
project and the interest. Among those the activity comes first that the learner
would probably pass, and not quite surely, then what opens most (`fringe`). What a
skill needs gates it, and is refreshed before it where it fades; what helps it does
neither.

Where several choices are equally good the pick is random, and the chance of
every one of them is part of the offer, so that later data can tell what helps.
What was put aside comes last, in the order in which it was put aside.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from random import Random

import numpy as np

from ascent.coach import grounds
from ascent.coach.fringe import on_firm_ground, once_more, second_best, towards
from ascent.coach.reasons import Reason
from ascent.coach.situation import Choice, Group, Situation
from ascent.coach.standing import Bools

__all__ = ["CLOSE_GAP", "NAME_GAPS", "REVIEW", "Offered", "Option", "Situation", "offer"]

# Choices that are no activity: a session of review, and the two ends of a gap.
REVIEW, NAME_GAPS, CLOSE_GAP = "review", "name-gaps", "close-gap"
OTHERS = 2
AGAIN = 2  # things to do once more that are offered at a time, so that something new stands by
ONE_OF = "refresh"  # of the questions that refresh a skill one stands in an offer
TRAINS = ("below", "new")  # items of a gap's plan that train something not done before


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
        one_of = any(c.rule == ONE_OF for c in group)
        if one_of and len(open_) < len(group):
            continue  # it was put aside
        if open_:
            equals = equals or [c.activity for c in open_]
            fresh += rng.sample(open_, 1 if one_of else len(open_))
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
    if _is_first_open(s):
        yield [Choice(str(s.first), "first")]
    yield whole
    if s.step == "gap":
        yield from _closing_the_gap(s)
        return
    if s.due and not s.last_was_review and s.step != "project":
        yield [Choice(REVIEW, "review")]
    on_the_way = towards(s, s.ahead, "way", s.step, then=islice(once_more(s), AGAIN))
    yield from on_the_way if s.step == "project" else on_firm_ground(s, on_the_way)
    yield from second_best(s)
    yield from towards(s, s.ahead, "way", "")


def _is_first_open(s: Situation) -> bool:
    """Whether one whole experience comes before anything else: not once the project has come."""
    is_new = s.first in s.course.candidates and s.first not in s.done
    return is_new and s.step not in ("project", "gap")


def _rule_of_whole(s: Situation, kind: str) -> str:
    return "tour" if kind == "tour" else "date" if s.date_has_come else "turn"


def _closing_the_gap(s: Situation) -> Iterator[Group]:
    """Name the gap; then what its plan still holds, and when that is done, say that it is closed.

    Without a plan: what trains it, old or new, before that.
    """
    if s.gap_skill is None:
        yield [Choice(NAME_GAPS, "name-gaps")]
        return
    below = _unknown_below(s, s.gap_skill)
    if s.plan is not None:
        yield from ([c] for c in _planned(s, below))
        yield [Choice(CLOSE_GAP, "close-gap")]
    yield from towards(s, below, "gap", s.step)
    yield from ([c] for c in _again(s, s.gap_skill, "gap-again"))
    yield [Choice(CLOSE_GAP, "close-gap")]


def _planned(s: Situation, below: Bools) -> Iterator[Choice]:
    """The items of the plan that are within reach, in its order."""
    for activity, why in s.plan or ():
        if why in TRAINS:
            at = s.course.trainer_at.get(activity)
            skill = None if at is None else s.course.skill_of[at]
            if skill is not None and s.ready[skill] and below[skill]:
                yield Choice(activity, "gap")
        elif why == "apply" and activity in s.course.candidates:
            yield Choice(activity, "gap-apply")
        elif why == "ask" or (why == "again" and activity in s.done):
            yield Choice(activity, f"gap-{why}")


def _whatever_is_left(s: Situation) -> Iterator[Iterator[Group]]:
    """When nothing is left on the way: the project or the tour before its turn, what lies beside
    the way, what trains a skill that is known, and in the end what was done already."""
    yield iter([[Choice(c.id, "rest") for c in s.course.whole if c.id not in s.done]])
    yield towards(s, ~s.ground.known, "beside", "")
    yield towards(s, s.ground.known, "more", "")
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
