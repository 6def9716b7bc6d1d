"""Twenty naive Bayes models predict from dice. One step learned from all rows, or from some."""

import numpy as np
import pandas as pd
from sklearn.feature_selection import SelectKBest
from sklearn.model_selection import train_test_split
from sklearn.naive_bayes import GaussianNB
from sklearn.pipeline import make_pipeline

DATA = ["titanic"]
PEOPLE, DICE, KEPT, TIMES = 150, 500, 10, 20


def draw(plt, theme):
    """Two rows of points: the step saw all rows, or training rows only."""
    people = pd.read_csv("titanic.csv")
    scores = np.array([_scores(people, seed) for seed in range(TIMES)])
    names = ["chosen with\nall rows", "chosen with\ntraining rows"]
    figure, axes = plt.subplots(figsize=(7.4, 3.3))
    jitter = np.random.default_rng(0).uniform(-0.16, 0.16, TIMES)
    for row in range(2):
        color = theme.cycle[1 - row]
        mean = scores[:, row].mean()
        height = 1 - row
        axes.scatter(scores[:, row], height + jitter, s=34, color=color, alpha=0.6, linewidth=0)
        axes.plot([mean, mean], [height - 0.28, height + 0.28], color=theme.ink, linewidth=2)
        axes.text(mean, height + 0.33, f"mean {mean:.2f}", ha="center", color=theme.ink)
    share = (people["survived"] == "no").mean()
    axes.axvline(share, color=theme.muted, linestyle="--", linewidth=1.2)
    axes.text(share + 0.006, -0.55, f"always “no”: {share:.2f}", color=theme.muted, va="center")
    axes.set_yticks([1, 0], names)
    axes.tick_params(axis="y", length=0, labelcolor=theme.ink)
    axes.set(ylim=(-0.75, 1.65), xlim=(0.28, 1.0), xlabel="share of right answers on test rows")
    axes.grid(axis="y", visible=False)
    figure.tight_layout()
    return figure


def _scores(people, seed):
    """Scores of one experiment: columns chosen with all rows, then with training rows only."""
    survived = people.sample(PEOPLE, random_state=seed)["survived"].to_numpy()
    dice = np.random.default_rng(seed).integers(1, 7, size=(PEOPLE, DICE)).astype(float)
    train, test = train_test_split(np.arange(PEOPLE), random_state=seed)
    peeked = SelectKBest(k=KEPT).fit_transform(dice, survived)
    leaky = GaussianNB().fit(peeked[train], survived[train])
    honest = make_pipeline(SelectKBest(k=KEPT), GaussianNB())
    honest.fit(dice[train], survived[train])
    return leaky.score(peeked[test], survived[test]), honest.score(dice[test], survived[test])
