# misconception: look-up-by-date
# fails: beats_the_baseline
# says: On days that it has not met your forecast knows nothing
# hint: You keep the answers of the known dates in a dictionary. A date never comes twice, so tomorrow is never in it. Learn from what the weather is like instead.
"""Will it rain in Seattle tomorrow?"""

import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

# ---- 1. Load ---------------------------------------------------------------


def load_days():
    """Return the days of seattle-weather.csv, in order, with `date` as a real date."""
    days = pd.read_csv("seattle-weather.csv")
    days["date"] = pd.to_datetime(days["date"])
    return days.sort_values("date").reset_index(drop=True)


# ---- 2. The question -------------------------------------------------------


def add_target(days):
    """Return a copy with a new column rain_tomorrow: True where the next row has rain."""
    days = days.copy()
    days["rain_tomorrow"] = days["precipitation"].shift(-1) > 0
    return days.iloc[:-1]


# ---- 3. Features -----------------------------------------------------------


def make_features(days):
    """Return a table with one row for each day: numbers that are known on its evening."""
    X = pd.DataFrame(index=days.index)
    wet = (days["precipitation"] > 0).astype(float)
    X["wet_today"] = wet
    X["wet_week"] = wet.rolling(7, min_periods=1).mean()
    # 1 mm against 5 mm says more than 30 mm against 34 mm.
    X["amount"] = np.log1p(days["precipitation"])
    X["temp_max"] = days["temp_max"]
    X["temp_range"] = days["temp_max"] - days["temp_min"]
    X["wind"] = days["wind"]
    # The 31st of December and the 1st of January are neighbours on a circle.
    angle = 2 * np.pi * days["date"].dt.day_of_year / 365.25
    X["season_sin"] = np.sin(angle)
    X["season_cos"] = np.cos(angle)
    return X


# ---- 4. Split --------------------------------------------------------------


def split_by_time(days):
    """Return train, test: the last calendar year is the test, the years before it train."""
    year = days["date"].dt.year
    return days[year < year.max()], days[year == year.max()]


# ---- 5. Baseline and score --------------------------------------------------


def baseline(days):
    """Return 1.0 for each day with rain and 0.0 for each dry one: tomorrow as today."""
    return (days["precipitation"] > 0).astype(float)


def score(truth, chance):
    """Return the Brier score: the mean of (chance - truth) squared, truth being 0 or 1."""
    return ((np.asarray(chance) - np.asarray(truth, dtype=float)) ** 2).mean()


# ---- 6. Model ----------------------------------------------------------------


def train_model(days):
    """Return a model fitted on days that have the column rain_tomorrow."""
    model = make_pipeline(StandardScaler(), LogisticRegression())
    model.fit(make_features(days), days["rain_tomorrow"])
    return model


def predict(days):
    """Return for each day the chance that it rains on the day after it."""
    known = dict(zip(train["date"], train["rain_tomorrow"].astype(float)))
    same_day = train["rain_tomorrow"].groupby(train["date"].dt.day_of_year).mean()
    guess = days["date"].dt.day_of_year.map(same_day)
    return days["date"].map(known).fillna(guess).fillna(0.44).to_numpy()


# ---- 7. Put it together --------------------------------------------------------

train, test = split_by_time(add_target(load_days()))
model = train_model(train)
print("baseline", round(score(test["rain_tomorrow"], baseline(test)), 3))
print("model   ", round(score(test["rain_tomorrow"], predict(test)), 3))
