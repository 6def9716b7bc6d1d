"""Checks of lines and bars: of the figure that was drawn, and of one of another year."""

import numpy as np
import pandas as pd

from ascent.testing import check, fail

DRAW = """
import matplotlib.pyplot as plt

plt.close("all")
learner.draw(table)
axes = plt.gcf().axes
lines = [
    ([float(x) for x in line.get_xdata()], [float(y) for y in line.get_ydata()])
    for a in axes[:1]
    for line in a.get_lines()
]
styles = [line.get_linestyle() for a in axes[:1] for line in a.get_lines()]
bars = [
    (p.get_x() + p.get_width() / 2, p.get_height())
    for a in axes[1:2]
    for p in a.patches
    if hasattr(p, "get_height")
]
plt.close("all")
result = {
    "axes": len(axes),
    "lines": lines,
    "styles": styles,
    "bars": [(float(x), float(y)) for x, y in bars],
}
"""


def drawn(learner, rng):
    """Another year, and the lines and bars that draw makes of it."""
    warmest = rng.uniform(5, 35, size=12).round(1)
    table = pd.DataFrame(
        {
            "month": range(1, 13),
            "warmest": warmest,
            "coldest": (warmest - rng.uniform(3, 12, size=12)).round(1),
            "rain": rng.gamma(2, 2, size=12).round(1),
        }
    )
    found = learner.drive(DRAW, table=table)
    if found["axes"] != 2:
        fail(
            "draw leaves no figure with two plots. Keep its first line, and plt.show outside of it."
        )
    return table, found


def two_plots(learner):
    """Descriptions of the left and the right plot of the figure that the file drew."""
    axes = learner.figures[0]["axes"]
    if len(axes) != 2:
        fail(f"The figure has {len(axes)} plots. Keep the line with plt.subplots as it is.")
    return axes


def same(values, column):
    return len(values) == len(column) and np.allclose(values, column)


@check("The left plot has two lines over the months: `warmest` and `coldest`.")
def two_lines(learner, rng):
    left, _ = two_plots(learner)
    if "scatter" in left["kinds"] or "bar" in left["kinds"]:
        fail(
            "The left plot has points or bars. Months follow each other, so lines join them: plot."
        )
    if left["n_lines"] != 2:
        fail(f"The left plot has {left['n_lines']} lines. One call of plot draws one of the two.")
    table, found = drawn(learner, rng)
    if any(same(across, range(12)) for across, _ in found["lines"]):
        fail(
            "The months on the left run from 0 to 11. With one column alone, plot counts rows: "
            "give it month first."
        )
    columns = [name for _, up in found["lines"] for name in table if same(up, table[name])]
    if columns == ["coldest", "warmest"]:
        fail("The two lines come in the other order. The task names warmest first.")
    if columns != ["warmest", "coldest"]:
        fail("The two lines are not the columns warmest and coldest of the table.")
    if not all(same(across, table["month"]) for across, _ in found["lines"]):
        fail("The lines do not run over the column month. It comes first in the brackets of plot.")


@check("The second line is dashed, and a legend names both.")
def dashed_with_legend(learner, rng):
    _, found = drawn(learner, rng)
    if len(found["styles"]) != 2 or found["styles"][1] not in ("--", "dashed"):
        fail("The second line is not dashed. plot takes the named argument linestyle.")
    left, _ = two_plots(learner)
    if not left["legend"]:
        fail("The left plot has no legend with names. Labels are seen once legend is called.")
    if len(left["legend"]) != 2:
        fail(f"The legend names {len(left['legend'])} lines. Give each call of plot a label.")


@check("The right plot has a bar for each month, as high as its `rain`.")
def bars_of_rain(learner, rng):
    _, right = two_plots(learner)
    if "line" in right["kinds"]:
        fail("The right plot has a line. The method bar draws one bar per month.")
    table, found = drawn(learner, rng)
    counts = sorted(np.histogram(table["rain"], bins=10)[0].tolist())
    if sorted(height for _, height in found["bars"]) == counts:
        fail(
            "The right plot counts how often an amount of rain occurs. That is a histogram; "
            "bar draws the amount of each month."
        )
    if len(found["bars"]) != 12:
        fail(f"The right plot has {len(found['bars'])} bars for 12 months.")
    if not same([height for _, height in found["bars"]], table["rain"]):
        fail("The bars are not as high as the column rain of the table.")
    if not same([middle for middle, _ in found["bars"]], table["month"]):
        fail("The bars do not stand at their months. The column month comes first in bar.")


@check("Each axis has a text, each plot a title.")
def labelled(learner):
    for plot, side in zip(two_plots(learner), ("left", "right")):
        for key in ("xlabel", "ylabel", "title"):
            if not plot[key].strip():
                fail(
                    f"The {side} plot has no {key}. "
                    f"The method set takes {key} and a text in quotes."
                )
