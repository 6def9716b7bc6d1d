"""Checks of a profile, on tables of other things than bikes, with gaps and repeated rows."""

import numpy as np
import pandas as pd

from ascent.testing import check, fail

WORDS = ["oak", "elm", "ash", "fir", "yew"]


def trees(rng):
    """60 to 100 trees of a town, measured in several years, with gaps in two columns."""
    count = int(rng.integers(60, 100))
    table = pd.DataFrame(
        {
            "kind": rng.choice(WORDS, size=count, p=[0.5, 0.3, 0.1, 0.06, 0.04]),
            "tree": rng.permutation(count) // 2,
            "height": rng.uniform(2, 30, size=count).round(1),
            "street": rng.choice(["north", "south"], size=count),
            "town": "Seattle",
        }
    )
    table["year"] = 2000 + table.groupby("tree").cumcount()
    table.loc[rng.random(count) < 0.2, "height"] = np.nan
    table.loc[rng.random(count) < 0.1, "street"] = None
    return table


def profiled(learner, rng, name):
    """A table, and one column of the profile that the learner's function makes of it."""
    table = trees(rng)
    got = learner.profile(table)
    if type(got) is not pd.DataFrame:
        fail("profile does not return a table. Keep its last line as it was.")
    if name not in got.columns or set(got.index) != set(table.columns):
        fail("profile has lost a column or a row. Keep its last line as it was.")
    got = got.loc[list(table.columns), name]
    if got.isna().all():
        fail(f"{name} is still None. Put a calculation with the whole table there.")
    return table, got


def agree(got, want):
    return got.dtype.kind in "iuf" and np.allclose(got, want)


@check("`profile` counts the missing values of each column.")
def counts_missing(learner, rng):
    table, got = profiled(learner, rng, "missing")
    if agree(got, table.notna().sum()):
        fail("missing counts the values that are there. isna finds the gaps.")
    if not agree(got, table.isna().sum()):
        fail("missing is not the number of gaps in each column. isna and sum count them.")


@check("`profile` counts the different values, gaps not among them.")
def counts_different(learner, rng):
    table, got = profiled(learner, rng, "different")
    if agree(got, table.nunique(dropna=False)):
        fail("different counts a gap as a value of its own. Leave gaps out.")
    if agree(got, table.count()):
        fail("different counts all values, repeated ones too. nunique counts each value once.")
    if not agree(got, table.nunique()):
        fail("different is not the number of different values in each column.")


@check("`one_row_each` says whether the key names each row once.")
def key_of_a_row(learner, rng):
    table = trees(rng)
    keys = {("tree", "year"): True, ("tree",): False, ("kind", "town"): False}
    found = {}
    for key in keys:
        got = learner.one_row_each(table, list(key))
        if type(got) not in (bool, np.bool_):
            fail(
                "one_row_each does not return True or False. any says whether one of many is True."
            )
        found[key] = bool(got)
    if all(found[key] is not wanted for key, wanted in keys.items()):
        fail(
            "one_row_each returns the opposite of what is asked: "
            "duplicated is True for rows that repeat an earlier one."
        )
    for key, wanted in keys.items():
        if found[key] is not wanted:
            fail(
                f"For the key {list(key)}, one_row_each returns {found[key]}. "
                "Two rows repeat each other only when all columns of the key agree."
            )


@check("`rare` lists the values that stand in fewer rows than `least`.")
def lists_rare_values(learner, rng):
    counts = rng.permutation([3, 5, 8, 20, 41]).tolist()
    words = rng.permutation(WORDS).tolist()
    table = pd.DataFrame({"kind": np.repeat(words, counts)}).sample(frac=1, random_state=rng)
    got = learner.rare(table, "kind", 8)
    if type(got) is not list:
        fail("rare does not return a list. list around the index of the rare counts makes one.")
    if any(type(item) is not str for item in got):
        fail("rare lists how often the values stand there. The values themselves are the index.")
    by_count = dict(zip(words, counts))
    if {by_count.get(word) for word in got} == {3, 5, 8}:
        fail("rare lists a value that stands in exactly as many rows as least. Fewer means below.")
    if {by_count.get(word) for word in got} != {3, 5}:
        fail(
            f"rare lists {len(got)} values. "
            "Compare each count with least, and keep the smaller ones."
        )
