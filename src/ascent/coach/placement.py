"""Placement: which question tells most about what somebody knows, and what was found. Pure.

The question asked next is the one after which the map is expected to be least uncertain, where
the uncertainty of a skill known with probability p is p (1 - p), the variance of a yes or no:

    expected(j) = sum over answers a of P(a) * sum over skills i of P(i | a) (1 - P(i | a))

(expected posterior variance; Owen, 1975, for one ability). The same lookahead with entropy is
expected information (Lindley, 1956); on simulated learners the two find the same, and both more
than asking where p is nearest one half (`benchmarks/placement.py`). Questions that are guessed
less often say more and so come first by themselves.

Until something is answered right, only the most basic skills are asked about. Three answers
without a right one end it there: who begins from zero has better things to do.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ascent.coach.particles import Belief, Seen
from ascent.coach.structure import Reals, Structure, product
from ascent.learner.tracing.mastery import KNOWN

MOST = 25  # questions
BEGINNER = 3  # answers, none of them right, after which a placement ends
BASIC = 0.2  # share of the skills that count as basic: those that most people know
FEWEST_BASIC = 4
TWICE = 2  # a skill is asked about no more often
UNSURE = 60  # skills looked at as the next question: those about which least is sure
WORTH = 0.02  # a question that is expected to take away less uncertainty is not asked
UNSURE_SLIP = 0.02  # who knows it seldom says that they do not know
LIKELY = KNOWN  # from this probability on a skill counts as probably known, here and on the map
UNLIKELY = 0.2  # and up to this one as probably not known
MOVED = 0.15  # a probability that moved less says nothing about this learner
LEAST, HIGHEST = 0.14, 0.95
"""What 25 questions can make one believe. From the lower end the first exercise that is passed
without help still lights its skill, whichever it is (`kinds/tests/test_placing.py`)."""

ENOUGH, NOTHING_RIGHT, NOTHING_LEFT = "enough", "nothing-right", "nothing-left"


@dataclass(frozen=True)
class Item:
    """A question that can be asked: about which skill, and its chances of guess and slip."""

    activity: str
    skill: str
    guess: float
    slip: float


@dataclass(frozen=True)
class Asked:
    """A question that was asked. `right` is None for *I don't know yet*."""

    item: Item
    right: bool | None


def seen(structure: Structure, asked: Asked) -> Seen:
    """An answer as the belief takes it; not to know is a wrong answer that nobody slips into."""
    item = asked.item
    if asked.right is None:
        return Seen(structure.place[item.skill], False, 0.0, UNSURE_SLIP)
    return Seen(structure.place[item.skill], asked.right, item.guess, item.slip)


@dataclass(frozen=True)
class Next:
    """What to ask, or why nothing more is asked."""

    item: Item | None
    ended: str = ""


def next_item(
    start: Belief,
    belief: Belief,
    items: Sequence[Item],
    asked: Sequence[Asked],
    goal: Collection[str] | None = None,
    fresh: bool = True,
    most: int = MOST,
) -> Next:
    """The question to ask now.

    Args:
        start: the belief before the first answer.
        belief: the belief after all answers in `asked`.
        items: what can be asked; of several about one skill, the first one not asked is taken.
        goal: the skills that the placement is for and may ask about; None for all.
        fresh: whether nothing was known of the learner before: they may begin from zero.
        most: how many questions at most.
    """
    if len(asked) >= most:
        return Next(None, ENOUGH)
    nothing_right = fresh and not any(one.right for one in asked)
    if nothing_right and len(asked) >= BEGINNER:
        return Next(None, NOTHING_RIGHT)
    possible = open_items(items, asked, goal)
    if nothing_right:
        possible = _basic(start, possible, items, goal)
    if not possible:
        return Next(None, NOTHING_LEFT)
    gains = gain(belief, possible, goal)
    best = int(np.argmax(gains))
    if gains[best] < WORTH and not nothing_right:
        return Next(None, NOTHING_LEFT)
    return Next(possible[best])


def open_items(
    items: Sequence[Item], asked: Sequence[Asked], goal: Collection[str] | None = None
) -> list[Item]:
    """One question for each skill that may still be asked about, none of them asked before."""
    gone = {one.item.activity for one in asked}
    times: dict[str, int] = {}
    for one in asked:
        times[one.item.skill] = times.get(one.item.skill, 0) + 1
    first: dict[str, Item] = {}
    for item in items:
        wanted = goal is None or item.skill in goal
        if wanted and item.activity not in gone and times.get(item.skill, 0) < TWICE:
            first.setdefault(item.skill, item)
    return list(first.values())


def _basic(
    start: Belief, possible: list[Item], items: Sequence[Item], goal: Collection[str] | None
) -> list[Item]:
    """Those of the open questions that are about the skills that most people know."""
    skills = {item.skill for item in items if goal is None or item.skill in goal}
    ranked = sorted(skills, key=lambda s: (-float(start.p[start.structure.place[s]]), s))
    basic = set(ranked[: max(FEWEST_BASIC, int(BASIC * len(ranked)))])
    return [item for item in possible if item.skill in basic] or possible


def variance(p: Reals) -> Reals:
    """The uncertainty of each row of probabilities: the sum of p (1 - p)."""
    summed: Reals = (p * (1 - p)).sum(axis=1)
    return summed


def gain(
    belief: Belief,
    items: Sequence[Item],
    goal: Collection[str] | None = None,
    measure: Callable[[Reals], Reals] = variance,
) -> Reals:
    """How much uncertainty each question is expected to take away, summed over the skills.

    `measure` takes rows of probabilities, one for each skill, to the uncertainty of each row.
    Questions about skills that are nearly sure either way are not looked at: minus infinity.
    """
    p = belief.p
    places = np.array([belief.structure.place[item.skill] for item in items], dtype=np.intp)
    unsure = np.argsort(np.abs(p[places] - 0.5), kind="stable")[:UNSURE]
    counts = _counts(belief.structure, goal)
    known = belief.known[counts].astype(np.float32)
    right = np.stack([_right(belief, items[at], int(places[at])) for at in unsure])
    chance = right.sum(axis=1)
    jointly = product(right, known.T)
    now = p[counts]
    left = chance * measure(jointly / chance[:, None])
    left += (1 - chance) * measure((now - jointly) / (1 - chance)[:, None])
    gains = np.full(len(items), -np.inf, dtype=np.float32)
    gains[unsure] = measure(now[None, :]) - left
    return gains


def _counts(structure: Structure, goal: Collection[str] | None) -> slice | list[int]:
    if goal is None:
        return slice(None)
    return sorted(structure.place[skill] for skill in goal if skill in structure.place)


def _right(belief: Belief, item: Item, place: int) -> Reals:
    """The weight of each picture times its chance of a right answer."""
    with_it, without = belief.chances(item.guess, item.slip)
    weighed: Reals = belief.weight * np.where(belief.known[place], with_it, without)
    return weighed


def found(
    start: Belief, belief: Belief, asked: Sequence[Asked], before: Collection[str] = ()
) -> dict[str, float]:
    """What the placement says: the probability of knowing, for the skills it says something of.

    A skill whose probability hardly moved is not in it, unless it was asked about, or is one of
    those that an earlier placement spoke of (`before`): this one takes the place of that.
    """
    about = {one.item.skill for one in asked} | set(before)
    return {
        name: round(min(max(float(after), LEAST), HIGHEST), 3)
        for name, before, after in zip(start.structure.names, start.p, belief.p, strict=True)
        if name in about or abs(float(after) - float(before)) >= MOVED
    }


def likely(result: Mapping[str, float]) -> set[str]:
    """The skills that are probably known."""
    return {skill for skill, p in result.items() if p >= LIKELY}
