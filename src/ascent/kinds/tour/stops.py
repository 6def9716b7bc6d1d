"""Where the stops of a tour stand in its project."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ascent.kinds.tour.schema import TourFile


@dataclass(frozen=True)
class StopSlip:
    """A stop that does not fit the project. `wanted` is a line that was not found, if any."""

    rule: str
    stop: int
    key: str
    message: str
    wanted: str = ""


@dataclass(frozen=True)
class StopRanges:
    """For each stop its first and last line number (from 1, both included), or None."""

    ranges: tuple[tuple[int, int] | None, ...]
    slips: tuple[StopSlip, ...]


def stop_ranges(spec: TourFile, code: Sequence[str]) -> StopRanges:
    """Find every stop's lines, each after the one before it."""
    bare = [line.strip() for line in code]
    ranges: list[tuple[int, int] | None] = []
    slips: list[StopSlip] = []
    after = 0
    for number, stop in enumerate(spec.stops):
        first = _find(bare, stop.first, after)
        if first is None:
            slips.append(_lost(bare, number, "from", stop.first, "the stop before it ends"))
            ranges.append(None)
            continue
        last = _find(bare, stop.last, first)
        if last is None:
            slips.append(_lost(bare, number, "to", stop.last, "its first line"))
            ranges.append(None)
            continue
        ranges.append((first + 1, last + 1))
        after = last + 1
    return StopRanges(tuple(ranges), tuple(slips))


def _find(bare: Sequence[str], wanted: str, start: int) -> int | None:
    try:
        return bare.index(wanted.strip(), start)
    except ValueError:
        return None


def _lost(bare: Sequence[str], number: int, key: str, wanted: str, before: str) -> StopSlip:
    if wanted.strip() in bare:
        said = f"The line {wanted!r} comes before {before}."
        return StopSlip("tour.E511", number, key, said)
    return StopSlip("tour.E510", number, key, f"project.py has no line {wanted!r}.", wanted)
