"""What memory is about to lose: the first memory model.

The chance of recall falls as a power of the days since the last success,
R(t) = (1 + 19/81 * t/S) ** -0.5 (Ye, 2023, FSRS-4.5): after S days, the
stability, it is 0.9. A success makes memory the more stable the closer it
was to being lost; a failure halves the stability. Pure.
"""

FIRST = 3.0  # days of stability after the first success
LEAST = 1.0
DUE = 0.85  # a skill is due for review below this chance of recall
GROWTH = 15.0  # at R = 0.9 a success multiplies stability by 2.5
MOST_GROWTH = 5.0
FACTOR = 19 / 81
DAY = 86_400.0


def recall(stability: float, days: float) -> float:
    """Chance of recall `days` after the last success, in (0, 1]. Days before it count as 0."""
    return float((1 + FACTOR * max(days, 0.0) / stability) ** -0.5)


def after_success(stability: float | None, days: float, weight: float = 1.0) -> float:
    """Stability in days after a success that came `days` after the last one (None: the first).

    `weight`, in (0, 1], is how much of the activity is about the skill: it scales the change.
    """
    if stability is None:
        return max(LEAST, FIRST * weight)
    growth = min(GROWTH * (1 - recall(stability, days)), MOST_GROWTH - 1)
    return stability * (1 + weight * growth)


def after_failure(stability: float, weight: float = 1.0) -> float:
    """Stability in days after a failure; `weight` scales the loss, at most one half."""
    return max(LEAST, stability * (1 - weight / 2))
