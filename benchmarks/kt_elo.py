"""Competitor: Elo ratings, one for the student, one for each of their skills, one for the item.

Elo (1978); in learning: Pelánek (2016). Seven constants, the same for every set.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.kt_counts import compiled, flat
from benchmarks.kt_table import Table

Rows = NDArray[np.bool_]
STEP, FADE = 0.35, 0.03  # the student's rating
SKILL_STEP, SKILL_FADE = 0.9, 0.25
ITEM_STEP, ITEM_FADE = 1.2, 0.35
SMOOTH = 20.0


class Elo:
    """Ratings of items come from the students of `fit` and stay as they are in `predict`."""

    size = 7

    def __init__(self, table: Table) -> None:
        self._table = table
        self._skills, self._starts = flat(table)
        few = np.arange(len(table)) < 2
        self.fit(few)  # so that compiling is not measured
        self.predict(few)

    def fit(self, rows: Rows) -> None:
        """One pass over the students in order."""
        self._difficulty = self._start(rows)
        self._walk(rows, True)

    def predict(self, rows: Rows) -> NDArray[np.float64]:
        """One pass; every student begins at zero."""
        result: NDArray[np.float64] = self._walk(rows, False)
        return result

    def _walk(self, rows: Rows, learn: bool) -> Any:
        t = self._table
        columns = (t.user[rows], t.item[rows], t.combo[rows], t.right[rows])
        skills = (self._skills, self._starts, max(len(t.skills), 1))
        return _elo(*columns, *skills, self._difficulty, learn)

    def _start(self, rows: Rows) -> NDArray[np.float64]:
        """Difficulty before any answer: from the share right on the item's skills, else on all."""
        t = self._table
        right = t.right[rows]
        mean = (right.sum() + 1) / (len(right) + 2)
        lengths = np.diff(self._starts)[t.combo[rows]]
        entry = np.repeat(np.flatnonzero(rows), lengths)
        inside = np.arange(len(entry)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        skill = self._skills[self._starts[t.combo[entry]] + inside]
        won = np.bincount(skill, t.right[entry], minlength=len(t.skills))
        share = (won + SMOOTH * mean) / (np.bincount(skill, minlength=len(t.skills)) + SMOOTH)
        logit = -np.log(share / (1 - share))
        alone = -np.log(mean / (1 - mean))
        combo = np.array([logit[list(c)].mean() if c else alone for c in t.combos])
        first = np.unique(t.item, return_index=True)[1]
        start: NDArray[np.float64] = combo[t.combo[first]]
        return start


@compiled
def _elo(user, item, combo, right, skills, starts, width, difficulty, learn):  # type: ignore
    chance = np.empty(len(user))
    met = np.zeros(len(difficulty))
    rating, count = np.zeros(width), np.zeros(width)
    ability, answers, last = 0.0, 0, -1
    for t in range(len(user)):
        if user[t] != last:
            last, ability, answers = user[t], 0.0, 0
            rating[:] = 0.0
            count[:] = 0.0
        a, b = starts[combo[t]], starts[combo[t] + 1]
        mean = 0.0
        for s in skills[a:b]:
            mean += rating[s] / (b - a)
        i = item[t]
        chance[t] = 1 / (1 + np.exp(difficulty[i] - ability - mean))
        error = right[t] - chance[t]
        ability += error * STEP / (1 + FADE * answers)
        answers += 1
        for s in skills[a:b]:
            rating[s] += error * SKILL_STEP / (1 + SKILL_FADE * count[s])
            count[s] += 1
        if learn:
            difficulty[i] -= error * ITEM_STEP / (1 + ITEM_FADE * met[i])
            met[i] += 1
    return chance
