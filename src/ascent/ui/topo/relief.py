"""Ground from points: a height field and its contour lines. Pure.

Every point lifts the ground around it; where points stand close together they make one massif.
Marching squares cuts the field at even heights into closed lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import ceil, exp, sin

CELL = 18.0  # px between two samples of the ground
REACH = (118.0, 92.0)  # how far a point lifts the ground, across and along
MARGIN = 300.0  # ground beyond the outermost points, so that every contour closes
POWER = 2.4  # >1: points that stand close make a ridge, not a tower
LEVELS = tuple(0.1 + 0.068 * i for i in range(16))
INDEX_EVERY = 5  # each fifth line is the heavier index contour

Point = tuple[float, float]


@dataclass(frozen=True)
class Field:
    """Heights on a grid: ``heights[row][column]`` at (left + column * cell, top + row * cell)."""

    left: float
    top: float
    cell: float
    heights: tuple[tuple[float, ...], ...]


@dataclass(frozen=True)
class Contour:
    """All lines at one height, as one SVG path; ``index`` marks the heavier ones."""

    height: float
    path: str
    index: bool


@lru_cache(maxsize=16)
def contours(peaks: tuple[tuple[float, float, float], ...]) -> tuple[Contour, ...]:
    """Contours around ``peaks`` (x, y, altitude in 0..1), lowest first. Kept, for maps are redrawn
    at every visit and their ground hardly ever changes.
    """
    if not peaks:
        return ()
    field = ground(peaks)
    lines = []
    for i, level in enumerate(LEVELS):
        path = " ".join(_smooth(line) for line in isolines(field, level) if len(line) > 6)
        if path:
            lines.append(Contour(level, path, index=i % INDEX_EVERY == INDEX_EVERY - 1))
    return tuple(lines)


def ground(peaks: Sequence[tuple[float, float, float]], cell: float = CELL) -> Field:
    """The height of the ground around ``peaks``, each felt within three reaches."""
    left = min(x for x, _, _ in peaks) - MARGIN
    top = min(y for _, y, _ in peaks) - MARGIN
    columns = ceil((max(x for x, _, _ in peaks) + MARGIN - left) / cell) + 1
    rows = ceil((max(y for _, y, _ in peaks) + MARGIN - top) / cell) + 1
    total = [[0.0] * columns for _ in range(rows)]
    for x, y, altitude in peaks:
        across = _bump(x, left, cell, columns, REACH[0])
        along = _bump(y, top, cell, rows, REACH[1])
        lift = altitude**POWER
        for row, share in along:
            line = total[row]
            weight = lift * share
            for column, part in across:
                line[column] += weight * part
    heights = tuple(
        tuple(
            value ** (1 / POWER) * _rough(left + column * cell, top + row * cell) if value else 0.0
            for column, value in enumerate(line)
        )
        for row, line in enumerate(total)
    )
    return Field(left, top, cell, heights)


def _bump(
    at: float, start: float, cell: float, count: int, reach: float
) -> list[tuple[int, float]]:
    """(index, share) along one axis: a bell around ``at``, nothing beyond three reaches."""
    first = max(0, ceil((at - 3 * reach - start) / cell))
    last = min(count - 1, int((at + 3 * reach - start) / cell))
    return [
        (i, exp(-POWER * ((start + i * cell - at) / reach) ** 2 / 2))
        for i in range(first, last + 1)
    ]


def _rough(x: float, y: float) -> float:
    """No slope is even: a few long waves, the same everywhere and always."""
    wave = sin(x / 83 + sin(y / 131) * 1.7) + sin(y / 67 + sin(x / 109) * 1.9) + sin((x + y) / 47)
    return 1 + 0.055 * wave


# --- marching squares ------------------------------------------------------------------------

#: For each way the corners of a square can lie (bits: top left 1, top right 2, bottom right 4,
#: bottom left 8; set = above), the pairs of sides that a line joins, higher ground on its right.
SIDES: dict[int, tuple[tuple[str, str], ...]] = {
    1: (("left", "top"),),
    2: (("top", "right"),),
    3: (("left", "right"),),
    4: (("right", "bottom"),),
    5: (("left", "top"), ("right", "bottom")),
    6: (("top", "bottom"),),
    7: (("left", "bottom"),),
    8: (("bottom", "left"),),
    9: (("bottom", "top"),),
    10: (("top", "right"), ("bottom", "left")),
    11: (("bottom", "right"),),
    12: (("right", "left"),),
    13: (("right", "top"),),
    14: (("top", "left"),),
}

#: An edge of the grid: (row, column, is it the upper side of that square).
Edge = tuple[int, int, bool]


def isolines(field: Field, level: float) -> list[list[Point]]:
    """The closed lines at ``level``, each a list of points whose last joins the first."""
    following: dict[Edge, Edge] = {}
    for row, column, corners in _crossed(field.heights, level):
        edges: dict[str, Edge] = {
            "top": (row, column, True),
            "bottom": (row + 1, column, True),
            "left": (row, column, False),
            "right": (row, column + 1, False),
        }
        for start, end in SIDES[corners]:
            following[edges[start]] = edges[end]
    return [[_crossing(field, edge, level) for edge in ring] for ring in _rings(following)]


def _crossed(heights: Sequence[Sequence[float]], level: float) -> Iterable[tuple[int, int, int]]:
    for row in range(len(heights) - 1):
        upper, lower = heights[row], heights[row + 1]
        for column in range(len(upper) - 1):
            corners = (
                (upper[column] > level)
                | (upper[column + 1] > level) << 1
                | (lower[column + 1] > level) << 2
                | (lower[column] > level) << 3
            )
            if 0 < corners < 15:
                yield row, column, corners


def _rings(following: dict[Edge, Edge]) -> list[list[Edge]]:
    rings = []
    while following:
        first, edge = following.popitem()
        ring = [first]
        while edge != first and edge in following:
            ring.append(edge)
            edge = following.pop(edge)
        rings.append(ring)
    return rings


def _crossing(field: Field, edge: Edge, level: float) -> Point:
    row, column, upper = edge
    here = field.heights[row][column]
    there = field.heights[row][column + 1] if upper else field.heights[row + 1][column]
    share = (level - here) / (there - here)
    x = field.left + (column + (share if upper else 0)) * field.cell
    y = field.top + (row + (0 if upper else share)) * field.cell
    return x, y


def _smooth(ring: Sequence[Point]) -> str:
    """A closed path through the middles of the ring's sides, its points as handles: no corners."""
    thin = ring[::2] if len(ring) > 12 else ring
    middles = [
        ((x0 + x1) / 2, (y0 + y1) / 2)
        for (x0, y0), (x1, y1) in zip(thin, [*thin[1:], thin[0]], strict=True)
    ]
    x, y = middles[-1]
    bends = (
        f"Q{hx:.0f} {hy:.0f} {mx:.0f} {my:.0f}"
        for (hx, hy), (mx, my) in zip(thin, middles, strict=True)
    )
    return f"M{x:.0f} {y:.0f}{''.join(bends)}Z"
