"""The world of the benchmark `placement`: a made-up map, and learners who know a part of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from ascent.coach.placement import Item
from ascent.coach.structure import RANGE, Prior, Structure, structure_of

SKILLS, LAYERS, AREAS = 300, 20, 10
LOWEST = -3.0  # difficulty of the first layer, in logits
UNKNOWN = 0.35  # deviation of a skill's difficulty that no tester knows
Curve = npt.NDArray[np.float64]
Truth = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class World:
    """How learners are: the chances of their answers, and how their knowledge spreads."""

    slip: float = 0.1
    guess: float = 0.1
    slope: float = 2.5
    area_sd: float = 0.7
    ability_sd: float = 1.3
    leak: float = 0.03


@dataclass(frozen=True)
class Map:
    """Skills by number, each with what it needs, its layer and its area."""

    needs: tuple[tuple[int, ...], ...]
    layer: npt.NDArray[np.int64]
    area: npt.NDArray[np.int64]

    @property
    def difficulty(self) -> Curve:
        scale: Curve = RANGE * self.layer / self.layer.max() + LOWEST
        return scale


@lru_cache
def made_map(seed: int = 0) -> Map:
    """Layers from Beta(1.3, 1.3); one to three prerequisites from the three layers below, six
    times as likely from the same area, less likely from farther below."""
    rng = np.random.default_rng(seed)
    drawn = (LAYERS * rng.beta(1.3, 1.3, SKILLS)).astype(int)
    layer = np.sort(np.minimum(drawn, LAYERS - 1))
    area = rng.integers(0, AREAS, SKILLS)
    needs: list[tuple[int, ...]] = []
    for skill in range(SKILLS):
        below = np.flatnonzero((layer < layer[skill]) & (layer >= layer[skill] - 3))
        if not len(below):
            below = np.flatnonzero(layer < layer[skill])
        if not len(below):
            needs.append(())
            continue
        weight = np.where(area[below] == area[skill], 6.0, 1.0)
        weight *= np.exp(-0.7 * (layer[skill] - layer[below] - 1))
        many = min(1 + rng.binomial(2, 0.35), len(below))
        chosen = rng.choice(below, many, replace=False, p=weight / weight.sum())
        needs.append(tuple(sorted(int(c) for c in chosen)))
    return Map(tuple(needs), layer, area)


def learner(world: World, field: Map, difficulty: Curve, rng: np.random.Generator) -> Truth:
    """What one learner knows: one truth for each skill."""
    ability = rng.normal(0, world.ability_sd)
    offset = rng.normal(0, world.area_sd, AREAS)
    chance = 1 / (1 + np.exp(-world.slope * (ability + offset[field.area] - difficulty)))
    drawn = rng.random(SKILLS)
    known = np.zeros(SKILLS, dtype=np.bool_)
    for skill, needs in enumerate(field.needs):
        ready = all(known[n] for n in needs)
        known[skill] = drawn[skill] < (chance[skill] if ready else world.leak)
    return known


# ---- what a tester believes of it ---------------------------------------------------------


@lru_cache(maxsize=2)
def believed_structure(world: World) -> Structure:
    field = made_map()
    names = [f"{skill:03}" for skill in range(SKILLS)]
    return structure_of(
        {name: [names[n] for n in field.needs[at]] for at, name in enumerate(names)},
        {name: f"{field.area[at]:02}" for at, name in enumerate(names)},
        Prior(0.0, world.ability_sd, world.area_sd, world.slope, UNKNOWN, world.leak),
        dict(zip(names, field.difficulty, strict=True)),
    )


@lru_cache(maxsize=2)
def items(world: World) -> tuple[Item, ...]:
    """Two questions about every skill."""
    names = believed_structure(world).names
    return tuple(Item(f"{n}-{k}", n, world.guess, world.slip) for n in names for k in "ab")
