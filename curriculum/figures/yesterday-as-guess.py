"""Seven days in Seattle in spring 2014, and how far each is from the day before."""

import pandas as pd

DATA = ["seattle-weather"]
FIRST, LAST = "2014-04-27", "2014-05-03"


def draw(plt, theme):
    """Draw a point for each day and the step from yesterday as an upright line."""
    weather = pd.read_csv("seattle-weather.csv")
    temps = weather.loc[weather["date"].between(FIRST, LAST), "temp_max"].tolist()
    figure, axes = plt.subplots(figsize=(7, 4))
    for day in range(1, len(temps)):
        before, now = temps[day - 1], temps[day]
        axes.plot([day - 1, day], [before, before], color=theme.muted, linewidth=1, linestyle=":")
        axes.plot([day, day], [before, now], color=theme.cycle[1], linewidth=3)
        axes.text(
            day + 0.08,
            (before + now) / 2 - (0.7 if day == 4 else 0),
            f"{abs(now - before):.1f}",
            color=theme.cycle[1],
            va="center",
        )
    axes.plot(range(len(temps)), temps, "o", color=theme.cycle[0], markersize=8)
    for day, temp in enumerate(temps):
        above = day in (0, 1, 2, 3, 4)
        axes.annotate(
            f"{temp}",
            (day, temp),
            (0, 9 if above else -9),
            textcoords="offset points",
            color=theme.cycle[0],
            ha="center",
            va="bottom" if above else "top",
        )
    axes.set_xticks(range(len(temps)), [f"temps[{day}]" for day in range(len(temps))])
    axes.tick_params(axis="x", length=0, labelsize=9)
    axes.set(ylim=(0, 34), xlim=(-0.4, 6.6), ylabel="highest temperature (°C)")
    axes.set_xlabel("place in the list: 27 April to 3 May")
    axes.grid(axis="x", visible=False)
    figure.tight_layout()
    return figure
