"""How many bikes will be rented in an hour?

One year of a bike-share system, hour by hour, with the weather. The program
learns from some weeks and is judged on weeks that it has never seen.
"""

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from sklearn.compose import make_column_transformer
from sklearn.dummy import DummyRegressor
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.linear_model import Ridge
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import GroupKFold, GroupShuffleSplit, cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

# ---- 1. Load the table and look at it -------------------------------------

bikes = pd.read_csv("bikes.csv")
print(f"{len(bikes)} hours on {bikes['day'].nunique()} days")
print(bikes[["hr", "temp", "weathersit", "bikers"]].head(3))
print(f"Missing values: {bikes.isna().sum().sum()}")
print(f"Riders in an hour: median {bikes['bikers'].median():.0f}, most {bikes['bikers'].max()}")

# ---- 2. Leave out what nobody knows in advance -----------------------------

# casual + registered = bikers, in every row. Both are counted when the hour is
# over: a model that sees one of them reads the answer instead of predicting it.
# So neither is in the lists of features below.
same = bikes["casual"] + bikes["registered"] == bikes["bikers"]
print(f"casual + registered equals bikers in {same.mean():.0%} of the hours")

# The data set has one single hour of heavy rain. Nothing can be learned from
# one example, so it joins the light rain.
bikes["weathersit"] = bikes["weathersit"].replace("heavy rain/snow", "light rain/snow")

# ---- 3. Make features that say what matters --------------------------------


def day_kind(workingday):
    """Name the kind of day: people ride to work, or they ride for pleasure."""
    if workingday == 1:
        return "work"
    return "free"


def add_features(table):
    """Return a copy of the table with the columns that the models need."""
    table = table.copy()
    table["week"] = (table["day"] - 1) // 7
    kinds = [day_kind(value) for value in table["workingday"]]
    table["hour_and_day"] = table["hr"].astype(str) + " " + pd.Series(kinds, index=table.index)
    # 23:00 and 0:00 are neighbours. On a circle they lie side by side.
    angle = 2 * np.pi * table["hr"] / 24
    table["hour_sin"] = np.sin(angle)
    table["hour_cos"] = np.cos(angle)
    return table


bikes = add_features(bikes)
words = ["hour_and_day", "weathersit", "mnth"]
numbers = ["temp", "hum", "windspeed", "day", "hr", "hour_sin", "hour_cos", "workingday"]
X = bikes[words + numbers]
y = bikes["bikers"]

# ---- 4. Split by week, not by row -------------------------------------------

# 17:00 and 18:00 of one afternoon are nearly the same row. If one of them is
# in training and the other in the test, the test is too kind. Whole weeks stay
# together, so every test hour lies in a week that no model has seen.
splitter = GroupShuffleSplit(n_splits=1, test_size=0.25, random_state=0)
train_rows, test_rows = next(splitter.split(X, y, groups=bikes["week"]))
X_train, X_test = X.iloc[train_rows], X.iloc[test_rows]
y_train, y_test = y.iloc[train_rows], y.iloc[test_rows]
weeks_train = bikes["week"].iloc[train_rows]
print(f"Train on {len(X_train)} hours, test on {len(X_test)} hours")

# ---- 5. Two baselines: what a model must beat --------------------------------

average = DummyRegressor(strategy="mean")
average.fit(X_train, y_train)

# What somebody with a calendar and no machine learning would say: the mean of
# this hour on this kind of day.
timetable = y_train.groupby(X_train["hour_and_day"]).mean()
timetable_guess = X_test["hour_and_day"].map(timetable)

# ---- 6. A linear model inside a pipeline -------------------------------------

prepare = make_column_transformer(
    (OneHotEncoder(handle_unknown="ignore"), words),
    (StandardScaler(), numbers),
    sparse_threshold=0,
)
linear = make_pipeline(prepare, Ridge(alpha=1.0))
linear.fit(X_train, y_train)

# ---- 7. Many small trees, each mending the errors of those before ------------

trees = HistGradientBoostingRegressor(max_iter=100, learning_rate=0.1, random_state=0)
boosting = make_pipeline(prepare, trees)
boosting.fit(X_train, y_train)

# ---- 8. Cross-validation on the training weeks --------------------------------

# The test weeks stay shut while we choose. Four folds, whole weeks in each.
models = {"average": average, "linear": linear, "boosting": boosting}
folds = GroupKFold(n_splits=4)
cv_mae = {}
for name, model in models.items():
    scores = cross_val_score(
        model, X_train, y_train, groups=weeks_train, cv=folds, scoring="neg_mean_absolute_error"
    )
    cv_mae[name] = -scores.mean()
    print(f"{name:9} {-scores.mean():6.1f} bikes off, folds differ by {scores.std():.1f}")
best_name = pd.Series(cv_mae).idxmin()

# ---- 9. Open the test weeks, once ----------------------------------------------

guesses = {"timetable": timetable_guess}
for name in models:
    guesses[name] = models[name].predict(X_test).clip(min=0)
test_mae = {name: mean_absolute_error(y_test, guess) for name, guess in guesses.items()}
board = pd.DataFrame({"cross-validated": cv_mae, "test": test_mae})
print(board.sort_values("test", ascending=False).round(1))

# ---- 10. Where is the best model wrong? -----------------------------------------

report = X_test[["hr", "workingday", "weathersit"]].copy()
report["riders"] = y_test
report["predicted"] = guesses[best_name]
report["error"] = (report["riders"] - report["predicted"]).abs()
print(report.groupby("weathersit")["error"].agg(["mean", "size"]).round(1))
by_hour = report.groupby("hr")[["riders", "predicted", "error"]].mean()
worst_hour = by_hour["error"].idxmax()
print(f"Hardest hour: {worst_hour}:00, off by {by_hour['error'].max():.0f} bikes")

# ---- 11. Draw it ------------------------------------------------------------------

figure, (left, right) = plt.subplots(1, 2, figsize=(10, 4))
left.plot(by_hour.index, by_hour["riders"], label="riders")
left.plot(by_hour.index, by_hour["predicted"], linestyle="--", label="predicted")
left.set(xlabel="hour of the day", ylabel="bikes per hour", title="Mean of the test weeks")
left.legend()
right.bar(by_hour.index, by_hour["error"])
right.set(xlabel="hour of the day", ylabel="mean error (bikes)", title="Where it goes wrong")
figure.tight_layout()
plt.show()

# ---- 12. Say what was found ----------------------------------------------------------

off_by = test_mae[best_name]
saved = 1 - off_by / test_mae["timetable"]
print(f"In weeks it has never seen, {best_name} is off by {off_by:.0f} bikes per hour.")
print(f"That is {saved:.0%} less error than a timetable. The hardest hour is {worst_hour}:00.")
print("The weeks before and after were in training, so a new year would be harder.")
