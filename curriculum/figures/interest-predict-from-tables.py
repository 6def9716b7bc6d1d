"""One week of bike rentals in September 2011, and what a model said that never saw that week."""

import numpy as np
import pandas as pd
from sklearn.ensemble import HistGradientBoostingRegressor

DATA = ["bikes"]
WEEK = 37  # days 260 to 266 of the year: Saturday 17 to Friday 23 September, with some rain
FEATURES = ["hr", "workingday", "temp", "hum", "windspeed", "day"]


def draw(plt, theme):
    """Train on all other weeks, predict this one, and draw both."""
    bikes = pd.read_csv("bikes.csv")
    week = (bikes["day"] - 1) // 7
    model = HistGradientBoostingRegressor(max_iter=120, random_state=0)
    model.fit(bikes.loc[week != WEEK, FEATURES], bikes.loc[week != WEEK, "bikers"])
    shown = bikes[week == WEEK]
    hours = (shown["day"] - shown["day"].min()) * 24 + shown["hr"]
    predicted = model.predict(shown[FEATURES]).clip(min=0)

    figure, axes = plt.subplots(figsize=(8, 3.4))
    axes.fill_between(hours, shown["bikers"], color=theme.cycle[0], alpha=0.25, linewidth=0)
    axes.plot(hours, shown["bikers"], color=theme.cycle[0], linewidth=1.4)
    axes.plot(hours, predicted, color=theme.cycle[1], linewidth=1.8)
    _label(axes, hours, shown["bikers"], "riders", theme.cycle[0], hour=24 * 3 + 17)
    _label(axes, hours, predicted, "predicted", theme.cycle[1], hour=24 * 2 + 17)
    axes.set_xticks(np.arange(7) * 24 + 12, _names(shown))
    axes.tick_params(axis="x", length=0)
    axes.set_xlim(0, 24 * 7 - 1)
    axes.set_ylim(0, 680)
    axes.set_ylabel("bikes in use, per hour")
    axes.set_xlabel("one week that the model has never seen")
    figure.tight_layout()
    return figure


def _names(shown):
    """Name the days of the week in the order in which they are shown."""
    names = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    return [names[number] for number in shown.groupby("day")["weekday"].first()]


def _label(axes, hours, values, text, color, hour):
    """Write the name of a line above its point at `hour`."""
    nearest = int(np.argmin(np.abs(np.asarray(hours) - hour)))
    height = float(np.asarray(values)[nearest])
    axes.annotate(
        text, (hour, height), (0, 6), textcoords="offset points", color=color, ha="center"
    )
