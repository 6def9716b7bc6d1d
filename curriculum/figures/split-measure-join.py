"""Six flights fall into three groups by airport; each group becomes one number."""

import pandas as pd

DATA = ["flights"]
ROWS = [4, 5, 6, 7, 8, 9]


def draw(plt, theme):
    """Rows on the left, the same rows sorted into groups, and one mean for each group."""
    flights = pd.read_csv("flights.csv")
    shown = flights.loc[ROWS]
    colors = dict(zip(("EWR", "JFK", "LGA"), theme.cycle, strict=False))
    figure, axes = plt.subplots(figsize=(7.6, 3.7))
    axes.set_axis_off()
    axes.set(xlim=(-0.2, 9.8), ylim=(-0.4, 7.4))
    for left, head in ((0, "the rows"), (3.9, "split by origin"), (8.0, "mean of each")):
        axes.text(left, 7, head, color=theme.muted)
    places = {}
    ordered = shown.sort_values("origin", kind="stable")
    for row, label in enumerate(ordered.index):
        places[label] = 5.9 - row - 0.25 * (row // 2) + 0.2
    for row, (label, flight) in enumerate(shown.iterrows()):
        color = colors[flight["origin"]]
        _row(axes, theme, 0, 5.9 - row, flight, color)
        _row(axes, theme, 3.9, places[label], flight, color)
        _arrow(axes, (1.85, 5.9 - row), (3.75, places[label]), color)
    for number, (origin, part) in enumerate(ordered.groupby("origin")):
        height = 5.9 - 2 * number - 0.25 * number - 0.3
        for label in part.index:
            _arrow(axes, (5.75, places[label]), (7.85, height), colors[origin])
        text = f"{origin}  {part['dep_delay'].mean():g}"
        axes.text(
            8.0, height, text, color=colors[origin], va="center", family="monospace", weight="bold"
        )
    figure.tight_layout()
    return figure


def _row(axes, theme, left, height, flight, color):
    text = f"{flight['origin']} {flight['dep_delay']:>4.0f} min"
    axes.text(
        left,
        height,
        text,
        color=color,
        va="center",
        family="monospace",
        fontsize=10,
        bbox={"boxstyle": "square,pad=0.3", "facecolor": theme.paper, "edgecolor": color},
    )


def _arrow(axes, start, end, color):
    axes.annotate("", end, start, arrowprops={"arrowstyle": "-", "color": color, "alpha": 0.7})
