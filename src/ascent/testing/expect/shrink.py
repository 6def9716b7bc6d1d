"""Smaller inputs made of one input: fewer rows, smaller numbers, shorter texts."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

Row = tuple[Any, ...]
MOST_PLACES = 12
"""Rows, or numbers, that are changed one by one; there are wholesale changes for the rest."""


def simpler(row: Row) -> list[Row]:
    """Rows of arguments that are simpler than `row`, the simplest first. Arguments of one
    length are shortened together: they are columns of one table."""
    found = list(_shorter(row))
    for at, value in enumerate(row):
        found += [(*row[:at], other, *row[at + 1 :]) for other in _smaller(value)]
    return found


def _length(value: Any) -> int | None:
    """The number of rows of a value that has rows."""
    if type(value) in (list, tuple, str):
        return len(value)
    shape: tuple[int, ...] = getattr(value, "shape", ())
    return int(shape[0]) if shape else None


def _shorter(row: Row) -> Iterator[Row]:
    lengths = {_length(value) for value in row} - {None, 0}
    for length in sorted(length for length in lengths if length is not None):
        for kept in _subsets(length):
            yield tuple(_rows(value, kept) if _length(value) == length else value for value in row)


def _subsets(length: int) -> Iterator[list[int]]:
    """Places to keep: none, one, the first half, the second half, all but one."""
    places = list(range(length))
    yield []
    if length > 1:
        yield places[:1]
        half = length // 2
        if half > 1:
            yield places[:half]
        if length - half > 1:
            yield places[half:]
    if length > 2:
        for at in places[:MOST_PLACES]:
            yield places[:at] + places[at + 1 :]


def _rows(value: Any, kept: list[int]) -> Any:
    if type(value) is str:
        return "".join(value[at] for at in kept)
    if type(value) in (list, tuple):
        return type(value)(value[at] for at in kept)
    if hasattr(value, "iloc"):
        return value.iloc[kept].reset_index(drop=True)
    return value[kept]


def _smaller(value: Any) -> Iterator[Any]:
    """Values like `value` with smaller or rounder numbers."""
    if type(value) in (int, float):
        yield from _smaller_number(value)
    elif type(value) in (list, tuple):
        for at, item in enumerate(value[:MOST_PLACES]):
            for other in _smaller(item):
                yield type(value)([*value[:at], other, *value[at + 1 :]])
    elif type(value) is dict:
        for key in list(value)[:MOST_PLACES]:
            yield {name: item for name, item in value.items() if name != key}
            for other in _smaller(value[key]):
                yield {**value, key: other}
    elif type(value).__name__ == "ndarray" and value.dtype.kind in "iuf" and value.size:
        yield from _smaller_array(value)


def _smaller_number(value: Any) -> Iterator[Any]:
    """Zero, one, half, whole numbers: each nearer to zero, or shorter to write."""
    kind = type(value)
    if not math.isfinite(value):
        return
    for other in (0, 1, -1):
        if abs(other) < abs(value) or (other == 1 and value == -1):
            yield kind(other)
    if kind is float and not value.is_integer():
        yield float(round(value))
        if value != round(value, 1):
            yield round(value, 1)
    elif abs(value) > 3:
        yield kind(int(value) // 2)
    elif abs(value) > 1:
        yield kind(value - math.copysign(1, value))


def _smaller_array(value: Any) -> Iterator[Any]:
    """Narrower, rounded, halved; then one number after the other."""
    if value.ndim == 2 and value.shape[1] > 1:
        yield value[:, : value.shape[1] // 2]
        yield value[:, 1:]
    if value.dtype.kind == "f" and (value != value.round()).any():
        yield value.round()
        if (value != value.round(1)).any():
            yield value.round(1)
    elif (abs(value) > 3).any():
        yield (value / 2).round().astype(value.dtype)
    flat = value.ravel()
    for at in range(min(flat.size, MOST_PLACES)):
        for other in _smaller_number(flat[at].item()):
            changed = flat.copy()
            changed[at] = other
            yield changed.reshape(value.shape)
