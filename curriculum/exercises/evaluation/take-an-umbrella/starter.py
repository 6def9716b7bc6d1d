import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split

weather = pd.read_csv("seattle-weather.csv")
rain = (weather["precipitation"] > 0).astype(int)
X = weather[["temp_max", "temp_min", "wind"]].assign(rain=rain)[:-1]  # today
y = rain.to_numpy()[1:]  # tomorrow: 1 when it rained
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)
chance = LogisticRegression(max_iter=1000).fit(X_train, y_train).predict_proba(X_test)[:, 1]


# The indented lines form a function: they run when somebody writes cost(...).
def cost(truth, chance, threshold, miss, alarm):
    umbrella = chance >= threshold  # True on the days on which you take it; ~umbrella: without
    # Count the two kinds of bad days and return what they cost. For now, nothing costs anything.
    return 0


thresholds = np.linspace(0, 1, 51)
costs = np.array([cost(y_test, chance, t, 10, 2) for t in thresholds])
cheapest = thresholds[costs.argmin()]
print("Threshold 0.5 costs", cost(y_test, chance, 0.5, 10, 2), "points")
print("The cheapest threshold,", round(cheapest, 2), "costs", costs.min(), "points")
plt.plot(thresholds, costs)
plt.axvline(cheapest, linestyle="--", color="black")
plt.xlabel("threshold")
plt.ylabel(f"points on {len(y_test)} days")
plt.show()
