"""What our coach believes of one learner: a filter over answers, the same constants for all.

Each skill is either unknown, or known and then recalled or forgotten. An answer moves the weight
of these by Bayes' rule (knowledge tracing, Corbett and Anderson, 1995, with the forgetting of
`forgetting` inside it), so that a slip is read as a slip as far as it probably was one. How fast
a skill is learned is not one constant but one of `RATES`; failures move the weight to the slower,
and what was found on earlier skills is the start for the next (empirical Bayes).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from ascent.simulate import forgetting
from ascent.simulate.maps import Floats, Ints, Map

RATES = np.array([0.05, 0.10, 0.15, 0.22, 0.38])  # chance that one try teaches a skill
SURE = 0.999  # nobody is surer that a skill is known
SLOWEST, FASTEST = 0.25, 4.0  # bounds of the tempo of forgetting


class Constants(NamedTuple):
    """What is believed of everybody."""

    start: float  # chance that a skill is known before anything was seen
    guess: float  # chance of a right answer without the skill
    slip: float  # chance of a wrong answer with it
    hold: float  # what is left of learning when a prerequisite is missing
    floor: float  # what is left of a known skill where no prerequisite is recalled
    memory: float  # growth of stability at a recall
    exponent: float  # of the curve of forgetting
    factor: float  # of the same curve
    first: float  # stability after learning, in days
    again: float  # how much faster a forgotten skill is learned than a new one
    lapse: float  # share of stability that is left after forgetting
    spread: float  # share of what an answer says of prerequisites that is believed
    adapt: float  # how fast the tempo of forgetting follows this learner's reviews
    trust: float  # weight of the shared rates, in skills, against this learner's own


class Belief(NamedTuple):
    """Per skill: the weight of `unknown` and of `known` at each rate (together 1); `p`, their sum;
    `stability` in days and day of the `last` practice if it is known; chance of recall `now` if it
    is known; tries; lessons; believed tries until it is learned (`slow`, below 0: not worked out);
    what a review today would bring (`more`, where it was worked out).
    Of the learner: weight per rate (`shared`), and the `tempo` of forgetting (1: as shared)."""

    unknown: Floats
    known: Floats
    p: Floats
    stability: Floats
    last: Floats
    now: Floats
    tries: Ints
    taught: Ints
    slow: Floats
    more: Floats
    shared: Floats
    tempo: Floats


def begin(constants: Constants, n: int) -> Belief:
    """The belief before the first answer."""
    rates = len(RATES)
    return Belief(
        unknown=np.full((n, rates), (1.0 - constants.start) / rates),
        known=np.full((n, rates), constants.start / rates),
        p=np.full(n, constants.start),
        stability=np.full(n, 15.0),
        last=np.full(n, -20.0),
        now=np.ones(n),
        tries=np.zeros(n, dtype=np.int64),
        taught=np.zeros(n, dtype=np.int64),
        slow=np.full(n, -1.0),
        more=np.zeros(n),
        shared=np.full(rates, constants.trust / rates),
        tempo=np.ones(1),
    )


def place(belief: Belief, i: int, p: float, stability: float) -> None:
    """Start skill i at the probability `p`, which placement found."""
    belief.p[i] = p
    belief.stability[i] = stability
    belief.last[i] = 0.0


def recalled(constants: Constants, belief: Belief, i: int, day: float) -> float:
    """Believed chance that skill i is recalled on `day` if it is known."""
    days = belief.tempo[0] * (day - belief.last[i])
    return forgetting.recall(belief.stability[i], days, constants.exponent, constants.factor)


def dawn(constants: Constants, belief: Belief, day: float) -> None:
    """A new day: note how well each skill is recalled on it."""
    for i in range(len(belief.now)):
        belief.now[i] = recalled(constants, belief, i, day)


def readiness(constants: Constants, belief: Belief, atlas: Map, i: int) -> float:
    """Believed share of learning that the prerequisites of skill i leave today, in (0, 1]."""
    ready = 1.0
    for e in range(atlas.first[i], atlas.first[i + 1]):
        k = atlas.needs[e]
        missing = 1.0 - belief.p[k] * belief.now[k]
        ready *= 1.0 - missing * atlas.weight[e] * (1.0 - constants.hold)
    return ready


def slowness(belief: Belief, i: int) -> float:
    """Believed number of tries until skill i is learned, if it is unknown and all is ready."""
    if belief.slow[i] < 0.0:
        total, weight = 0.0, 0.0
        for a in range(len(RATES)):
            chance = belief.unknown[i, a] if belief.tries[i] > 0 else belief.shared[a]
            total += chance / RATES[a]
            weight += chance
        belief.slow[i] = total / max(weight, 1e-12)
    return float(belief.slow[i])


def learn(
    constants: Constants, belief: Belief, atlas: Map, i: int, right: bool, day: float
) -> None:
    """Take one answer into account."""
    if belief.tries[i] == 0:
        _open_up(belief, i)
    belief.tries[i] += 1
    belief.slow[i] = -1.0
    chance = belief.now[i]
    ready = readiness(constants, belief, atlas, i)
    by_skill = (1.0 - constants.slip) * (constants.floor + (1.0 - constants.floor) * ready)
    by_luck = constants.guess
    if not right:
        by_skill, by_luck = 1.0 - by_skill, 1.0 - by_luck
    held, back, lost, new, total = 0.0, 0.0, 0.0, 0.0, 0.0
    for a in range(len(RATES)):
        rate = RATES[a] * ready
        still = belief.known[i, a] * chance * by_skill
        gone = belief.known[i, a] * (1.0 - chance) * by_luck
        never = belief.unknown[i, a] * by_luck
        again = gone * min(1.0, constants.again * rate)
        learned = never * rate if belief.taught[i] else 0.0
        held, back, lost, new = held + still, back + again, lost + gone - again, new + learned
        belief.known[i, a] = still + gone + learned
        belief.unknown[i, a] = never - learned
        total += still + gone + never
    for a in range(len(RATES)):
        belief.known[i, a] /= total
        belief.unknown[i, a] /= total
    known = held + back + lost + new
    belief.p[i] = min(known / total, SURE)
    _spread(constants, belief, atlas, i, right, total if right else 1.0 - total)
    _follow_tempo(constants, belief, chance, held / total, (back + lost) / total)
    _remember(constants, belief, i, day, held / known, back / known, lost / known, new / known)


def settle(belief: Belief, i: int) -> None:
    """Skill i is done with: what it showed of this learner's rates counts for the next ones."""
    for a in range(len(RATES)):
        belief.shared[a] += belief.unknown[i, a] + belief.known[i, a]
    for j in range(len(belief.p)):
        if belief.tries[j] == 0:
            belief.slow[j] = -1.0


def gain(constants: Constants, belief: Belief, i: int, day: float, horizon: float) -> float:
    """By how much a review of skill i today raises its believed recall on the day `horizon`."""
    chance = belief.now[i]
    then = belief.tempo[0] * (horizon - day)
    grown = forgetting.grown(belief.stability[i], chance, constants.memory)
    held = forgetting.recall(grown, then, constants.exponent, constants.factor)
    fallen = max(1.0, constants.lapse * belief.stability[i])
    back = forgetting.recall(fallen, then, constants.exponent, constants.factor)
    without = recalled(constants, belief, i, horizon)
    again = min(1.0, constants.again / max(1.0, slowness(belief, i)))
    missed = again * back + (1.0 - again) * without
    return float(belief.p[i] * (chance * held + (1.0 - chance) * missed - without))


def _open_up(belief: Belief, i: int) -> None:
    """Before the first try at skill i: start its rates where this learner's others stand."""
    weights = belief.shared / belief.shared.sum()
    for a in range(len(RATES)):
        belief.unknown[i, a] = (1.0 - belief.p[i]) * weights[a]
        belief.known[i, a] = belief.p[i] * weights[a]


def _remember(
    constants: Constants,
    belief: Belief,
    i: int,
    day: float,
    held: float,
    back: float,
    lost: float,
    new: float,
) -> None:
    """Memory after an answer, given the shares of what probably happened: recalled, learned
    again, still forgotten, learned for the first time. Stabilities are averaged as logarithms."""
    old = belief.stability[i]
    log = held * np.log(forgetting.grown(old, belief.now[i], constants.memory))
    log += back * np.log(max(1.0, constants.lapse * old)) + lost * np.log(old)
    log += new * np.log(constants.first)
    now = held + back + new + lost * belief.now[i]
    belief.stability[i] = np.exp(log)
    days = forgetting.age(belief.stability[i], now, constants.exponent, constants.factor)
    belief.last[i] = day - days / belief.tempo[0]
    belief.now[i] = now


def _follow_tempo(
    constants: Constants, belief: Belief, chance: float, held: float, forgotten: float
) -> None:
    """Forgetting more often than believed speeds the tempo up, and the other way round."""
    old = held + forgotten
    if old > 0.0:
        surprise = old * chance - held
        pace = belief.tempo[0] * np.exp(constants.adapt * surprise)
        belief.tempo[0] = min(FASTEST, max(SLOWEST, pace))


def _spread(
    constants: Constants, belief: Belief, atlas: Map, i: int, right: bool, expected: float
) -> None:
    """An answer at skill i says something of what i needs: without it, it would go worse.

    `expected` was the chance of a right answer. Were a prerequisite missing, less would have been
    learned, and less of it could be shown.
    """
    for e in range(atlas.first[i], atlas.first[i + 1]):
        k = atlas.needs[e]
        left = 1.0 - atlas.weight[e] * (1.0 - constants.hold)
        without = left * (constants.floor + (1.0 - constants.floor) * left)
        missing = constants.guess + max(0.0, expected - constants.guess) * without
        ratio = missing / expected if right else (1.0 - missing) / (1.0 - expected)
        p = belief.p[k]
        q = p / (p + (1.0 - p) * ratio**constants.spread)
        for a in range(len(RATES)):
            belief.known[k, a] *= q / p
            belief.unknown[k, a] *= (1.0 - q) / (1.0 - p)
        belief.p[k] = q
