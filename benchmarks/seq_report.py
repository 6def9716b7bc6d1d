"""From hours to figures: differences between coaches on the same learners, with intervals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from rich.console import Console
from rich.table import Table

from ascent.simulate import WORDS
from ascent.simulate.maps import Floats
from benchmarks.harness import Figure
from benchmarks.seq_coaches import (
    FRINGE,
    FRINGE_PLACED,
    LINEAR,
    MASTERY,
    ORACLE,
    OURS,
    PRODUCT,
    REFERENCE,
)
from benchmarks.seq_worlds import World

BOOTSTRAP = 5000
RESEARCH = ("A", "B", "C", "D", "H")
UNDER_LINEAR, UNDER_MASTERY, OVER_ORACLE = 45.0, 27.0, 1.20

Hours = Mapping[str, Floats]  # coach -> hours per learner


@dataclass(frozen=True)
class Difference:
    """By how many percent ours is under (below 0) or over another, with the 95 % interval."""

    mean: float
    lower: float
    upper: float

    def __str__(self) -> str:
        return f"{self.mean:+.1f} % [{self.lower:+.1f}, {self.upper:+.1f}]"


def picks(learners: int) -> np.ndarray:
    """Rows of learners drawn with replacement, the same for every comparison."""
    return np.random.default_rng(0).integers(0, learners, (BOOTSTRAP, learners))


def interval(values: Floats) -> tuple[float, float]:
    """The 95 % bootstrap interval of a mean."""
    low, high = np.percentile(values[picks(len(values))].mean(axis=1), [2.5, 97.5])
    return float(low), float(high)


def difference(ours: Floats, other: Floats) -> Difference:
    """The paired ratio of means."""
    drawn = picks(len(ours))
    ratios = ours[drawn].mean(axis=1) / other[drawn].mean(axis=1)
    low, high = np.percentile(ratios, [2.5, 97.5])
    mean = float(ours.mean() / other.mean())
    return Difference(*(100 * (r - 1) for r in (mean, float(low), float(high))))


def figures(world: str, hours: Hours) -> Iterator[Figure]:
    """The figures of one world, as far as the coaches that they compare were run."""
    for coach, values in hours.items():
        yield Figure(f"{world}-{coach}-hours", round(float(values.mean()), 1), "h")
    if OURS not in hours:
        return
    ours = hours[OURS]
    for coach, goal in ((LINEAR, UNDER_LINEAR), (MASTERY, UNDER_MASTERY)):
        if coach in hours:
            under = -difference(ours, hours[coach]).mean
            wanted = goal if world == "A" else None
            yield Figure(f"{world}-vs-{coach}", round(under, 2), "% under", wanted, least=True)
    for coach in (FRINGE, FRINGE_PLACED):
        if coach in hours:
            upper = difference(ours, hours[coach]).upper
            yield Figure(f"{world}-vs-{coach}-upper", round(upper, 2), "%", 0.0)
    if REFERENCE in hours:
        better = difference(ours, hours[REFERENCE])
        goal_here = 0.0 if world in RESEARCH else None
        yield Figure(f"{world}-vs-reference", round(better.mean, 2), "%", goal_here)
        yield Figure(f"{world}-vs-reference-upper", round(better.upper, 2), "%", goal_here)
    if ORACLE in hours:
        ratio = float(ours.mean() / hours[ORACLE].mean())
        yield Figure(f"{world}-vs-oracle", round(ratio, 3), "times", OVER_ORACLE)
    if ORACLE in hours and PRODUCT in hours:
        ratio = float(hours[PRODUCT].mean() / hours[ORACLE].mean())
        yield Figure(f"{world}-product-vs-oracle", round(ratio, 3), "times")


def show(world: World, hours: Hours, seconds: float) -> None:
    """The table of one world."""
    count = len(next(iter(hours.values())))
    table = Table(
        title=f"{world.id}: {world.about}. {count} learners, {WORDS}. ({seconds:.0f} s)",
        title_justify="left",
    )
    table.add_column("policy")
    for column in ("mean h", "95 %", "median", "90th", "ours against it"):
        table.add_column(column, justify="right")
    for coach, values in hours.items():
        low, high = interval(values)
        against = str(difference(hours[OURS], values)) if OURS in hours and coach != OURS else ""
        table.add_row(
            coach,
            f"{values.mean():.1f}",
            f"{low:.1f} to {high:.1f}",
            f"{np.median(values):.1f}",
            f"{np.percentile(values, 90):.1f}",
            against,
        )
    Console(width=max(100, Console().width)).print(table)
