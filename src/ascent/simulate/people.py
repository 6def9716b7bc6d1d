"""What is true of a simulated world and of one simulated learner. A coach sees none of it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ascent.simulate import forgetting
from ascent.simulate.maps import Floats, Map


class Nature(NamedTuple):
    """A world's laws.

    `hold`: what is left of learning when a prerequisite of weight 1 is missing (h); `credit`: the
    share of a review that a right answer gives to each prerequisite; per skill `learn`, `guess`,
    `slip`. `exponential`: 1 where memory fades exponentially; `fading`: how much faster (above 1)
    or slower it fades than in the first world.
    """

    hold: float
    credit: float
    learn: Floats
    guess: Floats
    slip: Floats
    exponential: int
    fading: float


class Person(NamedTuple):
    """A learner: factors of learning and of memory, the curve of forgetting; and per skill
    whether it is `known`, its `stability` in days, the day of the `last` practice, and whether it
    was `taught` by a lesson."""

    speed: float
    memory: float
    exponent: float
    factor: float
    known: NDArray[np.bool_]
    stability: Floats
    last: Floats
    taught: NDArray[np.bool_]


def born(seed: int, atlas: Map, nature: Nature, beginner: float = -0.6) -> Person:
    """Learner number `seed`; `beginner` is the mean of what they bring along, in logits."""
    rng = np.random.default_rng(seed)
    n = len(atlas.level)
    ability = rng.normal(beginner, 1.0)
    chance = 1.0 / (1.0 + np.exp(-2.5 * (ability - (3.2 * atlas.level - 1.6))))
    drawn = rng.random(n) < chance
    known = np.zeros(n, dtype=np.bool_)
    for i in range(n):
        below = atlas.needs[atlas.first[i] : atlas.first[i + 1]]
        known[i] = drawn[i] and bool(known[below].all())
    speed, memory = float(rng.lognormal(0, 0.35)), float(rng.lognormal(-0.1, 0.3))
    exponent = 0.0 if nature.exponential else float(rng.uniform(0.2, 0.5))
    stability = np.where(known, rng.lognormal(3.5, 0.7, n), 1.0) / nature.fading
    last = np.where(known, -rng.uniform(5, 90, n), 0.0)
    factor = forgetting.factor(exponent)
    memory /= nature.fading
    return Person(speed, memory, exponent, factor, known, stability, last, known.copy())


def recalls(who: Person, i: int, day: float) -> float:
    """The true chance that skill i is known and recalled on `day`."""
    if not who.known[i]:
        return 0.0
    return forgetting.recall(who.stability[i], day - who.last[i], who.exponent, who.factor)


def attempt(
    who: Person, atlas: Map, nature: Nature, i: int, day: float, draws: Floats, at: int
) -> tuple[bool, int]:
    """Let the learner try skill i once, and change what is true of them.

    `draws` are uniform random numbers, used in order from position `at`, over and over. Nobody
    learns a skill from exercises alone: without a lesson (or having known it) nothing is learned.

    Returns:
        Whether the answer was right, and the next position in `draws`.
    """
    size = len(draws)
    ready = 1.0
    for e in range(atlas.first[i], atlas.first[i + 1]):
        at += 1
        if draws[at % size] >= recalls(who, atlas.needs[e], day):
            ready *= 1.0 - atlas.weight[e] * (1.0 - nature.hold)
    chance = recalls(who, i, day)
    recalled = draws[(at + 1) % size] < chance
    luck, learns = draws[(at + 2) % size], draws[(at + 3) % size]
    at += 3
    if recalled:
        right = luck < (1.0 - nature.slip[i]) * (0.6 + 0.4 * ready)
        who.stability[i] = forgetting.grown(who.stability[i], chance, who.memory)
        who.last[i] = day
        if right and nature.credit > 0.0:
            for e in range(atlas.first[i], atlas.first[i + 1]):
                _practised_along(who, atlas.needs[e], day, nature.credit * atlas.weight[e])
        return right, at
    right = luck < nature.guess[i]
    before = who.known[i]
    rate = nature.learn[i] * who.speed * ready * (2.5 if before else 1.0)
    if (before or who.taught[i]) and learns < min(1.0, rate):
        old = who.stability[i]
        who.stability[i] = max(1.0, 0.35 * old) if before else 2.5 * who.memory
        who.known[i] = True
        who.last[i] = day
    return right, at


def _practised_along(who: Person, k: int, day: float, credit: float) -> None:
    """A part of a review for skill k, which was used on the way."""
    if who.known[k]:
        chance = recalls(who, k, day)
        more = forgetting.grown(who.stability[k], chance, who.memory) - who.stability[k]
        who.stability[k] += credit * more
        who.last[k] += credit * (day - who.last[k])


def remembered(who: Person, day: float, goal: NDArray[np.bool_]) -> float:
    """The mean over the skills of `goal` of the chance of recall on `day`, without practice."""
    total, count = 0.0, 0
    for i in range(len(goal)):
        if goal[i]:
            total += recalls(who, i, day)
            count += 1
    return total / max(1, count)
