"""Checks of gaps found and filled, on passengers with other ages and other gaps."""

import numpy as np
import pandas as pd

from ascent.testing import check, expect, fail


def some_passengers(data, rng):
    """300 passengers with other ages, gaps in two columns, labels in random order."""
    table = data.frame("titanic").sample(300, random_state=rng)
    table["age"] = (rng.gamma(3, 9, size=300) + 1).round(1)
    table.loc[rng.random(300) < rng.uniform(0.1, 0.3), "age"] = np.nan
    table.loc[(table["ticket_class"] == "3rd") & (rng.random(300) < 0.3), "age"] = np.nan
    table.loc[rng.random(300) < 0.05, "sex"] = None
    return table


@check("`count_missing` has one number for each column.")
def counts_per_column(learner, data, rng):
    table = some_passengers(data, rng)
    got = learner.count_missing(table)
    if got is None:
        fail("count_missing returns None. Put the counting behind return.")
    if type(got) in (int, np.int64):
        fail(
            f"count_missing returns the single number {got}. "
            "One sum less leaves a number per column."
        )
    if type(got) is pd.DataFrame:
        fail("count_missing returns a table of True and False. Add up each column.")
    if type(got) is pd.Series and got.equals(table.notna().sum()):
        fail("count_missing counts the values that are there. isna finds those that are not.")
    expect.series(got, like=table.isna().sum(), name="count_missing(table)")


@check("`share_missing` is the share within the class.")
def share_in_class(learner, data, rng):
    table = some_passengers(data, rng)
    for name in rng.permutation(["1st", "2nd", "3rd"]).tolist():
        got = learner.share_missing(table, name)
        if type(got) is not float and type(got) is not np.float64:
            fail("share_missing does not return one share. The mean of True and False is one.")
        gaps = table.loc[table["ticket_class"] == name, "age"].isna()
        if np.isclose(got, gaps.mean()):
            continue
        if np.isclose(got, table["age"].isna().mean()):
            fail("share_missing is the same for all classes. Choose the rows of the class first.")
        if np.isclose(got, gaps.sum() / len(table)):
            fail("share_missing divides by all passengers. Divide by those of the class only.")
        if np.isclose(got, gaps.sum() / table["age"].isna().sum()):
            fail(
                "share_missing says which share of all gaps lies in the class. "
                "Asked is which share of the class has a gap."
            )
        expect.number(got, float(gaps.mean()), name=f"share_missing for {name}")


def filled(learner, data, rng):
    table = some_passengers(data, rng)
    got = learner.fill_ages(table)
    if type(got) is not pd.DataFrame:
        fail("fill_ages does not return a table. Put the copy behind return.")
    if len(got) == table["age"].notna().sum():
        fail(
            f"fill_ages returns {len(got)} of {len(table)} passengers: "
            "rows with gaps were dropped. "
            "Fill the gap and keep the passenger."
        )
    if not got.index.equals(table.index) or "age" not in got.columns:
        fail("fill_ages does not return every passenger in the same place, with the column age.")
    return table, got


@check("`fill_ages` puts the median of the known ages into the gaps of `age`.")
def fills_the_gaps(learner, data, rng):
    table, got = filled(learner, data, rng)
    gaps = table["age"].isna()
    new = got.loc[gaps, "age"]
    if new.isna().any():
        fail(
            f"{new.isna().sum()} ages are still missing. fillna returns a new column: "
            "store it in the table."
        )
    if new.dtype.kind in "if" and (new == 0).all():
        fail("The gaps hold 0 now. To a model these passengers are newborn babies.")
    if new.dtype.kind in "if" and np.allclose(new, table["age"].mean()):
        fail(
            "The gaps hold the mean. A few old passengers pull it up; the task asks for the median."
        )
    expect.series(got["age"], like=table["age"].fillna(table["age"].median()), name="age")


@check("`age_missing` remembers where the gaps were.")
def remembers_the_gaps(learner, data, rng):
    table, got = filled(learner, data, rng)
    if "age_missing" not in got.columns:
        fail("The table has no column age_missing. A model may learn from the gap itself: keep it.")
    if not got["age_missing"].any():
        fail(
            "age_missing is False everywhere. Once the gaps are filled, nobody can find them: "
            "look for them first."
        )
    expect.series(got["age_missing"], like=table["age"].isna(), name="age_missing")


@check("The table of the caller keeps its gaps.")
def leaves_the_original(learner, data, rng):
    table = some_passengers(data, rng)
    kept = learner.put(table)
    learner.fill_ages(kept)
    after = kept.get()
    if type(after) is not pd.DataFrame or not after.equals(table):
        fail("After the call, the caller's own table has changed. Work on a copy of it.")
