"""Sixty ways to split the same 178 wines, and the score that each gives to the same model."""

import pandas as pd
from sklearn.model_selection import train_test_split
from sklearn.tree import DecisionTreeClassifier

DATA = ["wine"]


def draw(plt, theme):
    """Stack one point for each split over its score."""
    wine = pd.read_csv("wine.csv")
    X, y = wine.drop(columns="cultivar"), wine["cultivar"]
    right = [_right(X, y, seed) for seed in range(60)]
    rows = len(X) - int(len(X) * 0.75)
    figure, axes = plt.subplots(figsize=(7.4, 3.6))
    heights = {}
    for seed in reversed(range(60)):  # the first split comes last, on top of its column
        count = right[seed]
        heights[count] = heights.get(count, 0) + 1
        first = seed == 0
        axes.plot(
            count / rows,
            heights[count],
            "o",
            markersize=8.5,
            markeredgewidth=0,
            color=theme.cycle[1] if first else theme.cycle[0],
        )
        if first:
            axes.annotate(
                f"random_state=0\nsays {count / rows:.2f}",
                (count / rows, heights[count]),
                (0.978, 13.2),
                color=theme.cycle[1],
                ha="center",
                arrowprops={"arrowstyle": "-", "color": theme.cycle[1], "shrinkB": 5},
            )
    mean = sum(right) / len(right) / rows
    axes.axvline(mean, color=theme.muted, linestyle="--", linewidth=1.2)
    axes.text(
        mean - 0.004,
        max(heights.values()) + 1.5,
        f"mean of all 60: {mean:.2f}",
        color=theme.muted,
        ha="right",
        va="center",
    )
    axes.set(xlabel="share of right answers on the test rows", ylabel="splits", xlim=(0.78, 1.01))
    axes.set_ylim(0, max(heights.values()) + 2.6)
    figure.tight_layout()
    return figure


def _right(X, y, seed):
    """How many of the test wines a tree of depth 3 names rightly."""
    X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=seed)
    tree = DecisionTreeClassifier(max_depth=3, random_state=0).fit(X_train, y_train)
    return int((tree.predict(X_test) == y_test).sum())
