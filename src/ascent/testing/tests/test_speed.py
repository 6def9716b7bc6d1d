"""Growth of time, with a meter that is made up: exact, noisy, and on a busy machine."""

from __future__ import annotations

import math

import numpy as np
import pytest

from ascent.testing import AuthorError, Failed, expect
from ascent.testing.tests.learners import Host, learner_of

COSTS = {
    "1": lambda n: 1e-4,
    "log n": lambda n: 1e-5 * math.log2(n),
    "n": lambda n: 2e-8 * n,
    "n log n": lambda n: 4e-9 * n * math.log2(n),
    "n^2": lambda n: 5e-11 * n**2,
    "n^3": lambda n: 1e-13 * n**3,
}
SIZES = (1000, 4000, 16000)
ANSWER = """
calls = []

def f(rows):
    calls.append(rows)
"""


class Meter:
    """Computing time by what the function was called with, plus what a machine adds."""

    def __init__(self, cost, noise=lambda: 1.0):
        self.host = Host(ANSWER)
        self.cost, self.noise = cost, noise
        self.seen, self.cpu = 0, 0.0

    def __call__(self):
        calls = self.host.module.__dict__["calls"]
        self.cpu += 2e-4 * self.noise()  # every reading has a cost of its own
        self.cpu += sum(self.cost(n) * self.noise() for n in calls[self.seen :])
        self.seen = len(calls)
        return {"cpu": self.cpu, "wall": self.cpu}


def measured(cost, at_most, noise=lambda: 1.0, **named):
    meter = Meter(cost, noise)
    learner = learner_of(ANSWER, meter.host)
    learner._link.ask_meter = meter
    return expect.growth(learner.f, lambda n: n, SIZES, at_most=at_most, **named), meter


@pytest.mark.parametrize("growth", COSTS)
def test_each_growth_passes_its_own_bound(growth):
    measured(COSTS[growth], growth)


@pytest.mark.parametrize(
    ("growth", "bound"),
    [("n", "1"), ("n", "log n"), ("n^2", "n"), ("n^2", "n log n"), ("n^3", "n^2")],
)
def test_a_whole_power_more_fails(growth, bound):
    with pytest.raises(Failed, match="When the input doubles"):
        measured(COSTS[growth], bound)


def test_the_message_says_how_it_grows():
    with pytest.raises(Failed) as caught:
        measured(COSTS["n^2"], "n log n")
    assert "takes about 4.0 times as long; about 2.2 times is expected (n log n)" in str(
        caught.value
    )


@pytest.mark.parametrize("seed", range(12))
def test_a_busy_machine_fails_nobody_and_passes_nobody(seed):
    rng = np.random.default_rng(seed)

    def busy():
        return rng.choice([1.0, 1.3, 3.0], p=[0.7, 0.2, 0.1]) + rng.exponential(0.2)

    measured(COSTS["n log n"], "n log n", noise=busy)
    with pytest.raises(Failed):
        measured(COSTS["n^2"], "n log n", noise=busy)


def test_slow_functions_are_measured_within_the_time():
    slope, meter = measured(lambda n: 2e-8 * n**2, "n^2", seconds=4.0)
    assert slope == pytest.approx(2, abs=0.1)
    assert meter.cpu < 2.5
    with pytest.raises(Failed, match="too long to see how it grows"):
        measured(lambda n: 1e-5 * n**2, "n^2", seconds=4.0)


def test_every_call_has_an_input_of_its_own():
    made = []

    def make(n):
        made.append(n)
        return (n,)

    meter = Meter(lambda n: 1e-3)
    learner = learner_of(ANSWER, meter.host)
    learner._link.ask_meter = meter
    expect.growth(learner.f, make, SIZES, at_most="1")
    assert len(made) == len(meter.host.module.__dict__["calls"])


def test_what_an_author_may_not_ask():
    learner = learner_of(ANSWER)
    with pytest.raises(AuthorError, match="knows"):
        expect.growth(learner.f, lambda n: n, SIZES, at_most="n!")
    with pytest.raises(AuthorError, match="3 sizes"):
        expect.growth(learner.f, lambda n: n, (100, 200, 300), at_most="n")
    with pytest.raises(AuthorError, match="Nothing here measures"):
        learner.meter()
