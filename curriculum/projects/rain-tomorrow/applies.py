"""Checks for who closes a gap here: each asks for one thing more, below the finished project."""

import numpy as np
import pandas as pd

from ascent.testing import check, expect, fail

# The Brier score of always naming the share of wet days of 2012 to 2014 (0.44), in 2015.
NO_SKILL = 0.241


def made_up_days(rng, days, start):
    """Return invented weather in the form of the file, with the column rain_tomorrow."""
    wet = rng.random(days + 1) < 0.45
    low = rng.normal(8, 4, days)
    return pd.DataFrame(
        {
            "date": pd.date_range(start, periods=days),
            "precipitation": np.where(wet[:-1], rng.uniform(0.2, 20, days), 0.0).round(1),
            "temp_max": (low + rng.uniform(1, 12, days)).round(1),
            "temp_min": low.round(1),
            "wind": rng.uniform(0.5, 8, days).round(1),
            "weather": np.where(wet[:-1], "rain", "sun"),
            "rain_tomorrow": wet[1:],
        }
    )


def real_days(data):
    """Return the public days with the column rain_tomorrow."""
    days = data.frame("seattle-weather")
    days["date"] = pd.to_datetime(days["date"])
    days["rain_tomorrow"] = days["precipitation"].shift(-1) > 0
    return days.iloc[:-1]


def hidden_days(data, rng):
    """Return the hidden year, moved in the calendar and shaken, with the column rain_tomorrow."""
    days = data.hidden("seattle-weather").reset_index(drop=True)
    days["rain_tomorrow"] = days["precipitation"].shift(-1) > 0
    days["date"] = pd.to_datetime(days["date"]) + pd.DateOffset(years=16)
    for name in ("temp_max", "temp_min"):
        days[name] = days[name] + rng.normal(0, 0.3, len(days))
    return days.iloc[:-1]


def defined(learner, name):
    """Fail unless the file has the function that the task asks for."""
    if not learner.has(name):
        fail(f"There is no function {name} yet. Write it below your project.")


def is_number(value):
    return isinstance(value, int | float | np.number) and not isinstance(value, bool | np.bool_)


def numbers(got, count, name):
    """Return a list of `count` numbers as an array, or fail."""
    if not isinstance(got, list | tuple | np.ndarray | pd.Series):
        fail(f"{name} returned {type(got).__name__}. Return a list of numbers.")
    values = list(got)
    if len(values) != count:
        fail(f"{name} returned {len(values)} numbers; {count} are expected.")
    if not all(is_number(value) and np.isfinite(value) for value in values):
        fail(f"{name} returned something that is no finite number.")
    return np.array(values, dtype=float)


@check("`year_scores(days)` judges each year by a model that has not seen it.")
def scores_each_year(learner, rng):
    defined(learner, "year_scores")
    days = made_up_days(rng, 560, f"{int(rng.integers(1980, 2010))}-10-02")
    year = days["date"].dt.year
    last = (year == year.max()).to_numpy()
    half = last & (rng.random(len(days)) < 0.5)
    answers = days["rain_tomorrow"].to_numpy()
    scores = []
    for told in (np.zeros(len(days), bool), last, half, last & ~half):
        table = days.assign(rain_tomorrow=np.where(last, told, answers))
        name = "year_scores(days)"
        scores.append(numbers(learner.year_scores(table), year.nunique(), name))
    for value in scores[0]:
        if not 0 <= value <= 1:
            fail(f"A year has the score {value:.3f}. A Brier score lies between 0 and 1.")
    none, all_wet, some, others = (one[-1] for one in scores)
    if none == all_wet:
        fail(
            "The score of the last year stays the same when its answers change. Score the rows "
            "of the year that was left out."
        )
    # Where the chances of a year do not depend on its answers, the Brier score is linear in them.
    if abs(none + all_wet - some - others) > 1e-6:
        fail(
            "The chances for the last year change with the answers of that year, so its model "
            "has seen them. Train on the other years only."
        )


@check("`error_by_month(days)` is the Brier score of your forecast in each month.")
def errs_by_month(learner, rng):
    defined(learner, "error_by_month")
    days = made_up_days(rng, 420, "2003-05-10")
    got = learner.error_by_month(days)
    expect.type(got, pd.Series, name="error_by_month(days)")
    if sorted(got.index) != list(range(1, 13)):
        fail(
            f"The index of error_by_month(days) is {list(got.index)[:4]} and so on. It should "
            "hold the numbers of the months, 1 to 12."
        )
    chance = np.asarray(learner.predict(days), dtype=float)
    if chance.shape != (len(days),):
        fail("predict(days) does not give one chance for each day.")
    error = (chance - days["rain_tomorrow"].to_numpy(float)) ** 2
    wanted = pd.Series(error).groupby(days["date"].dt.month.to_numpy()).mean()
    off = np.abs(np.asarray(got.sort_index(), dtype=float) - wanted.to_numpy())
    if not (off < 1e-9).all():
        month = int(np.argmax(off)) + 1
        fail(
            f"In month {month} the number differs from the mean squared distance between the "
            "chances and what happened. Group the squared distances by the month of the date."
        )


@check("A plot shows the share of wet days in each month, with labels on both axes.")
def draws_the_months(learner, data):
    days = data.frame("seattle-weather")
    wet = days["precipitation"] > 0
    share = wet.groupby(pd.to_datetime(days["date"]).dt.month).mean()
    if not learner.figures:
        fail("Your file draws nothing yet. plt.bar draws one bar for each month.")
    expect.figure(
        learner.figures[-1],
        xlabel=True,
        ylabel=True,
        shows=(share.index.to_numpy(float), share.to_numpy()),
    )


@check("`train_boosting(days)` returns a fitted gradient boosting model that forecasts.")
def trains_boosting(learner, rng, data):
    defined(learner, "train_boosting")
    found = learner.drive(
        """
model = learner.train_boosting(days)
steps = [step for _, step in model.steps] if hasattr(model, "steps") else [model]
X = learner.make_features(test)
fitted = hasattr(model, "predict_proba")
result = ([type(step).__name__ for step in steps], model.predict_proba(X)[:, 1] if fitted else None)
""",
        days=real_days(data),
        test=(test := hidden_days(data, rng)),
    )
    if not isinstance(found, tuple | list) or len(found) != 2:
        fail("What train_boosting(days) returned cannot be read.")
    names, chance = found
    if "HistGradientBoostingClassifier" not in list(names):
        fail(
            f"train_boosting(days) returned a model made of {', '.join(map(str, names))}. "
            "Use HistGradientBoostingClassifier from sklearn.ensemble."
        )
    if not isinstance(chance, np.ndarray) or chance.shape != (len(test),):
        fail("The model gives no chance for each day. Fit it before you return it.")
    got = float(np.mean((chance - test["rain_tomorrow"].to_numpy(float)) ** 2))
    if not got < NO_SKILL:
        fail(
            f"On a year that it has not seen its Brier score is {got:.3f}; naming the same share "
            f"every day reaches {NO_SKILL}. Smaller trees or fewer steps overfit less."
        )


@check("`make_forecaster()` returns one unfitted pipeline that takes the days as they are.")
def is_one_object(learner, rng, data):
    defined(learner, "make_forecaster")
    train, test = real_days(data), hidden_days(data, rng)
    found = learner.drive(
        """
from sklearn.base import clone
from sklearn.utils.validation import check_is_fitted
model = learner.make_forecaster()
steps = len(model.steps) if hasattr(model, "steps") else 0
try:
    check_is_fitted(model)
    fitted = True
except Exception:
    fitted = False
result = (steps, fitted, None)
if steps > 1:
    copy = clone(model).fit(train.drop(columns="rain_tomorrow"), train["rain_tomorrow"])
    result = (steps, fitted, copy.predict_proba(test.drop(columns="rain_tomorrow"))[:, 1])
""",
        train=train,
        test=test,
    )
    if not isinstance(found, tuple | list) or len(found) != 3:
        fail("What make_forecaster() returned cannot be read.")
    steps, fitted, chance = found
    if not isinstance(steps, int) or steps < 2:
        fail(
            "make_forecaster() should return a pipeline with the making of features and the model "
            "as its steps. FunctionTransformer(make_features) is such a first step."
        )
    if fitted is not False:
        fail("The pipeline is fitted already. Return it unfitted: whoever uses it calls fit.")
    if not isinstance(chance, np.ndarray) or chance.shape != (len(test),):
        fail("After fit the pipeline does not give one chance for each day.")
    got = float(np.mean((chance - test["rain_tomorrow"].to_numpy(float)) ** 2))
    if not got < NO_SKILL:
        fail(
            f"Fitted on the days, the pipeline has a Brier score of {got:.3f}; {NO_SKILL} is "
            "reached without looking at the weather. Which features does it get?"
        )


def feature(learner, days, name):
    """Return one column of `make_features` as numbers, or fail."""
    got = learner.make_features(days.drop(columns="rain_tomorrow"))
    expect.type(got, pd.DataFrame, name="make_features(days)")
    if name not in got.columns:
        fail(f"make_features(days) has no column {name} yet. Add it.")
    if len(got) != len(days):
        fail("make_features(days) does not give one row for each day.")
    return pd.to_numeric(got[name], errors="coerce").to_numpy(float)


@check("`make_features(days)` has the column `days_since_rain`.")
def counts_dry_days(learner, rng):
    days = made_up_days(rng, int(rng.integers(80, 100)), "1999-03-01")
    got = feature(learner, days, "days_since_rain")
    wanted, count = [], 0
    for amount in days["precipitation"]:
        count = 0 if amount > 0 else count + 1
        wanted.append(count)
    wrong = np.flatnonzero(~np.isclose(got, wanted))
    if len(wrong):
        at = int(wrong[0])
        fail(
            f"In row {at} days_since_rain is {got[at]:g}. It is 0 on a day with rain, and on a dry "
            "day one more than on the day before; a table that begins dry begins with 1."
        )


@check("`make_features(days)` has the column `day_length`.")
def knows_the_day_length(learner, rng):
    days = made_up_days(rng, 400, f"{int(rng.integers(1960, 2020))}-02-20")
    got = feature(learner, days, "day_length")
    angle = 2 * np.pi * (days["date"].dt.day_of_year.to_numpy() + 10) / 365.25
    off = np.abs(got - (12.2 - 3.9 * np.cos(angle)))
    if not (off < 1e-6).all():
        at = int(np.argmax(np.where(np.isfinite(off), off, np.inf)))
        fail(
            f"On {days['date'][at]:%d %B} day_length is {got[at]:.2f}. The day of the year n, from "
            "1, and ten days more make the angle; the shortest day has 12.2 - 3.9 hours."
        )


@check("`climate(train, days)` names for each day the share of wet days in its month.")
def knows_the_climate(learner, rng):
    defined(learner, "climate")
    table = made_up_days(rng, 900, "1990-01-01")
    train, days = table.iloc[:700], table.iloc[700:].sample(frac=1, random_state=1)
    got = numbers(learner.climate(train, days), len(days), "climate(train, days)")
    share = train["rain_tomorrow"].groupby(train["date"].dt.month).mean()
    own = table["rain_tomorrow"].groupby(table["date"].dt.month).mean()
    month = days["date"].dt.month
    if np.allclose(got, month.map(own)):
        fail("The shares are those of all days. Take them from the training days alone.")
    if not np.allclose(got, month.map(share)):
        fail(
            "Some days do not get the share of their month. Group train by the month of its date, "
            "take the mean of rain_tomorrow, and map each month of days to it."
        )


@check("`what_counts(days)` lists the weights of your model by feature, the largest first.")
def names_what_counts(learner, rng):
    defined(learner, "what_counts")
    days = made_up_days(rng, 500, "2001-01-01")
    got = learner.what_counts(days)
    expect.type(got, pd.Series, name="what_counts(days)")
    found = learner.drive(
        """
model = learner.train_model(days)
last = model.steps[-1][1] if hasattr(model, "steps") else model
weights = getattr(last, "coef_", None)
result = (list(learner.make_features(days).columns), None if weights is None else weights[0])
""",
        days=days,
    )
    if not isinstance(found, tuple | list) or len(found) != 2:
        fail("What train_model(days) returned cannot be read.")
    columns, weights = found
    if not isinstance(weights, np.ndarray):
        fail("train_model(days) has no coef_, so there are no weights to list. Use a linear model.")
    if len(columns) != len(weights) or sorted(map(str, got.index)) != sorted(map(str, columns)):
        fail("The index of what_counts(days) should hold the names of your features, each once.")
    size = np.abs(np.asarray(got, dtype=float))
    if (np.diff(size) > 1e-12).any():
        fail("The weights are not in order of size. A large negative weight counts much, too.")
    wanted = pd.Series(weights, index=list(columns))
    if not np.allclose(np.asarray(got, dtype=float), wanted[list(got.index)].to_numpy(), rtol=1e-4):
        fail("The weights are not those that train_model(days) learns. They are in coef_[0].")


@check("`suspects(X, truth)` names the features that nearly give the answer away.")
def finds_the_leak(learner, rng):
    defined(learner, "suspects")
    truth = pd.Series(rng.random(300) < 0.5)
    noise = rng.normal(size=(300, 3))
    X = pd.DataFrame(
        {
            "wind": noise[:, 0],
            "rain_gauge": truth * 3.0 + 0.2 * noise[:, 1],
            "half": truth * 1.0 + rng.normal(0, 0.9, 300),
            "dry_street": 5.0 - truth * 2.0 + 0.1 * noise[:, 2],
        }
    )[list(rng.permutation(["wind", "rain_gauge", "half", "dry_street"]))]
    got = learner.suspects(X, truth)
    if not isinstance(got, list | tuple | set | pd.Index):
        fail(f"suspects(X, truth) returned {type(got).__name__}. Return a list of names.")
    names = {str(name) for name in got}
    if "dry_street" not in names and "rain_gauge" in names:
        fail("A feature that falls when the answer rises tells as much. Look at the size alone.")
    missed = {"rain_gauge", "dry_street"} - names
    if missed:
        fail(f"{len(missed)} features whose correlation with the answer is above 0.9 are missing.")
    if names - {"rain_gauge", "dry_street"}:
        fail("An honest feature is under suspicion. Name those with a correlation above 0.9 only.")


@check("`scaled(train, days)` scales the features by what the training days say.")
def scales_by_training(learner, rng):
    defined(learner, "scaled")
    table = made_up_days(rng, 200, "2011-01-01")
    train, days = table.iloc[:150], table.iloc[150:]
    got = learner.scaled(train, days)
    if not isinstance(got, pd.DataFrame | np.ndarray):
        fail(f"scaled(train, days) returned {type(got).__name__}. Return a table of numbers.")
    learned = learner.make_features(train)
    made = learner.make_features(days)
    expect.type(learned, pd.DataFrame, name="make_features(train)")
    expect.type(made, pd.DataFrame, name="make_features(days)")
    spread = learned.to_numpy(float).std(axis=0)
    spread[spread == 0] = 1.0
    wanted = (made.to_numpy(float) - learned.to_numpy(float).mean(axis=0)) / spread
    values = np.asarray(got, dtype=float)
    if values.shape != wanted.shape:
        fail(f"scaled(train, days) has the shape {values.shape}; expected is {wanted.shape}.")
    if np.allclose(values.mean(axis=0), 0, atol=1e-6):
        fail("The days are scaled by their own mean. Take mean and spread from train.")
    if not np.allclose(values, wanted, rtol=1e-4, atol=1e-6):
        fail("The values are not the features less the mean of train, divided by its spread.")


@check("`split_by_week(days, seed)` draws whole weeks for the test.")
def keeps_weeks_whole(learner, rng):
    defined(learner, "split_by_week")
    days = made_up_days(rng, 280, "2006-01-02")
    week = pd.Series(np.arange(280) // 7, index=days["date"])
    drawn = []
    for seed in (1, 2, 1):
        got = learner.split_by_week(days, seed)
        if not isinstance(got, tuple | list) or len(got) != 2:
            fail("split_by_week(days, seed) should return two tables: return train, test.")
        train, test = got
        expect.type(train, pd.DataFrame, name="train")
        expect.type(test, pd.DataFrame, name="test")
        if len(train) + len(test) != len(days) or set(train["date"]) & set(test["date"]):
            fail("Each day should be in train or in test, and in one of them only.")
        if not 0.1 * len(days) <= len(test) <= 0.4 * len(days):
            fail(f"{len(test)} of {len(days)} days are in the test; about a quarter is asked for.")
        torn = set(week[train["date"]]) & set(week[test["date"]])
        if torn:
            fail(
                f"{len(torn)} weeks have days in train and in test. The first seven rows are a "
                "week, the next seven another: draw weeks, not days."
            )
        drawn.append(frozenset(test["date"]))
    if drawn[0] != drawn[2]:
        fail("The same seed draws other weeks. Give seed to what draws.")
    if drawn[0] == drawn[1]:
        fail("Another seed draws the same weeks. Give seed to what draws.")
