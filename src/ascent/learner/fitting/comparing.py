"""Would other shared numbers predict better? Asked of learners whom the fit has not seen. Pure.

Learners are dealt into folds. Each fold is predicted twice: with the numbers in use, and with
numbers fitted to all other learners. How far the difference may be luck is read from drawing the
learners again with replacement (bootstrap; Efron, 1979): the answers of one person hang together.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ascent.learner.fitting import measures
from ascent.learner.fitting.refitting import Row, predict, refit
from ascent.learner.tracing.knowing import Model

FOLDS = 5
LEAST_LEARNERS = 5
DRAWS = 400
MOST_DRAWN = 8_000_000  # answers in all draws together: beyond, fewer draws are made
LEAST_DRAWS = 40
SURE = (2.5, 97.5)  # percentiles
MEASURES: dict[str, Callable[[NDArray[np.int64], NDArray[np.float64]], float]] = {
    "log-loss": measures.log_loss,
    "auc": measures.auc,
    "ece": measures.ece,
}


@dataclass(frozen=True)
class Difference:
    """One measure: of the numbers in use, of the fitted ones, and what lies between, with the
    interval that holds it 95 times of 100. NaN when it cannot be computed."""

    present: float
    fitted: float
    gain: float
    low: float
    high: float


@dataclass(frozen=True)
class Comparison:
    """`measures` by name; a gain in log-loss and ECE is below zero, in AUC above."""

    learners: int
    answers: int
    folds: int
    measures: dict[str, Difference]

    @property
    def verdict(self) -> str:
        """`better`, `worse` or `unclear`, by the interval of the log-loss."""
        loss = self.measures["log-loss"]
        if loss.high < 0:
            return "better"
        return "worse" if loss.low > 0 else "unclear"

    def to_json(self) -> dict[str, Any]:
        """Numbers rounded to what they can bear, None in place of NaN."""
        told = {
            name: {k: None if np.isnan(v) else round(v, 5) for k, v in asdict(found).items()}
            for name, found in self.measures.items()
        }
        counts = {"learners": self.learners, "answers": self.answers, "folds": self.folds}
        return {**counts, "verdict": self.verdict, "measures": told}


def enough(rows: Sequence[Row]) -> bool:
    """Are there learners enough to hold some out?"""
    return len({one.learner for one in rows}) >= LEAST_LEARNERS


def compare(
    rows: Sequence[Row],
    present: Model,
    since: float | None = None,
    step: Callable[[int], None] = lambda fold: None,
) -> Comparison:
    """Both sets of numbers on learners that neither has seen. `step` is called after each fold.

    `since`: Unix seconds up to which `present` has seen answers; then only learners who began
    later are judged, and all others only fitted to.

    Raises:
        ValueError: there are fewer than `LEAST_LEARNERS` learners to be judged.
    """
    judged = [one for one in rows if one.learner in newcomers(rows, since)]
    if not enough(judged):
        raise ValueError(f"It takes {LEAST_LEARNERS} learners to hold some of them out.")
    learners = sorted({one.learner for one in judged})
    order = np.random.default_rng(0).permutation(len(learners))
    fold_of = {learners[who]: place % FOLDS for place, who in enumerate(order.tolist())}
    fold = np.array([fold_of[one.learner] for one in judged])
    right = np.array([one.right for one in judged], dtype=np.int64)
    now = predict(judged, present)
    then = np.empty(len(judged))
    for k in range(FOLDS):
        fitted = refit([one for one in rows if fold_of.get(one.learner) != k])
        then[fold == k] = predict([one for one in judged if fold_of[one.learner] == k], fitted)
        step(k)
    draws = _draws([one.learner for one in judged])
    found = {name: _difference(how, right, now, then, draws) for name, how in MEASURES.items()}
    return Comparison(len(learners), len(judged), FOLDS, found)


def newcomers(rows: Sequence[Row], since: float | None) -> set[int]:
    """Learners whose first answer came after `since`; all of them without it."""
    earlier = {one.learner for one in rows if since is not None and one.at <= since}
    return {one.learner for one in rows} - earlier


def _draws(learner: Sequence[int]) -> list[NDArray[np.int64]]:
    """Row numbers of learners drawn with replacement, again and again."""
    _, which = np.unique(np.array(learner), return_inverse=True)
    order = np.argsort(which, kind="stable")
    own = np.split(order, np.cumsum(np.bincount(which))[:-1])
    number = int(np.clip(MOST_DRAWN // len(which), LEAST_DRAWS, DRAWS))
    rng = np.random.default_rng(0)
    return [
        np.concatenate([own[k] for k in rng.integers(len(own), size=len(own)).tolist()])
        for _ in range(number)
    ]


def _difference(
    how: Callable[[NDArray[np.int64], NDArray[np.float64]], float],
    right: NDArray[np.int64],
    now: NDArray[np.float64],
    then: NDArray[np.float64],
    draws: Sequence[NDArray[np.int64]],
) -> Difference:
    gains = np.array([how(right[d], then[d]) - how(right[d], now[d]) for d in draws])
    gains = gains[~np.isnan(gains)]
    low, high = np.percentile(gains, SURE).tolist() if len(gains) else (np.nan, np.nan)
    present, fitted = how(right, now), how(right, then)
    return Difference(present, fitted, fitted - present, low, high)
