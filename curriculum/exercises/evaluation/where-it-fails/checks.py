import numpy as np
import pandas as pd

from ascent.testing import check, expect, fail

SHOPS = ["north", "south", "east", "west", "harbour"]


def forecasts(rng, rows=120):
    """Slices that differ in size, in error and in the direction of the error."""
    shop = rng.choice(SHOPS, size=rows, p=[0.1, 0.15, 0.2, 0.25, 0.3])
    shop[:5] = SHOPS
    level = dict(zip(SHOPS, rng.permutation([1.0, 2, 4, 7, 11]), strict=True))
    truth = rng.normal(20, 5, size=rows)
    error = np.array([level[name] for name in shop]) * rng.normal(size=rows)
    index = rng.permutation(1000)[:rows]
    return pd.DataFrame({"shop": shop, "truth": truth, "guess": truth + error}, index=index)


def reference(report, column, error):
    return report.assign(error=error).groupby(column)["error"].agg(["mean", "size"])


def sliced(learner, report, column="shop"):
    got = learner.errors_by(report, column)
    expect.type(got, pd.DataFrame, name="errors_by(...)")
    for name in ("mean", "size"):
        if name not in got.columns:
            fail(f"The result has no column {name!r}. `agg` takes a list with both names.")
    return got


@check("There is one row for each slice, with its mean error and its size.")
def has_one_row_per_slice(learner, rng):
    report = forecasts(rng)
    got = sliced(learner, report)
    if sorted(map(str, got.index)) != sorted(report["shop"].unique()):
        fail(
            f"The rows are called {', '.join(map(str, got.index[:4]))} and so on; there is one for "
            "each value of the column."
        )
    expect.series(got["size"], like=report.groupby("shop").size(), name="the sizes", order=False)


@check("The mean error counts every row as far off as it is.")
def measures_the_error(learner, rng):
    report = forecasts(rng)
    got = sliced(learner, report)["mean"].sort_index()
    error = report["truth"] - report["guess"]
    want = reference(report, "shop", error.abs())["mean"].sort_index()
    if np.allclose(got, want):
        return
    for signed in (error, -error):
        if np.allclose(got.abs(), reference(report, "shop", signed)["mean"].sort_index().abs()):
            fail(
                "Guesses that are too high and too low cancel each other: some slices look nearly "
                "perfect. Count the distance, whatever the direction."
            )
    if np.allclose(got, reference(report, "shop", error**2)["mean"].sort_index()):
        fail("Your errors are squared. The mean absolute error is in the unit of the target.")
    expect.series(got, like=want, name="the mean errors")


@check("The worst slice comes first.")
def sorts_worst_first(learner, rng):
    got = sliced(learner, forecasts(rng))
    means = got["mean"].to_numpy()
    if (np.diff(means) <= 0).all():
        return
    if (np.diff(means) >= 0).all():
        fail("The best slice comes first. Turn the order round: see `ascending`.")
    if (np.diff(got["size"]) <= 0).all():
        fail("The largest slice comes first. Sort by the error, not by the number of rows.")
    fail(f"The first slice is off by {means[0]:.1f} and a later one by {means.max():.1f}.")


@check("It slices by any column and leaves the report as it is.")
def works_for_any_column(learner, rng):
    report = forecasts(rng)
    report["floor"] = rng.integers(0, 3, size=len(report))
    kept = learner.put(report)
    got = sliced(learner, kept, "floor")
    if sorted(map(str, got.index)) != ["0", "1", "2"]:
        fail("Asked to slice by another column, the rows are still those of the first one.")
    if list(kept.get().columns) != list(report.columns):
        fail("The caller's report has a new column. `assign` makes a copy with it.")
