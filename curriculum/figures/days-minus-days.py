"""Two arrays are subtracted place by place, all at once: today minus the day before."""

import pandas as pd

DATA = ["seattle-weather"]
FIRST, LAST = "2014-04-27", "2014-05-03"


def draw(plt, theme):
    """Three rows of boxes that stand below each other."""
    weather = pd.read_csv("seattle-weather.csv")
    temps = weather.loc[weather["date"].between(FIRST, LAST), "temp_max"].to_numpy()
    rows = [
        ("temps[1:]", "all but the first", temps[1:], theme.cycle[0]),
        ("temps[:-1]", "all but the last", temps[:-1], theme.muted),
        ("difference", "today - yesterday", temps[1:] - temps[:-1], theme.cycle[1]),
    ]
    figure, axes = plt.subplots(figsize=(8, 3.1))
    axes.set_axis_off()
    axes.set(xlim=(0, 10.2), ylim=(-0.85, 2.4))
    for row, (name, about, values, color) in enumerate(rows):
        height = 2 - row * 1.05 - (0.15 if row == 2 else 0)
        axes.text(0, height + 0.14, name, family="monospace", color=color, va="center")
        axes.text(0, height - 0.24, about, color=theme.muted, fontsize=9, va="center")
        for place, value in enumerate(values):
            _box(axes, theme, 2.9 + 1.25 * place, height, f"{value:.1f}", color)
    for row, sign in ((1, "-"), (2, "=")):
        axes.text(2.05, 2 - row * 1.05 - (0.15 if row == 2 else 0), sign, fontsize=15, va="center")
    axes.axhline(0.35, xmin=0.2, color=theme.ink, linewidth=1)
    figure.tight_layout()
    return figure


def _box(axes, theme, middle, height, text, color):
    axes.text(
        middle,
        height,
        f"{text:>5}",
        family="monospace",
        color=color,
        ha="center",
        va="center",
        bbox={"boxstyle": "square,pad=0.4", "facecolor": theme.paper, "edgecolor": color},
    )
