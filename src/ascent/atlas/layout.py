"""Where each skill lies on the map. Pure, and the same for the same skills in any order.

Areas are massifs. Inside one, a skill lies the higher up the deeper it goes: ``use`` at the foot,
``explain`` above, ``build`` near the ridge, and always above what it needs. Massifs stand in
ranges, what comes first in the foreground. x grows to the right and y downwards, as in SVG; the
unit is a pixel at full size, and a label of 160 x 80 below each point has room.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

COLUMN, ROW = 190.0, 118.0
VALLEY = 150.0  # between massifs, across and along
DEPTHS = ("use", "explain", "build")
#: Height of the ground at a skill, in shares of the highest ridge.
ALTITUDE = {"use": 0.42, "explain": 0.7, "build": 1.0}
WIDE = 1.7  # width of the whole map for its height
SWEEPS = 4
SHAKE = (11.0, 8.0)  # farthest that a skill is moved off its place, so that no grid shows


class Place(NamedTuple):
    """What the layout has to know of a skill."""

    area: str
    topic: str
    depth: str
    needed: Sequence[str]


class _Massif(NamedTuple):
    area: str
    points: dict[str, tuple[float, float]]  # with (0, 0) at the lower left corner, y downwards
    width: float
    height: float
    rank: float


def layout(
    skills: Mapping[str, tuple[str, str, str, Sequence[str]]],
) -> dict[str, tuple[float, float]]:
    """Skill id -> (x, y). Prerequisites that are not among ``skills`` are left out."""
    places = {
        skill: Place(area, topic, depth, tuple(n for n in sorted(needed) if n in skills))
        for skill, (area, topic, depth, needed) in sorted(skills.items())
    }
    if not places:
        return {}
    ranks = _ranks(places, places)
    areas = sorted({place.area for place in places.values()})
    massifs = [_massif(area, places, ranks) for area in areas]
    return _ranges(sorted(massifs, key=lambda m: (m.rank, m.area)), places)


# --- one massif ------------------------------------------------------------------------------


def _massif(area: str, places: Mapping[str, Place], ranks: Mapping[str, int]) -> _Massif:
    members = [skill for skill, place in places.items() if place.area == area]
    rows = _order(_rows(members, places), places)
    across = max(len(row) for row in rows)
    points: dict[str, tuple[float, float]] = {}
    for height, row in enumerate(rows):
        left = (across - len(row)) * COLUMN / 2 + _stagger(rows, height)
        for column, skill in enumerate(row):
            dx, dy = _shake(skill)
            points[skill] = (left + column * COLUMN + dx, -height * ROW + dy)
    rank = sum(ranks[skill] for skill in members) / len(members)
    return _Massif(area, points, (across - 1) * COLUMN, (len(rows) - 1) * ROW, rank)


def _rows(members: Sequence[str], places: Mapping[str, Place]) -> list[list[str]]:
    """Rows from the foot to the ridge: by depth, then by what comes first, few enough in each."""
    widest = max(2, min(6, round((1.5 * len(members)) ** 0.5)))
    ranks = _ranks(members, places)
    rows: list[list[str]] = []
    for depth in DEPTHS:
        band = [skill for skill in members if places[skill].depth == depth]
        for rank in sorted({ranks[skill] for skill in band}):
            level = sorted(
                (s for s in band if ranks[s] == rank), key=lambda s: (places[s].topic, s)
            )
            count = -(-len(level) // widest)
            size = -(-len(level) // count)
            rows += [level[i : i + size] for i in range(0, len(level), size)]
    return _merged(rows, places, widest)


def _merged(rows: list[list[str]], places: Mapping[str, Place], widest: int) -> list[list[str]]:
    """Joins neighbouring rows that fit side by side and do not need one another."""
    joined = [rows[0]]
    for row in rows[1:]:
        below = joined[-1]
        same = places[below[0]].depth == places[row[0]].depth
        climbs = any(need in below for skill in row for need in places[skill].needed)
        if same and not climbs and len(below) + len(row) <= widest:
            below.extend(row)
        else:
            joined.append(list(row))
    return joined


def _order(rows: list[list[str]], places: Mapping[str, Place]) -> list[list[str]]:
    """Puts each skill close to what it needs and what needs it, so that few trails cross."""
    leads_to: dict[str, list[str]] = {skill: [] for row in rows for skill in row}
    for skill in leads_to:
        for need in places[skill].needed:
            if need in leads_to:
                leads_to[need].append(skill)
    spot = {skill: _centred(i, len(row)) for row in rows for i, skill in enumerate(row)}
    for sweep in range(SWEEPS):
        upwards = sweep % 2 == 0
        for row in rows if upwards else reversed(rows):
            near = {
                s: [n for n in (places[s].needed if upwards else leads_to[s]) if n in spot]
                for s in row
            }
            row.sort(key=lambda s: (_mean((spot[n] for n in near[s]), spot[s]), places[s].topic, s))
            spot.update({skill: _centred(i, len(row)) for i, skill in enumerate(row)})
    return rows


def _centred(index: int, count: int) -> float:
    return index - (count - 1) / 2


def _stagger(rows: Sequence[Sequence[str]], height: int) -> float:
    """Half a column aside where a row stands straight above one as long as itself."""
    if height == 0 or len(rows[height]) != len(rows[height - 1]):
        return 0.0
    return COLUMN / 4 if height % 2 else -COLUMN / 4


def _shake(skill: str) -> tuple[float, float]:
    """A small step aside, drawn from the id: the same on every machine."""
    digest = hashlib.blake2b(skill.encode(), digest_size=2).digest()
    return ((digest[0] / 127.5 - 1) * SHAKE[0], (digest[1] / 127.5 - 1) * SHAKE[1])


# --- the ranges ------------------------------------------------------------------------------


def _ranges(
    massifs: Sequence[_Massif], places: Mapping[str, Place]
) -> dict[str, tuple[float, float]]:
    """Sets massifs side by side in ranges, the first ones at the bottom of the map."""
    total = sum((m.width + COLUMN + VALLEY) * (m.height + ROW + VALLEY) for m in massifs)
    wide = max((total * WIDE) ** 0.5, max(m.width + COLUMN for m in massifs))
    points: dict[str, tuple[float, float]] = {}
    base = 0.0
    for row in _shelves(massifs, wide):
        row = _side_by_side(row, points, places)
        length = sum(m.width + COLUMN for m in row) + VALLEY * (len(row) - 1)
        left = -length / 2
        tallest = max(m.height for m in row)
        for index, massif in enumerate(row):
            lift = (tallest - massif.height) * (0.5 if index % 2 else 0.2)
            for skill, (x, y) in massif.points.items():
                points[skill] = (left + COLUMN / 2 + x, base + y - lift)
            left += massif.width + COLUMN + VALLEY
        base -= tallest + ROW + VALLEY
    return _from_zero(points)


def _shelves(massifs: Iterable[_Massif], wide: float) -> list[list[_Massif]]:
    shelves: list[list[_Massif]] = [[]]
    used = 0.0
    for massif in massifs:
        need = massif.width + COLUMN + (VALLEY if shelves[-1] else 0.0)
        if shelves[-1] and used + need > wide:
            shelves.append([])
            used, need = 0.0, massif.width + COLUMN
        shelves[-1].append(massif)
        used += need
    return shelves


def _side_by_side(
    row: Sequence[_Massif], placed: Mapping[str, tuple[float, float]], places: Mapping[str, Place]
) -> list[_Massif]:
    """Left to right as what they need lies below them; the first range as it comes."""

    def pull(massif: _Massif) -> float:
        below = (n for s in massif.points for n in places[s].needed if n in placed)
        return _mean((placed[n][0] for n in below), 0.0)

    return sorted(row, key=lambda massif: (pull(massif), massif.rank, massif.area))


def _from_zero(points: Mapping[str, tuple[float, float]]) -> dict[str, tuple[float, float]]:
    left = min(x for x, _ in points.values())
    top = min(y for _, y in points.values())
    return {skill: (round(x - left, 1), round(y - top, 1)) for skill, (x, y) in points.items()}


# --- helpers ---------------------------------------------------------------------------------


def _ranks(members: Iterable[str], places: Mapping[str, Place]) -> dict[str, int]:
    """How many steps lead up to a skill among ``members``; a circle ends where it closes."""
    among = set(members)
    ranks: dict[str, int] = {}
    for start in sorted(among):
        stack = [(start, iter(places[start].needed))]
        open_ = {start}
        while stack:
            skill, rest = stack[-1]
            below = next(
                (n for n in rest if n in among and n not in ranks and n not in open_), None
            )
            if below is not None:
                stack.append((below, iter(places[below].needed)))
                open_.add(below)
                continue
            known = [ranks[n] for n in places[skill].needed if n in ranks]
            ranks[skill] = 1 + max(known, default=-1)
            stack.pop()
            open_.discard(skill)
    return ranks


def _mean(values: Iterable[float], otherwise: float) -> float:
    listed = list(values)
    return sum(listed) / len(listed) if listed else otherwise
