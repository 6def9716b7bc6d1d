"""The coach as learners meet it today, on a map where all exercises are alike.

Its own functions (`learner.mastery`, `learner.memory`) and its own thresholds (`coach.standing`,
`coach.fringe`) in the shape that the simulation needs. Left out is what such a map cannot have:
exercises of different difficulty, hints, kinds, interests.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ascent.coach.fringe import AT_ONCE, HIGH, LOW
from ascent.coach.standing import GATE, PRIMED, SLEEP, TIRED
from ascent.learner.tracing import mastery, memory
from ascent.learner.tracing.folding import MISSES, PLACED_MOST
from ascent.learner.tracing.memory import Memory
from ascent.learner.tracing.remembering import PLACED_STABILITY
from ascent.learner.tracing.spreading import DROP, LIFT, MOST_IMPLIED
from ascent.simulate.maps import Floats, Ints, Map

GUESS, SLIP = 0.126, mastery.SLIP  # what authors would give to exercises as they are here
REVIEWS = 4  # a day: ten minutes
UNSURE = 0.5  # a miss is a lapse when recall is then less probable than this
Bools = NDArray[np.bool_]


class Record(NamedTuple):
    """Per skill what the product keeps of it; `stability` 0: no memory yet. `today`: [whether the
    last step was a review, the day of the latest review, reviews on that day]."""

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
    return not taught[i] and not record.known[i] and record.p[i] < PRIMED


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
    record.today[0] = 0.0
    for tier in range(4):
        chosen = _in_tier(record, atlas, wanted, day, tier, u)
        if chosen >= 0:
            return chosen
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
    """Of the first dozen skills of the tier the one nearest to the band, by `u` among equals."""
    nearest, count = 9.0, 0
    chosen = np.empty(AT_ONCE, dtype=np.int64)
    looked = 0
    for i in range(len(wanted)):
        if not wanted[i] or record.known[i] or _tier(record, i, day) != tier:
            continue
        if not _ready(record, atlas, i):
            continue
        chance = mastery.success(record.p[i], GUESS, SLIP)
        off = np.round(max(0.0, LOW - chance, chance - HIGH), 3)
        if off < nearest:
            nearest, count = off, 0
        if off == nearest:
            chosen[count] = i
            count += 1
        looked += 1
        if looked == AT_ONCE:
            break
    return int(chosen[int(u * count)]) if count else -1


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
    """One grade a day; a miss that was probably a slip is none."""
    if not right and (record.stability[i] <= 0.0 or chance >= UNSURE):
        return
    if record.graded[i] == day:
        return
    grade = memory.GOOD if right else memory.AGAIN
    start = memory.first(grade)
    if record.stability[i] > 0.0:
        old = Memory(record.stability[i], record.difficulty[i])
        new = memory.review(old, day - record.last[i], grade)
        least = start.stability if right else 0.0
        record.stability[i], record.difficulty[i] = max(new.stability, least), new.difficulty
    else:
        record.stability[i], record.difficulty[i] = start.stability, start.difficulty
    record.last[i], record.graded[i] = day, day


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
