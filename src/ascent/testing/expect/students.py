"""Student's t distribution, for which numpy has no quantiles."""

from __future__ import annotations

import functools
import math


@functools.cache
def t_bound(rate: float, freedom: float) -> float:
    """The value that a t-distributed number with `freedom` degrees exceeds with probability
    `rate`, for rates from 1e-12 to 0.5."""
    low, high = 0.0, 1.0
    while tail(high, freedom) > rate:
        high *= 2
    for _ in range(80):
        middle = (low + high) / 2
        if tail(middle, freedom) > rate:
            low = middle
        else:
            high = middle
    return high


def tail(t: float, freedom: float) -> float:
    """The probability that a t-distributed number exceeds t >= 0: half the regularized
    incomplete beta function I_x(freedom/2, 1/2) at x = freedom / (freedom + t²)."""
    x = freedom / (freedom + t * t)
    return 0.5 * incomplete_beta(freedom / 2, 0.5, x)


def incomplete_beta(a: float, b: float, x: float) -> float:
    """The regularized incomplete beta function I_x(a, b), by its continued fraction where
    that converges fast, else by I_x(a, b) = 1 - I_{1-x}(b, a)."""
    if x <= 0 or x >= 1:
        return 0.0 if x <= 0 else 1.0
    if x > (a + 1) / (a + b + 2):
        return 1 - incomplete_beta(b, a, 1 - x)
    log_front = (
        math.lgamma(a + b)
        - math.lgamma(a)
        - math.lgamma(b)
        + a * math.log(x)
        + b * math.log1p(-x)
        - math.log(a)
    )
    return math.exp(log_front) / _fraction(a, b, x)


def _fraction(a: float, b: float, x: float) -> float:
    """1 + d1/(1 + d2/(1 + ...)), evaluated from the back. Where `incomplete_beta` asks for it,
    it converges within a few times the root of a + b terms."""
    value = 1.0
    for m in range(60 + 2 * math.isqrt(int(a + b)), 0, -1):
        k, odd = divmod(m, 2)
        if odd:
            term = -(a + k) * (a + b + k) * x / ((a + 2 * k) * (a + 2 * k + 1))
        else:
            term = k * (b - k) * x / ((a + 2 * k - 1) * (a + 2 * k))
        value = 1.0 + term / value
    return value
