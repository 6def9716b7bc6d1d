"""The coach as learners meet it today, on a map where all exercises are alike.

Its own functions (`mastery`, `memory`) and its own thresholds (`coach.standing`, `coach.fringe`,
`coach.worth`) in the shape that the simulation needs. Left out is what such a map cannot have:
exercises of different difficulty, hints, kinds, interests.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ascent.coach.fringe import AT_ONCE, HIGH, LOW
from ascent.coach.standing import GATE, PRIMED, SLEEP, TIRED
from ascent.coach.worth import CONFIRMED, FRESH, HOLD, MENDS, OPENS, SAVES, STEP
from ascent.learner.tracing import mastery, memory
from ascent.learner.tracing.folding import MISSES, PLACED_MOST
from ascent.learner.tracing.memory import Memory
from ascent.learner.tracing.remembering import LAPSED, PLACED_STABILITY, REST
from ascent.learner.tracing.spreading import DROP, LIFT, MOST_IMPLIED
from ascent.simulate.maps import Floats, Ints, Map

GUESS, SLIP = 0.126, mastery.SLIP  # what authors would give to exercises as they are here
REVIEWS = 4  # a day: ten minutes
UNSURE = 0.5  # a miss is a lapse when recall is then less probable than this
LESSON, EXERCISE = 8.0, 3.85  # minutes, a try with what follows a mistake
Bools = NDArray[np.bool_]


class Record(NamedTuple):
    """Per skill what the product keeps of it; `stability` 0: no memory yet; `reviewed`: the day of
    the last review, which after a lapse is not the day from which recall is counted. `today`:
    [whether the last step was a review, the day of the latest review, reviews on that day]."""

    p: Floats
    known: Bools
    seen: Ints
    misses: Ints
    untested: Bools
    stability: Floats
    difficulty: Floats
    last: Floats
    last_at: Floats
    graded: Floats
    reviewed: Floats
    lapsed: Bools
    taught: Bools
    today: Floats


def begin(n: int) -> Record:
    """The record before the first answer."""
    return Record(
        p=np.full(n, mastery.START),
        known=np.zeros(n, dtype=np.bool_),
        seen=np.zeros(n, dtype=np.int64),
        misses=np.zeros(n, dtype=np.int64),
        untested=np.zeros(n, dtype=np.bool_),
        stability=np.zeros(n),
        difficulty=np.zeros(n),
        last=np.zeros(n),
        last_at=np.full(n, -1.0),
        graded=np.full(n, -1.0),
        reviewed=np.zeros(n),
        lapsed=np.zeros(n, dtype=np.bool_),
        taught=np.zeros(n, dtype=np.bool_),
        today=np.array([0.0, -1.0, 0.0]),
    )


def place(record: Record, found: Floats) -> None:
    """Take over the probabilities that placement found."""
    for i in range(len(found)):
        record.p[i] = min(max(found[i], mastery.LEAST), PLACED_MOST)
        record.known[i] = record.p[i] >= mastery.KNOWN
        record.untested[i] = True
        if record.known[i]:
            record.stability[i] = PLACED_STABILITY
            record.difficulty[i] = memory.first(memory.GOOD).difficulty


def recalled(record: Record, i: int, day: float) -> float:
    """Believed chance of recall; 1 for a skill that has no memory yet."""
    if record.stability[i] <= 0.0:
        return 1.0
    return memory.recall(record.stability[i], day - record.last[i])


def wants_lesson(record: Record, taught: Ints, i: int) -> bool:
    """Whether a lesson comes before the exercise."""
    record.taught[i] = taught[i] > 0 or (not record.known[i] and record.p[i] < PRIMED)
    return bool(record.taught[i]) and not taught[i]


def choose(record: Record, atlas: Map, wanted: Ints, day: float, u: float) -> int:
    """The skill to practise next. `u` in [0, 1) decides among equals."""
    if record.today[1] != day:
        record.today[1], record.today[2] = day, 0.0
    if record.today[0] == 0.0 and record.today[2] < REVIEWS:
        due = _weakest(record, wanted, day, memory.DUE)
        if due >= 0:
            record.today[0] = 1.0
            record.today[2] += 1.0
            return due
    after_review = record.today[0] > 0.0
    record.today[0] = 0.0
    for tier in range(4):
        chosen = _in_tier(record, atlas, wanted, day, tier, u)
        if chosen >= 0:
            faded = -1 if after_review else _faded(record, atlas, chosen, day)
            record.today[0] = 1.0 if faded >= 0 else 0.0
            return faded if faded >= 0 else chosen
    return max(0, _weakest(record, wanted, day, 2.0))


def _weakest(record: Record, wanted: Ints, day: float, below: float) -> int:
    weakest, worst = -1, below
    for i in range(len(wanted)):
        if wanted[i] and record.known[i]:
            chance = recalled(record, i, day)
            if chance < worst:
                weakest, worst = i, chance
    return weakest


def _tier(record: Record, i: int, day: float) -> int:
    """0 begun, 1 new, 2 and 3 the same when it rests until tomorrow."""
    tired = record.p[i] >= SLEEP or record.misses[i] >= TIRED
    rests = record.last_at[i] == day and tired
    return (0 if record.seen[i] > 0 else 1) + (2 if rests else 0)


def _ready(record: Record, atlas: Map, i: int) -> bool:
    for e in range(atlas.first[i], atlas.first[i + 1]):
        k = atlas.needs[e]
        if not record.known[k] and record.p[k] < GATE:
            return False
    return True


def _in_tier(record: Record, atlas: Map, wanted: Ints, day: float, tier: int, u: float) -> int:
    """Of the first dozen skills of the tier the one nearest to the band, then the one that opens
    most for its minutes, by `u` among equals."""
    nearest, most, count = 9.0, -1e9, 0
    chosen = np.empty(AT_ONCE, dtype=np.int64)
    looked = 0
    for i in range(len(wanted)):
        if not wanted[i] or record.known[i] or _tier(record, i, day) != tier:
            continue
        if not _ready(record, atlas, i):
            continue
        chance = mastery.success(record.p[i], GUESS, SLIP)
        off = np.round(max(0.0, LOW - chance, chance - HIGH), 3)
        value = _value(record, atlas, i, day)
        if off < nearest or (off == nearest and value > most):
            nearest, most, count = off, value, 0
        if off == nearest and value == most:
            chosen[count] = i
            count += 1
        looked += 1
        if looked == AT_ONCE:
            break
    return int(chosen[int(u * count)]) if count else -1


def _ready_share(record: Record, atlas: Map, i: int, day: float) -> float:
    """`worth.readiness`: the share of learning that the needed skills leave."""
    ready = 1.0
    for e in range(atlas.first[i], atlas.first[i + 1]):
        k = atlas.needs[e]
        there = record.p[k] * recalled(record, k, day)
        ready *= 1.0 - (1.0 - there) * atlas.weight[e] * (1.0 - HOLD)
    return ready


def _learning(record: Record, atlas: Map, i: int, day: float) -> float:
    """Believed minutes of tries until skill i is learnt."""
    tries = 1.0 / mastery.LEARN + record.misses[i]
    spent = (1.0 - record.p[i]) * tries * EXERCISE / _ready_share(record, atlas, i, day)
    return float(spent)


def _value(record: Record, atlas: Map, i: int, day: float) -> float:
    """`worth.values`: what skill i opens for each minute, in steps."""
    lesson = 0.0 if record.taught[i] or record.p[i] >= PRIMED else LESSON
    learning = _learning(record, atlas, i, day)
    minutes = CONFIRMED * EXERCISE + (1.0 - record.p[i]) * lesson + learning
    return float(np.floor(np.log((1.0 + OPENS * atlas.above[i]) / minutes) / np.log(STEP)))


def _faded(record: Record, atlas: Map, i: int, day: float) -> int:
    """`worth.refreshed`: the needed skill whose refreshing saves most minutes, or -1."""
    spent = _learning(record, atlas, i, day)
    best, most = -1, SAVES
    for e in range(atlas.first[i], atlas.first[i + 1]):
        k = atlas.needs[e]
        r = recalled(record, k, day)
        in_sight = record.last_at[k] >= day - REST
        if record.stability[k] <= 0.0 or not memory.DUE <= r < FRESH or in_sight:
            continue
        loss = atlas.weight[e] * (1.0 - HOLD)
        now = 1.0 - (1.0 - record.p[k] * r) * loss
        then = 1.0 - (1.0 - record.p[k]) * (1.0 - MENDS) * loss
        saved = spent * (1.0 - now / then)
        if saved >= most:
            best, most = k, saved
    return best


def learn(record: Record, atlas: Map, i: int, right: bool, day: float) -> None:
    """Take one answer into account."""
    before = record.p[i]
    chance = mastery.posterior(before * recalled(record, i, day), right, GUESS, SLIP)
    if right:
        record.p[i] = mastery.after_right(before, 1.0, GUESS, SLIP)
        record.misses[i] = 0
        record.known[i] = record.known[i] or record.p[i] >= mastery.KNOWN
        record.untested[i] = False
        _lift(record, atlas, i)
    else:
        record.p[i] = mastery.after_wrong(before, 1.0, GUESS, SLIP)
        record.misses[i] += 1
        lasting = record.misses[i] < MISSES and not record.untested[i]
        record.known[i] = record.known[i] and (record.p[i] >= mastery.LOST or lasting)
        _drop(record, atlas, i)
    record.seen[i] += 1
    record.last_at[i] = day
    _remember(record, i, right, chance, day)


def _remember(record: Record, i: int, right: bool, chance: float, day: float) -> None:
    """One grade a day; a miss that was probably a slip is none. After a lapse recall goes on from
    where it was, and from `LAPSED` at most, until the next right answer."""
    if not right and (record.stability[i] <= 0.0 or chance >= UNSURE):
        return
    before = recalled(record, i, day)
    if record.graded[i] != day:
        _grade(record, i, right, before, day)
    if not right:
        back = memory.days_until(record.stability[i], min(before, LAPSED))
        record.last[i], record.lapsed[i] = day - back, True
    elif record.lapsed[i] or record.graded[i] != day:
        record.last[i], record.lapsed[i] = day, False
    record.graded[i], record.reviewed[i] = day, day


def _grade(record: Record, i: int, right: bool, before: float, day: float) -> None:
    """The stability after a review; of a lapse, as far as it was no slip."""
    start = memory.first(memory.GOOD)
    if record.stability[i] <= 0.0:
        record.stability[i], record.difficulty[i] = start.stability, start.difficulty
        return
    old = Memory(record.stability[i], record.difficulty[i])
    days = day - record.reviewed[i]
    good = memory.review(old, days, memory.GOOD)
    if right:
        record.stability[i] = max(good.stability, start.stability)
        record.difficulty[i] = good.difficulty
        return
    fallen = memory.review(old, days, memory.AGAIN)
    slipped = mastery.posterior(before, False, GUESS, SLIP)
    mean = good.stability**slipped * fallen.stability ** (1.0 - slipped)
    record.stability[i] = min(mean, max(old.stability, fallen.stability))
    record.difficulty[i] = fallen.difficulty


def _lift(record: Record, atlas: Map, i: int) -> None:
    """Who can do something can do what it needs, and what that needs."""
    for e in range(atlas.first[i], atlas.first[i + 1]):
        k, bound = atlas.needs[e], atlas.weight[e] * record.p[i]
        _raise(record, k, LIFT, bound)
        for d in range(atlas.first[k], atlas.first[k + 1]):
            _raise(record, atlas.needs[d], LIFT * LIFT, atlas.weight[d] * bound)


def _raise(record: Record, k: int, share: float, bound: float) -> None:
    p = min(record.p[k] + share * max(0.0, bound - record.p[k]), MOST_IMPLIED)
    record.p[k] = max(p, record.p[k])


def _drop(record: Record, atlas: Map, i: int) -> None:
    """Who lacks something lacks what stands on it."""
    for e in range(atlas.first_open[i], atlas.first_open[i + 1]):
        j = atlas.opens[e]
        if record.seen[j] == 0 and not record.untested[j]:
            continue
        least = mastery.LOST if record.known[j] else mastery.START
        p = record.p[j] - DROP * max(0.0, record.p[j] - record.p[i])
        record.p[j] = min(record.p[j], max(p, least))
