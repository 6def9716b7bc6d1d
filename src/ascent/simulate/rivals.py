"""The coaches that ours is compared with: what they believe, and what they choose.

They see answers only, and believe plain knowledge tracing (Corbett and Anderson, 1995) with the
same constants for every skill, and the memory of `forgetting`. The numbers are those of their
sources; none was tuned here.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ascent.simulate import forgetting
from ascent.simulate.maps import Floats, Ints, Map

LINEAR, LINEAR_MASTERY, FRINGE, ZPDES, MEMORY = 0, 1, 2, 3, 4
MASTERED = 0.95  # probability of knowing at which a skill counts as mastered
PLACED = 0.96  # what a skill starts at that placement reports as known
PLACED_STABILITY = 15.0
EXPONENT = 0.5  # of the believed curve
FACTOR = forgetting.factor(EXPONENT)
MEMORY_FACTOR = 0.8


class Rival(NamedTuple):
    """A rule with its constants. `retention`: a skill is due below it; `unlocks`: 1 orders the
    fringe by what it opens."""

    rule: int
    start: float
    learn: float
    guess: float
    slip: float
    retention: float
    unlocks: int


class Notes(NamedTuple):
    """What a rival remembers of each skill; `window[i]` holds the last eight answers, oldest first;
    `scratch`: [position in the order, tries at it, round, whether the last step was a review]."""

    p: Floats
    stability: Floats
    last: Floats
    mastered: NDArray[np.bool_]
    tries: Ints
    window: Floats
    scratch: Ints


def begin(rival: Rival, n: int) -> Notes:
    """Notes before the first answer."""
    return Notes(
        p=np.full(n, rival.start),
        stability=np.full(n, 2.0),
        last=np.zeros(n),
        mastered=np.zeros(n, dtype=np.bool_),
        tries=np.zeros(n, dtype=np.int64),
        window=np.full((n, 8), -1.0),
        scratch=np.zeros(4, dtype=np.int64),
    )


def place(notes: Notes, reported: NDArray[np.bool_]) -> None:
    """Take over what placement reported."""
    for i in range(len(reported)):
        if reported[i]:
            notes.p[i] = PLACED
            notes.stability[i] = PLACED_STABILITY
            notes.mastered[i] = True


def choose(
    rival: Rival, notes: Notes, atlas: Map, day: float, draws: Floats, at: int
) -> tuple[int, int]:
    """The skill to practise next, and the next position in `draws`."""
    if rival.rule == LINEAR:
        return _linear(notes, 8, 2), at
    if rival.rule == LINEAR_MASTERY:
        return _linear_mastery(notes), at
    at += 1
    u = draws[at % len(draws)]
    if rival.rule == FRINGE or rival.rule == ZPDES:
        return _at_random(rival, notes, atlas, u), at
    return _by_memory(rival, notes, atlas, day), at


def learn(rival: Rival, notes: Notes, i: int, right: bool, day: float) -> None:
    """Take one answer into account."""
    if rival.rule == MEMORY and notes.mastered[i]:
        _reviewed(rival, notes, i, right, day)
    else:
        notes.p[i] = _traced(rival, notes.p[i], right)
        if notes.p[i] > MASTERED and not notes.mastered[i]:
            notes.mastered[i] = True
            notes.stability[i] = max(2.0, notes.stability[i])
            notes.last[i] = day
    notes.tries[i] += 1
    notes.scratch[1] += 1
    for k in range(7):
        notes.window[i, k] = notes.window[i, k + 1]
    notes.window[i, 7] = 1.0 if right else 0.0


def _traced(rival: Rival, p: float, right: bool) -> float:
    known = 1.0 - rival.slip if right else rival.slip
    unknown = rival.guess if right else 1.0 - rival.guess
    q = p * known / (p * known + (1.0 - p) * unknown)
    return q + (1.0 - q) * rival.learn


def _believed(notes: Notes, i: int, day: float) -> float:
    return forgetting.recall(notes.stability[i], day - notes.last[i], EXPONENT, FACTOR)


def _reviewed(rival: Rival, notes: Notes, i: int, right: bool, day: float) -> None:
    """A slip is not forgetting: mastery is lost only when the probability of knowing is."""
    chance = _believed(notes, i, day)
    if right:
        notes.stability[i] = forgetting.grown(notes.stability[i], chance, MEMORY_FACTOR)
        notes.last[i] = day
        notes.p[i] = max(notes.p[i], PLACED)
        return
    notes.p[i] = _traced(rival, notes.p[i], right)
    notes.stability[i] = max(1.0, 0.4 * notes.stability[i])
    notes.last[i] = day
    if notes.p[i] < 0.75:
        notes.mastered[i] = False
    else:
        notes.stability[i] = max(1.0, 0.3 * notes.stability[i])
        notes.last[i] = day - 1.2 * notes.stability[i]


def _linear(notes: Notes, first: int, later: int) -> int:
    """The order of the map: `first` exercises each, then rounds of `later`."""
    wanted = first if notes.scratch[2] == 0 else later
    if notes.scratch[1] >= wanted:
        _step_on(notes)
    return int(notes.scratch[0])


def _linear_mastery(notes: Notes) -> int:
    """The order of the map, each until mastered or 25 tries; later rounds 1 to 10 tries."""
    tries, first = notes.scratch[1], notes.scratch[2] == 0
    sure = notes.p[notes.scratch[0]] > MASTERED
    if tries >= (25 if first else 10) or (sure and (tries >= 1 or first)):
        _step_on(notes)
        while first and notes.scratch[2] == 0 and notes.p[notes.scratch[0]] > MASTERED:
            _step_on(notes)  # placement has settled it
    return int(notes.scratch[0])


def _step_on(notes: Notes) -> None:
    notes.scratch[1] = 0
    notes.scratch[0] += 1
    if notes.scratch[0] == len(notes.p):
        notes.scratch[0] = 0
        notes.scratch[2] += 1


def in_fringe(notes: Notes, atlas: Map, i: int) -> bool:
    """Whether skill i is not mastered and everything that it needs is."""
    if notes.mastered[i]:
        return False
    for e in range(atlas.first[i], atlas.first[i + 1]):  # noqa: SIM110 - must compile
        if not notes.mastered[atlas.needs[e]]:
            return False
    return True


def _at_random(rival: Rival, notes: Notes, atlas: Map, u: float) -> int:
    """A random skill of the fringe, by learning progress with ZPDES (Clement et al., 2015)."""
    n = len(notes.p)
    weights = np.zeros(n)
    for i in range(n):
        if in_fringe(notes, atlas, i):
            weights[i] = 1.0 if rival.rule == FRINGE else 0.05 + _progress(notes, i)
    total = weights.sum()
    if total == 0.0:
        return min(int(u * n), n - 1)
    left = u * total
    chosen = 0
    for i in range(n):
        if weights[i] > 0.0:
            chosen = i
            left -= weights[i]
            if left < 0.0:
                break
    return chosen


def _progress(notes: Notes, i: int) -> float:
    if notes.tries[i] < 4:
        return 0.25
    seen = min(8, notes.tries[i])
    half = seen // 2
    old, new = 0.0, 0.0
    for k in range(half):
        old += notes.window[i, 8 - seen + k]
        new += notes.window[i, 7 - k]
    return float(max(0.0, (new - old) / half))


def _by_memory(rival: Rival, notes: Notes, atlas: Map, day: float) -> int:
    """What is most overdue, never twice in a row; else what was begun; else the fringe."""
    n = len(notes.p)
    weakest, worst = -1, 2.0
    for i in range(n):
        if notes.mastered[i]:
            chance = _believed(notes, i, day)
            if chance < worst:
                weakest, worst = i, chance
    if worst < rival.retention and notes.scratch[3] == 0:
        notes.scratch[3] = 1
        return weakest
    notes.scratch[3] = 0
    chosen, rank = -1, -1.0
    for i in range(n):
        if in_fringe(notes, atlas, i):
            value = (1e6 if notes.tries[i] > 0 else 0.0) + (atlas.above[i] if rival.unlocks else 0)
            if value > rank:
                chosen, rank = i, value
    if chosen >= 0:
        return chosen
    notes.scratch[3] = 1
    return max(weakest, 0)
