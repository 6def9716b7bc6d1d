"""Expectations of builtins: one number, a type, a list or a dict."""

from __future__ import annotations

import builtins
import math
from typing import Any

from ascent.testing.api import Failed
from ascent.testing.expect.words import cap, kind_in_words, missing_return, show, times, what
from ascent.testing.remote import Handle

kind_ = builtins.type  # `type` is one of the expectations here


def number(got: Any, like: float, *, name: str = "the result", tol: float = 1e-6) -> None:
    """`got` is one finite number within `tol` of `like` (relative to it where it is above 1).

    The message says on which side it lies, and what it looks like (see `looks`).
    """
    value = finite(got, name)
    if not abs(value - like) <= tol * max(1.0, abs(like)):
        side = "larger" if value > like else "smaller"
        raise Failed(
            f"{cap(name)} is {show(value)}; a {side} number than expected.{_seen(value, like)}"
        )


def _seen(value: float, like: float) -> str:
    """What a wrong number looks like. Whole numbers are too often alike by chance."""
    if float(like).is_integer() and abs(like) < 1e6 and value != -like:
        return ""
    try:
        from ascent.testing.expect import looks
    except ImportError:  # a kit without numpy
        return ""
    return looks.like_number(value, float(like))


def between(got: Any, low: float, high: float, *, name: str = "the result") -> None:
    """`got` is one finite number with low <= got <= high. The bounds are shown."""
    value = finite(got, name)
    if not low <= value <= high:
        raise Failed(
            f"{cap(name)} is {show(value)}; a number from {show(low)} to {show(high)} is expected."
        )


def equal(got: Any, like: Any, *, name: str = "the result") -> None:
    """`got` has the type and the value of `like`, both builtins."""
    if kind_(got) is not kind_(like) and not (is_number(got) and is_number(like)):
        raise Failed(f"{cap(name)} is {what(got)}; {what(like)} is expected.{missing_return(got)}")
    if isinstance(like, list | tuple) and len(got) != len(like):
        raise Failed(f"{cap(name)} has {times(len(got), 'item')}; {len(like)} are expected.")
    if isinstance(like, dict) and got.keys() != like.keys():
        raise Failed(_keys(name, got, like))
    for at, one, other in _parts(got, like):
        if not same(one, other):
            where = f"at {at!r}" if isinstance(like, dict) else f"at position {at}"
            raise Failed(f"{cap(name)} differs {where}: you have {show(one)} there.")
    if not same(got, like):
        raise Failed(f"{cap(name)} is {show(got)}, which is not what is expected.")


def type(got: Any, kind: builtins.type, *, name: str = "the result") -> None:  # noqa: A001
    """`got` is exactly of class `kind`; numpy floats and integers count as float and int."""
    actual = kind_(got)
    if actual is kind:
        return
    if kind in (float, int) and is_number(got) and actual is not bool:
        whole = "int" in actual.__name__
        if whole == (kind is int):
            return
    raise Failed(
        f"{cap(name)} is {what(got)}; {kind_in_words(kind.__name__)} is expected."
        f"{missing_return(got)}"
    )


# --- comparisons ------------------------------------------------------------------


def is_number(value: Any) -> bool:
    """Whether it is one number: Python's or NumPy's, and no truth value."""
    if kind_(value) in (int, float):
        return True
    kind = kind_(value)
    return kind.__module__ == "numpy" and hasattr(value, "item") and not hasattr(value, "__len__")


def finite(got: Any, name: str) -> float:
    """`got` as a float if it is one finite number. Raises Failed."""
    if hasattr(got, "item") and is_number(got):
        got = got.item()
    if kind_(got) not in (int, float):
        raise Failed(f"{cap(name)} is {what(got)}; one number is expected.{missing_return(got)}")
    if not math.isfinite(got):
        raise Failed(f"{cap(name)} is {got}, which is not a finite number.")
    return float(got)


def same(one: Any, other: Any) -> bool:
    """Equality of builtins; floats within rounding; never asks a remote object."""
    if kind_(one) is Handle:
        return False
    if is_number(one) and is_number(other):
        return math.isclose(float(one), float(other), rel_tol=1e-9, abs_tol=1e-12)
    if kind_(one) is not kind_(other):
        return False
    if isinstance(other, list | tuple):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in other)
    alike = one == other
    return bool(alike.all()) if hasattr(alike, "all") else bool(alike)


def _parts(got: Any, like: Any) -> list[tuple[Any, Any, Any]]:
    """(place, yours, expected) for each part of two lists, tuples or dicts alike in size."""
    if isinstance(like, dict):
        return [(key, got[key], like[key]) for key in like]
    if isinstance(like, list | tuple):
        return [(at, got[at], like[at]) for at in range(len(like))]
    return []


def _keys(name: str, got: dict[Any, Any], like: dict[Any, Any]) -> str:
    if missing := [key for key in like if key not in got]:
        return f"{cap(name)} has no key {missing[0]!r}."
    extra = [key for key in got if key not in like]
    return f"{cap(name)} has the key {extra[0]!r}, which is not expected."
