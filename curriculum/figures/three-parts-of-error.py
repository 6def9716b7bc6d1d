"""Squared error of models that learned from 60 hours, in its three parts."""

import numpy as np
import pandas as pd

DATA = ["bikes"]
NEIGHBOURS = [20, 12, 8, 5, 3, 2, 1]
SAMPLES, ROWS = 100, 60


def draw(plt, theme):
    """Stack noise, bias squared and variance, from the stiffest model to the most flexible."""
    bikes = pd.read_csv("bikes.csv")
    work = bikes[bikes["workingday"] == 1]
    by_hour = work.groupby("hr")["bikers"]
    truth, weight = by_hour.mean().to_numpy(), (by_hour.size() / len(work)).to_numpy()
    noise = float(((work["bikers"] - by_hour.transform("mean")) ** 2).mean())
    parts = np.array([_parts(work, k, truth, weight) for k in NEIGHBOURS]) / 1000
    bias, variance = parts.T
    places = np.arange(len(NEIGHBOURS))
    figure, axes = plt.subplots(figsize=(7.4, 4.2))
    bottom = np.zeros(len(places))
    layers = [
        (np.full(len(places), noise / 1000), theme.muted),
        (bias, theme.cycle[0]),
        (variance, theme.cycle[1]),
    ]
    for part, color in layers:
        axes.fill_between(places, bottom, bottom + part, color=color, alpha=0.35, linewidth=0)
        bottom = bottom + part
        axes.plot(places, bottom, color=color, linewidth=1.5)
    axes.text(3, 2.8, "noise: no model can remove it", ha="center", color=theme.ink)
    axes.text(0.12, 8.1, "bias²: too stiff", color=theme.ink)
    axes.text(4.2, 7.0, "variance: another\nsample, another model", color=theme.ink, fontsize=9.5)
    best = int(bottom.argmin())
    axes.annotate(
        "lowest sum",
        (best, bottom[best]),
        (best, 11.2),
        ha="center",
        color=theme.ink,
        arrowprops={"arrowstyle": "-|>", "color": theme.ink, "shrinkB": 3},
    )
    axes.set_xticks(places, [str(k) for k in NEIGHBOURS])
    axes.set_xlabel("number of neighbours: stiff on the left, flexible on the right")
    axes.set(ylabel="squared error (1,000 bikes²)", xlim=(0, 6), ylim=(0, 15))
    figure.tight_layout()
    return figure


def _parts(work, neighbours, truth, weight):
    """Bias squared and variance of models with this many neighbours."""
    rng = np.random.default_rng(0)
    x, y = work["hr"].to_numpy(), work["bikers"].to_numpy()
    said = []
    for _ in range(SAMPLES):
        rows = rng.choice(len(work), ROWS, replace=False)
        distance = np.abs(np.arange(24)[:, None] - x[rows])
        nearest = distance.argsort(axis=1, kind="stable")[:, :neighbours]
        said.append(y[rows][nearest].mean(axis=1))
    said = np.array(said)
    return ((said.mean(axis=0) - truth) ** 2) @ weight, said.var(axis=0) @ weight
