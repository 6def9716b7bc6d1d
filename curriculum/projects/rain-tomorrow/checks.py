"""Checks of the project: each is a milestone."""

import numpy as np
import pandas as pd

from ascent.testing import check, expect, fail, report

GOAL = 0.20
# The Brier score of always naming the share of wet days of 2012 to 2014 (0.44), in 2015.
NO_SKILL = 0.241


def made_up_days(rng, days, start):
    """Return invented weather in the form of the file, `days` rows from the date `start`."""
    wet = rng.random(days) < 0.45
    low = rng.normal(8, 4, days)
    return pd.DataFrame(
        {
            "date": pd.date_range(start, periods=days),
            "precipitation": np.where(wet, rng.uniform(0.2, 20, days), 0.0).round(1),
            "temp_max": (low + rng.uniform(1, 12, days)).round(1),
            "temp_min": low.round(1),
            "wind": rng.uniform(0.5, 8, days).round(1),
            "weather": np.where(wet, "rain", "sun"),
        }
    )


def hidden_year(data, rng):
    """Return the hidden days, moved and shaken, and whether it rained on the day after each.

    The dates move by 16 years and up to 9 days, the measurements by less than a thermometer
    differs from the next one: a forecast does not mind, a list of known days is of no use.
    """
    days = data.hidden("seattle-weather").reset_index(drop=True)
    rain_next = (days["precipitation"].shift(-1) > 0).to_numpy()[:-1]
    size = len(days)
    moved = pd.to_datetime(days["date"]) + pd.Timedelta(days=int(rng.integers(-9, 10)))
    days["date"] = moved + pd.DateOffset(years=16)
    amount = days["precipitation"] * rng.uniform(0.9, 1.1, size)
    days["precipitation"] = np.where(amount > 0, np.maximum(amount, 0.1), 0.0)
    warmer = rng.normal(0, 0.3, size)
    days["temp_max"] = days["temp_max"] + warmer
    days["temp_min"] = days["temp_min"] + warmer
    days["wind"] = (days["wind"] + rng.normal(0, 0.2, size)).clip(lower=0)
    return days.iloc[:-1], rain_next


def chances(got, rows):
    """Return what `predict` gave as an array of floats, or fail."""
    if not isinstance(got, np.ndarray | pd.Series | list | tuple):
        fail(
            f"predict(days) returned {type(got).__name__}. Return an array, a column or a list "
            "with one chance for each row."
        )
    values = np.asarray(got)
    if values.shape != (rows,):
        fail(
            f"predict(days) returned the shape {values.shape} for {rows} days; it should be "
            f"({rows},). predict_proba gives two columns: take the one for rain, [:, 1]."
        )
    try:
        values = values.astype(float)
    except (TypeError, ValueError):
        fail("predict(days) returned something that is no number. A chance is a number.")
    if not np.isfinite(values).all():
        fail("Some chances are missing (NaN). Look for missing values in your features.")
    return values


def brier(chance, truth):
    return float(np.mean((chance - truth) ** 2))


@check("`load_days()` gives all days in order, with real dates.", points=1)
def loads_the_days(learner, data):
    days = learner.load_days()
    expect.type(days, pd.DataFrame, name="load_days()")
    public = data.frame("seattle-weather")
    if len(days) != len(public):
        fail(f"load_days() has {len(days)} rows; the file has {len(public)}. Keep every row.")
    missing = [name for name in public.columns if name not in days.columns]
    if missing:
        fail(f"load_days() has no column {missing[0]!r}. Keep all columns of the file.")
    if not pd.api.types.is_datetime64_any_dtype(days["date"]):
        fail("The column date still holds text. pd.to_datetime turns text into dates.")
    if not days["date"].is_monotonic_increasing:
        fail("The days are not in order of time. Sort them by date.")


@check("`add_target(days)` marks each day by the rain of the day after it.", points=1)
def marks_tomorrow(learner, rng):
    days = made_up_days(rng, int(rng.integers(40, 60)), "2001-03-04")
    got = learner.add_target(days)
    expect.type(got, pd.DataFrame, name="add_target(days)")
    if "rain_tomorrow" not in got.columns:
        fail("add_target(days) has no column rain_tomorrow. Add it to the copy and return that.")
    if len(got) == len(days):
        fail(
            f"add_target(days) kept all {len(days)} rows. The last day has no tomorrow in the "
            "table, so it should be left out."
        )
    if len(got) != len(days) - 1:
        fail(f"add_target(days) has {len(got)} rows for {len(days)} days; it should lose one.")
    marked = np.asarray(got["rain_tomorrow"]).astype(bool)
    wet = (days["precipitation"] > 0).to_numpy()
    if (marked == wet[:-1]).all():
        fail(
            "rain_tomorrow says whether it rains on the same day. Move the rain one row up, so "
            "that each day carries the answer of the next."
        )
    if (marked[1:] == wet[:-2]).all():
        fail("rain_tomorrow holds the rain of yesterday. shift(1) looks back; look ahead.")
    wrong = int((marked != wet[1:]).sum())
    if wrong:
        fail(
            f"{wrong} of {len(marked)} days carry an answer that is not the rain of the next day. "
            "A day has rain when its precipitation is above 0."
        )


@check("`make_features(days)` gives at least two columns of numbers without gaps.", points=1)
def makes_features(learner, rng):
    days = made_up_days(rng, 60, "2003-12-01")
    got = learner.make_features(days)
    expect.type(got, pd.DataFrame, name="make_features(days)")
    if len(got) != len(days):
        fail(f"make_features(days) has {len(got)} rows for {len(days)} days. Keep one for each.")
    if got.shape[1] < 2:
        fail(f"make_features(days) has {got.shape[1]} columns. Make at least two.")
    for name in got.columns:
        kind = got[name].dtype
        if not (pd.api.types.is_numeric_dtype(kind) or pd.api.types.is_bool_dtype(kind)):
            fail(f"The feature {name!r} holds {kind}. Models calculate: turn it into a number.")
        gaps = int(got[name].isna().sum())
        if gaps:
            fail(
                f"The feature {name!r} has {gaps} missing values. shift and rolling leave gaps "
                "at the start: fill them, or use min_periods=1."
            )


@check("Each feature looks no further than its own day.", points=2)
def features_end_today(learner, rng):
    days = made_up_days(rng, 90, "2005-06-01")
    cut = int(rng.integers(50, 70))
    whole = learner.make_features(days)
    short = learner.make_features(days.iloc[:cut])
    expect.type(whole, pd.DataFrame, name="make_features(days)")
    expect.type(short, pd.DataFrame, name="make_features(days)")
    if list(whole.columns) != list(short.columns):
        fail("make_features gives other columns for fewer days. They should always be the same.")
    if not len(whole.columns):
        fail("make_features(days) has no columns yet, so there is nothing to look at.")
    for name in whole.columns:
        before = np.asarray(whole[name][:cut], dtype=float)
        after = np.asarray(short[name], dtype=float)
        if before.shape != after.shape:
            fail("make_features does not give one row for each day. Fix the check above first.")
        differs = ~np.isclose(before, after, equal_nan=True)
        if differs[: cut // 2].any():
            fail(
                f"The feature {name!r} changes even for the first days when days are added at the "
                "end. It uses a number made of the whole column, such as its mean."
            )
        if differs.any():
            fail(
                f"The feature {name!r} of the last day changes when the day after it is added. On "
                "its evening nobody has that row: look for shift(-1)."
            )


@check("`split_by_time(days)` keeps the last calendar year for the test.", points=1)
def splits_by_time(learner, rng):
    year = int(rng.integers(1990, 2010))
    days = made_up_days(rng, 1000, f"{year}-02-10")
    days["rain_tomorrow"] = rng.random(1000) < 0.5
    got = learner.split_by_time(days)
    if not isinstance(got, tuple | list) or len(got) != 2:
        fail("split_by_time(days) should return two tables: return train, test.")
    train, test = got
    expect.type(train, pd.DataFrame, name="train")
    expect.type(test, pd.DataFrame, name="test")
    if not len(train) or not len(test):
        fail("One of the two tables is empty. Both need days.")
    both = len(set(train["date"]) & set(test["date"]))
    if both:
        fail(f"{both} days are in train and in test. A day belongs to one of them.")
    if train["date"].max() > test["date"].min():
        fail(
            "Some training days lie after test days. A model that trains on later days knows "
            "more than anybody will on the evening of the forecast. Split by date, not at random."
        )
    last = days["date"].dt.year.max()
    if (test["date"].dt.year != last).any() or (train["date"].dt.year == last).any():
        fail(
            f"The days run to the year {last}. The test should hold exactly the days of that "
            f"year; it runs from {test['date'].min():%Y-%m-%d} to {test['date'].max():%Y-%m-%d}."
        )
    if len(train) + len(test) != len(days):
        fail(f"{len(days) - len(train) - len(test)} days are in neither table.")


@check("`baseline(days)` says: tomorrow as today.", points=1)
def says_as_today(learner, rng):
    days = made_up_days(rng, 50, "2010-01-05")
    got = learner.baseline(days)
    if not isinstance(got, np.ndarray | pd.Series | list | tuple):
        fail(f"baseline(days) returned {type(got).__name__}. Return one number for each day.")
    if len(got) != len(days):
        fail(f"baseline(days) has {len(got)} numbers for {len(days)} days.")
    values = np.asarray(got).astype(float)
    wet = (days["precipitation"] > 0).to_numpy().astype(float)
    if len(set(values)) == 1:
        fail(
            f"baseline(days) says {values[0]:g} for every day. It should follow the rain of today."
        )
    wrong = int((values != wet).sum())
    if wrong:
        fail(
            f"{wrong} of {len(days)} days differ. Say 1.0 where the precipitation of the same row "
            "is above 0, and 0.0 elsewhere."
        )


@check("`score(truth, chance)` is the Brier score.", points=1)
def scores_chances(learner, rng):
    truth = rng.random(30) < 0.4
    chance = rng.random(30)
    got = learner.score(pd.Series(truth), chance)
    if isinstance(got, bool) or not isinstance(got, int | float | np.floating | np.integer):
        fail(f"score(truth, chance) returned {type(got).__name__}. Return one number.")
    if abs(float(got) - np.mean(np.abs(chance - truth))) < 1e-9:
        fail("score(truth, chance) is the mean distance. Square each distance before the mean.")
    if abs(float(got) - np.sum((chance - truth) ** 2)) < 1e-9:
        fail("score(truth, chance) is the sum of the squares. Divide it by how many there are.")
    expect.number(got, like=brier(chance, truth), name="score(truth, chance)")


@check("`predict(days)` gives one chance from 0 to 1 for each day.", points=1)
def gives_chances(learner, rng, data):
    days, _ = hidden_year(data, rng)
    got = chances(learner.predict(days), len(days))
    if got.min() < 0 or got.max() > 1:
        fail(
            f"The chances run from {got.min():.2f} to {got.max():.2f}. A chance lies between 0 "
            "and 1: predict_proba gives such numbers."
        )
    if got.max() - got.min() < 0.01:
        fail(
            f"predict(days) says about {got[0]:.2f} for every day. It should depend on the "
            "weather: ask the model with model.predict_proba."
        )


@check("The forecast for a day stays the same when later days arrive.", points=2)
def does_not_peek(learner, rng, data):
    days, _ = hidden_year(data, rng)
    whole = chances(learner.predict(days), len(days))
    if whole.max() - whole.min() < 0.01:
        fail("predict(days) gives the same chance for every day, so there is no forecast to test.")
    cuts = [int(cut) for cut in rng.choice(np.arange(30, len(days) - 5), 8, replace=False)]
    shorter = learner.map("predict", [(days.iloc[:cut],) for cut in cuts])
    for cut, got in zip(cuts, shorter, strict=True):
        if abs(chances(got, cut)[-1] - whole[cut - 1]) > 1e-6:
            fail(
                "The chance that you give for one day changes when the table holds the days "
                "after it. In real life they are not there yet: use rows up to the day itself."
            )


@check("On a hidden year your forecast beats 'tomorrow as today' and a constant.", points=2)
def beats_the_baseline(learner, rng, data):
    days, rain = hidden_year(data, rng)
    chance = chances(learner.predict(days), len(days))
    as_today = brier((days["precipitation"] > 0).to_numpy().astype(float), rain)
    got = brier(chance, rain)
    if set(np.unique(chance)) <= {0.0, 1.0}:
        fail(
            f"Every chance is 0 or 1, with a Brier score of {got:.3f}; {NO_SKILL} is reached "
            "without looking at the weather. Being sure and wrong costs most: give chances in "
            "between, with predict_proba instead of predict."
        )
    if got >= min(as_today, NO_SKILL):
        fail(
            f"Your Brier score is {got:.3f}; naming the same share of wet days every day reaches "
            f"{NO_SKILL}. On days that it has not met your forecast knows nothing yet: what does "
            "predict look at?"
        )


@check("On a hidden year your Brier score is 0.20 or less.", points=2)
def forecasts_well(learner, rng, data):
    days, rain = hidden_year(data, rng)
    chance = chances(learner.predict(days), len(days))
    got = brier(chance, rain)
    as_today = brier((days["precipitation"] > 0).to_numpy().astype(float), rain)
    report(
        score=round(got, 3),
        baseline=round(as_today, 3),
        measure="Brier score, smaller is better",
    )
    if got > GOAL:
        fail(
            f"Your Brier score is {got:.3f}; the goal is {GOAL:.2f}. Rain today alone is not "
            "enough: try the season, the temperature, the wind or the rain of the last days."
        )
