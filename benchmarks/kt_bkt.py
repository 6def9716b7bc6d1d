"""Competitor: Bayesian knowledge tracing (Corbett and Anderson, 1995), with forgetting or not.

One hidden chain for each set of skills and each student: known or not. Its constants P0, T
(learn), F (forget), G (guess), S (slip) come from expectation maximisation by forward-backward,
with pseudo-counts that keep them away from 0 and 1.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from benchmarks.kt_counts import compiled
from benchmarks.kt_table import Table

Rows = NDArray[np.bool_]
START = (0.3, 0.15, 0.02, 0.25, 0.12)
ROUNDS = 25
SUREST = 1 - 1e-12  # beyond 1 by a rounding error, wrong answers would carry a chance far away
FEW = 3  # students; with fewer a skill keeps the start


class BktForgetting:
    """Five constants for each set of skills."""

    forgets = True

    def __init__(self, table: Table) -> None:
        self._table = table
        self._order = np.lexsort((np.arange(len(table)), table.user, table.combo))
        few = np.arange(len(table)) < 2
        self._constants = np.tile(np.array(START), (len(table.combos), 1))
        _em(*self._chains(few), self._constants[0].copy(), self.forgets, 1)  # so that compiling
        self.predict(few)  # is not measured

    def _chains(self, rows: Rows) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Answers chain after chain, and where each chain begins."""
        order = self._order[rows[self._order]]
        user, combo = self._table.user[order], self._table.combo[order]
        new = np.r_[True, (user[1:] != user[:-1]) | (combo[1:] != combo[:-1])]
        return self._table.right[order], np.r_[np.flatnonzero(new), len(order)]

    def fit(self, rows: Rows) -> None:
        """25 rounds for each set of skills."""
        order = self._order[rows[self._order]]
        combo = self._table.combo[order]
        edges = np.searchsorted(combo, np.arange(len(self._table.combos) + 1))
        for c in range(len(self._table.combos)):
            constants = np.array(START)
            constants[2] *= self.forgets
            here = order[edges[c] : edges[c + 1]]
            user = self._table.user[here]
            starts = np.flatnonzero(np.r_[True, user[1:] != user[:-1]]) if len(here) else []
            if len(starts) >= FEW:
                ends = np.r_[starts, len(here)]
                _em(self._table.right[here], ends, constants, self.forgets, ROUNDS)
            else:
                constants[2] = 0.0
            self._constants[c] = constants
        self.size = (4 + self.forgets) * len(self._table.combos)

    def predict(self, rows: Rows) -> NDArray[np.float64]:
        """Each answer from those before it in its chain."""
        order = self._order[rows[self._order]]
        right, starts = self._chains(rows)
        chance = np.empty(len(self._table))
        chance[order] = _forward(right, starts, self._table.combo[order], self._constants)
        return chance[rows]


class Bkt(BktForgetting):
    """Four constants: what is known stays known."""

    forgets = False


@compiled
def _forward(right, starts, combo, constants):  # type: ignore
    chance = np.empty(len(right))
    for k in range(len(starts) - 1):
        for t in range(starts[k], starts[k + 1]):
            start, learn, forget, guess, slip = constants[combo[t]]
            if t == starts[k]:
                p = start
            c = p * (1 - slip) + (1 - p) * guess
            chance[t] = c
            q = p * (1 - slip) / c if right[t] else p * slip / (1 - c)
            p = min(q * (1 - forget) + (1 - q) * learn, SUREST)
    return chance


@compiled
def _em(right, starts, constants, forgets, rounds):  # type: ignore
    n = len(right)
    filtered, known = np.empty(n), np.empty(n)  # P(known | answers so far), P(known | all)
    for _ in range(rounds):
        p0, learn, forget, guess, slip = constants
        first = learned = lost = 0.0
        from_known = from_unknown = known_all = unknown_all = unknown_right = known_wrong = 0.0
        for k in range(len(starts) - 1):
            a, b = starts[k], starts[k + 1]
            p = p0
            for t in range(a, b):
                yes = p * (1 - slip if right[t] else slip)
                no = (1 - p) * (guess if right[t] else 1 - guess)
                filtered[t] = yes / (yes + no)
                p = min(filtered[t] * (1 - forget) + (1 - filtered[t]) * learn, SUREST)
            known[b - 1] = filtered[b - 1]
            for t in range(b - 2, a - 1, -1):  # smoothed backwards (Rauch and others, 1965)
                f, later = filtered[t], known[t + 1]
                ahead = min(f * (1 - forget) + (1 - f) * learn, SUREST)
                gained = later * (1 - f) * learn / ahead
                dropped = (1 - later) * f * forget / (1 - ahead)
                stayed = later * f * (1 - forget) / ahead
                known[t] = stayed + dropped
                learned += gained
                lost += dropped
                from_known += known[t]
                from_unknown += 1 - known[t]
            first += known[a]
            for t in range(a, b):
                known_all += known[t]
                unknown_all += 1 - known[t]
                unknown_right += (1 - known[t]) * right[t]
                known_wrong += known[t] * (1 - right[t])
        constants[0] = (1 + first) / (3.3 + len(starts) - 1)
        constants[1] = (1 + learned) / (7 + from_unknown)
        if forgets:
            constants[2] = (0.2 + lost) / (10 + from_known)
        constants[3] = min(0.6, (2 + unknown_right) / (8 + unknown_all))
        constants[4] = min(0.4, (1.2 + known_wrong) / (10 + known_all))
