"""What was counted before each answer: by student, by skill, by item. Never the answer itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.kt_table import Table

Ints = NDArray[np.int64]

try:
    import numba

    compiled: Callable[[Any], Any] = numba.njit
except ImportError:  # the tests run the same lines uncompiled

    def compiled(function: Any) -> Any:
        """The function itself."""
        return function


@dataclass(frozen=True)
class Pairs:
    """One entry for each row and each skill of its item.

    `row`, `skill`; `right`, `tried`: this student's answers on the skill before the row.
    """

    row: Ints
    skill: Ints
    right: Ints
    tried: Ints


def before(group: Ints, value: Ints) -> Ints:
    """For each entry, the sum of `value` over earlier entries of the same `group`."""
    if not len(group):
        return np.empty_like(value)
    order = np.argsort(group, kind="stable")
    sorted_group, sorted_value = group[order], value[order]
    total = np.cumsum(sorted_value) - sorted_value
    first = np.flatnonzero(np.r_[True, sorted_group[1:] != sorted_group[:-1]])
    base = np.repeat(total[first], np.diff(np.r_[first, len(group)]))
    result = np.empty_like(value)
    result[order] = total - base
    return result


def flat(table: Table) -> tuple[Ints, Ints]:
    """The skills of each combination one after the other, and where each one's begin."""
    lengths = [len(combo) for combo in table.combos]
    starts = np.r_[0, np.cumsum(lengths)].astype(np.int64)
    return np.array([s for combo in table.combos for s in combo], np.int64), starts


def pairs(table: Table) -> Pairs:
    """Counts by skill."""
    skills, starts = flat(table)
    length = np.diff(starts)[table.combo]
    row = np.repeat(np.arange(len(table)), length)
    inside = np.arange(len(row)) - np.repeat(np.cumsum(length) - length, length)
    skill = skills[starts[table.combo[row]] + inside]
    group = table.user[row] * max(len(table.skills), 1) + skill
    right = before(group, table.right[row])
    return Pairs(row, skill, right, before(group, np.ones_like(row)))


def totals(table: Table, found: Pairs) -> NDArray[np.float64]:
    """Six columns for each row: ln(1 + n) with n right and n wrong answers before it, of the
    student in all, on the item's skills (summed), and on this very item."""
    ones = np.ones_like(table.right)
    on_item = table.user * len(table.items) + table.item
    won = np.bincount(found.row, found.right, minlength=len(table))
    tried = np.bincount(found.row, found.tried, minlength=len(table))
    counts = []
    for right, all_ in (
        (before(table.user, table.right), before(table.user, ones)),
        (won, tried),
        (before(on_item, table.right), before(on_item, ones)),
    ):
        counts += [right, all_ - right]
    return np.log1p(np.column_stack(counts).astype(float))
