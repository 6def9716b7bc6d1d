"""Will it rain in Seattle tomorrow? Fill in the functions from top to bottom."""

import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

# ---- 1. Load ---------------------------------------------------------------


def load_days():
    """Return the days of seattle-weather.csv, in order, with `date` as a real date."""
    days = pd.read_csv("seattle-weather.csv")
    # Write here: turn the column date into dates.
    return days


# ---- 2. The question -------------------------------------------------------


def add_target(days):
    """Return a copy with a new column rain_tomorrow: True where the next row has rain.

    A day has rain when its precipitation is above 0. The last row is left out:
    nobody knows its tomorrow.
    """
    days = days.copy()
    # Write here.
    return days


# ---- 3. Features -----------------------------------------------------------


def make_features(days):
    """Return a table with one row for each day: numbers that are known on its evening."""
    X = pd.DataFrame(index=days.index)
    # Write here: at least two columns, no missing values. What might matter?
    # Rain today, rain in the last days, temperature, wind, the season ...
    return X


# ---- 4. Split --------------------------------------------------------------


def split_by_time(days):
    """Return train, test: the last calendar year is the test, the years before it train."""
    # Write here.
    return days, days


# ---- 5. Baseline and score --------------------------------------------------


def baseline(days):
    """Return 1.0 for each day with rain and 0.0 for each dry one: tomorrow as today."""
    # Write here.
    return np.zeros(len(days))


def score(truth, chance):
    """Return the Brier score: the mean of (chance - truth) squared, truth being 0 or 1."""
    # Write here.
    return 0.0


# ---- 6. Model ----------------------------------------------------------------


def train_model(days):
    """Return a model fitted on days that have the column rain_tomorrow."""
    model = make_pipeline(StandardScaler(), LogisticRegression())
    # Write here: fit it on the features and the target.
    return model


def predict(days):
    """Return for each day the chance that it rains on the day after it."""
    # Write here: ask the model below for the chances. It is trained already.
    return np.full(len(days), 0.5)


# ---- 7. Put it together --------------------------------------------------------

# Take the # away from the next lines when milestones 1 to 7 pass.
# train, test = split_by_time(add_target(load_days()))
# model = train_model(train)
# print("baseline", score(test["rain_tomorrow"], baseline(test)))
# print("model   ", score(test["rain_tomorrow"], predict(test)))
