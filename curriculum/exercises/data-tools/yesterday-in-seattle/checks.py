"""Checks of lagged columns, on shuffled days with other amounts of rain."""

import numpy as np
import pandas as pd

from ascent.testing import check, expect, fail


def shuffled_days(data, rng):
    """60 days in a row with random rain, in random order."""
    start = int(rng.integers(0, 900))
    table = data.frame("seattle-weather").iloc[start : start + 60].copy()
    table["precipitation"] = rng.gamma(1, 6, size=60).round(1)
    return table.sample(60, random_state=rng).reset_index(drop=True)


def past(learner, data, rng, *names):
    """A shuffled table in order of its days, and what add_past makes of it."""
    table = shuffled_days(data, rng)
    got = learner.add_past(table)
    if got is None:
        fail("add_past returns None. Keep the line with return at its end.")
    if type(got) is not pd.DataFrame:
        fail("add_past does not return a table. Put the table with the new columns behind return.")
    if len(got) != len(table):
        fail(
            f"add_past returns {len(got)} of {len(table)} days. Keep the rows with missing values."
        )
    for name in names:
        if name not in got.columns:
            fail(f"The table has no column {name} yet. Store something in table[{name!r}].")
    order = table.sort_values("date").reset_index(drop=True)
    return order, got.reset_index(drop=True)


def same(got, want):
    return got.dtype.kind == "f" and np.allclose(got, want, equal_nan=True)


@check("`date` holds dates, not text.")
def holds_dates(learner, data, rng):
    _, got = past(learner, data, rng, "date")
    if got["date"].dtype.kind != "M":
        fail(
            f"The column date is of the kind {got['date'].dtype}. pd.to_datetime returns dates: "
            "store them under the same name."
        )


@check("The oldest day stands first.")
def oldest_first(learner, data, rng):
    order, got = past(learner, data, rng, "date")
    days = pd.to_datetime(got["date"], errors="coerce").tolist()
    if days == sorted(days, reverse=True):
        fail(
            "The newest day stands first. "
            "sort_values begins with the smallest unless told otherwise."
        )
    if days != sorted(days):
        fail(
            "The days are not in order. sort_values returns a sorted table: store it, "
            "before you look at the row above."
        )
    if got["precipitation"].tolist() != order["precipitation"].tolist():
        fail("The dates are sorted alone. Sort the whole table, so that each row stays together.")


@check("`rain_before` is the rain of the day before.")
def rain_of_yesterday(learner, data, rng):
    order, got = past(learner, data, rng, "rain_before")
    rain = order["precipitation"]
    if same(got["rain_before"], rain.shift(-1)):
        fail("rain_before holds the rain of tomorrow. A shift below 0 looks into the future.")
    if same(got["rain_before"], rain):
        fail("rain_before holds the rain of today. shift moves it one row down.")
    if got["rain_before"].notna().all():
        fail(
            "rain_before has no gap in its first row. Nobody knows the day before: "
            "leave it missing."
        )
    if not same(got["rain_before"], rain.shift(1)):
        fail(
            "rain_before is not the rain of the day before. "
            "Is the table sorted by date before shift looks at the row above?"
        )


@check("`mean_before` is the mean of the three days before, without today.")
def mean_of_three(learner, data, rng):
    order, got = past(learner, data, rng, "mean_before")
    rain = order["precipitation"]
    if same(got["mean_before"], rain.rolling(3).mean()):
        fail(
            "mean_before has today among its three days. The rain of today is what a model "
            "predicts: shift first, then roll."
        )
    if same(got["mean_before"], rain.shift(1).rolling(2).mean()):
        fail("mean_before takes two days. The window has three rows.")
    if same(got["mean_before"], rain.shift(1).rolling(3).sum()):
        fail("mean_before is a sum. Take the mean of each window.")
    want = rain.shift(1).rolling(3).mean()
    expect.series(got["mean_before"], like=want, name="mean_before")


@check("The table of the caller stays as it was.")
def leaves_the_original(learner, data, rng):
    table = shuffled_days(data, rng)
    kept = learner.put(table)
    learner.add_past(kept)
    after = kept.get()
    if type(after) is not pd.DataFrame or not after.equals(table):
        fail("After the call, the caller's own table has changed. Keep the copy in the first line.")
