"""Many values of one kind as one: what makes ten thousand small calls cost little.

A list of plain JSON values travels as it is, floats as eight bytes each, rows of equal
length as one flat list or column by column, dicts with the same keys as columns. Every
form says what it holds, so nothing changes its type on the way: no float becomes an
int, no tuple a list. Whatever fits no form returns None and travels value by value.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any

from . import arrays
from .form import SAFE_INT, NotFinite, WireError, only, typed

if TYPE_CHECKING:
    from .reading import Reader
    from .writing import Writer

_SCALARS = {type(None), bool, str, int, float}
_ROWS = {list: "list", tuple: "tuple"}
_KINDS = {name: kind for kind, name in _ROWS.items()}
MAX_WIDTH = 64


def plain(values: Sequence[Any]) -> bool:
    """Whether every value is its own JSON tree: one look at all instead of one at each."""
    kinds = set(map(type, values))
    if not kinds <= _SCALARS:
        return False
    if float in kinds and not all(map(math.isfinite, _of(float, kinds, values))):
        return False
    if int in kinds:
        numbers = _of(int, kinds, values)
        return bool(min(numbers) >= -SAFE_INT and max(numbers) <= SAFE_INT)
    return True


def _of(kind: type, kinds: set[type], values: Sequence[Any]) -> Sequence[Any]:
    return values if len(kinds) == 1 else [value for value in values if type(value) is kind]


def encode(writer: Writer, values: Sequence[Any]) -> Any:
    """The tree of MANY values or more as one; None if they have to travel one by one."""
    kinds = set(map(type, values))
    if kinds == {float}:
        return {"$": "floats", "v": writer.part(struct.pack(f"<{len(values)}d", *values))}
    if str in kinds and writer.careful:
        return None
    if kinds <= _SCALARS:
        return list(values) if plain(values) else None
    if len(kinds) > 1:
        return None
    kind = kinds.pop()
    if kind in _ROWS:
        return _write_rows(writer, values, _ROWS[kind])
    if kind is dict:
        return _write_records(writer, values)
    return arrays.encode_many(writer, values, kind)


def _write_rows(writer: Writer, rows: Sequence[Any], of: str) -> Any:
    width = len(rows[0])
    if not width or set(map(len, rows)) != {width}:
        return None
    writer.room(len(rows) * width)
    flat = list(chain.from_iterable(rows))
    kinds = set(map(type, flat))
    if width == 1 or kinds == {float} or (kinds <= _SCALARS and float not in kinds):
        return {"$": "rows", "of": of, "width": width, "v": writer.each(flat)}
    if width > min(MAX_WIDTH, len(rows)):
        return None
    columns = [writer.each(column) for column in zip(*rows, strict=True)]
    return {"$": "columns", "of": of, "v": columns}


def _write_records(writer: Writer, records: Sequence[dict[Any, Any]]) -> Any:
    keys = list(records[0])
    if not 0 < len(keys) <= min(MAX_WIDTH, len(records)) or set(map(type, keys)) != {str}:
        return None
    if any(list(record) != keys for record in records):
        return None
    columns = [writer.each([record[key] for record in records]) for key in keys]
    return {"$": "records", "k": writer.each(keys), "v": columns}


def _read_floats(reader: Reader, tree: dict[str, Any]) -> list[float]:
    data = reader.part(only(tree, "v"))
    if len(data) % 8:
        raise WireError("Numbers are cut off.")
    count = len(data) // 8
    reader.charge(count + 1)
    numbers = list(struct.unpack(f"<{count}d", data))
    if reader.finite and not all(map(math.isfinite, numbers)):
        raise NotFinite(next(repr(one) for one in numbers if not math.isfinite(one)))
    return numbers


def _read_rows(reader: Reader, tree: dict[str, Any]) -> list[Any]:
    of, width, values = only(tree, "of", "width", "v")
    kind = _KINDS[typed(of, str)]
    reader.enter()
    flat = reader.each(values)
    reader.leave()
    if typed(width, int) < 1 or not flat or len(flat) % width:
        raise WireError("Rows are not as long as they say.")
    reader.charge(len(flat) // width + 1)
    return list(map(kind, zip(*[iter(flat)] * width, strict=True)))


def _read_columns(reader: Reader, tree: dict[str, Any]) -> list[Any]:
    of, values = only(tree, "of", "v")
    kind = _KINDS[typed(of, str)]
    return [kind(row) for row in _across(reader, values)]


def _read_records(reader: Reader, tree: dict[str, Any]) -> list[dict[str, Any]]:
    names, values = only(tree, "k", "v")
    keys = [typed(key, str) for key in reader.each(names)]
    if len(set(keys)) != len(keys) or len(keys) != len(typed(values, list)):
        raise WireError("The fields of a list of dicts do not fit together.")
    return [dict(zip(keys, row, strict=True)) for row in _across(reader, values)]


def _across(reader: Reader, values: Any) -> list[tuple[Any, ...]]:
    """The rows of a list of columns, all equally long."""
    reader.enter()
    columns = [reader.each(column) for column in typed(values, list)]
    reader.leave()
    if not 0 < len(columns) <= MAX_WIDTH or {len(c) for c in columns} != {len(columns[0])}:
        raise WireError("Columns are not equally long.")
    reader.charge(len(columns[0]) + 1)
    return list(zip(*columns, strict=True))


READERS = {
    "floats": _read_floats,
    "rows": _read_rows,
    "columns": _read_columns,
    "records": _read_records,
}
