"""What a wrong value looks like, said about the learner's value alone.

Each sentence names a relation to the expected value ("every value has the other sign")
and never the expected value. It is given when the relation holds to nearly all digits
for every value, so that a chance likeness is not taken for a slip.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

CLOSE = 1e-6
MOST_ROWS = 10_000

Shape = tuple[int, ...]


def like_shape(got: Shape, want: Shape) -> str:
    """The difference between two shapes: what to do about it, where that can be told."""
    text = f"has shape {got}; expected {want}"
    for relation, advice in (
        (got == (*want, 1), "drop the last axis"),
        (want == (*got, 1), "add a last axis"),
        (got == (1, *want), "drop the first axis"),
        (want == (1, *got), "add a first axis"),
        (got == want[::-1], "rows and columns are swapped"),
    ):
        if relation:
            return f"{text}: {advice}."
    if got == ():
        return f"{text}: you gave one number. Was all of the array taken at once, without an axis?"
    if _is_square_of(got, want):
        return (
            f"{text}: a row of {got[0]} met a column of {got[0]}, and every value was paired with "
            "every other. Give both the same shape first."
        )
    if want and got[1:] == want[1:] and abs(got[0] - want[0]) == 1:
        more = "one too many" if got[0] > want[0] else "one is missing"
        return f"{text}: {more} along the first axis."
    return f"{text}{_arrangement(got, want)}."


def _arrangement(got: Shape, want: Shape) -> str:
    if math.prod(got) == math.prod(want):
        return ": the number of values is right, their arrangement is not"
    if len(got) > len(want) and _without_one(got, want):
        return ": one axis is left that is to be summed up"
    return ""


def _is_square_of(got: Shape, want: Shape) -> bool:
    """Whether (n, 1) and (n,) were broadcast to (n, n)."""
    return len(got) == 2 and got[0] == got[1] and want in ((got[0],), (got[0], 1), (1, got[0]))


def _without_one(got: Shape, want: Shape) -> bool:
    return any(got[:at] + got[at + 1 :] == want for at in range(len(got)))


# --- values -------------------------------------------------------------------------

Relation = Callable[[Any], Any]


def _root(want: Any) -> Any:
    return np.sqrt(np.where(want < 0, np.nan, want))


def _log(want: Any) -> Any:
    return np.log(np.where(want <= 0, np.nan, want))


_EVERYWHERE: tuple[tuple[Relation, str], ...] = (
    (lambda w: -w, "Every value has the other sign. Look at the order of a subtraction."),
    (np.abs, "Some signs are lost: every value is the expected one without its sign."),
    (lambda w: 1 - w, "Every value is 1 minus the expected one."),
    (np.square, "Every value is the square of the expected one. Is a square root missing?"),
    (_root, "Every value is the square root of the expected one. Is there a root too many?"),
    (_log, "Every value is the logarithm of the expected one. Is there a logarithm too many?"),
    (
        lambda w: np.exp(np.minimum(w, 700)),
        "The expected values are the logarithms of yours. Is a logarithm missing?",
    ),
    (
        lambda w: 1 / np.where(w == 0, np.nan, w),
        "Every value is 1 divided by the expected one. Is a fraction upside down?",
    ),
    (lambda w: w + 1, "Every value is too large by 1. Is something counted from 1, not from 0?"),
    (lambda w: w - 1, "Every value is too small by 1. Is something counted from 0, not from 1?"),
)

_FACTORS: tuple[tuple[float, str], ...] = (
    (math.log(10), "The natural logarithm was taken; another base is expected."),
    (math.log(2), "The natural logarithm was taken; another base is expected."),
    (1 / math.log(10), "The logarithm to the base 10 was taken; another base is expected."),
    (1 / math.log(2), "The logarithm to the base 2 was taken; another base is expected."),
    (180 / math.pi, "The angles are in degrees; radians are expected."),
    (math.pi / 180, "The angles are in radians; degrees are expected."),
    (100.0, "Every value is 100 times too large: per cent instead of shares?"),
    (0.01, "Every value is 100 times too small: shares instead of per cent?"),
    (2.0, "Every value is twice as large as expected."),
    (0.5, "Every value is half as large as expected."),
)


def like_number(got: float, want: float) -> str:
    """What a wrong number looks like: a sentence with a space in front, or nothing."""
    return like_array(np.array(got), np.array(want), multiples=False)


def like_array(got: Any, want: Any, sizes: Shape = (), *, multiples: bool = True) -> str:
    """What wrong values of the right shape look like: a sentence with a space in front, or
    nothing. `sizes` are lengths over which something may have been summed or averaged."""
    if got.shape != want.shape or got.size == 0 or got.size > 1_000_000:
        return ""
    if not all(one.dtype.kind in "biuf" for one in (got, want)):
        return ""
    got, want = got.astype(float), want.astype(float)
    if not (np.isfinite(got).all() and np.isfinite(want).all()):
        return ""
    with np.errstate(all="ignore"):
        found = (
            _factor(got, want, (*sizes, *got.shape), multiples=multiples)
            or _everywhere(got, want)
            or _moved(got, want)
            or _rounded(got, want)
        )
    return f" {found}" if found else ""


def _alike(one: Any, other: Any) -> bool:
    return bool(np.allclose(one, other, rtol=CLOSE, atol=CLOSE * float(np.abs(one).max())))


def _everywhere(got: Any, want: Any) -> str:
    for relation, sentence in _EVERYWHERE:
        if _alike(got, relation(want)):
            return sentence
    return ""


def _factor(got: Any, want: Any, sizes: Shape, *, multiples: bool) -> str:
    """The sentence when all values are the same multiple of the expected ones."""
    some = np.abs(want) > CLOSE * np.abs(want).max()
    if not some.any() or not _alike(got * some, got):
        return ""
    factor = float(np.median(got[some] / want[some]))
    if not math.isfinite(factor) or abs(factor) < 1e-9 or not _alike(got, factor * want):
        return ""
    for value, sentence in _FACTORS[:6] + _counts(sizes) + _FACTORS[6:]:
        if math.isclose(factor, value, rel_tol=1e-7):
            return sentence
    several = len(np.unique(np.round(np.abs(want[some]), 12))) > 1
    if factor > 0 and multiples and several:
        return "Every value is the same multiple of the expected one. Look for a factor."
    return ""


def _counts(sizes: Shape) -> tuple[tuple[float, str], ...]:
    """The factors that sums, means and deviations differ by, for lengths `sizes`."""
    found: list[tuple[float, str]] = []
    for n in sorted({size for size in sizes if size > 2}):
        freedom = "The division is by n - 1 where n is expected (`ddof`)."
        other = "The division is by n where n - 1 is expected (`ddof`)."
        found += [
            (float(n), f"These are sums where means are expected: each is {n} times too large."),
            (1 / n, f"These are means where sums are expected: each is divided by {n}."),
            (n / (n - 1), freedom),
            (math.sqrt(n / (n - 1)), freedom),
            ((n - 1) / n, other),
            (math.sqrt((n - 1) / n), other),
        ]
    return tuple(found)


def _moved(got: Any, want: Any) -> str:
    """The sentence when the values are right and stand in other places."""
    if got.ndim == 0 or len(got) < 2 or len(got) > MOST_ROWS:
        return ""
    if got.ndim == 2 and got.shape[0] == got.shape[1] and _alike(got, want.T):
        return "Rows and columns are swapped: it is the transpose of what is expected."
    if _alike(got, want[::-1]):
        return "The right values stand in the reverse order."
    if got.ndim == 2 and _alike(got, want[:, ::-1]):
        return "The columns stand in the reverse order."
    if len(got) > 2 and (_alike(got[1:], want[:-1]) or _alike(got[:-1], want[1:])):
        return "The values are moved by one place along the first axis."
    if _alike(_ordered(got), _ordered(want)):
        if got.ndim == 1 and _alike(got, np.sort(got)):
            return "The right values are there, but sorted. Expected is the order of the input."
        if got.ndim == 1 and _alike(want, np.sort(want)):
            return "The right values are there, but they are not sorted."
        return "The right values are there in another order."
    return ""


def _ordered(values: Any) -> Any:
    """The rows in an order that depends on nothing but their values."""
    flat = values.reshape(len(values), -1)
    return flat[np.lexsort(flat.T[::-1])]


def _rounded(got: Any, want: Any) -> str:
    if _alike(got, np.round(want)) or _alike(got, np.floor(want)) or _alike(got, np.trunc(want)):
        return "The values are whole numbers: the digits after the point are lost."
    for digits in (1, 2, 3, 4):
        if _alike(got, np.round(want, digits)):
            return "The values are rounded. Keep all digits."
    return ""
