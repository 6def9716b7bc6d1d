"""Two weeks of Seattle in 2014: what a line said the day before, what came, and each miss."""

import matplotlib.dates as mdates
import numpy as np
import pandas as pd

DATA = ["seattle-weather"]
DAYS = 7  # on either side of the largest miss


def draw(plt, theme):
    """Bars from guess to truth above; below, the part that each day has in two errors."""
    weather = pd.read_csv("seattle-weather.csv", parse_dates=["date"])
    today, tomorrow = weather["temp_max"].to_numpy()[:-1], weather["temp_max"].to_numpy()[1:]
    date = weather["date"].to_numpy()[1:]
    slope, intercept = np.polyfit(today[:731], tomorrow[:731], 1)
    said = slope * today + intercept
    worst = 731 + int(np.abs(tomorrow - said)[731:].argmax())
    some = slice(worst - DAYS, worst + DAYS)
    date, said, came = date[some], said[some], tomorrow[some]
    miss = np.abs(came - said)
    figure, (above, below) = plt.subplots(2, 1, figsize=(8, 5), sharex=True, height_ratios=[3, 2])
    above.vlines(date, said, came, color=theme.cycle[1], linewidth=3, alpha=0.8)
    above.plot(date, said, "_", color=theme.ink, markersize=14, markeredgewidth=2)
    above.plot(date, came, "o", color=theme.cycle[1], markersize=7)
    above.annotate(
        f"{miss[DAYS]:.1f} °C off",
        (date[DAYS], (said[DAYS] + came[DAYS]) / 2),
        (10, 0),
        textcoords="offset points",
        va="center",
        color=theme.cycle[1],
    )
    above.set_ylabel("highest of the day (°C)")
    above.set_title("Dash: what the line said the day before. Point: what came.", color=theme.ink)
    half = np.timedelta64(5, "h")
    below.bar(date - half, miss / miss.sum(), width=0.38, color=theme.cycle[0])
    below.bar(date + half, miss**2 / (miss**2).sum(), width=0.38, color=theme.cycle[1])
    below.set_ylabel("share of the sum")
    below.text(date[0], 0.36, "of the misses", color=theme.cycle[0])
    below.text(date[0], 0.27, "of the squared misses", color=theme.cycle[1])
    below.xaxis.set_major_formatter(mdates.DateFormatter("%-d %b"))
    figure.tight_layout()
    return figure
