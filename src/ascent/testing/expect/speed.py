"""How the time of a function grows with the size of its input, measured from outside.

The worker reads the computing time of the learner process from the system: patched
clocks change nothing, and waiting for a busy machine does not count. Absolute times say
little on a machine that nobody knows, so exponents are compared: time ~ n^a between the
smallest and the largest size, against the same exponent of the bound. Noise only adds
time, so the least time of several rounds is taken, and a verdict against the learner
needs several measurements that agree.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from ascent.testing.api import AuthorError, Failed
from ascent.testing.handles import Handle, Link, link_of, name_of

MARGIN = 0.45
"""Measured and allowed exponent may differ by this: less than half of a whole power, more
than what caches and memory add."""

ENOUGH = 0.005
"""Seconds of computing that one reading needs, so that calling costs nothing beside it."""

ROUNDS, TRIALS = 3, 3
LEAST_RANGE = 8
MOST_REPEATS = 256
MOST_VALUES = 50_000
"""Values (n times calls) that one reading may send."""

_DRIVER = """
for row in rows:
    function(*row)
"""

_GROWTHS: dict[str, Callable[[float], float]] = {
    "1": lambda n: 1.0,
    "log n": math.log2,
    "n": lambda n: n,
    "n log n": lambda n: n * math.log2(n),
    "n^2": lambda n: n**2,
    "n^2 log n": lambda n: n**2 * math.log2(n),
    "n^3": lambda n: n**3,
}


def growth(
    function: Handle,
    make: Callable[[int], Any],
    sizes: Sequence[int],
    *,
    at_most: str,
    name: str = "",
    seconds: float = 4.0,
) -> float:
    """The time of `function` grows with n no faster than `at_most`; the measured exponent.

    `make(n)` gives an input of size n: a tuple of arguments, or the only one. Each call
    gets a fresh one, so that remembered results are no use. `at_most` is one of
    `1`, `log n`, `n`, `n log n`, `n^2`, `n^2 log n`, `n^3`; a logarithm cannot be told from a
    constant, a whole power can. `sizes` span a factor of 8 or more. `seconds` is the
    computing time that measuring may cost: sizes that would need more are left out.
    """
    if at_most not in _GROWTHS:
        raise AuthorError(f"expect.growth knows {', '.join(_GROWTHS)}; found {at_most!r}.")
    sizes = sorted(sizes)
    if len(sizes) < 3 or sizes[0] < 2 or sizes[-1] < LEAST_RANGE * sizes[0]:
        raise AuthorError(f"expect.growth takes 3 sizes or more that span a factor {LEAST_RANGE}.")
    allowed = _exponent({n: _GROWTHS[at_most](n) for n in sizes})
    probe = _Probe(link_of(function), function, make, allowed, seconds / TRIALS)
    slopes = []
    for _ in range(TRIALS):
        times = probe.times(sizes)
        measured = list(times)
        if len(measured) < 2:
            raise Failed(
                f"`{_call(function, name)}` takes {times[measured[0]]:.1f} seconds for an input "
                f"of size {measured[0]}, too long to see how it grows."
            )
        allowed = _exponent({n: _GROWTHS[at_most](n) for n in measured})
        slopes.append(_exponent(times))
        if slopes[-1] <= allowed + MARGIN:
            return slopes[-1]
    raise Failed(_too_fast(_call(function, name), min(slopes), allowed, at_most))


def _call(function: Handle, name: str) -> str:
    return name or f"{name_of(function)}(...)"


def _too_fast(call: str, slope: float, allowed: float, at_most: str) -> str:
    return (
        f"When the input doubles, `{call}` takes about {2**slope:.1f} times as long; about "
        f"{2**allowed:.1f} times is expected ({at_most}). Look for a loop inside a loop, or for "
        "`in`, `index` or `count` on a list inside a loop."
    )


def _exponent(times: dict[int, float]) -> float:
    """The slope of log time over log n, by least squares."""
    xs = [math.log(n) for n in times]
    ys = [math.log(max(time, 1e-12)) for time in times.values()]
    x_mean, y_mean = sum(xs) / len(xs), sum(ys) / len(ys)
    over = sum((x - x_mean) * (y - y_mean) for x, y in zip(xs, ys, strict=True))
    return over / sum((x - x_mean) ** 2 for x in xs)


@dataclass
class _Probe:
    """Measures one function of the learner."""

    link: Link
    function: Handle
    make: Callable[[int], Any]
    allowed: float
    """The exponent of the bound."""
    seconds: float

    def times(self, sizes: Sequence[int]) -> dict[int, float]:
        """Seconds per call by size, from the smallest on, as far as the time allows."""
        empty = min(self.cpu([]) for _ in range(ROUNDS))
        repeats: dict[int, int] = {}
        least: dict[int, float] = {}
        spent = 0.0
        for n in sizes:
            if least and spent + self._guess(least, n) > self.seconds:
                break
            repeats[n], least[n], cost = self._first(n, empty)
            spent += cost
        for _ in range(ROUNDS - 1):
            for n in least:  # one size after another, so that a busy moment hits all alike
                expected = least[n] * repeats[n]
                if spent + expected <= self.seconds:
                    cost = self.cpu(self.inputs(n, repeats[n]))
                    spent += cost
                    least[n] = min(least[n], max(cost - empty, 0.0) / repeats[n])
        return least

    def _guess(self, least: dict[int, float], n: int) -> float:
        """Seconds of one call of size n, if it grows on as it did, or at first as it may."""
        known = list(least)
        power = _exponent(least) if len(known) > 1 else self.allowed
        return least[known[-1]] * math.pow(n / known[-1], min(max(power, 1.0), 4.0))

    def _first(self, n: int, empty: float) -> tuple[int, float, float]:
        """(calls per reading, seconds per call, seconds spent) for size n: calls are doubled
        until a reading has enough computing in it."""
        repeats, spent = 1, 0.0
        most = max(1, min(MOST_REPEATS, MOST_VALUES // n))
        while True:
            cost = self.cpu(self.inputs(n, repeats))
            spent += cost
            net = max(cost - empty, 0.0)
            if net >= ENOUGH or repeats >= most:
                return repeats, net / repeats, spent
            wanted = math.ceil(repeats * 1.3 * ENOUGH / max(net, 1e-6))
            repeats = min(max(2 * repeats, wanted), most)

    def inputs(self, n: int, count: int) -> list[tuple[Any, ...]]:
        """`count` inputs of size n, each of its own."""
        made = [self.make(n) for _ in range(count)]
        return [one if type(one) is tuple else (one,) for one in made]

    def cpu(self, rows: list[tuple[Any, ...]]) -> float:
        """Seconds of computing for one call per row. The inputs are there before it begins, and
        no result travels, so that only the function is measured."""
        # Past whoever records answers: how many calls it takes depends on the machine.
        reply = Link.ask(self.link, "An argument", "put", value=rows)
        kept = self.link.result(reply, "the inputs")
        before = self.link.meter().cpu
        inputs = {"rows": kept, "function": self.function}
        call = f"`{_call(self.function, '')}`"
        Link.ask(self.link, call, "drive", code=_DRIVER, inputs=inputs)
        return self.link.meter().cpu - before
