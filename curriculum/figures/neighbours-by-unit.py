"""The 15 nearest neighbours of one Chinstrap, by the numbers as they stand and by scaled ones."""

import numpy as np
import pandas as pd

DATA = ["penguins"]
NAMES = ["Adelie", "Chinstrap", "Gentoo"]
PLACES = [(3650, 31.6), (3000, 56.5), (5700, 41.5)]
COUNT = 15


def draw(plt, theme):
    """Mark the same penguin and its neighbours in two panels, on two rulers."""
    penguins = pd.read_csv("penguins.csv").dropna()
    rows = penguins[["body_mass_g", "bill_length_mm"]].to_numpy(dtype=float)
    asked = int(np.flatnonzero((penguins["species"] == "Chinstrap") & (rows[:, 0] == 3800))[0])
    rulers = [
        ("numbers as in the table", np.ones(2)),
        ("both columns scaled", rows.std(axis=0)),
    ]
    figure, panels = plt.subplots(1, 2, figsize=(8.6, 4.2), sharex=True, sharey=True)
    for axes, (title, ruler) in zip(panels, rulers, strict=True):
        distance = (((rows - rows[asked]) / ruler) ** 2).sum(axis=1)
        nearest = distance.argsort(kind="stable")[1 : COUNT + 1]
        for name, place, color in zip(NAMES, PLACES, theme.cycle, strict=False):
            some = (penguins["species"] == name).to_numpy()
            axes.scatter(*rows[some].T, s=13, color=color, alpha=0.45, linewidth=0)
            axes.text(*place, name, color=color)
        axes.scatter(*rows[nearest].T, s=52, facecolor="none", edgecolor=theme.ink, linewidth=1.2)
        axes.plot(*rows[asked], marker="X", color=theme.ink, markersize=10, linestyle="none")
        axes.set_title(title, color=theme.ink)
        axes.set_xlabel("body mass (g)")
    panels[0].set(ylabel="length of the bill (mm)", xlim=(2600, 6400), ylim=(30, 61))
    figure.tight_layout()
    return figure
