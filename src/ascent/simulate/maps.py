"""Maps of skills as arrays, and generators of made-up ones.

Skill i comes after everything that it needs: the arrays are in an order in which the map can be
learned, and that order is "the order of the map" in which a course without a coach goes.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


class Map(NamedTuple):
    """Skills 0 to n-1. Skill i needs `needs[first[i]:first[i + 1]]`, with their `weight`s in
    (0, 1], and is needed by `opens[first_open[i]:first_open[i + 1]]`; `above[i]` counts all that
    lies above it; `level[i]` in [0, 1] says how high on the map it stands."""

    first: Ints
    needs: Ints
    weight: Floats
    first_open: Ints
    opens: Ints
    above: Ints
    level: Floats


def build(needs: Sequence[Sequence[int]], weights: Sequence[Sequence[float]] | None = None) -> Map:
    """The map in which skill i needs the earlier skills `needs[i]`.

    Raises:
        ValueError: a skill needs itself or a later one.
    """
    n = len(needs)
    opens: list[list[int]] = [[] for _ in range(n)]
    above: list[set[int]] = [set() for _ in range(n)]
    level = np.zeros(n)
    for i, below in enumerate(needs):
        for k in below:
            if not 0 <= k < i:
                raise ValueError(f"Skill {i} cannot need skill {k}, which does not come before it.")
            opens[k].append(i)
            level[i] = max(level[i], level[k] + 1)
    for i in range(n - 1, -1, -1):
        for j in opens[i]:
            above[i] |= above[j] | {j}
    given = weights or [[1.0] * len(below) for below in needs]
    return Map(
        first=np.cumsum([0, *(len(below) for below in needs)]).astype(np.int64),
        needs=np.array([k for below in needs for k in below], dtype=np.int64),
        weight=np.array([w for row in given for w in row], dtype=np.float64),
        first_open=np.cumsum([0, *(len(row) for row in opens)]).astype(np.int64),
        opens=np.array([j for row in opens for j in row], dtype=np.int64),
        above=np.array([len(row) for row in above], dtype=np.int64),
        level=level / max(1.0, level.max(initial=0.0)),
    )


def layered(seed: int, n: int = 200, layers: int = 15, areas: int = 8) -> Map:
    """A made-up curriculum: layers, areas, one to three prerequisites mostly from near below."""
    rng = np.random.default_rng(seed)
    layer = np.sort(np.minimum((layers * rng.beta(1.3, 1.3, n)).astype(int), layers - 1))
    layer -= layer[0]
    area = rng.integers(0, areas, n)
    needs: list[list[int]] = []
    for i in range(n):
        count = 1 + int(rng.binomial(2, 0.35))
        near = np.flatnonzero((layer < layer[i]) & (layer >= layer[i] - 3))
        pool = near if near.size >= count else np.flatnonzero(layer < layer[i])
        if pool.size == 0:
            needs.append([])
            continue
        near_by = np.exp(-0.7 * (layer[i] - layer[pool] - 1))
        chance = np.where(area[pool] == area[i], 6.0, 1.0) * near_by
        chosen = rng.choice(pool, min(count, pool.size), replace=False, p=chance / chance.sum())
        needs.append(sorted(int(k) for k in chosen))
    return build(needs)._replace(level=layer / max(1, layer[-1]))


def chains(seed: int, n: int = 200, count: int = 8) -> Map:
    """Long rows of skills, each needing the one before it, with a few links between the rows."""
    rng = np.random.default_rng(seed)
    needs: list[list[int]] = []
    for i in range(n):
        below = [i - count] if i >= count else []
        if i >= 2 * count and rng.random() < 0.1:
            other = i - count - int(rng.integers(1, count))
            below = sorted({*below, other})
        needs.append(below)
    return build(needs)


def wide(seed: int, n: int = 200, base: int = 40) -> Map:
    """A broad foundation, and on it many skills that need two or three of it and open nothing."""
    rng = np.random.default_rng(seed)
    needs: list[list[int]] = [[] for _ in range(base)]
    for i in range(base, n):
        low, high = (0, base) if i < n * 0.7 else (base, int(n * 0.7))
        chosen = rng.choice(np.arange(low, high), 2 + int(rng.random() < 0.4), replace=False)
        needs.append(sorted(int(k) for k in chosen))
    return build(needs)
