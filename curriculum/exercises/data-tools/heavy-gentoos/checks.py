"""Checks of chosen rows and columns, on shuffled penguins with other masses."""

import pandas as pd

from ascent.testing import check, expect, fail

COLUMNS = ["island", "sex", "body_mass_g"]


def some_penguins(data, rng):
    """Real penguins in another order, no two of the same mass."""
    table = data.frame("penguins").dropna().sample(150, random_state=rng)
    table["body_mass_g"] = rng.permutation(range(3000, 6000, 20))[: len(table)]
    return table


def chosen(learner, data, rng):
    """A table, a species, a limit, and the rows that heavy returns for them."""
    table = some_penguins(data, rng)
    species = str(rng.choice(["Adelie", "Chinstrap", "Gentoo"]))
    limit = int(table.loc[table["species"] == species, "body_mass_g"].quantile(0.4))
    got = learner.heavy(table, species, limit)
    if got is None:
        fail("heavy returns None. Put the table that you made behind return.")
    if type(got) is pd.Series:
        fail("heavy returns a single column. Three columns stand in a list: two square brackets.")
    if type(got) is not pd.DataFrame:
        fail("heavy returns no table. Choose rows of the table with a condition in brackets.")
    return table, species, limit, got


@check("`heavy` returns the three columns, in their order.")
def three_columns(learner, data, rng):
    *_, got = chosen(learner, data, rng)
    if list(got.columns) == list(data.frame("penguins").columns):
        fail("heavy returns every column. A list of three names in brackets keeps those three.")
    if list(got.columns) != COLUMNS:
        fail(
            f"heavy returns the columns {list(got.columns)}. Compare names and order with the task."
        )


@check("Both conditions hold for every row, and no such row is left out.")
def right_rows(learner, data, rng):
    table, species, limit, got = chosen(learner, data, rng)
    of_species = table["species"] == species
    above = table["body_mass_g"] > limit
    # No two penguins have the same mass, so masses name the rows, whatever the index says.
    if "body_mass_g" not in got.columns or got["body_mass_g"].dtype.kind not in "if":
        fail("heavy returns no column body_mass_g with numbers, so its rows cannot be compared.")
    mass = table["body_mass_g"]
    wanted = set(mass[of_species & above])
    found = set(got["body_mass_g"])
    if found == set(mass[of_species | above]):
        fail(
            f"heavy returns {len(got)} rows: those where at least one condition holds. "
            "| means or; you want both at once."
        )
    if found == set(mass[of_species]):
        fail(f"heavy returns all {len(got)} penguins of the species, light ones too.")
    if found == set(mass[(table["species"] == "Gentoo") & above]) and species != "Gentoo":
        fail(f"heavy was asked for {species} and returns Gentoos. Use the name species.")
    extra, gone = len(found - wanted), len(wanted - found)
    if extra or gone:
        fail(
            f"heavy returns {extra} rows too many and leaves {gone} out. "
            "Compare with the names species and limit, not with fixed values."
        )


@check("The heaviest penguin stands first.")
def heaviest_first(learner, data, rng):
    *_, got = chosen(learner, data, rng)
    if "body_mass_g" not in got.columns:
        fail("heavy returns no column body_mass_g, so its order cannot be seen.")
    masses = got["body_mass_g"].tolist()
    if masses == sorted(masses) and len(masses) > 1:
        fail("The lightest stands first. sort_values has an argument for the other direction.")
    if masses != sorted(masses, reverse=True):
        fail("The rows are not sorted by mass. sort_values returns a sorted table: keep that one.")


@check("`first_and_rest` cuts after `n` rows, by position.")
def cuts_in_two(learner, data, rng):
    table, n = some_penguins(data, rng), int(rng.integers(20, 70))
    got = learner.first_and_rest(table, n)
    if type(got) is not tuple or len(got) != 2:
        fail("first_and_rest does not return two things. Put a comma between them behind return.")
    if type(got[0]) is not pd.DataFrame or type(got[1]) is not pd.DataFrame:
        fail("first_and_rest does not return two tables. iloc cuts rows out by their position.")
    if len(got[0]) + len(got[1]) != len(table):
        fail(
            f"The two tables have {len(got[0])} and {len(got[1])} rows, "
            f"the whole one {len(table)}. "
            "loc looks for labels of rows; iloc counts positions."
        )
    if len(got[0]) == len(table) - n:
        fail("The two tables are swapped: the first n rows come first.")
    expect.frame(got[0], like=table.iloc[:n], name="the first table")
    expect.frame(got[1], like=table.iloc[n:], name="the second table")
