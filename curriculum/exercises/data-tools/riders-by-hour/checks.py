"""Checks of the timetable. Each attempt gets other hours, drawn from the real ones."""

import numpy as np
import pandas as pd

from ascent.testing import check, expect, fail


def some_hours(data, rng):
    """400 of the real hours, with other numbers of riders and some of them unknown."""
    table = data.frame("bikes").sample(400, random_state=rng).reset_index(drop=True)
    shift = rng.permutation(24) * 100
    table["bikers"] = (table["bikers"] + shift[table["hr"]]).astype(float)
    table.loc[rng.choice(400, size=40, replace=False), "bikers"] = np.nan
    return table


@check("`timetable` returns one number for each hour of the day.")
def one_number_per_hour(learner, data, rng):
    table = some_hours(data, rng)
    got = learner.timetable(table)
    if got is None:
        fail("timetable returns None. Put the groups and their mean behind return.")
    if type(got) is pd.DataFrame:
        fail(
            f"timetable returns a table with {got.shape[1]} columns, expected one column. "
            'Choose ["bikers"] between groupby and the mean.'
        )
    if type(got) is not pd.Series:
        fail("timetable returns no column of numbers. Expected was one value per hour.")
    if len(got) != table["hr"].nunique():
        fail(
            f"timetable returns {len(got)} values for {table['hr'].nunique()} hours. "
            "The name in the brackets of groupby says what makes a group."
        )


@check("Each number of the timetable is the mean of the riders in that hour.")
def means_of_hours(learner, data, rng):
    table = some_hours(data, rng)
    got = learner.timetable(table)
    groups = table.groupby("hr")["bikers"]
    if type(got) is not pd.Series or list(got.index) != sorted(table["hr"].unique()):
        fail("The index of the timetable is not the hours in order. groupby makes it so by itself.")
    if got.dtype == float and np.allclose(got, groups.sum()):
        fail(
            "timetable adds the riders of an hour up. A guess for one hour must not grow "
            "with the number of days, so take the mean."
        )
    expect.series(got, like=groups.mean(), name="timetable(table)")


@check("`busiest_hour` returns the hour, not the number of riders.")
def names_the_hour(learner, data, rng):
    table = some_hours(data, rng)
    means = table.groupby("hr")["bikers"].mean()
    got = learner.busiest_hour(table)
    if got is None:
        fail("busiest_hour returns None. Ask the timetable for the place of its highest value.")
    expect.between(got, 0, 1_000_000, name="busiest_hour(table)")
    if np.isclose(got, means.max()):
        fail(
            f"busiest_hour returns {got:.0f}: that is how many people ride, "
            "and no hour of the day. "
            "The hour stands in the index beside it."
        )
    if got == table.loc[table["bikers"].idxmax(), "hr"] != means.idxmax():
        fail(
            f"busiest_hour returns {got}, the hour of the single fullest row. "
            "Compare the means of the hours."
        )
    if got != means.idxmax():
        fail(f"busiest_hour returns {got}, but in this table another hour has a higher mean.")


@check("`by_weather` has a mean and a size for each kind of weather.")
def weather_table(learner, data, rng):
    table = some_hours(data, rng)
    groups = table.groupby("weathersit")["bikers"]
    got = learner.by_weather(table)
    if type(got) is not pd.DataFrame:
        fail("by_weather does not return a table. agg with a list of two names makes two columns.")
    if list(got.columns) == ["mean", "count"] or (
        list(got.columns) == ["mean", "size"] and np.array_equal(got["size"], groups.count())
    ):
        fail(
            "by_weather leaves out hours whose riders are unknown. "
            "count skips missing values; size counts every row of a group."
        )
    expect.frame(got, like=groups.agg(["mean", "size"]), name="by_weather(table)")
