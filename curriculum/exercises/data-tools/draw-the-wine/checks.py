"""Checks of a figure: the one that was drawn, and one of other bottles."""

import numpy as np

from ascent.testing import check, fail

DRAW = """
import matplotlib.pyplot as plt
import numpy as np

plt.close("all")
learner.draw(table)
axes = plt.gcf().axes
points = [np.asarray(c.get_offsets(), dtype=float) for a in axes[:1] for c in a.collections]
bars = [float(p.get_height()) for a in axes[1:2] for p in a.patches if hasattr(p, "get_height")]
plt.close("all")
result = {"axes": len(axes), "points": np.concatenate(points) if points else None, "bars": bars}
"""


def in_order(points):
    """The points sorted, so that the order of drawing (one kind after the other) is free."""
    return points[np.lexsort(points.T)]


def drawn(learner, data, rng):
    """Other bottles, and what draw makes of them."""
    table = data.frame("wine").sample(int(rng.integers(60, 150)), random_state=rng)
    table["flavanoids"] = table["flavanoids"] + float(rng.uniform(1, 5))
    table["color_intensity"] = table["color_intensity"] * float(rng.uniform(2, 4)) + 30
    table["alcohol"] = rng.normal(20, 2, size=len(table)).round(2)
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


@check("The left plot has one point per bottle.")
def one_point_per_bottle(learner):
    left, _ = two_plots(learner)
    if "line" in left["kinds"]:
        fail(
            "The left plot is made by plot, which joins one bottle to the next. "
            "Bottles have no order: scatter draws points alone."
        )
    if "bar" in left["kinds"]:
        fail(
            "The left plot has bars. "
            "One point per bottle shows how two measurements belong together."
        )
    if left["n_points"] == 0:
        fail("The left plot is still empty. scatter takes one column for along and one for up.")
    if left["n_points"] != 178:
        fail(f"The left plot has {left['n_points']} points for 178 bottles.")


@check("Along runs `flavanoids`, up runs `color_intensity`.")
def right_columns(learner, data, rng):
    table, found = drawn(learner, data, rng)
    points = found["points"]
    if points is None:
        fail("draw makes no points in the left plot. Use scatter with two columns of the table.")
    want = table[["flavanoids", "color_intensity"]].to_numpy(dtype=float)
    if points.shape == want.shape and np.allclose(in_order(points), in_order(want[:, ::-1])):
        fail("The two columns are swapped. The first one that scatter gets runs along.")
    if points.shape == (178, 2):
        fail("draw shows the 178 old bottles whatever it gets. Inside, use the name table.")
    if points.shape != want.shape or not np.allclose(in_order(points), in_order(want)):
        fail("The points of the left plot are not those two columns of the table.")


@check("The right plot counts the bottles in 20 ranges of `alcohol`.")
def histogram(learner, data, rng):
    _, right = two_plots(learner)
    if "line" in right["kinds"] or "scatter" in right["kinds"]:
        fail(
            "The right plot has a line or points. A histogram has bars that count: hist makes them."
        )
    if right["n_bars"] == 0:
        fail("The right plot is still empty. hist takes one column and the number of bars.")
    if right["n_bars"] == 178:
        fail(
            "The right plot has a bar for every bottle. bar shows single values; "
            "hist counts how many lie close together."
        )
    if right["n_bars"] != 20:
        fail(
            f"The right plot has {right['n_bars']} bars. The named argument bins sets their number."
        )
    table, found = drawn(learner, data, rng)
    if sorted(found["bars"]) != sorted(np.histogram(table["alcohol"], bins=20)[0].tolist()):
        fail("The bars on the right do not count the column alcohol of the table.")


@check("Each axis has a text, each plot a title.")
def labelled(learner):
    for plot, side in zip(two_plots(learner), ("left", "right")):
        for key in ("xlabel", "ylabel", "title"):
            if not plot[key].strip():
                fail(
                    f"The {side} plot has no {key}. "
                    f"The method set takes {key} and a text in quotes."
                )
