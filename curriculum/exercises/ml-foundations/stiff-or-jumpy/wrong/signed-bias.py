# misconception: forgets-the-square
# fails: bias_is_right
# says: cancel
# hint: Hours that are too high and hours that are too low must not cancel. Square first, then average.

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from sklearn.tree import DecisionTreeRegressor

bikes = pd.read_csv("bikes.csv")
free = bikes[bikes["workingday"] == 0]  # weekends and holidays
x, y = free[["hr"]].to_numpy(), free["bikers"].to_numpy()
by_hour = free.groupby("hr")["bikers"]
truth = by_hour.mean().to_numpy()  # what all trees look for: the mean of each hour
noise = by_hour.var(ddof=0).mean()  # how far single hours lie from it, squared
HOURS = np.arange(24).reshape(-1, 1)


def many_trees(x, y, depth, times, rows):
    """What trees grown on many samples say for each hour; shape (times, 24)."""
    rng = np.random.default_rng(0)
    said = []
    for _ in range(times):
        sample = rng.integers(0, len(y), rows)
        tree = DecisionTreeRegressor(max_depth=depth, random_state=0)
        tree.fit(x[sample], y[sample])
        said.append(tree.predict(HOURS))
    return np.array(said)


def parts(said, truth):
    """Bias squared and variance; said has shape (times, hours), truth (hours,)."""
    middle = said.mean(axis=0)
    bias = (middle - truth).mean() ** 2
    variance = ((said - middle) ** 2).mean()
    return bias, variance


def remedy(bias, variance, noise):
    """What helps against the largest of the three parts."""
    if noise >= bias and noise >= variance:
        return "other columns"
    if bias >= variance:
        return "more flexible"
    return "stiffer"


figure, panels = plt.subplots(1, 2, figsize=(9, 4), sharey=True)
for panel, depth in zip(panels, [1, 8]):
    panel.plot(many_trees(x, y, depth, 30, 60).T, color="tab:blue", alpha=0.25)
    panel.plot(truth, "--", color="black")
    panel.set(title=f"30 trees of depth {depth}", xlabel="hour", ylabel="bikes per hour")
for depth in [1, 2, 3, 4, 8]:
    bias, variance = parts(many_trees(x, y, depth, 30, 60), truth)
    print(f"depth {depth}: bias² {bias:5.0f}  variance {variance:5.0f}", end="  ")
    print(f"sum {bias + variance:5.0f}  of these two, treat: {remedy(bias, variance, 0)}")
print(f"noise: {noise:.0f}. What helps against it: {remedy(0, 0, noise)}")
plt.show()
