"""Checks of results that depend on luck: seeds, draws, random splits.

Each holds its false-failure rate: the share of right answers that fail by bad luck,
1 in 10,000 unless you say otherwise. The tolerance comes from measured spread. For
scores it is the spread of the reference alone: a wrong answer cannot widen it by being
wild, and one lucky seed is one of several.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

import numpy as np

from ascent.testing.api import AuthorError, Failed
from ascent.testing.expect.floats import floats
from ascent.testing.expect.students import t_bound, tail
from ascent.testing.expect.values import finite
from ascent.testing.expect.words import cap, missing_return, show, what

RATE = 1e-4
FEWEST_SCORES, FEWEST_DRAWS = 5, 30
LARGEST = 1e100
"""Larger draws have squares that no float holds."""


def score(
    got: Any,
    like: Iterable[float] | None = None,
    *,
    at_least: float | None = None,
    baseline: float | Iterable[float] | None = None,
    smaller: bool = False,
    margin: float = 0.0,
    rate: float = RATE,
    name: str = "the score",
) -> float:
    """The mean of `got` (one score, or one per seed) is good enough; that mean is returned.

    `like` are scores of your reference under seeds of its own, five or more. A right
    answer has the same mean and spread, so its mean over k seeds lies above
    mean(like) - t * sd(like) * sqrt(1/k + 1/m) but for `rate` of all attempts; t is the
    quantile of Student's distribution for m - 1. `margin` is added to the tolerance, for
    answers that may differ a little, and for references without spread.

    Or `at_least` names the bound. `baseline` is what guessing reaches. A bound that lies
    no better than the baseline raises AuthorError: it tells nothing, take more seeds.
    With `smaller`, small scores are good ones: errors, losses.
    """
    sign = -1.0 if smaller else 1.0
    scores = [sign * value for value in _scores(got, name)]
    if (like is None) == (at_least is None):
        raise AuthorError("expect.score takes either `like` or `at_least`.")
    bound = sign * at_least if at_least is not None else 0.0
    if like is not None:
        bound = _bound([sign * value for value in like], len(scores), rate) - margin
    floor = None
    if baseline is not None:
        known = [baseline] if isinstance(baseline, int | float) else list(baseline)
        floor = sign * float(np.mean(known))
        if bound <= floor:
            raise AuthorError(
                f"The bound {show(sign * bound)} is no better than the baseline "
                f"{show(sign * floor)}. Take more seeds, or more rows."
            )
    with np.errstate(over="ignore"):
        mean = float(np.mean(scores))
    if not math.isfinite(mean):
        raise Failed(f"{cap(name)} is too large to take a mean of.")
    if mean < bound - 1e-12 * abs(bound):
        raise Failed(_too_bad(name, sign, mean, bound, floor, len(scores)))
    return sign * mean


def _scores(got: Any, name: str) -> list[float]:
    if type(got) in (list, tuple) or (type(got) is np.ndarray and got.ndim):
        if len(got) == 0:
            raise Failed(f"{cap(name)} is empty; one number or more is expected.")
        return [finite(one, name) for one in got]
    return [finite(got, name)]


def _bound(like: list[float], count: int, rate: float) -> float:
    if len(like) < FEWEST_SCORES:
        raise AuthorError(f"expect.score takes {FEWEST_SCORES} scores of the reference or more.")
    spread = float(np.std(like, ddof=1))
    allowed = t_bound(rate, len(like) - 1) * spread * math.sqrt(1 / count + 1 / len(like))
    return float(np.mean(like)) - allowed


def _too_bad(
    name: str, sign: float, mean: float, bound: float, floor: float | None, count: int
) -> str:
    average = f" on average over {count} runs" if count > 1 else ""
    limit = "at most" if sign < 0 else "at least"
    text = (
        f"{cap(name)} is {show(sign * mean)}{average}; {limit} {_short(sign * bound)} is expected."
    )
    if floor is None:
        return text
    if mean <= floor:
        return f"{text} Guessing reaches {_short(sign * floor)}: nothing has been learned yet."
    return f"{text} Guessing reaches {_short(sign * floor)}."


def _short(value: float) -> str:
    return format(value, ".3g")


def distribution(got: Any, like: Any, *, rate: float = RATE, name: str = "the draws") -> None:
    """The numbers `got` look like draws from where `like` was drawn: mean, spread, shape.

    Both hold one draw per row, and one quantity per column if they are two-dimensional.
    Means are compared by Welch's t, spreads by Welch's t of the distances to the median
    (Brown and Forsythe), shapes by the largest distance of the two cumulative shares with
    Smirnov's bound. `rate` is shared among all comparisons. Give at least as many draws
    of your own as the learner's, 30 or more.
    """
    mine = _draws(like, "like")
    if type(got) not in (np.ndarray, list, tuple):
        raise Failed(f"{cap(name)} is {what(got)}; many numbers are expected.{missing_return(got)}")
    numbers = floats(got)
    if numbers is None:
        raise Failed(f"{cap(name)} holds something else than numbers.")
    theirs = _draws(numbers, name)
    if theirs.shape[1:] != mine.shape[1:]:
        raise Failed(f"{cap(name)} has shape {theirs.shape}; {mine.shape[1]} columns are expected.")
    if not np.isfinite(theirs).all():
        raise Failed(f"{cap(name)} holds values that are not finite numbers.")
    if np.abs(theirs).max(initial=0.0) > LARGEST:
        raise Failed(f"{cap(name)} holds values that are too large.")
    if len(theirs) < FEWEST_DRAWS:
        raise Failed(f"{cap(name)} has {len(theirs)} values; {FEWEST_DRAWS} or more are expected.")
    each = rate / (3 * mine.shape[1])
    for column in range(mine.shape[1]):
        label = name if mine.shape[1] == 1 else f"column {column} of {name}"
        _compare(theirs[:, column], mine[:, column], each, label)


def _draws(values: Any, name: str) -> Any:
    found = np.asarray(values, dtype=float)
    if found.ndim == 1:
        found = found[:, None]
    if found.ndim != 2:
        raise Failed(f"{cap(name)} has shape {found.shape}; one draw per row is expected.")
    if name == "like" and len(found) < FEWEST_DRAWS:
        raise AuthorError(f"expect.distribution takes {FEWEST_DRAWS} draws of yours or more.")
    return found


def _compare(got: Any, like: Any, rate: float, name: str) -> None:
    if side := _apart(got, like, rate):
        word = "too large" if side > 0 else "too small"
        raise Failed(
            f"The mean of {name} is {show(float(got.mean()))} over {len(got)} draws, which is "
            f"{word} for chance. Look at where the draws are centred."
        )
    wide, usual = np.abs(got - np.median(got)), np.abs(like - np.median(like))
    if side := _apart(wide, usual, rate):
        word = "too wide" if side > 0 else "too narrow"
        raise Failed(
            f"The spread of {name} is {show(float(got.std()))} over {len(got)} draws, which is "
            f"{word} for chance. Is it a variance where a deviation belongs, or the other way?"
        )
    if (at := _shape_differs(got, like, rate)) is not None:
        raise Failed(
            f"{cap(name)} has a fitting mean and spread and another shape: near {show(at)} there "
            "are too few draws or too many."
        )


def _apart(got: Any, like: Any, rate: float) -> float:
    """The difference of two means if chance does not explain it, else 0 (Welch's t)."""
    one, other = got.var(ddof=1) / len(got), like.var(ddof=1) / len(like)
    difference = float(got.mean() - like.mean())
    if one + other == 0:
        return difference if not math.isclose(got.mean(), like.mean(), rel_tol=1e-9) else 0.0
    share = float(one / (one + other))  # squares of tiny variances would be 0
    freedom = 1 / (share**2 / (len(got) - 1) + (1 - share) ** 2 / (len(like) - 1))
    by_chance = 2 * tail(abs(difference) / math.sqrt(one + other), freedom)
    return difference if by_chance < rate else 0.0


def _shape_differs(got: Any, like: Any, rate: float) -> float | None:
    """Where the cumulative shares of two samples lie furthest apart, if too far: by
    Smirnov's bound, P(D > d) <= e exp(-2 d² nm / (n + m)), which errs on the side of passing."""
    both = np.sort(np.concatenate([got, like]))
    shares = [np.searchsorted(np.sort(one), both, side="right") / len(one) for one in (got, like)]
    apart = np.abs(shares[0] - shares[1])
    n, m = len(got), len(like)
    allowed = math.sqrt((1 - math.log(rate)) / 2 * (n + m) / (n * m))
    return float(both[np.argmax(apart)]) if apart.max() > allowed else None
