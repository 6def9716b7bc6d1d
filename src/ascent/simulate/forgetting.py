"""How memory fades and grows, for simulated learners and for what a coach believes of them.

A power curve as in FSRS-6 (Ye, 2022 to 2025): after S days, the stability, nine of ten are
recalled. `exponent` 0 stands for the exponential curve of the same stability (Wickelgren, 1974,
compares both). A recall makes memory the more stable the closer it was to being lost.
"""

import math

NINE_TENTHS = math.log(0.9)
MOST = 2000.0  # days of stability that nothing exceeds


def factor(exponent: float) -> float:
    """The factor that makes recall 0.9 after S days on the power curve of this exponent."""
    return 0.0 if exponent <= 0.0 else float(0.9 ** (-1.0 / exponent) - 1.0)


def recall(stability: float, days: float, exponent: float, factor: float) -> float:
    """Chance of recall `days` after the last practice, in (0, 1]; `factor` of the `exponent`."""
    if days <= 0.0:
        return 1.0
    if exponent <= 0.0:
        return math.exp(NINE_TENTHS * days / stability)
    return math.exp(-exponent * math.log(1.0 + factor * days / stability))


def age(stability: float, chance: float, exponent: float, factor: float) -> float:
    """The days after which recall has fallen to `chance`: the inverse of `recall`."""
    if chance >= 1.0:
        return 0.0
    if exponent <= 0.0:
        return stability * math.log(chance) / NINE_TENTHS
    return stability / factor * (math.exp(-math.log(chance) / exponent) - 1.0)


def grown(stability: float, chance: float, memory: float) -> float:
    """Stability after a recall that had the chance `chance`; `memory`: the learner's factor."""
    room = math.exp(0.94 * (1.0 - chance)) - 1.0
    gain = memory * 18.6 * math.exp(-0.14 * math.log(stability)) * room
    return float(min(stability * (1.0 + gain), MOST))
