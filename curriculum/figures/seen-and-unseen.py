"""One tree taught with the real diagnoses, one with shuffled ones, on two kinds of rows."""

import pandas as pd
from sklearn.model_selection import train_test_split
from sklearn.tree import DecisionTreeClassifier

DATA = ["wdbc"]


def draw(plt, theme):
    """One line per teaching: from the score on rows it saw to the score on rows it did not."""
    tumours = pd.read_csv("wdbc.csv")
    X = tumours.drop(columns="diagnosis")
    real = tumours["diagnosis"]
    shuffled = real.sample(frac=1, random_state=1).to_numpy()
    figure, axes = plt.subplots(figsize=(7, 4))
    for number, (name, answers) in enumerate([("real", real), ("shuffled", shuffled)]):
        scores = _scores(X, answers)
        color = theme.cycle[number]
        axes.plot([0, 1], scores, "o-", color=color, linewidth=2, markersize=9)
        axes.text(1.06, scores[1], f"{name} diagnoses: {scores[1]:.2f}", color=color, va="center")
    share = (real == "benign").mean()
    axes.axhline(share, color=theme.muted, linewidth=1.2, linestyle="--")
    axes.text(1.06, share, f"always “benign”: {share:.2f}", color=theme.muted, va="bottom")
    axes.text(0, 1.03, "both: 1.00", color=theme.ink, ha="center")
    axes.set_xticks([0, 1], ["426 rows that it learned from", "143 rows that it never saw"])
    axes.set(xlim=(-0.45, 1.95), ylim=(0, 1.12), ylabel="share of right answers")
    axes.tick_params(axis="x", length=0)
    axes.grid(axis="x", visible=False)
    figure.tight_layout()
    return figure


def _scores(X, answers):
    """Score of a full-grown tree on training rows and on test rows."""
    X_train, X_test, y_train, y_test = train_test_split(X, answers, random_state=0)
    tree = DecisionTreeClassifier(random_state=0).fit(X_train, y_train)
    return tree.score(X_train, y_train), tree.score(X_test, y_test)
