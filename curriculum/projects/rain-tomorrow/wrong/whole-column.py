# misconception: statistics-of-the-whole-table
# fails: features_end_today
# says: uses a number made of the whole column
# hint: You scale a column by the mean of the whole table, and that mean holds days of the future. Let StandardScaler in the pipeline do the scaling: it learns the mean from the training rows.
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
    X["temp_max"] = days["temp_max"] - days["temp_max"].mean()
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
    return model.predict_proba(make_features(days))[:, 1]


# ---- 7. Put it together --------------------------------------------------------

train, test = split_by_time(add_target(load_days()))
model = train_model(train)
print("baseline", round(score(test["rain_tomorrow"], baseline(test)), 3))
print("model   ", round(score(test["rain_tomorrow"], predict(test)), 3))
