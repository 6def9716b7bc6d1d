"""A map that comes from elsewhere: lines of skill, prerequisite and perhaps a weight."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

from ascent.simulate.maps import Map, build

SKILL_WORDS = {"skill", "skills", "node", "target", "to", "name", "id", "course", "concept"}
NEED_WORDS = {"prerequisite", "prerequisites", "prereq", "requires", "needs", "from", "source"}
WEIGHT_WORDS = {"weight", "strength"}


@dataclass(frozen=True)
class Foreign:
    """The map, the names of its skills in its order, and what had to be put right, in words."""

    atlas: Map
    names: tuple[str, ...]
    repairs: tuple[str, ...]


def read(text: str) -> Foreign:
    """Read a table with or without a header; commas, semicolons or tabs between the columns.

    A line without a prerequisite names a skill that needs nothing. A weight outside (0, 1] counts
    as 1. Links that close a cycle are left out. Nothing here raises: what cannot be read is
    named among the repairs.
    """
    repairs: list[str] = []
    needs: dict[str, dict[str, float]] = {}
    for skill, need, weight in _rows(text, repairs):
        needs.setdefault(skill, {})
        if not need:
            continue
        needs.setdefault(need, {})
        if need == skill:
            repairs.append(f"“{skill}” cannot need itself: left out.")
        elif need in needs[skill]:
            needs[skill][need] = max(needs[skill][need], weight)
        else:
            needs[skill][need] = weight
    order = _order(needs, repairs)
    place = {name: i for i, name in enumerate(order)}
    below = [sorted((place[k], w) for k, w in needs[name].items()) for name in order]
    atlas = build([[k for k, _ in row] for row in below], [[w for _, w in row] for row in below])
    return Foreign(atlas, tuple(order), tuple(repairs))


def _rows(text: str, repairs: list[str]) -> list[tuple[str, str, float]]:
    text = text.lstrip("\ufeff").replace("\x00", "")
    sample = text[:4096]
    mark = max(",;\t", key=sample.count)
    rows: list[tuple[str, str, float]] = []
    columns = (0, 1, 2)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for number, line in enumerate(lines, start=1):
        cells = _cells(line, mark)
        if not any(cells) or cells[0].startswith("#"):
            continue
        if not rows and (found := _header(cells)):
            columns = found
            continue
        padded = [*cells, *[""] * 3]
        skill, need, heavy = (padded[c] if c < len(padded) else "" for c in columns)
        if not skill:
            repairs.append(f"Line {number} names no skill: left out.")
            continue
        rows.append((skill, need, _weight(heavy, number, repairs)))
    return rows


def _cells(line: str, mark: str) -> list[str]:
    try:
        row = next(csv.reader(io.StringIO(line), delimiter=mark), [])
    except csv.Error:
        row = line.split(mark)
    return [cell.strip() for cell in row] or [""]


def _header(cells: list[str]) -> tuple[int, int, int] | None:
    """The columns of skill, prerequisite and weight, when the first line names them."""
    words = [cell.lower() for cell in cells]
    needs = [c for c, word in enumerate(words) if word in NEED_WORDS]
    skills = [c for c, word in enumerate(words) if word in SKILL_WORDS]
    if not (skills and needs):
        return None
    weights = [c for c, word in enumerate(words) if word in WEIGHT_WORDS]
    return skills[0], needs[0], weights[0] if weights else len(cells) + 3


def _weight(cell: str, number: int, repairs: list[str]) -> float:
    if not cell:
        return 1.0
    try:
        weight = float(cell.replace(",", "."))
    except ValueError:
        weight = -1.0
    if 0.0 < weight <= 1.0:
        return weight
    repairs.append(f"Line {number}: the weight “{cell}” is not in (0, 1] and counts as 1.")
    return 1.0


def _order(needs: dict[str, dict[str, float]], repairs: list[str]) -> list[str]:
    """An order in which all can be learned. Links that close a cycle are taken out of `needs`."""
    order: list[str] = []
    done: set[str] = set()
    for start in needs:
        path: list[tuple[str, list[str]]] = []
        on_path: set[str] = set()
        _enter(start, needs, done, path, on_path)
        while path:
            name, waiting = path[-1]
            if not waiting:
                path.pop()
                on_path.discard(name)
                done.add(name)
                order.append(name)
                continue
            below = waiting.pop()
            if below in on_path:
                del needs[name][below]
                repairs.append(f"“{name}” needs “{below}” on a cycle: this link is left out.")
            else:
                _enter(below, needs, done, path, on_path)
    return order


def _enter(
    name: str,
    needs: dict[str, dict[str, float]],
    done: set[str],
    path: list[tuple[str, list[str]]],
    on_path: set[str],
) -> None:
    if name not in done:
        on_path.add(name)
        path.append((name, sorted(needs[name], reverse=True)))


def isolated(given: Foreign) -> tuple[str, ...]:
    """The skills that need nothing and are needed by nothing."""
    atlas = given.atlas
    return tuple(
        name
        for i, name in enumerate(given.names)
        if atlas.first[i] == atlas.first[i + 1] and atlas.first_open[i] == atlas.first_open[i + 1]
    )
