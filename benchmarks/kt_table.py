"""Answer logs for the knowledge-tracing benchmark, and who is held out in which fold.

A table is read from CSV with the columns user_id, item_id, skill_ids (separated by `;`, may be
empty), correct (0 or 1) and, if there is one, timestamp in seconds. Ids may be any text.
"""

from __future__ import annotations

import csv
import gzip
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

import numpy as np
from numpy.typing import NDArray

FOLDS = 5
MOST_DIGITS = 19  # of an id that is sorted as a number
NEEDED = ("user_id", "item_id", "skill_ids", "correct")
RIGHT = {"1": 1, "1.0": 1, "true": 1, "0": 0, "0.0": 0, "false": 0}


class BadTable(Exception):
    """The table cannot be used; the message says where and why."""


@dataclass(frozen=True)
class Table:
    """Answers sorted by student and time; every student's rows lie together.

    Per row: `user`, `item` (numbers from 0), `combo` (which entry of `combos`, the sets of
    skills), `right` (0 or 1), `at` in seconds or NaN. `users`, `items`, `skills` are the ids.
    """

    name: str
    user: NDArray[np.int64]
    item: NDArray[np.int64]
    combo: NDArray[np.int64]
    right: NDArray[np.int64]
    at: NDArray[np.float64]
    combos: tuple[tuple[int, ...], ...]
    users: tuple[str, ...]
    items: tuple[str, ...]
    skills: tuple[str, ...]
    note: str = ""

    def __len__(self) -> int:
        return len(self.user)

    def folds(self) -> NDArray[np.int64]:
        """Which fold holds each row out: students are permuted with seed 0 and dealt out."""
        of_user = np.empty(len(self.users), np.int64)
        order = np.random.default_rng(0).permutation(len(self.users))
        of_user[order] = np.arange(len(self.users)) % FOLDS
        return of_user[self.user]

    def part(self, rows: NDArray[np.bool_]) -> Table:
        """The rows where `rows` holds, with the same numbering of everything."""
        kept = [getattr(self, name)[rows] for name in ("user", "item", "combo", "right", "at")]
        rest = (self.combos, self.users, self.items, self.skills, self.note)
        return Table(self.name, *kept, *rest)

    def has_times(self) -> bool:
        """Are there time stamps that say something?"""
        return len(self) > 0 and bool(np.isfinite(self.at).all())


class Rows:
    """Collects answers one by one, and makes the table of them."""

    def __init__(self) -> None:
        self._user: list[str] = []
        self._item: list[str] = []
        self._combo: list[tuple[str, ...]] = []
        self._right: list[int] = []
        self._at: list[float] = []

    def add(self, user: str, item: str, skills: tuple[str, ...], right: int, at: float) -> None:
        """One answer; `at` is NaN when nobody knows."""
        self._user.append(user)
        self._item.append(item)
        self._combo.append(skills)
        self._right.append(right)
        self._at.append(at)

    def table(self, name: str) -> Table:
        """All of them, sorted stably by student and time. Raises `BadTable` when too few."""
        users, user = _numbered(self._user)
        items, item = _numbered(self._item)
        if len(users) < FOLDS:
            raise BadTable(
                f"{name} has {len(users)} students. {FOLDS} folds by student need {FOLDS} or more."
            )
        skills = sorted({s for combo in self._combo for s in combo}, key=_natural)
        number = {skill: n for n, skill in enumerate(skills)}
        found = sorted({tuple(sorted(number[s] for s in set(combo))) for combo in set(self._combo)})
        place = {combo: n for n, combo in enumerate(found)}
        which = {c: place[tuple(sorted(number[s] for s in set(c)))] for c in set(self._combo)}
        at, note = _times(user, np.array(self._at))
        order = np.lexsort((np.nan_to_num(at), user))
        combo = np.array([which[c] for c in self._combo], np.int64)
        columns = (user, item, combo, np.array(self._right, np.int64), at)
        ids = (tuple(found), users, items, tuple(skills), note)
        return Table(name, *(column[order] for column in columns), *ids)


def _natural(name: str) -> tuple[int, int, str]:
    """Numbers by size, then other ids, and numbers of endless digits, by their letters."""
    is_number = name.isascii() and name.isdigit() and len(name) < MOST_DIGITS
    return (0, int(name), name) if is_number else (1, 0, name)


def _numbered(names: Sequence[str]) -> tuple[tuple[str, ...], NDArray[np.int64]]:
    found = sorted(set(names), key=_natural)
    place = {name: n for n, name in enumerate(found)}
    return tuple(found), np.array([place[name] for name in names], np.int64)


def _times(user: NDArray[np.int64], at: NDArray[np.float64]) -> tuple[NDArray[np.float64], str]:
    """Times without holes: all unknown, or each gap filled from the student's answer before."""
    gaps = np.isnan(at)
    if gaps.all() or not gaps.any():
        same = bool((at == at[:1]).all())  # one time for everything says nothing
        return (np.full(len(at), np.nan) if same else at), ""
    filled, last = at.copy(), dict[int, float]()
    for row, who in enumerate(user.tolist()):
        filled[row] = last.get(who, np.nanmin(at)) if gaps[row] else at[row]
        last[who] = filled[row]
    note = f"{int(gaps.sum()):,} rows had no timestamp: they got that of the row before."
    return filled, note


def read(path: Path) -> Table:
    """The table in a CSV file, plain or gzipped. Raises `BadTable`, with the line."""
    rows = Rows()
    try:
        with opened(path) as file:
            for line, cells in _lines(file, path.name):
                rows.add(*_answer(cells, f"{path.name}, line {line}"))
        return rows.table(path.name)
    except (OSError, EOFError, zlib.error) as error:
        raise BadTable(f"{path} cannot be read: {error}.") from None
    except UnicodeDecodeError:
        raise BadTable(f"{path} is not UTF-8 text.") from None


def opened(path: Path) -> TextIO:
    """The text of a file, plain or gzipped, which its first two bytes tell."""
    with path.open("rb") as file:
        packed = file.read(2) == b"\x1f\x8b"
    if packed:
        return gzip.open(path, "rt", encoding="utf-8-sig", newline="")  # type: ignore[return-value]
    return path.open(encoding="utf-8-sig", newline="")


def _lines(file: TextIO, name: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Line number and cells by column. The first line names the columns, in any order."""
    first = file.readline()
    delimiter = "\t" if "\t" in first and "," not in first else ","
    head = [cell.strip() for cell in next(csv.reader([first], delimiter=delimiter), [])]
    if missing := [column for column in NEEDED if column not in head]:
        raise BadTable(f"{name}, line 1: the column {', '.join(missing)} is missing.")
    reader = csv.reader(file, delimiter=delimiter)
    try:
        for cells in reader:
            line = reader.line_num + 1
            if not cells:
                continue
            if len(cells) != len(head):
                raise BadTable(f"{name}, line {line}: {len(cells)} cells in place of {len(head)}.")
            yield line, dict(zip(head, cells, strict=True))
    except csv.Error as error:
        raise BadTable(f"{name}, line {reader.line_num + 2}: {error}.") from None


def _answer(cells: dict[str, str], where: str) -> tuple[str, str, tuple[str, ...], int, float]:
    user, item = cells["user_id"].strip(), cells["item_id"].strip()
    if not user or not item:
        raise BadTable(f"{where}: user_id and item_id must not be empty.")
    right = RIGHT.get(cells["correct"].strip().lower())
    if right is None:
        raise BadTable(f"{where}: correct is “{cells['correct'][:40]}”, neither 0 nor 1.")
    skills = tuple(s for s in map(str.strip, cells["skill_ids"].split(";")) if s)
    return user, item, skills, right, _time(cells.get("timestamp", "").strip(), where)


def _time(cell: str, where: str) -> float:
    if not cell:
        return float("nan")
    try:
        at = float(cell)
    except ValueError:
        at = float("inf")
    if not np.isfinite(at):
        raise BadTable(f"{where}: timestamp is “{cell[:40]}”, not a number of seconds.")
    return at
