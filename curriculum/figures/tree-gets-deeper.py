"""Three trees guess the warmest hour of a day in Seattle; points are days of 2012 and 2013."""

import pandas as pd
from sklearn.tree import DecisionTreeRegressor

DATA = ["seattle-weather"]
DEPTHS = [1, 5, 16]
NAMES = ["too stiff", "about right", "learns by heart"]


def draw(plt, theme):
    """One panel for each depth: the days that it learned from, and what it says."""
    weather = pd.read_csv("seattle-weather.csv", parse_dates=["date"])
    weather["day"] = weather["date"].dt.day_of_year
    train = weather[weather["date"] < "2014"]
    days = pd.DataFrame({"day": range(1, 366)})
    figure, panels = plt.subplots(1, 3, figsize=(8.4, 3.4), sharey=True)
    for axes, depth, name in zip(panels, DEPTHS, NAMES, strict=True):
        tree = DecisionTreeRegressor(max_depth=depth, random_state=0)
        tree.fit(train[["day"]], train["temp_max"])
        axes.scatter(train["day"], train["temp_max"], s=7, alpha=0.35, linewidth=0)
        axes.plot(days["day"], tree.predict(days), color=theme.cycle[1], linewidth=1.6)
        axes.set_title(f"depth {depth}: {name}", fontsize=10.5, loc="left")
        axes.set_xlabel("day of the year")
        axes.set_xticks([1, 100, 200, 300])
    panels[0].set_ylabel("highest temperature (°C)")
    figure.tight_layout()
    return figure
