"""What the loop is about: how soon the first project begins, and the goal's skills stay.

Bottom-up learns the whole map in its order and makes the project when it has passed all that the
project needs. Top-down teaches only what the goal needs and starts the project on its date. In
the project, a skill of the goal is met at random, ready or not; it is explained when met.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from rich.console import Console
from rich.table import Table

from ascent.simulate import WORDS, days
from ascent.simulate.days import Course
from ascent.simulate.maps import Ints, Map
from benchmarks.harness import Figure
from benchmarks.seq_coaches import LINEAR, MASTERY, OURS, chosen, follow
from benchmarks.seq_worlds import World

DATE = 7.5 * days.DAY  # a quarter of a loop of 30 days
SMALL, LARGE = 0.08, 0.2  # share of the map that a goal needs


def goal(atlas: Map, seed: int) -> Ints:
    """Some skills with all that they need, together between `SMALL` and `LARGE` of the map."""
    n = len(atlas.level)
    rng = np.random.default_rng(seed)
    wanted = np.zeros(n, dtype=np.int64)
    for i in rng.permutation(n):
        with_it = wanted.copy()
        _add(with_it, atlas, int(i))
        if with_it.sum() <= max(1, LARGE * n):
            wanted = with_it
        if wanted.sum() >= SMALL * n:
            break
    return wanted


def _add(wanted: Ints, atlas: Map, i: int) -> None:
    if not wanted[i]:
        wanted[i] = 1
        for k in atlas.needs[atlas.first[i] : atlas.first[i + 1]]:
            _add(wanted, atlas, int(k))


def ways(world: World, learners: int) -> dict[str, list[Course]]:
    """The courses of the same learners on four ways to the same goals."""
    linear, mastery, ours = chosen([LINEAR, MASTERY, OURS])
    late = days.NEVER / 10
    found: dict[str, list[Course]] = {way: [] for way in WAYS}
    for k in range(world.first, world.first + learners):
        wanted = goal(world.place(k)[0], k)
        found["bottom-up"].append(follow(world, k, linear, wanted, date=late))
        found["bottom-up-mastery"].append(follow(world, k, mastery, wanted, date=late))
        found["goal-first"].append(follow(world, k, ours, wanted, wanted, late))
        found["top-down"].append(follow(world, k, ours, wanted, wanted, DATE))
    return found


WAYS = {
    "bottom-up": "the whole map, 8 exercises each; the project when its skills are passed",
    "bottom-up-mastery": "the same, each skill until mastered",
    "goal-first": "our coach on the goal's skills; the project when they are learned",
    "top-down": "our coach on the goal's skills; the project on its date",
}


def figures(world: World, found: dict[str, list[Course]]) -> Iterator[Figure]:
    """Hours to the project, and until the goal is remembered."""
    for way, courses in found.items():
        yield Figure(f"{world.id}-{way}-project", _mean(courses, "project"), "h")
        yield Figure(f"{world.id}-{way}-goal", _mean(courses, "hours"), "h")


def _mean(courses: list[Course], name: str) -> float:
    return round(float(np.mean([getattr(one, name) for one in courses])), 2)


def show(world: World, found: dict[str, list[Course]]) -> None:
    """The table of the four ways."""
    count = len(next(iter(found.values())))
    table = Table(title=f"The loop in {world.id}. {count} learners, {WORDS}.", title_justify="left")
    table.add_column("way")
    for column in ("h to the project", "goal recalled then", "right in it", "h until goal stays"):
        table.add_column(column, justify="right")
    for way, courses in found.items():
        table.add_row(
            f"{way}: {WAYS[way]}",
            f"{_mean(courses, 'project'):.1f}",
            f"{_mean(courses, 'begun_with'):.0%}",
            f"{_mean(courses, 'went_well'):.0%}",
            f"{_mean(courses, 'hours'):.1f}",
        )
    Console(width=max(100, Console().width)).print(table)
