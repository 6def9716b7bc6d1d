"""Whether a model has learned, or looks known rows up."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from ascent.testing.api import AuthorError, Failed
from ascent.testing.expect.floats import floats
from ascent.testing.expect.values import alike
from ascent.testing.expect.words import cap, missing_return, what

MOST_OF_GAIN = 0.25
"""A model that learned keeps at least this share of what it is better than guessing."""


def not_looked_up(
    predict: Callable[[Any], Any],
    known: tuple[Any, Any],
    near: tuple[Any, Any],
    *,
    name: str = "predict(X)",
) -> tuple[float, float]:
    """`predict` is about as good on rows that nobody has seen as on public ones.

    `known` is (X, y) of public rows, `near` is (X, y) of rows that you drew around them and
    labelled by a rule of your own. What counts is how much better than guessing (the most
    frequent label, or the mean) it is on each; both shares are returned. Who looks rows up
    is right on the first and guesses on the second.
    """
    gains = []
    for rows, answers in (known, near):
        labels = np.asarray(answers)
        got = predict(rows)
        if type(got) is not np.ndarray or got.shape != labels.shape:
            raise Failed(
                f"{cap(name)} is {what(got)}; one answer for each of the {len(labels)} rows is "
                f"expected.{missing_return(got)}"
            )
        gains.append(_gain(got, labels))
    on_known, on_near = gains
    if on_known > 0.5 and on_near < MOST_OF_GAIN * on_known:
        raise Failed(
            f"{cap(name)} is right for rows of the file and guesses for new rows beside them. "
            "It looks answers up, or remembers each row. Let a model learn what rows have in "
            "common."
        )
    return on_known, on_near


def _gain(got: Any, labels: Any) -> float:
    """1 for all right, 0 for as good as guessing, below 0 for worse."""
    if labels.dtype.kind == "f":
        spread = float(np.mean((labels - labels.mean()) ** 2))
        if spread == 0:
            raise AuthorError("All labels are the same number: nothing is to be learned.")
        numbers = floats(got)
        if numbers is None:
            return -1.0
        with np.errstate(over="ignore", invalid="ignore"):
            error = float(np.mean((numbers - labels) ** 2))
        return 1 - error / spread if np.isfinite(error) else -1.0
    _, counts = np.unique(labels, return_counts=True)
    guessed = float(counts.max()) / len(labels)
    if guessed == 1:
        raise AuthorError("All labels are the same: nothing is to be learned.")
    right = float(np.mean([alike(one, other) for one, other in zip(got, labels, strict=True)]))
    return (right - guessed) / (1 - guessed)
