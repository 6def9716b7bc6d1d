"""Expectations of builtins: one number, a type, a list or a dict."""

from __future__ import annotations

import builtins
import cmath
import functools
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
    if kind_(got) is int is kind_(like) and got == like:
        return  # however large
    value, want = finite(got, name), _float(like)
    if not (math.isfinite(want) and abs(value - want) <= tol * max(1.0, abs(want))):
        side = "larger" if value > want else "smaller"
        raise Failed(
            f"{cap(name)} is {show(value)}; a {side} number than expected.{_seen(value, want)}"
        )


def _float(number: Any) -> float:
    """A number as a float; one that no float reaches is infinite."""
    try:
        return float(number)
    except OverflowError:
        return math.inf if number > 0 else -math.inf


def _seen(value: float, like: float) -> str:
    """What a wrong number looks like. Whole numbers are too often alike by chance."""
    if like.is_integer() and abs(like) < 1e6 and value != -like:
        return ""
    try:
        from ascent.testing.expect import looks
    except ImportError:  # a kit without numpy
        return ""
    return looks.like_number(value, like)


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
    if isinstance(like, dict) and not alike(got.keys(), like.keys()):
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
    kind: Any = kind_(value)
    return _is_of_numbers(kind)


@functools.cache
def _is_of_numbers(kind: Any) -> bool:
    if kind in (int, float):
        return True
    bases = {base.__name__ for base in kind.__mro__ if base.__module__ == "numpy"}
    return bool(bases & {"integer", "floating"}) and "timedelta64" not in bases


def finite(got: Any, name: str) -> float:
    """`got` as a float if it is one finite number. Raises Failed."""
    if not is_number(got):
        raise Failed(f"{cap(name)} is {what(got)}; one number is expected.{missing_return(got)}")
    try:
        value = float(got)
    except OverflowError:
        digits = round(got.bit_length() * math.log10(2))
        raise Failed(
            f"{cap(name)} is a whole number of about {digits} digits, which is too large."
        ) from None
    if not math.isfinite(value):
        raise Failed(f"{cap(name)} is {value}, which is not a finite number.")
    return value


def same(one: Any, other: Any) -> bool:
    """Equality of builtins; floats within rounding; never asks a remote object."""
    if kind_(one) is Handle:
        return False
    if is_number(one) and is_number(other):
        near = math.isclose(_float(one), _float(other), rel_tol=1e-9, abs_tol=1e-12)
        return near and (math.isfinite(_float(other)) or bool(one == other))
    if kind_(one) is not kind_(other):
        return False
    if isinstance(other, list | tuple):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(other, dict):
        return alike(one.keys(), other.keys()) and all(same(one[key], other[key]) for key in other)
    if isinstance(other, complex):
        return cmath.isclose(one, other, rel_tol=1e-9, abs_tol=1e-12)
    return alike(one, other)


def alike(one: Any, other: Any) -> bool:
    """Whether two values are equal in all their parts. What cannot be compared is not: tables
    with other labels, missing values, objects that stayed in the learner process."""
    try:
        if hasattr(other, "equals"):
            return bool(other.equals(one))
        if getattr(one, "shape", None) != getattr(other, "shape", None):
            return False
        found = one == other
        return bool(found.all()) if hasattr(found, "all") else bool(found)
    except Exception:
        return False


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
    if extra:
        return f"{cap(name)} has the key {show(extra[0])}, which is not expected."
    return f"{cap(name)} has other keys than expected."
