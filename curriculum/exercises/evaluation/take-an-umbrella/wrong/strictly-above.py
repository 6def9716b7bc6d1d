# misconception: strictly-above
# fails: uses_the_threshold
# says: leave the umbrella at home
# hint: > leaves out the threshold itself. The task says at or above.

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression

weather = pd.read_csv("seattle-weather.csv")
rain = (weather["precipitation"] > 0).astype(int)
X = weather[["temp_max", "temp_min", "wind"]].assign(rain=rain)[:-1]  # today
y = rain.to_numpy()[1:]  # tomorrow: 1 when it rained
model = LogisticRegression(max_iter=1000).fit(X[:731], y[:731])  # learns from 2012 and 2013
chance, truth = model.predict_proba(X[731:])[:, 1], y[731:]  # 2014 chooses the threshold


# The indented lines form a function: they run when somebody writes cost(...).
def cost(truth, chance, threshold, miss, alarm):
    umbrella = chance > threshold
    wet = ((truth == 1) & ~umbrella).sum()
    carried = ((truth == 0) & umbrella).sum()
    return miss * wet + alarm * carried


thresholds = np.linspace(0, 1, 51)
costs = np.array([cost(truth, chance, t, 10, 2) for t in thresholds])
cheapest = thresholds[costs.argmin()]
print("Threshold 0.5 costs", cost(truth, chance, 0.5, 10, 2), "points")
print("The cheapest threshold,", round(cheapest, 2), "costs", costs.min(), "points")
plt.plot(thresholds, costs)
plt.axvline(cheapest, linestyle="--", color="black")
plt.xlabel("threshold")
plt.ylabel(f"points on {len(truth)} days")
plt.show()
