"""A JSON tree and binary parts become values again, strictly: how each builtin is read."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable
from typing import Any

from . import arrays, batches, tables
from .form import (
    MANY,
    MAX_DEPTH,
    MAX_INT_BITS,
    MAX_NODES,
    SAFE_INT,
    NotFinite,
    Resolve,
    WireError,
    distinct,
    only,
    typed,
)

_LISTS = {*batches.READERS, *arrays.MANY_READERS}


class Reader:
    """Turns a JSON tree and its binary parts back into values, strictly."""

    def __init__(
        self, parts: list[memoryview], resolve: Resolve | None, *, finite: bool, plain: bool
    ) -> None:
        self.resolve, self.finite, self.plain = resolve, finite, plain
        self._parts: list[memoryview | None] = list(parts)
        self.unused = len(parts)
        self._depth = self._nodes = 0

    def charge(self, nodes: int) -> None:
        """Count values that the JSON text does not show, before they are made."""
        self._nodes += nodes
        if self._nodes > MAX_NODES:
            raise WireError("The message has too many values.")

    def decode(self, tree: Any) -> Any:
        """The value of one JSON tree. Raises WireError."""
        kind = type(tree)
        if kind is list:
            return self._listed(tree)
        if kind is dict:
            return self._tagged(tree)
        if kind is int and not -SAFE_INT <= tree <= SAFE_INT:
            raise WireError("A number has no tag.")
        if kind is float and not math.isfinite(tree):
            raise WireError("A number is too large.")
        return tree

    def _listed(self, tree: list[Any]) -> list[Any]:
        self.charge(len(tree) + 1)
        self.enter()
        if len(tree) < MANY or not batches.plain(tree):
            tree = [self.decode(item) for item in tree]
        self.leave()
        return tree

    def enter(self) -> None:
        """One level deeper, as the writer counts levels; `leave` goes back up."""
        if self._depth > MAX_DEPTH:
            raise WireError("The message is nested too deeply.")
        self._depth += 1

    def leave(self) -> None:
        """One level up."""
        self._depth -= 1

    def _tagged(self, tree: dict[str, Any]) -> Any:
        tag = tree.get("$")
        if type(tag) is not str:
            raise WireError("A value has no tag.")
        if tag == "dict":
            return _read_dict(self, tree)
        if tag == "ref":
            return self._resolved(only(tree, "v"))
        if read := _READERS.get(tag):
            return read(self, only(tree, "v"))
        if tag in batches.READERS:
            return batches.READERS[tag](self, tree)
        for others in () if self.plain else (arrays.MANY_READERS, arrays.READERS, tables.READERS):
            if tag in others:
                return others[tag](self, tree)
        raise WireError(f"Unknown kind of value: {tag[:40]!r}.")

    def _resolved(self, payload: Any) -> object:
        if self.resolve is None or type(payload) is not dict:
            raise WireError("The message refers to something that is not known here.")
        return self.resolve(payload)

    def part(self, number: Any) -> memoryview:
        """A binary part by its number. Each is there for one value alone: a small message
        cannot become large by naming one part many times."""
        if type(number) is not int or not 0 <= number < len(self._parts):
            raise WireError("The message refers to a part that is not there.")
        data = self._parts[number]
        if data is None:
            raise WireError("The message refers to a part twice.")
        self._parts[number] = None
        self.unused -= 1
        return data

    def each(self, tree: Any) -> list[Any]:
        """The values of a tree that `Writer.each` made."""
        if type(tree) is dict and tree.get("$") not in _LISTS:
            raise WireError("Several values are not written as they are.")
        values: list[Any] = typed(self.decode(tree), list)
        return values


def _read_int(reader: Reader, value: Any) -> int:
    if len(typed(value, str)) > MAX_INT_BITS // 4 + 4:
        raise WireError("A number has too many digits.")
    number = int(value, 16)
    if hex(number) != value or -SAFE_INT <= number <= SAFE_INT:
        raise WireError("A number is not written as numbers are.")
    return number


def _read_float(reader: Reader, value: Any) -> float:
    if typed(value, str) not in ("nan", "inf", "-inf"):
        raise WireError("This is not a number.")
    if reader.finite:
        raise NotFinite(value)
    return float(value)


def _read_complex(reader: Reader, value: Any) -> complex:
    real, imag = reader.each(value)
    return complex(typed(real, float), typed(imag, float))


def _read_set(kind: type) -> Callable[[Reader, Any], Any]:
    def read(reader: Reader, value: Any) -> Any:
        items = reader.each(value)
        distinct(items)
        found = kind(items)
        if len(found) != len(items):
            raise WireError("A set has an item twice.")
        return found

    return read


def _read_dict(reader: Reader, tree: dict[str, Any]) -> dict[Any, Any]:
    keys, values = (reader.each(field) for field in only(tree, "k", "v"))
    distinct(keys)
    found = dict(zip(keys, values, strict=True))
    if len(found) != len(keys):
        raise WireError("A dict has a key twice.")
    return found


def _read_as(kind: Any) -> Callable[[Reader, Any], Any]:
    """Dates and times: only in the one form in which they are written."""

    def read(reader: Reader, value: Any) -> Any:
        found = kind.fromisoformat(typed(value, str))
        if found.isoformat() != value:
            raise WireError("A date or time is not written as they are.")
        return found

    return read


def _read_delta(reader: Reader, value: Any) -> dt.timedelta:
    told = [typed(item, int) for item in typed(value, list)]
    found = dt.timedelta(*told)
    if [found.days, found.seconds, found.microseconds] != told:
        raise WireError("A span of time is not written as they are.")
    return found


_READERS: dict[str, Callable[[Reader, Any], Any]] = {
    "int": _read_int,
    "float": _read_float,
    "text": lambda r, v: str(r.part(v), "utf-8", "surrogatepass"),
    "complex": _read_complex,
    "bytes": lambda r, v: bytes(r.part(v)),
    "tuple": lambda r, v: tuple(r.each(v)),
    "set": _read_set(set),
    "frozenset": _read_set(frozenset),
    "range": lambda r, v: range(*(typed(item, int) for item in r.each(v))),
    "date": _read_as(dt.date),
    "datetime": _read_as(dt.datetime),
    "time": _read_as(dt.time),
    "timedelta": _read_delta,
}
