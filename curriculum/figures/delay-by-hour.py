"""Mean delay at departure by planned hour; the larger the point, the more flights it stands for."""

import pandas as pd

DATA = ["flights"]


def draw(plt, theme):
    """One point for each hour, its area the number of flights."""
    flights = pd.read_csv("flights.csv")
    hours = flights.groupby("hour")["dep_delay"].agg(["mean", "count"])
    figure, axes = plt.subplots(figsize=(7.4, 4.2))
    axes.plot(hours.index, hours["mean"], color=theme.muted, linewidth=1)
    axes.scatter(hours.index, hours["mean"], s=hours["count"] * 1.1, color=theme.cycle[0], zorder=3)
    axes.annotate(
        "6 of 3,000 flights:\nhardly a measurement",
        (23, hours.loc[23, "mean"]),
        (19.3, 2.2),
        color=theme.cycle[1],
        ha="center",
        arrowprops={"arrowstyle": "-", "color": theme.cycle[1], "shrinkB": 3},
    )
    axes.annotate(
        "7:00, 200 flights:\n1 minute early",
        (7, hours.loc[7, "mean"]),
        (6.3, 9),
        color=theme.cycle[0],
        ha="center",
        arrowprops={"arrowstyle": "-", "color": theme.cycle[0], "shrinkB": 9},
    )
    axes.axhline(0, color=theme.ink, linewidth=0.8)
    axes.set(xlabel="planned hour of departure", ylabel="mean delay (minutes)", ylim=(-4, 31))
    axes.set_xticks(range(5, 24, 3), [f"{hour}:00" for hour in range(5, 24, 3)])
    figure.tight_layout()
    return figure
