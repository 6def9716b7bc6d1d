"""Common slips, tried out on the author's reference: another axis, a sum for a mean.

The reference is run again with inputs that make one slip at each place where it can be
made: arrays whose `mean` sums, whose `axis=0` is `axis=1`, whose `sqrt` does nothing.
Where the outcome is what the learner has, the sentence of that slip is said. It says
what the learner's value looks like, and nothing about the expected one.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

MOST_SECONDS = 1.0
Function = Callable[..., Any]

_AXIS_AT = {"percentile": 2, "quantile": 2, "norm": 2}
_REDUCING = frozenset(
    (
        *("sum", "mean", "average", "std", "var", "median", "prod", "cumsum", "cumprod", "norm"),
        *("max", "min", "amax", "amin", "argmax", "argmin", "any", "all", "count_nonzero"),
        *("sort", "argsort", "percentile", "quantile", "nanmean", "nansum", "nanstd"),
    )
)
_LAST = ("sort", "argsort")  # without an axis they take the last one


@dataclass
class Slip:
    """One slip: the functions that it exchanges, and its sentence."""

    sentence: str
    functions: dict[str, Function] = field(default_factory=dict)
    """What takes the place of a function of NumPy, by the name of that function."""

    axis: tuple[int | None, int | None] | None = None
    """The axis that is taken for another."""

    ddof: tuple[int, int] | None = None
    made: bool = False
    """Whether the reference did anything that this slip changes."""

    def call(self, function: Any, args: tuple[Any, ...], named: dict[str, Any]) -> Any:
        """The function with this slip."""
        if other := self.functions.get(function.__name__):
            self.made = True
            return other(*args, **named)
        if self.axis and function.__name__ in _REDUCING:
            args, named = self._other_axis(function.__name__, args, named)
        if self.ddof and function.__name__ in ("std", "var", "nanstd"):
            before, after = self.ddof
            if named.get("ddof", 0) == before:
                self.made = True
                named = {**named, "ddof": after}
        return function(*args, **named)

    def _other_axis(
        self, name: str, args: tuple[Any, ...], named: dict[str, Any]
    ) -> tuple[tuple[Any, ...], dict[str, Any]]:
        at = _AXIS_AT.get(name, 1)
        given = named.get("axis", args[at] if len(args) > at else -1 if name in _LAST else None)
        if given == -1 and np.ndim(args[0]) > 0:
            given = np.ndim(args[0]) - 1
        before, after = self.axis or (None, None)
        if given != before or np.ndim(args[0]) < 2:
            return args, named
        self.made = True
        return args[:at] + args[at + 1 :], {**named, "axis": after}


class Slipping(np.ndarray[Any, Any]):
    """An array that makes one slip wherever it can be made."""

    slip: Slip | None = None

    def __array_finalize__(self, made_from: Any) -> None:
        self.slip = getattr(made_from, "slip", None)

    def __array_ufunc__(self, ufunc: Any, method: str, *inputs: Any, **named: Any) -> Any:
        slip = _slip_of((*inputs, *named.get("out", ())))
        plain = tuple(_plain(one) for one in inputs)
        named = {key: _plain(value) for key, value in named.items()}
        if method == "__call__":
            result = slip.call(ufunc, plain, named)
        else:
            result = getattr(ufunc, method)(*plain, **named)
        return _slipping(result, slip)

    def __array_function__(
        self, func: Any, types: Any, args: Iterable[Any], kwargs: Mapping[str, Any]
    ) -> Any:
        slip = _slip_of((*args, *kwargs.values()))
        plain = tuple(_plain(one) for one in args)
        return _slipping(slip.call(func, plain, {k: _plain(v) for k, v in kwargs.items()}), slip)


def _method(name: str) -> Function:
    """A method of arrays that goes through the function of the same name."""

    def call(self: Any, *args: Any, **named: Any) -> Any:
        return getattr(np, name)(self, *args, **named)

    return call


_METHODS = ("sum", "mean", "std", "var", "max", "min", "argmax", "argmin", "prod", "any", "all")
for _name in (*_METHODS, "cumsum", "argsort", "dot"):
    setattr(Slipping, _name, _method(_name))


def _slip_of(values: Any) -> Slip:
    """The slip of the first array that has one, also inside lists and tuples."""
    for value in values:
        if isinstance(value, Slipping) and value.slip is not None:
            return value.slip
        if isinstance(value, list | tuple):
            inner = _slip_of(value)
            if inner.sentence:
                return inner
    return Slip("")


def _plain(value: Any) -> Any:
    if isinstance(value, Slipping):
        return value.view(np.ndarray)
    if type(value) in (list, tuple):
        return type(value)(_plain(one) for one in value)
    return value


def _slipping(value: Any, slip: Slip) -> Any:
    if type(value) is np.ndarray or isinstance(value, np.generic):
        made = np.asarray(value).view(Slipping)
        made.slip = slip
        return made
    if type(value) in (list, tuple):
        return type(value)(_slipping(one, slip) for one in value)
    return value


# --- the slips ------------------------------------------------------------------------


def _nothing(x: Any, *_: Any, **__: Any) -> Any:
    return x


def _turned(function: Any) -> Function:
    return lambda a, b, **named: function(b, a, **named)


def _power(x: Any, exponent: Any, **named: Any) -> Any:
    return x if np.ndim(exponent) == 0 and exponent == 2 else np.power(x, exponent, **named)


def _in_degrees(function: Any) -> Function:
    return lambda x, **named: function(np.deg2rad(x), **named)


_ROOT = "It looks as if a square root is missing."
_SQUARE = "It looks as if a square is missing."
_SUMS = "It looks as if sums are taken where means are expected."
_MEANS = "It looks as if means are taken where sums are expected."
_BASE = "It looks as if the logarithm has another base than the task asks for."
_ANGLES = "It looks as if an angle is taken in the wrong unit: degrees or radians?"
_ORDER = "It looks as if a subtraction has its two sides in the wrong order."
_SORTING = "It looks as if nothing is sorted."


def _axis_sentence(axis: int | None) -> str:
    if axis is None:
        return "It looks as if all of the array is taken at once, without an axis."
    along = {0: "down the rows", 1: "along each row"}.get(axis, f"along axis {axis}")
    return f"It looks like axis={axis}, {along}. Which axis does the task mean?"


def _slips() -> Iterator[Slip]:
    axes: tuple[int | None, ...] = (0, 1, None)
    for before in axes:
        for after in axes:
            if before != after:
                yield Slip(_axis_sentence(after), axis=(before, after))
    yield Slip(_SUMS, {"mean": np.sum, "average": np.sum})
    yield Slip(_MEANS, {"sum": np.mean})
    yield Slip("It looks like a division by n - 1 where n is expected (`ddof`).", ddof=(0, 1))
    yield Slip("It looks like a division by n where n - 1 is expected (`ddof`).", ddof=(1, 0))
    yield Slip(_ROOT, {"std": np.var})
    yield Slip("It looks as if a square root is taken that is not expected.", {"var": np.std})
    yield Slip(_ROOT, {"sqrt": _nothing})
    yield Slip(_SQUARE, {"square": _nothing, "power": _power})
    yield Slip("It looks like the median where the mean is expected.", {"mean": np.median})
    yield Slip("It looks like the mean where the median is expected.", {"median": np.mean})
    yield Slip(_ORDER, {"subtract": _turned(np.subtract)})
    yield Slip("It looks as if a fraction is upside down.", {"divide": _turned(np.divide)})
    yield Slip("It looks as if a logarithm is missing.", {"log": _nothing})
    for other in (np.log2, np.log10):
        yield Slip(_BASE, {"log": other})
        yield Slip(_BASE, {other.__name__: np.log})
    yield Slip("It looks as if `exp` is missing.", {"exp": _nothing})
    for turn in ("deg2rad", "radians", "rad2deg", "degrees"):
        yield Slip(_ANGLES, {turn: _nothing})
    yield Slip(_ANGLES, {one.__name__: _in_degrees(one) for one in (np.sin, np.cos, np.tan)})
    yield Slip(
        "It looks as if the largest is taken where the smallest is expected.",
        {"min": np.max, "amin": np.max, "argmin": np.argmax},
    )
    yield Slip(
        "It looks as if the smallest is taken where the largest is expected.",
        {"max": np.min, "amax": np.min, "argmax": np.argmin},
    )
    yield Slip("It looks as if signs are kept that are to go (`abs`).", {"absolute": _nothing})
    yield Slip(_SORTING, {"sort": _nothing})
    yield Slip(
        "It looks like a product element by element where a matrix product (`@`) is expected.",
        {"matmul": np.multiply, "dot": np.multiply},
    )


def slip_in(got: Any, reference: Function, given: tuple[Any, ...], rtol: float, atol: float) -> str:
    """The sentence of the slip that explains `got`, with a space in front; nothing if none
    does, or if `got` is right."""
    if not _alike(got, reference(*given), rtol, atol):
        until = time.perf_counter() + MOST_SECONDS
        for slip in _slips():
            if time.perf_counter() > until:
                break
            if _alike(got, _outcome(slip, reference, given), rtol, atol) and slip.made:
                return f" {slip.sentence}"
    return ""


def _outcome(slip: Slip, reference: Function, given: tuple[Any, ...]) -> Any:
    """What the reference gives with this slip; None where it cannot be made."""
    slipped = [_slipping(one.copy(), slip) if type(one) is np.ndarray else one for one in given]
    try:
        with np.errstate(all="ignore"):
            return _plain(reference(*slipped))
    except Exception:  # any error of code that was never meant to run like this
        return None


def _alike(got: Any, other: Any, rtol: float, atol: float) -> bool:
    if other is None or np.shape(got) != np.shape(other):
        return False
    try:
        return bool(np.allclose(got, other, rtol=rtol, atol=atol, equal_nan=True))
    except Exception:  # of texts, times, objects: only numbers are close to each other
        return False
