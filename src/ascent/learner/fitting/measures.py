"""How good predictions of right and wrong are: four numbers. Pure.

`right` holds 0 and 1, `chance` the predicted probability of 1; all rows count equally.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

BINS = 15
EDGE = 1e-6
Values = NDArray[np.float64]


def auc(right: NDArray[np.int64], chance: Values) -> float:
    """Chance that a right answer was rated above a wrong one, ties counting half.

    By ranks (Mann and Whitney, 1947). NaN when all answers are alike.
    """
    ones = int(right.sum())
    zeros = len(right) - ones
    if not ones or not zeros:
        return float("nan")
    _, which, counts = np.unique(chance, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    middle = ends - (counts - 1) / 2  # the mean rank of each distinct value, from 1
    ranks = float(middle[which][right == 1].sum())
    return (ranks - ones * (ones + 1) / 2) / (ones * zeros)


def log_loss(right: NDArray[np.int64], chance: Values) -> float:
    """Mean of -ln of the chance given to what happened, chances held within [1e-6, 1 - 1e-6]."""
    p = np.clip(chance, EDGE, 1 - EDGE)
    return float(-np.where(right == 1, np.log(p), np.log1p(-p)).mean())


def rmse(right: NDArray[np.int64], chance: Values) -> float:
    """Root of the mean squared difference."""
    return float(np.sqrt(np.mean((chance - right) ** 2)))


def ece(right: NDArray[np.int64], chance: Values, bins: int = BINS) -> float:
    """Expected calibration error: over bins of equal width, how far promise and outcome differ.

    The sum over bins of (share of rows) times |mean chance - share right|.
    """
    which = np.minimum((chance * bins).astype(np.int64), bins - 1)
    gap = np.bincount(which, chance - right, minlength=bins)
    return float(np.abs(gap).sum() / len(right))


MEASURES = {"auc": auc, "log-loss": log_loss, "rmse": rmse, "ece": ece}


def measure(right: NDArray[np.int64], chance: Values) -> dict[str, float]:
    """All four.

    Raises:
        ValueError: a prediction is no probability; a model that gives such is broken.
    """
    if not np.isfinite(chance).all() or chance.min(initial=0) < 0 or chance.max(initial=1) > 1:
        raise ValueError("A prediction is not a number between 0 and 1.")
    return {name: how(right, chance) for name, how in MEASURES.items()}
