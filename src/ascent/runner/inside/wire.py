"""The wire: values as bytes, without pickle, decoded to exact types or not at all.

A message is JSON text followed by binary parts. Builtins travel as JSON, tagged
where JSON has no such type; arrays as `.npy` bytes; tables column by column (see
`tables`). `loads` accepts only what `dumps` writes: everything else is a WireError,
so a value that arrives has exactly the type it claims, whatever the other side did.

Floats that are not finite travel faithfully but tagged. `loads(finite=True)` refuses
them outside arrays and tables, where missing values are daily bread.
"""

from __future__ import annotations

import datetime as dt
import json
import math
import struct
import sys
from collections.abc import Callable
from typing import Any

MAX_DEPTH = 50
MAX_NODES = 1_000_000
MAX_JSON = 16 * 1024 * 1024
MAX_BINARY = 64 * 1024 * 1024
MAX_INT_BITS = 100_000
_SAFE_INT = 2**53
_HEAD = struct.Struct(">2sIH")
_MAGIC = b"W1"

Extend = Callable[[object], "dict[str, Any] | None"]
Resolve = Callable[[dict[str, Any]], object]


class WireError(Exception):
    """The value cannot travel, or the bytes are not a message."""


class NotFinite(WireError):
    """A bare nan or infinity where only finite numbers are accepted."""


def dumps(value: object, extend: Extend | None = None) -> bytes:
    """Encode `value`. `extend` may turn an unknown object into a plain dict that
    `loads` hands to its `resolve`. Raises WireError for anything else."""
    writer = Writer(extend)
    try:
        text = json.dumps(writer.encode(value), allow_nan=False, separators=(",", ":")).encode()
    except (RecursionError, ValueError, UnicodeError) as error:
        raise WireError(str(error)) from error
    if len(text) > MAX_JSON:
        raise WireError("The value is too large to travel.")
    sizes = struct.pack(f">{len(writer.parts)}I", *map(len, writer.parts))
    head = _HEAD.pack(_MAGIC, len(text), len(writer.parts))
    return b"".join([head, sizes, text, *writer.parts])


def loads(data: bytes, resolve: Resolve | None = None, *, finite: bool = False) -> Any:
    """Decode what `dumps` wrote. Raises WireError for anything malformed."""
    text, parts = _split(data)
    if text.count(b",") + text.count(b"[") + text.count(b"{") > MAX_NODES:
        raise WireError("The message has too many values.")
    try:
        tree = json.loads(text, parse_constant=_refuse_constant)
        return Reader(parts, resolve, finite=finite).decode(tree)
    except WireError:
        raise
    except RecursionError:
        raise WireError("The message is nested too deeply.") from None
    except Exception as error:
        raise WireError(f"The message is malformed: {type(error).__name__}: {error}") from error


def _split(data: bytes) -> tuple[bytes, list[bytes]]:
    """The JSON text and the binary parts of a message; every length must add up."""
    if len(data) < _HEAD.size:
        raise WireError("The message is cut off.")
    magic, text_size, count = _HEAD.unpack_from(data)
    if magic != _MAGIC or text_size > MAX_JSON:
        raise WireError("This is not a message.")
    start = _HEAD.size + 4 * count
    if len(data) < start + text_size:
        raise WireError("The message is cut off.")
    sizes = struct.unpack_from(f">{count}I", data, _HEAD.size)
    if start + text_size + sum(sizes) != len(data) or sum(sizes) > MAX_BINARY:
        raise WireError("The lengths in the message do not add up.")
    at = start + text_size
    parts = []
    for size in sizes:
        parts.append(data[at : at + size])
        at += size
    return data[start : start + text_size], parts


def _refuse_constant(name: str) -> None:
    raise WireError(f"{name} is not allowed here.")


class Writer:
    """Turns values into a JSON tree and a list of binary parts."""

    def __init__(self, extend: Extend | None) -> None:
        self.extend = extend
        self.parts: list[bytes] = []
        self._depth = self._nodes = self._bytes = 0

    def part(self, data: bytes) -> int:
        """Keep `data` beside the JSON; returns its number."""
        self._bytes += len(data)
        if self._bytes > MAX_BINARY or len(self.parts) >= 65_000:
            raise WireError("The value is too large to travel.")
        self.parts.append(data)
        return len(self.parts) - 1

    def encode(self, value: object) -> Any:
        """The JSON tree of `value`."""
        self._nodes += 1
        if self._nodes > MAX_NODES // 2:
            raise WireError("The value has too many parts to travel.")
        if self._depth > MAX_DEPTH:
            raise WireError("The value is nested too deeply to travel.")
        self._depth += 1
        try:
            return self._encode(value)
        finally:
            self._depth -= 1

    def _encode(self, value: Any) -> Any:
        kind = type(value)
        if kind in (bool, str, type(None)):
            return value
        if writer := _WRITERS.get(kind):
            return writer(self, value)
        if "numpy" in sys.modules:
            from . import tables

            tree = tables.encode(self, value)
            if tree is not None:
                return tree
        payload = self.extend(value) if self.extend else None
        if payload is None:
            raise WireError(f"A value of type {kind.__name__} cannot travel.")
        return {"$": "ref", "v": payload}

    def each(self, values: Any) -> list[Any]:
        """The JSON trees of several values."""
        return [self.encode(value) for value in values]


def _write_int(writer: Writer, value: int) -> Any:
    if -_SAFE_INT <= value <= _SAFE_INT:
        return value
    if value.bit_length() > MAX_INT_BITS:
        raise WireError("A number has too many digits to travel.")
    return {"$": "int", "v": hex(value)}


def _write_float(writer: Writer, value: float) -> Any:
    return value if math.isfinite(value) else {"$": "float", "v": repr(value)}


def _write_dict(writer: Writer, value: dict[Any, Any]) -> Any:
    return {"$": "dict", "v": [[writer.encode(k), writer.encode(v)] for k, v in value.items()]}


def _write_delta(writer: Writer, value: dt.timedelta) -> Any:
    return {"$": "timedelta", "v": [value.days, value.seconds, value.microseconds]}


_WRITERS: dict[type, Callable[[Writer, Any], Any]] = {
    int: _write_int,
    float: _write_float,
    complex: lambda w, v: {"$": "complex", "v": [w.encode(v.real), w.encode(v.imag)]},
    bytes: lambda w, v: {"$": "bytes", "v": w.part(v)},
    list: lambda w, v: w.each(v),
    tuple: lambda w, v: {"$": "tuple", "v": w.each(v)},
    set: lambda w, v: {"$": "set", "v": w.each(v)},
    frozenset: lambda w, v: {"$": "frozenset", "v": w.each(v)},
    range: lambda w, v: {"$": "range", "v": w.each((v.start, v.stop, v.step))},
    dict: _write_dict,
    dt.date: lambda w, v: {"$": "date", "v": v.isoformat()},
    dt.datetime: lambda w, v: {"$": "datetime", "v": v.isoformat()},
    dt.time: lambda w, v: {"$": "time", "v": v.isoformat()},
    dt.timedelta: _write_delta,
}


class Reader:
    """Turns a JSON tree and its binary parts back into values, strictly."""

    def __init__(self, parts: list[bytes], resolve: Resolve | None, *, finite: bool) -> None:
        self.parts, self.resolve, self.finite = parts, resolve, finite
        self._depth = 0

    def decode(self, tree: Any) -> Any:
        """The value of one JSON tree. Raises WireError."""
        self._depth += 1
        if self._depth > MAX_DEPTH + 5:
            raise WireError("The message is nested too deeply.")
        try:
            if type(tree) is list:
                return [self.decode(item) for item in tree]
            if type(tree) is dict:
                return self._tagged(tree)
            if type(tree) is float and not math.isfinite(tree):
                raise WireError("A number is too large.")
            return tree
        finally:
            self._depth -= 1

    def _tagged(self, tree: dict[str, Any]) -> Any:
        tag = tree.get("$")
        if tag == "ref":
            return self._resolved(only(tree, "v"))
        if reader := _READERS.get(tag or ""):
            return reader(self, only(tree, "v"))
        from . import tables

        return tables.decode(self, tag, tree)

    def _resolved(self, payload: Any) -> object:
        if self.resolve is None or type(payload) is not dict:
            raise WireError("The message refers to something that is not known here.")
        return self.resolve(payload)

    def part(self, number: Any) -> bytes:
        """A binary part by its number."""
        if type(number) is not int or not 0 <= number < len(self.parts):
            raise WireError("The message refers to a part that is not there.")
        return self.parts[number]

    def each(self, trees: Any) -> list[Any]:
        """The values of a list of trees."""
        return [self.decode(tree) for tree in typed(trees, list)]


def only(tree: dict[str, Any], *keys: str) -> Any:
    """The fields `keys` of a tagged tree, which must have no others: one value or a tuple."""
    if tree.keys() - {"$"} != set(keys):
        raise WireError(f"A tagged value has the fields {sorted(tree)}.")
    values = tuple(tree[key] for key in keys)
    return values[0] if len(keys) == 1 else values


def typed(value: Any, kind: type) -> Any:
    """`value` if it is exactly of `kind`."""
    if type(value) is not kind:
        raise WireError(f"Found {type(value).__name__} where {kind.__name__} belongs.")
    return value


def _read_int(reader: Reader, value: Any) -> int:
    if len(typed(value, str)) > MAX_INT_BITS // 4 + 4:
        raise WireError("A number has too many digits.")
    return int(value, 16)


def _read_float(reader: Reader, value: Any) -> float:
    if typed(value, str) not in ("nan", "inf", "-inf"):
        raise WireError("This is not a number.")
    if reader.finite:
        raise NotFinite(value)
    return float(value)


def _read_complex(reader: Reader, value: Any) -> complex:
    real, imag = reader.each(value)
    return complex(typed(real, float), typed(imag, float))


def _read_dict(reader: Reader, value: Any) -> dict[Any, Any]:
    pairs = [typed(pair, list) for pair in typed(value, list)]
    return {reader.decode(key): reader.decode(item) for key, item in pairs}


def _read_delta(reader: Reader, value: Any) -> dt.timedelta:
    days, seconds, micros = (typed(item, int) for item in typed(value, list))
    return dt.timedelta(days, seconds, micros)


_READERS: dict[str, Callable[[Reader, Any], Any]] = {
    "int": _read_int,
    "float": _read_float,
    "complex": _read_complex,
    "bytes": lambda r, v: r.part(v),
    "tuple": lambda r, v: tuple(r.each(v)),
    "set": lambda r, v: set(r.each(v)),
    "frozenset": lambda r, v: frozenset(r.each(v)),
    "range": lambda r, v: range(*(typed(item, int) for item in r.each(v))),
    "dict": _read_dict,
    "date": lambda r, v: dt.date.fromisoformat(typed(v, str)),
    "datetime": lambda r, v: dt.datetime.fromisoformat(typed(v, str)),
    "time": lambda r, v: dt.time.fromisoformat(typed(v, str)),
    "timedelta": _read_delta,
}
