"""Forty samples of 60 hours, one model each. Few neighbours: they quarrel. Many: all miss."""

import numpy as np
import pandas as pd

DATA = ["bikes"]
NEIGHBOURS = [20, 5, 1]
SAMPLES, ROWS = 40, 60


def draw(plt, theme):
    """One panel for each number of neighbours: 40 models, their mean, the mean of all rows."""
    bikes = pd.read_csv("bikes.csv")
    work = bikes[bikes["workingday"] == 1]
    truth = work.groupby("hr")["bikers"].mean()
    figure, panels = plt.subplots(1, 3, figsize=(8.2, 3.5), sharey=True)
    for axes, neighbours in zip(panels, NEIGHBOURS, strict=True):
        lines = _lines(work, neighbours)
        axes.plot(truth.index, lines.T, color=theme.cycle[0], alpha=0.25, linewidth=0.8)
        axes.plot(truth.index, lines.mean(axis=0), color=theme.cycle[1], linewidth=2.2)
        axes.plot(truth.index, truth, color=theme.ink, linewidth=1.6, linestyle="--")
        name = "1 neighbour" if neighbours == 1 else f"{neighbours} neighbours"
        axes.set_title(name, loc="left", fontsize=11)
        axes.set_xticks([0, 6, 12, 18])
        axes.set_xlabel("hour of the day")
        axes.set(ylim=(0, 660), xlim=(0, 23))
    panels[0].set_ylabel("bikes per hour")
    panels[0].text(0.5, 600, "mean of all rows", color=theme.ink, fontsize=8.5)
    panels[0].text(0.5, 555, "mean of the 40 models", color=theme.cycle[1], fontsize=8.5)
    panels[0].text(0.5, 510, "one model", color=theme.cycle[0], fontsize=8.5)
    figure.tight_layout()
    return figure


def _lines(work, neighbours):
    """What 40 models say for each hour; shape (40, 24)."""
    rng = np.random.default_rng(0)
    lines = []
    for _ in range(SAMPLES):
        rows = work.iloc[rng.choice(len(work), ROWS, replace=False)]
        hours, riders = rows["hr"].to_numpy(), rows["bikers"].to_numpy()
        distance = np.abs(np.arange(24)[:, None] - hours)
        nearest = distance.argsort(axis=1, kind="stable")[:, :neighbours]
        lines.append(riders[nearest].mean(axis=1))
    return np.array(lines)
