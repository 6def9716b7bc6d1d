"""The structure behind a placement: what one may know of a map, and how likely. Pure.

A skill whose needed skills are all known is known with a chance that falls with its difficulty
and rises with the learner's standing in its area; any other skill hardly ever is. The standing
is an ability that all areas share and an offset for each area. This is a two-level Rasch model
(Rasch, 1960; Birnbaum, 1968, equation 17.3.1 with a shared slope) on the knowledge structure of
a prerequisite graph (Doignon and Falmagne, 1985), where the standing of an area lies on a grid:

    P(known | all needed known) = mean over noise of sigma(slope (standing - difficulty - noise))

The noise is what nobody can know of a skill's difficulty beforehand. It is integrated out by
Gauss-Hermite quadrature, so that the tester is as unsure as it has reason to be.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Reals = npt.NDArray[np.float32]
Whole = npt.NDArray[np.intp]

RANGE = 3.2  # logits between the first and the last level of a map
LOWEST = -3.0  # difficulty of the first level
POINTS = 35  # of the grid of standings
REACH = 3.2  # standard deviations on either side that the grid covers
NODES = 9  # of the quadrature
ALONE = 250_000  # multiplications up to which BLAS hands a product to no other thread
NARROW = 16  # columns of a piece of a product that is long inside


@dataclass(frozen=True)
class Prior:
    """Who may come. Standings in logits; `leak`: chance of knowing what one lacks the needs of.

    As it stands: anybody from zero to an expert, about every second one without the first skill;
    and a looser structure than simulations have, so that nobody is judged by one answer.
    """

    ability: float = -2.4
    ability_sd: float = 2.0
    area_sd: float = 1.0
    slope: float = 1.5
    noise_sd: float = 0.7
    leak: float = 0.03


@dataclass(frozen=True)
class Group:
    """Skills that can be drawn at once: none needs another, no two are needed by the same one.

    `parents` and `children` are the two ends of each edge to a skill that needs one of these.
    `slots`: edges and the places in `skills` of their parents, no parent twice in one slot.
    """

    skills: Whole
    parents: Whole
    children: Whole
    slots: tuple[tuple[Whole, Whole], ...]


@dataclass(frozen=True, eq=False)
class Structure:
    """A map made ready for drawing what may be known of it.

    `known_at[s, g]`, `unknown_at[s, g]`: log chances for skill s at grid point g when all that
    it needs is known. `spread[g, h]`: chance that the standing in an area is at h when the
    ability is at g. `ability`: log chances of the grid points, up to a constant.
    """

    names: tuple[str, ...]
    place: Mapping[str, int]
    needs: tuple[tuple[int, ...], ...]
    area: Whole
    areas: tuple[Whole, ...]
    groups: tuple[Group, ...]
    known_at: Reals
    unknown_at: Reals
    spread: Reals
    ability: Reals
    leak: float


def structure_of(
    needs: Mapping[str, Sequence[str]],
    area: Mapping[str, str],
    prior: Prior,
    difficulty: Mapping[str, float] | None = None,
) -> Structure:
    """The structure of a map without cycles.

    Args:
        needs: for each skill, the skills it needs; all of them are skills of the map.
        area: the area of each skill.
        difficulty: in logits; without it, by the skill's level.
    """
    names = _in_order(needs)
    place = dict(zip(names, range(len(names)), strict=True))
    inner = tuple(tuple(sorted(place[n] for n in needs[name])) for name in names)
    level = _levels(inner)
    top = max(int(level.max(initial=0)), 1)
    by_level = LOWEST + RANGE * level / top
    hard = np.array([difficulty[n] for n in names]) if difficulty else by_level
    grid = _grid(prior)
    titles = sorted({area[name] for name in names})
    codes = np.array([titles.index(area[name]) for name in names], dtype=np.intp)
    known_at, unknown_at = _chances(hard, grid, prior)
    return Structure(
        names=names,
        place=place,
        needs=inner,
        area=codes,
        areas=tuple(np.flatnonzero(codes == a) for a in range(len(titles))),
        groups=tuple(_group(skills, inner) for skills in _colours(inner)),
        known_at=known_at,
        unknown_at=unknown_at,
        spread=_spread(grid, prior.area_sd),
        ability=(-0.5 * ((grid - prior.ability) / prior.ability_sd) ** 2).astype(np.float32),
        leak=prior.leak,
    )


def product(a: Reals, b: Reals) -> Reals:
    """`a @ b`, in pieces that BLAS computes without other threads.

    Products as small as these gain nothing by threads, and on a busy machine they wait a hundred
    times longer for them than the computing takes.
    """
    inner, columns = b.shape
    step = columns if inner * columns <= ALONE // NARROW else NARROW
    rows = max(1, ALONE // (inner * step))
    out = np.empty((len(a), columns), dtype=np.float32)
    for top in range(0, len(a), rows):
        for left in range(0, columns, step):
            piece = a[top : top + rows] @ b[:, left : left + step]
            out[top : top + rows, left : left + step] = piece
    return out


def _in_order(needs: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The skills, each after what it needs; by id where the needs leave a choice."""
    placed: dict[str, None] = {}
    waiting = sorted(needs)
    while waiting:
        ready = [name for name in waiting if all(n in placed for n in needs[name])]
        if not ready:
            raise ValueError(f"The map has a cycle through {waiting[0]}.")
        placed.update(dict.fromkeys(ready))
        waiting = [name for name in waiting if name not in placed]
    return tuple(placed)


def _levels(needs: Sequence[tuple[int, ...]]) -> Whole:
    level = np.zeros(len(needs), dtype=np.intp)
    for at, below in enumerate(needs):
        level[at] = 1 + max((level[b] for b in below), default=-1)
    return level


def _grid(prior: Prior) -> npt.NDArray[np.float64]:
    reach = REACH * np.hypot(prior.ability_sd, prior.area_sd)
    return np.linspace(prior.ability - reach, prior.ability + reach, POINTS)


def _chances(
    hard: npt.NDArray[np.float64], grid: npt.NDArray[np.float64], prior: Prior
) -> tuple[Reals, Reals]:
    nodes, weights = np.polynomial.hermite_e.hermegauss(NODES)
    noise = prior.noise_sd * nodes
    at = prior.slope * (grid[None, :, None] - hard[:, None, None] - noise)
    p = (1 / (1 + np.exp(-at))) @ (weights / weights.sum())
    p = np.clip(p, 0.002, 0.998)
    return np.log(p).astype(np.float32), np.log1p(-p).astype(np.float32)


def _spread(grid: npt.NDArray[np.float64], sd: float) -> Reals:
    density: npt.NDArray[Any] = np.exp(-0.5 * ((grid[:, None] - grid[None, :]) / sd) ** 2)
    spread: Reals = (density / density.sum(axis=1, keepdims=True)).astype(np.float32)
    return spread


def _colours(needs: Sequence[tuple[int, ...]]) -> list[Whole]:
    """Skills by colour, where whoever needs each other or is needed together differs (greedy)."""
    near: list[set[int]] = [set() for _ in needs]
    for skill, below in enumerate(needs):
        family = {skill, *below}
        for one in family:
            near[one] |= family - {one}
    colour = [-1] * len(needs)
    for skill in sorted(range(len(needs)), key=lambda s: (-len(near[s]), s)):
        taken = {colour[other] for other in near[skill]}
        colour[skill] = next(c for c in range(len(needs)) if c not in taken)
    codes = np.array(colour, dtype=np.intp)
    return [np.flatnonzero(codes == c) for c in range(int(codes.max(initial=-1)) + 1)]


def _group(skills: Whole, needs: Sequence[tuple[int, ...]]) -> Group:
    edges = [
        (at, int(skill), child, sum(skill in below for below in needs[:child]))
        for at, skill in enumerate(skills)
        for child, wanted in enumerate(needs)
        if skill in wanted
    ]
    most = max((slot for *_, slot in edges), default=-1)
    slots = [[e for e, edge in enumerate(edges) if edge[3] == slot] for slot in range(most + 1)]
    return Group(
        skills=skills,
        parents=_whole(parent for _, parent, _, _ in edges),
        children=_whole(child for _, _, child, _ in edges),
        slots=tuple((_whole(slot), _whole(edges[e][0] for e in slot)) for slot in slots),
    )


def _whole(numbers: Iterable[int]) -> Whole:
    return np.array(list(numbers), dtype=np.intp)
