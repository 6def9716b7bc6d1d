# misconception: feature-from-tomorrow
# fails: features_end_today
# says: of the last day changes when the day after it is added
# hint: One of your features uses shift(-1), so it holds tomorrow's weather. In your own test that looks splendid; on a real evening the row is not there.
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
    X["range_next"] = X["temp_range"].shift(-1).fillna(0)
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
