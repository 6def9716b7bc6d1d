"""What memory is about to lose: FSRS-6, with fractions of days.

FSRS-6 (J. Ye and others, open-spaced-repetition, 2025) gives each memory a stability S, the days
after which recall has fallen to 90 %, and a difficulty D from 1 to 10. The 21 constants are
those of the `fsrs` package, fitted there on reviews of many people. The update is our own: the
package counts whole days of 24 hours, and so reports certainty for the first of them.

Pure. `retrievability` works on arrays, the rest on numbers.
"""

from math import exp
from typing import NamedTuple

import numpy as np
from fsrs.scheduler import DEFAULT_PARAMETERS
from numpy.typing import ArrayLike, NDArray

W = DEFAULT_PARAMETERS
DECAY = -W[20]
FACTOR = 0.9 ** (1 / DECAY) - 1
DAY = 86_400.0

LEAST_RETENTION, MOST_RETENTION = 0.80, 0.85
DUE = 0.82
"""A skill is due for review below this chance of recall, unless the learner chose another."""

AGAIN, HARD, GOOD, EASY = 1, 2, 3, 4
LEAST, MOST = 0.001, 36_500.0
SAME_DAY = 0.5
"""Days: a review sooner than this after the last one follows the short-term rule. The package
says 1, so that a morning after an evening counts as the same sitting. On a public log of 12,580
reviews 0.5 predicts better (log-loss 0.468 against 0.480), and at whole days both are the same."""


class Memory(NamedTuple):
    """How firmly something is remembered: `stability` in days, `difficulty` from 1 to 10."""

    stability: float
    difficulty: float


def recall(stability: float, days: float) -> float:
    """Chance of recall `days` after the last review, in (0, 1]. Days before it count as 0.

    R = (1 + f t / S) ** -w20, with f such that R(S) = 0.9.
    """
    return float((1 + FACTOR * max(days, 0.0) / stability) ** DECAY)


def retrievability(stability: ArrayLike, days: ArrayLike) -> NDArray[np.float64]:
    """`recall` for arrays of stabilities and of days, which are broadcast together."""
    passed = np.maximum(np.asarray(days, dtype=np.float64), 0.0)
    return np.asarray((1 + FACTOR * passed / np.asarray(stability, dtype=np.float64)) ** DECAY)


def days_until(stability: float, retention: float) -> float:
    """Days after the last review at which the chance of recall has fallen to `retention`."""
    return float(stability / FACTOR * (retention ** (1 / DECAY) - 1))


def first(grade: int) -> Memory:
    """The memory after the first graded answer. S = w[G-1], D = w4 - exp(w5 (G - 1)) + 1."""
    return Memory(max(W[grade - 1], LEAST), _within(_first_difficulty(grade)))


def review(memory: Memory, days: float, grade: int) -> Memory:
    """The memory after one more graded answer, `days` after the last one."""
    days = max(days, 0.0)
    if days < SAME_DAY:
        stability = _soon(memory.stability, grade)
    elif grade == AGAIN:
        stability = _lapsed(memory, recall(memory.stability, days))
    else:
        stability = _recalled(memory, recall(memory.stability, days), grade)
    return Memory(min(max(stability, LEAST), MOST), _harder(memory.difficulty, grade))


def credited(memory: Memory, days: float, credit: float) -> Memory:
    """The memory after a part of a review, for a skill that was used in another one.

    Fractional implicit repetition: the share `credit`, in [0, 1], of what a review graded good
    would add to the stability. The difficulty says how hard the skill's own reviews were and
    stays.
    """
    whole = review(memory, days, GOOD).stability
    return memory._replace(stability=memory.stability + credit * (whole - memory.stability))


def _recalled(memory: Memory, r: float, grade: int) -> float:
    s, d = memory
    extra = {HARD: W[15], EASY: W[16]}.get(grade, 1.0)
    growth = exp(W[8]) * (11 - d) * s ** -W[9] * (exp(W[10] * (1 - r)) - 1) * extra
    return float(s * (1 + growth))


def _lapsed(memory: Memory, r: float) -> float:
    s, d = memory
    long = W[11] * d ** -W[12] * ((s + 1) ** W[13] - 1) * exp(W[14] * (1 - r))
    return float(min(long, s / exp(W[17] * W[18])))


def _soon(stability: float, grade: int) -> float:
    factor = exp(W[17] * (grade - 3 + W[18])) * stability ** -W[19]
    return float(stability * (max(factor, 1.0) if grade > AGAIN else factor))


def _first_difficulty(grade: int) -> float:
    return float(W[4] - exp(W[5] * (grade - 1)) + 1)


def _harder(difficulty: float, grade: int) -> float:
    moved = difficulty - W[6] * (grade - 3) * (10 - difficulty) / 9
    return _within(W[7] * _first_difficulty(EASY) + (1 - W[7]) * moved)


def _within(difficulty: float) -> float:
    return min(max(difficulty, 1.0), 10.0)
