"""Arrays compared by kind, shape, dtype and value, with what a wrong one looks like."""

from __future__ import annotations

from typing import Any

import numpy as np

from ascent.testing.api import Failed
from ascent.testing.expect import looks
from ascent.testing.expect.slips import slip_in
from ascent.testing.expect.values import same
from ascent.testing.expect.words import cap, missing_return, place, plain, show, times, what


def array(
    got: Any,
    like: Any,
    *,
    of: Any = None,
    name: str = "the result",
    rtol: float = 1e-6,
    atol: float = 1e-8,
    dtype: Any = None,
) -> None:
    """`got` is a NumPy array of the shape of `like` and close to it everywhere.

    `like` may be your reference function; `of` is then its input (a tuple: its inputs).
    Common slips are then tried out on the reference itself (see `slips`): another axis,
    a sum for a mean, n - 1 for n. Without a function, the values alone are looked at.
    """
    given = () if of is None else of if type(of) is tuple else (of,)
    want = np.asarray(like(*given) if callable(like) else like)
    if type(got) is not np.ndarray:
        raise Failed(f"{cap(name)} is {what(got)}; a NumPy array is expected.{missing_return(got)}")
    slip = slip_in(got, like, given, rtol, atol) if callable(like) else ""
    if got.shape != want.shape:
        told = f"has shape {got.shape}; expected {want.shape}.{slip}"
        raise Failed(f"{cap(name)} {told if slip else looks.like_shape(got.shape, want.shape)}")
    if dtype is not None and got.dtype != np.dtype(dtype):
        raise Failed(_other_kind(name, got.dtype, np.dtype(dtype)))
    wrong = _wrong(got, want, name, rtol, atol)
    if count := int(wrong.sum()):
        sizes = tuple(size for one in given for size in np.shape(one))
        seen = slip or looks.like_array(got, want, sizes)
        raise Failed(_differs(name, wrong, got, count) + seen)


def _wrong(got: Any, want: Any, name: str, rtol: float, atol: float) -> Any:
    """True where a value is not the expected one. Raises Failed for other kinds of value."""
    if want.dtype.kind in "OSUMmb" or got.dtype.kind not in "biufc":
        if got.dtype.kind != want.dtype.kind:
            raise Failed(_other_kind(name, got.dtype, want.dtype))
        if want.dtype.kind not in "SUMmb":
            pairs = zip(got.ravel().tolist(), want.ravel().tolist(), strict=True)
            unlike = [not same(one, other) for one, other in pairs]
            return np.array(unlike, dtype=bool).reshape(got.shape)
        return ~np.asarray(got == want)
    if bad := int((~np.isfinite(got) & np.isfinite(want)).sum()):
        raise Failed(
            f"{cap(name)} holds {times(bad, 'value')} that {'is' if bad == 1 else 'are'} "
            "not a finite number (nan or infinity)."
        )
    return ~np.isclose(got, want, rtol=rtol, atol=atol, equal_nan=True)


def _other_kind(name: str, got: Any, want: Any) -> str:
    return f"{cap(name)} has dtype {got}; expected {want}. Look at what the array is made of."


def _differs(name: str, wrong: Any, got: Any, count: int) -> str:
    if wrong.ndim == 0:
        return f"{cap(name)} is {show(plain(got[()]))}, which is not what is expected."
    if count == wrong.size:
        return f"{cap(name)} has the right shape; all {count} values differ from the expected."
    at = np.argwhere(wrong)[0]
    return (
        f"{cap(name)} has the right shape; {count} of {wrong.size} values differ, "
        f"the first at {place(list(at))}, where you have {show(plain(got[tuple(at)]))}."
    )
