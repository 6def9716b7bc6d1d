"""What a model says of 228 tumours, and the four kinds of answers that a threshold of 0.5 makes."""

import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

DATA = ["wdbc"]
THRESHOLD = 0.5


def draw(plt, theme):
    """Two bands of points; the threshold cuts each of them in two."""
    tumours = pd.read_csv("wdbc.csv")
    X, y = tumours[["radius_mean", "texture_mean"]], tumours["diagnosis"] == "malignant"
    X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.4, random_state=0)
    model = make_pipeline(StandardScaler(), LogisticRegression()).fit(X_train, y_train)
    chance = model.predict_proba(X_test)[:, 1]
    figure, axes = plt.subplots(figsize=(7.6, 3.9))
    rng = np.random.default_rng(0)
    for height, malignant in ((1, True), (0, False)):
        values = chance[y_test == malignant]
        flagged = values >= THRESHOLD
        for side in (True, False):
            right = side == malignant
            shown = values[flagged == side]
            axes.scatter(
                shown,
                height + rng.uniform(-0.2, 0.2, len(shown)),
                s=24,
                linewidth=0,
                alpha=0.7,
                color=theme.cycle[0] if right else theme.cycle[1],
            )
            axes.text(
                0.76 if side else 0.24,
                height + 0.33,
                _name(len(shown), side, malignant),
                color=theme.cycle[0] if right else theme.cycle[1],
                ha="center",
                fontsize=10,
            )
    axes.axvline(THRESHOLD, color=theme.ink, linewidth=1.6)
    axes.text(THRESHOLD, 1.62, "threshold", ha="center", color=theme.ink)
    axes.set_yticks([1, 0], ["malignant", "benign"])
    axes.tick_params(axis="y", length=0, labelcolor=theme.ink)
    axes.set(xlim=(-0.02, 1.02), ylim=(-0.4, 1.58), xlabel="chance of malignant, says the model")
    axes.grid(axis="y", visible=False)
    figure.tight_layout()
    return figure


def _name(count, flagged, malignant):
    """What such answers are called."""
    names = {
        (True, True): "found",
        (False, True): "missed",
        (True, False): "false alarms",
        (False, False): "rightly let go",
    }
    return f"{count} {names[flagged, malignant]}"
