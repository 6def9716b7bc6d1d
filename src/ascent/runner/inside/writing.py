"""Values become a JSON tree and binary parts: how each builtin is written."""

from __future__ import annotations

import datetime as dt
import math
import sys
from collections.abc import Callable, Sequence
from typing import Any

from . import arrays, batches, tables
from .form import (
    MANY,
    MAX_BINARY,
    MAX_DEPTH,
    MAX_INT_BITS,
    MAX_NODES,
    MAX_PARTS,
    SAFE_INT,
    Extend,
    Keep,
    WireError,
    distinct,
)

LONG_TEXT = 4096
"""Longer texts travel beside the JSON, as they are."""


class Writer:
    """Turns values into a JSON tree and a list of binary parts."""

    def __init__(self, extend: Extend | None, *, careful: bool = False) -> None:
        self.extend, self.careful = extend, careful
        self.parts: list[tuple[Any, ...]] = []
        self.sizes: list[int] = []
        self._depth = self._nodes = self._bytes = 0

    def part(self, *pieces: Any) -> int:
        """Keep bytes-like `pieces` beside the JSON as one part; returns its number."""
        size = sum(map(len, pieces))
        self._bytes += size
        if self._bytes > MAX_BINARY or len(self.sizes) >= MAX_PARTS:
            raise WireError("The value is too large to travel.")
        self.parts.append(pieces)
        self.sizes.append(size)
        return len(self.sizes) - 1

    def charge(self, nodes: int) -> None:
        """Count values as the reader counts them, so that it accepts all that is written."""
        self.room(nodes)
        self._nodes += nodes

    def room(self, nodes: int) -> None:
        """Raise WireError if so many more values are too many."""
        if self._nodes + nodes > MAX_NODES:
            raise WireError("The value has too many parts to travel.")

    def mark(self) -> tuple[int, int, int]:
        """Where the writer stands, for `back_to`."""
        return len(self.sizes), self._bytes, self._nodes

    def back_to(self, mark: tuple[int, int, int]) -> None:
        """Forget what was written since `mark`."""
        count, self._bytes, self._nodes = mark
        del self.parts[count:], self.sizes[count:]

    def encode(self, value: Any) -> Any:
        """The JSON tree of `value`."""
        write = _WRITERS.get(type(value))
        return self._other(value) if write is None else write(self, value)

    def _other(self, value: Any) -> Any:
        if "numpy" in sys.modules:
            tree = arrays.encode(self, value)
            if tree is None:
                tree = tables.encode(self, value)
            if tree is not None:
                return tree
        payload = self.extend(value) if self.extend else None
        if payload is None:
            raise WireError(f"A value of type {type(value).__name__} cannot travel.")
        return {"$": "ref", "v": payload}

    def each(self, values: Sequence[Any]) -> Any:
        """A tree for several values; the reader's `each` makes a list of it."""
        self.charge(len(values) + 1)
        if self._depth > MAX_DEPTH:
            raise WireError("The value is nested too deeply to travel.")
        self._depth += 1
        try:
            if len(values) >= MANY:
                tree = batches.encode(self, values)
                if tree is not None:
                    return tree
            return [self.encode(value) for value in values]
        finally:
            self._depth -= 1

    def one_of_many(self, value: Any, extend: Extend, keep: Keep) -> Any:
        """The tree of one reply among many: by value, in part by value, or what `keep` says."""
        mark = self.mark()
        self.extend = extend if type(value) in (list, tuple, dict) else None
        try:
            return self.encode({"value": value})
        except Exception:
            self.back_to(mark)
            return self.encode(keep(value))
        finally:
            self.extend = None


def _write_int(writer: Writer, value: int) -> Any:
    if -SAFE_INT <= value <= SAFE_INT:
        return value
    if value.bit_length() > MAX_INT_BITS:
        raise WireError("A number has too many digits to travel.")
    return {"$": "int", "v": hex(value)}


def _write_float(writer: Writer, value: float) -> Any:
    return value if math.isfinite(value) else {"$": "float", "v": repr(value)}


def _write_text(writer: Writer, value: str) -> Any:
    if len(value) > LONG_TEXT or (writer.careful and not value.isascii()):
        return {"$": "text", "v": writer.part(value.encode("utf-8", "surrogatepass"))}
    return value


def _write_dict(writer: Writer, value: dict[Any, Any]) -> Any:
    keys = list(value)
    distinct(keys)
    return {"$": "dict", "k": writer.each(keys), "v": writer.each(list(value.values()))}


def _write_set(writer: Writer, value: set[Any] | frozenset[Any]) -> Any:
    distinct(value)
    return {"$": type(value).__name__, "v": writer.each(list(value))}


def _write_delta(writer: Writer, value: dt.timedelta) -> Any:
    return {"$": "timedelta", "v": [value.days, value.seconds, value.microseconds]}


_WRITERS: dict[type, Callable[[Writer, Any], Any]] = {
    type(None): lambda w, v: v,
    bool: lambda w, v: v,
    int: _write_int,
    float: _write_float,
    str: _write_text,
    complex: lambda w, v: {"$": "complex", "v": [w.encode(v.real), w.encode(v.imag)]},
    bytes: lambda w, v: {"$": "bytes", "v": w.part(v)},
    list: lambda w, v: w.each(v),
    tuple: lambda w, v: {"$": "tuple", "v": w.each(v)},
    set: _write_set,
    frozenset: _write_set,
    range: lambda w, v: {"$": "range", "v": w.each((v.start, v.stop, v.step))},
    dict: _write_dict,
    dt.date: lambda w, v: {"$": "date", "v": v.isoformat()},
    dt.datetime: lambda w, v: {"$": "datetime", "v": v.isoformat()},
    dt.time: lambda w, v: {"$": "time", "v": v.isoformat()},
    dt.timedelta: _write_delta,
}
