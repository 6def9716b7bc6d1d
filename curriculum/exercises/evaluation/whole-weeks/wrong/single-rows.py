# misconception: draws-rows
# fails: keeps_groups_together
# says: Draw groups, not rows
# hint: train_test_split knows nothing of groups. Use GroupShuffleSplit and hand it the groups.

import numpy as np
import pandas as pd
from sklearn.model_selection import GroupShuffleSplit, train_test_split
from sklearn.neighbors import KNeighborsRegressor

bikes = pd.read_csv("bikes.csv")
bikes["week"] = (bikes["day"] - 1) // 7
X = bikes[["day", "hr", "temp", "workingday"]] * [1, 6, 50, 40]  # one ruler for all, by hand
y = bikes["bikers"]


# The indented lines form a function: they run when somebody writes split_by_group(...).
def split_by_group(X, groups):
    train_rows, test_rows = train_test_split(np.arange(len(X)), random_state=0)
    return train_rows, test_rows


def error(train_rows, test_rows):  # given: how far off a model is with this split
    model = KNeighborsRegressor(3).fit(X.iloc[train_rows], y.iloc[train_rows])
    return abs(model.predict(X.iloc[test_rows]) - y.iloc[test_rows]).mean()


single = train_test_split(np.arange(len(X)), random_state=0)
weeks = split_by_group(X, bikes["week"])
print("Hours drawn one by one: off by", round(error(*single), 1), "bikes")
print("Your split:             off by", round(error(*weeks), 1), "bikes")
shared = set(bikes["week"].iloc[weeks[0]]) & set(bikes["week"].iloc[weeks[1]])
print("Weeks that are on both sides:", len(shared))
