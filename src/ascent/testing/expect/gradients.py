"""A gradient compared with differences of its loss.

The central difference (f(x + h) - f(x - h)) / 2h is off by about h² f'''/6 from cutting the
series and by about e |f| / h from rounding, e being the spacing of floats at 1. The two
meet near h = e^(1/3) times the size of x (Nocedal and Wright, Numerical Optimization,
section 8.1). Two steps, h and h/2, give a better value by Richardson's extrapolation and
tell how far it can be trusted: at a kink of the loss, nobody is blamed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from ascent.testing.api import AuthorError, Failed
from ascent.testing.expect import looks
from ascent.testing.expect.values import finite
from ascent.testing.expect.words import cap, missing_return, place, show, what
from ascent.testing.handles import Handle, Raised, name_of, outcomes

_EPS = float(np.finfo(float).eps)
MOST_PLACES = 200
ROUGH = 0.05
"""The two steps may differ by this share of the slope before a place is left out."""


def gradient(
    grad: Handle | Callable[..., Any],
    loss: Handle | Callable[..., Any],
    *,
    at: Any,
    more: Sequence[Any] = (),
    name: str = "",
    rtol: float = 1e-5,
) -> None:
    """`grad(at, *more)` is the gradient of `loss(at, *more)` with respect to `at`.

    `at` is an array of any shape, or a number. Take a loss of your own where there is one:
    a learner's constant loss fits a gradient of zeros. A learner's loss is asked in one
    message. Of more than MOST_PLACES places, that many are looked at, evenly spread.
    """
    x = np.array(at, dtype=float)
    name = name or (f"{name_of(grad)}(...)" if type(grad) is Handle else "the gradient")
    got = _gradient(grad(x.copy(), *more), x, name)
    places = np.unique(np.linspace(0, x.size - 1, min(x.size, MOST_PLACES)).astype(int))
    steps = _steps(x.ravel())[places]
    slopes, doubt, jump, rounding = _slopes(loss, x, places, steps, more)
    size = np.maximum(np.abs(got.ravel()[places]), np.abs(slopes))
    clear = np.maximum(doubt, jump) <= ROUGH * np.maximum(size, size.mean()) + 10 * rounding
    doubt = doubt + rounding
    if not clear.any():
        raise _too_rough(loss)
    off = np.abs(got.ravel()[places] - slopes) / (rtol * size + doubt + 1e-300)
    off[~clear] = 0.0
    if wrong := int((off > 1).sum()):
        worst = int(places[np.argmax(off)])
        sizes = tuple(length for one in more for length in np.shape(one))
        seen = looks.like_array(got.ravel()[places][clear], slopes[clear], sizes)
        raise Failed(_message(name, got, x, worst, wrong, len(places)) + seen)


def _gradient(got: Any, x: Any, name: str) -> Any:
    """What `grad` returned, as an array of the shape of `x`. Raises Failed."""
    if x.ndim == 0 and type(got) is not np.ndarray:
        return np.array(finite(got, name))
    if type(got) is not np.ndarray:
        raise Failed(f"{cap(name)} is {what(got)}; a NumPy array is expected.{missing_return(got)}")
    if got.shape != x.shape:
        raise Failed(f"{cap(name)} {looks.like_shape(got.shape, x.shape)}")
    if got.dtype.kind not in "iuf" or not np.isfinite(got).all():
        raise Failed(f"{cap(name)} holds values that are not finite numbers.")
    return got.astype(float)


def _steps(x: Any) -> Any:
    """One step per coordinate, by its own size and the usual size of all, such that adding
    it to the coordinate is exact."""
    usual = float(np.abs(x).mean()) or 1.0
    steps = _EPS ** (1 / 3) * np.maximum(np.abs(x), usual)
    return (x + steps) - x


def _slopes(
    loss: Handle | Callable[..., Any], x: Any, places: Any, steps: Any, more: Sequence[Any]
) -> tuple[Any, Any, Any, Any]:
    """For each of `places`: the slope, how far two steps disagree about it, the jump of the
    slope if the place is a kink, and what rounding may do to it."""
    rows = [[x.copy(), *more]]
    for at, step in zip(places, steps, strict=True):
        for factor in (1.0, -1.0, 0.5, -0.5):
            moved = x.copy()
            moved.ravel()[at] += factor * step
            rows.append([moved, *more])
    rows.append(rows[0])
    losses = np.array([finite(one, "the loss") for one in _losses(loss, rows)])
    if losses[-1] != losses[0]:  # by chance alone, noise can look like a slope
        raise _too_rough(loss)
    ahead, behind, near_ahead, near_behind = losses[1:-1].reshape(-1, 4).T
    whole = (ahead - behind) / (2 * steps)
    half = (near_ahead - near_behind) / steps
    rounding = 8 * _EPS * np.abs(losses).max() / steps
    # Half the step halves the bend of a curve; that of a kink stays as it is.
    bend = np.abs(ahead - 2 * losses[0] + behind) / steps
    near_bend = np.abs(near_ahead - 2 * losses[0] + near_behind) / (steps / 2)
    jump = np.where(near_bend > 0.75 * bend, bend, 0.0)
    return (4 * half - whole) / 3, np.abs(half - whole), jump, rounding


def _losses(loss: Handle | Callable[..., Any], rows: list[list[Any]]) -> list[Any]:
    if type(loss) is not Handle:
        return [loss(*row) for row in rows]
    found = list(outcomes(loss, rows))
    if type(found[-1]) is Raised:
        raise found[-1]
    return found


def _too_rough(loss: Any) -> Exception:
    if type(loss) is Handle:
        return Failed(
            f"`{name_of(loss)}` jumps: a small step changes it by amounts that fit no slope. "
            "Does it draw random numbers, or round?"
        )
    return AuthorError("The loss is too rough at this place to have a gradient.")


def _message(name: str, got: Any, x: Any, worst: int, wrong: int, count: int) -> str:
    at = tuple(int(one) for one in np.unravel_index(worst, x.shape))
    if x.ndim == 0:
        return f"{cap(name)} is {show(float(got))}; a small step changes the loss at another rate."
    many = f"is off in {wrong} of {count} places, most" if wrong > 1 else "is off in one place,"
    return (
        f"{cap(name)} {many} at {place(at)}, where you have {show(float(got[at]))}. A small "
        "step of that coordinate changes the loss at another rate."
    )
