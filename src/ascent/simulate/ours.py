"""Our coach's rule for the next step, over what it believes.

1. When reviews alone would reach the goal, review what gains most.
2. What is due is reviewed, never twice in a row.
3. Else the skill that opens most per believed minute, among those not settled whose prerequisites
   are probably known. What is probably known since today rests until another day confirms it;
   what does not move becomes costly, and is put aside by that alone.
4. A faded prerequisite is refreshed just before, when that saves more than it costs.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from ascent.simulate import belief as beliefs
from ascent.simulate.belief import Belief, Constants
from ascent.simulate.maps import Floats, Ints, Map

LESSON, EXERCISE, MISTAKE = 8.0, 2.5, 1.5  # minutes
TRY = EXERCISE + 0.9 * MISTAKE  # minutes of a try at what is not known yet
PLACED_STABILITY = 25.0  # days, of what placement found known
NOW, REVIEWED, ENDING, WEIGHED, SIZE = 0, 1, 2, 3, 4  # places in the mind
NOTHING = 0.002  # a review that gains less is none


class Rule(NamedTuple):
    """The constants of the choice."""

    stop: float  # a skill is settled at this probability of knowing ...
    keep: float  # ... until it falls below this one
    gate: float  # probability of knowing that a prerequisite needs
    due: float  # a settled skill is reviewed below this chance of recall
    fresh: float  # a prerequisite above this chance of recall is left alone
    price: float  # minutes that refreshing a prerequisite must save
    fix: float  # share of the chance that it is unknown which a review would mend
    opens: float  # what a skill is worth more for each that lies above it
    stay: float  # how much more another skill must be worth to leave the one at hand
    rest: float  # a skill that is known with this probability rests until ...
    ripe: float  # ... its recall has fallen to this
    ask: float  # from this probability on, a question comes before the lesson
    worth: float  # a review at the end must gain this much of one skill
    goal: float  # share of the goal to be recalled ...
    horizon: float  # ... in so many days


def begin(n: int) -> Ints:
    """[the skill at hand, whether the last step was a review, whether the end has come, whether
    the gains of reviews are worked out today], then per skill whether it is settled."""
    mind = np.zeros(SIZE + n, dtype=np.int64)
    mind[NOW] = -1
    return mind


def placed(rule: Rule, belief: Belief, mind: Ints, found: Floats) -> None:
    """Start from what placement found: the probability of knowing each skill."""
    for i in range(len(found)):
        beliefs.place(belief, i, found[i], PLACED_STABILITY)
        if found[i] >= rule.stop:
            mind[SIZE + i] = 1


def look(
    rule: Rule, constants: Constants, belief: Belief, mind: Ints, wanted: Ints, day: float
) -> None:
    """At the start of a day: whether reviews alone would reach the goal."""
    beliefs.dawn(constants, belief, day)
    count, most, total = 0, 0.0, 0.0
    for i in range(len(wanted)):
        if wanted[i]:
            count += 1
            most += belief.p[i]
    mind[WEIGHED] = 0
    mind[ENDING] = 0
    if most < rule.goal * count:
        return  # not even if all that is known were recalled
    _weigh(rule, constants, belief, mind, wanted, day)
    for i in range(len(wanted)):
        if wanted[i]:
            total += belief.p[i] * beliefs.recalled(constants, belief, i, day + rule.horizon)
            if belief.more[i] > rule.worth:
                total += belief.more[i]
    mind[ENDING] = 1 if total >= rule.goal * count else 0


def choose(
    rule: Rule,
    constants: Constants,
    belief: Belief,
    mind: Ints,
    atlas: Map,
    wanted: Ints,
    day: float,
) -> int:
    """The skill to practise next, among those with `wanted` 1."""
    best = _most_gain(belief, wanted) if mind[ENDING] else -1
    if best < 0 and not mind[REVIEWED]:
        best = _due(rule, belief, mind, wanted)
    if best >= 0:
        mind[REVIEWED] = 1
        return best
    mind[REVIEWED] = 0
    chosen = _cheapest(rule, constants, belief, mind, atlas, wanted, False)
    if chosen < 0:
        chosen = _cheapest(rule, constants, belief, mind, atlas, wanted, True)
    if chosen < 0:
        if not mind[WEIGHED]:
            _weigh(rule, constants, belief, mind, wanted, day)
        return max(0, _most_gain(belief, wanted))
    if mind[NOW] != chosen:
        faded = _faded(rule, constants, belief, atlas, chosen)
        if faded >= 0:
            return faded
    mind[NOW] = chosen
    return chosen


def after(rule: Rule, constants: Constants, belief: Belief, mind: Ints, i: int, day: float) -> None:
    """After an answer at skill i was taken into account: is it settled?"""
    if mind[WEIGHED]:
        belief.more[i] = beliefs.gain(constants, belief, i, day, day + rule.horizon)
    if not mind[SIZE + i] and belief.p[i] >= rule.stop:
        mind[SIZE + i] = 1
        beliefs.settle(belief, i)
    elif mind[SIZE + i] and belief.p[i] < rule.keep:
        mind[SIZE + i] = 0


def wants_lesson(rule: Rule, belief: Belief, mind: Ints, i: int) -> bool:
    """Whether skill i begins with its lesson; what is probably known begins with a question."""
    return not belief.taught[i] and not mind[SIZE + i] and belief.p[i] < rule.ask


def cost(constants: Constants, belief: Belief, atlas: Map, i: int) -> float:
    """Believed minutes until skill i is probably known."""
    lesson = 0.0 if belief.taught[i] else LESSON
    ready = beliefs.readiness(constants, belief, atlas, i)
    learning = beliefs.slowness(belief, i) / ready * TRY
    return float(2.0 * EXERCISE + (1.0 - belief.p[i]) * (lesson + learning))


def _weigh(
    rule: Rule, constants: Constants, belief: Belief, mind: Ints, wanted: Ints, day: float
) -> None:
    """Work out what a review of each skill would bring today."""
    mind[WEIGHED] = 1
    for i in range(len(wanted)):
        if wanted[i]:
            belief.more[i] = beliefs.gain(constants, belief, i, day, day + rule.horizon)


def _most_gain(belief: Belief, wanted: Ints) -> int:
    best, most = -1, NOTHING
    for i in range(len(wanted)):
        if wanted[i] and belief.more[i] > most:
            best, most = i, belief.more[i]
    return best


def _due(rule: Rule, belief: Belief, mind: Ints, wanted: Ints) -> int:
    """The settled skill that is recalled least, or -1 when none is due."""
    due, worst = -1, rule.due
    for i in range(len(wanted)):
        if wanted[i] and mind[SIZE + i] and belief.now[i] < worst:
            due, worst = i, belief.now[i]
    return due


def _cheapest(
    rule: Rule,
    constants: Constants,
    belief: Belief,
    mind: Ints,
    atlas: Map,
    wanted: Ints,
    restless: bool,
) -> int:
    """The skill that opens most per minute, or -1; `restless`: what rests is taken too."""
    chosen, best = -1, 0.0
    for i in range(len(wanted)):
        if not wanted[i] or mind[SIZE + i] or not _gated(rule, belief, atlas, i):
            continue
        rests = belief.tries[i] and belief.p[i] >= rule.rest and belief.now[i] > rule.ripe
        if rests and not restless:
            continue
        value = (1.0 + rule.opens * atlas.above[i]) / cost(constants, belief, atlas, i)
        if i == mind[NOW]:
            value *= rule.stay
        if value > best:
            chosen, best = i, value
    return chosen


def _gated(rule: Rule, belief: Belief, atlas: Map, i: int) -> bool:
    for e in range(atlas.first[i], atlas.first[i + 1]):
        if belief.p[atlas.needs[e]] < rule.gate:
            return False
    return True


def _faded(rule: Rule, constants: Constants, belief: Belief, atlas: Map, i: int) -> int:
    """The prerequisite of skill i whose refreshing saves most minutes of learning it, or -1."""
    ready = beliefs.readiness(constants, belief, atlas, i)
    minutes = (1.0 - belief.p[i]) * beliefs.slowness(belief, i) / ready * TRY
    best, most = -1, rule.price
    for e in range(atlas.first[i], atlas.first[i + 1]):
        k = atlas.needs[e]
        if belief.now[k] >= rule.fresh:
            continue
        loss = atlas.weight[e] * (1.0 - constants.hold)
        now = 1.0 - (1.0 - belief.p[k] * belief.now[k]) * loss
        then = 1.0 - (1.0 - belief.p[k]) * loss * (1.0 - rule.fix)
        saved = minutes * (1.0 - now / then)
        if saved > most:
            best, most = k, saved
    return best
