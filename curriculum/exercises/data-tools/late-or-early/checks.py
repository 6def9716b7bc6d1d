"""Checks of four new columns, on flights with other delays and temperatures."""

import numpy as np
import pandas as pd

from ascent.testing import check, expect, fail


def some_flights(data, rng):
    """200 flights with other delays and weather; the labels of the rows are not 0, 1, 2."""
    table = data.frame("flights").dropna().sample(200, random_state=rng)
    table["dep_delay"] = rng.integers(-20, 90, size=200).astype(float)
    table["arr_delay"] = table["dep_delay"] + rng.integers(-40, 40, size=200)
    table["temp"] = rng.uniform(5, 95, size=200).round(1)
    return table


def column(learner, data, rng, name):
    """A table, and the new column that add_columns makes of it."""
    table = some_flights(data, rng)
    got = learner.add_columns(table)
    if got is None:
        fail("add_columns returns None. Keep the line with return at its end.")
    if type(got) is not pd.DataFrame:
        fail(
            "add_columns does not return a table. Put the copy with the new columns behind return."
        )
    if name not in got.columns:
        fail(f"The table has no column {name} yet. Store something in table[{name!r}].")
    if len(got) != len(table) or not got.index.equals(table.index):
        fail(f"The table has {len(got)} rows after {len(table)}. Every flight stays, in its place.")
    return table, got[name]


def same(got, want):
    return got.dtype.kind in "fib" and np.allclose(got.astype(float), want.astype(float))


@check("`route` joins the two airports with a `-`.")
def route_text(learner, data, rng):
    table, got = column(learner, data, rng, "route")
    if got.equals((table["origin"] + table["dest"]).rename("route")):
        fail("route has no sign between the airports. A text in quotes can be added too.")
    if got.equals((table["dest"] + "-" + table["origin"]).rename("route")):
        fail("route runs backwards. The airport of departure comes first.")
    expect.series(got, like=table["origin"] + "-" + table["dest"], name="route")


@check("`temp_c` is the temperature in degrees Celsius.")
def celsius(learner, data, rng):
    table, got = column(learner, data, rng, "temp_c")
    if same(got, table["temp"] - 32 / 1.8):
        fail("temp_c divides 32 alone by 1.8. Brackets around the difference make it go first.")
    expect.series(got, like=(table["temp"] - 32) / 1.8, name="temp_c")


@check("`off_by` is the distance of the two delays.")
def distance(learner, data, rng):
    table, got = column(learner, data, rng, "off_by")
    gap = table["arr_delay"] - table["dep_delay"]
    if same(got, gap) or same(got, -gap):
        fail("off_by is below 0 in some rows. A distance has no sign: abs takes it away.")
    if same(got, table["arr_delay"].abs() - table["dep_delay"].abs()):
        fail("off_by takes the sign of each delay away before it subtracts. Subtract first.")
    expect.series(got, like=gap.abs(), name="off_by")


@check("`faster` is True where a flight has made up time.")
def made_up_time(learner, data, rng):
    table, got = column(learner, data, rng, "faster")
    if got.dtype != bool:
        fail("faster is not a column of True and False. A comparison of two columns gives one.")
    if got.equals((table["arr_delay"] > table["dep_delay"]).rename("faster")):
        fail("faster is True for flights that lost time. Turn the comparison round.")
    expect.series(got, like=table["arr_delay"] < table["dep_delay"], name="faster")


@check("The table of the caller stays as it was.")
def leaves_the_original(learner, data, rng):
    table = some_flights(data, rng)
    kept = learner.put(table)
    learner.add_columns(kept)
    after = kept.get()
    if type(after) is not pd.DataFrame:
        fail("The table of the caller cannot be read any more.")
    if list(after.columns) != list(table.columns):
        fail(
            "After the call, the caller's own table has new columns. "
            "Make a copy in the first line of the function and work on that."
        )
    expect.frame(after, like=table, name="the caller's table")
