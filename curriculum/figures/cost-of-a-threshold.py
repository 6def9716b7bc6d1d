"""Cost of all mistakes on 228 tumours at every threshold, for two prices of a missed one."""

import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

DATA = ["wdbc"]
PRICES = [20, 1]


def draw(plt, theme):
    """One line for each price; its lowest point is marked."""
    tumours = pd.read_csv("wdbc.csv")
    X, y = tumours[["radius_mean", "texture_mean"]], tumours["diagnosis"] == "malignant"
    X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.4, random_state=0)
    model = make_pipeline(StandardScaler(), LogisticRegression()).fit(X_train, y_train)
    chance, sick = model.predict_proba(X_test)[:, 1], y_test.to_numpy()
    thresholds = np.linspace(0.01, 0.99, 99)
    missed = np.array([(sick & (chance < t)).sum() for t in thresholds])
    alarms = np.array([(~sick & (chance >= t)).sum() for t in thresholds])
    figure, axes = plt.subplots(figsize=(7.4, 4.2))
    for number, price in enumerate(PRICES):
        cost = price * missed + alarms
        color = theme.cycle[number]
        best = int(cost.argmin())
        axes.plot(thresholds, cost, color=color, linewidth=2)
        axes.plot(thresholds[best], cost[best], "o", color=color, markersize=8)
        _label(axes, price, thresholds[best], color)
    axes.set(xlabel="threshold", ylabel="cost (in false alarms)", ylim=(0, 260), xlim=(0, 1))
    figure.tight_layout()
    return figure


def _label(axes, price, best, color):
    """Say what the line is and where it is lowest."""
    place = {20: (0.42, 150), 1: (0.5, 58)}[price]
    text = f"a missed one costs {price}: best near {best:.2f}"
    axes.text(place[0], place[1], text, color=color)
