"""Error of trees of depth 1 to 16, on the years they learned from and on a year they never saw."""

import pandas as pd
from sklearn.metrics import mean_absolute_error
from sklearn.tree import DecisionTreeRegressor

DATA = ["seattle-weather"]


def draw(plt, theme):
    """Two lines over depth; the lowest test error is marked."""
    weather = pd.read_csv("seattle-weather.csv", parse_dates=["date"])
    weather["day"] = weather["date"].dt.day_of_year
    train, test = weather[weather["date"] < "2014"], weather[weather["date"] >= "2014"]
    depths = list(range(1, 17))
    errors = [_errors(depth, train, test) for depth in depths]
    seen, unseen = zip(*errors, strict=True)
    figure, axes = plt.subplots(figsize=(7, 4.2))
    axes.plot(depths, unseen, "o-", color=theme.cycle[1], linewidth=2, markersize=4)
    axes.plot(depths, seen, "o-", color=theme.cycle[0], linewidth=2, markersize=4)
    axes.fill_between(depths, seen, unseen, color=theme.muted, alpha=0.12, linewidth=0)
    axes.text(13, unseen[12] + 0.22, "2014, never seen", color=theme.cycle[1], ha="center")
    axes.text(13, seen[12] - 0.42, "2012 and 2013, learned from", color=theme.cycle[0], ha="center")
    axes.text(14.5, (seen[13] + unseen[13]) / 2, "the gap", color=theme.muted, ha="center")
    best = unseen.index(min(unseen))
    axes.annotate(
        f"depth {depths[best]}: off by {unseen[best]:.1f} °C",
        (depths[best], unseen[best]),
        (6.2, 4.5),
        color=theme.ink,
        arrowprops={"arrowstyle": "-", "color": theme.ink, "shrinkB": 4},
    )
    axes.set(xlabel="depth of the tree", ylabel="mean error (°C)", ylim=(0, 5.6))
    axes.set_xticks(range(1, 17, 3))
    figure.tight_layout()
    return figure


def _errors(depth, train, test):
    """Mean absolute error on both, in degrees."""
    tree = DecisionTreeRegressor(max_depth=depth, random_state=0)
    tree.fit(train[["day"]], train["temp_max"])
    return tuple(
        mean_absolute_error(rows["temp_max"], tree.predict(rows[["day"]])) for rows in (train, test)
    )
