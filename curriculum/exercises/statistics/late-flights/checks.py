"""Checks of five numbers, on real delays stretched at random, some of them missing."""

import numpy as np
import pandas as pd

from ascent.testing import check, expect, fail


def described(learner, data, rng, name):
    """Other delays, and the number that describe gives under `name`."""
    delays = data.frame("flights")["dep_delay"].sample(500, random_state=rng)
    delays = (delays * float(rng.uniform(1.2, 3))).round(1) + int(rng.integers(3, 40))
    delays.iloc[:9] = np.nan
    with learner.not_finite():
        got = learner.describe(delays)
    if type(got) is not dict:
        fail("describe does not return a dictionary. Keep the curly brackets and their names.")
    if name not in got:
        fail(f"describe has no number under {name!r}. Keep the five names as they are.")
    value = got[name]
    if value is None:
        fail(f"{name} is still None. Put a method of delays there.")
    if type(value) is pd.Series:
        fail(f"{name} is a whole column. The method has to make one number of it.")
    if type(value) not in (int, float, np.float64, np.int64):
        fail(f"{name} is not one number. A method is called with round brackets at its end.")
    if not np.isfinite(value):
        fail(
            f"{name} is {value}: a cancelled flight has no delay, and it spoils the calculation. "
            "The methods of the column leave such flights out."
        )
    return delays, float(value)


def near(got, want):
    return bool(np.isclose(got, want, rtol=1e-6))


@check("`mean` is the mean of the delays.")
def mean_of_delays(learner, data, rng):
    delays, got = described(learner, data, rng, "mean")
    if near(got, delays.sum() / len(delays)):
        fail(
            "mean counts cancelled flights as 0 minutes late. "
            "The method mean leaves missing delays out."
        )
    expect.number(got, float(delays.mean()), name="mean")


@check("`median` is the delay in the middle.")
def median_of_delays(learner, data, rng):
    delays, got = described(learner, data, rng, "median")
    if near(got, delays.mean()):
        fail("median is the same number as mean. For these delays the two are far apart.")
    expect.number(got, float(delays.median()), name="median")


@check("`std` is the standard deviation.")
def spread_of_delays(learner, data, rng):
    delays, got = described(learner, data, rng, "std")
    if near(got, delays.var()):
        fail("std is the variance, in square minutes. The standard deviation is its root.")
    if near(got, (delays - delays.mean()).abs().mean()):
        fail("std is the mean distance from the mean. The method of pandas squares the distances.")
    expect.number(got, float(delays.std()), name="std", tol=0.01)


@check("`q90` is the delay that nine of ten flights stay below.")
def ninetieth(learner, data, rng):
    delays, got = described(learner, data, rng, "q90")
    if near(got, delays.quantile(0.1)):
        fail("q90 is what one flight of ten stays below. Quantiles count from the smallest.")
    if near(got, delays.max() * 0.9):
        fail(
            "q90 is nine tenths of the longest delay. "
            "It should depend on how many flights lie below."
        )
    expect.number(got, float(delays.quantile(0.9)), name="q90")


@check("`iqr` is the width of the middle half.")
def middle_half(learner, data, rng):
    delays, got = described(learner, data, rng, "iqr")
    low, high = delays.quantile(0.25), delays.quantile(0.75)
    if near(got, high - low):
        return
    if near(got, low - high):
        fail("iqr is below 0. A width is the larger quantile minus the smaller one.")
    if near(got, delays.max() - delays.min()):
        fail("iqr runs from the smallest delay to the largest. One flight alone decides that.")
    if near(got, delays.quantile(0.5)) or near(got, high):
        fail("iqr is a single quantile. A width is the difference of two.")
    expect.number(got, float(high - low), name="iqr")
