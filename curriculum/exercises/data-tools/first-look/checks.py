"""Checks of a loaded table. The file runs again while the CSV file has other rows."""

import pandas as pd

from ascent.testing import check, expect, fail

AGAIN = """
import contextlib, io
import pandas

real = pandas.read_csv


def other_rows(*args, **named):
    table = real(*args, **named)
    return table.iloc[start : start + count].reset_index(drop=True).rename(columns={"sex": word})


scope = {"__name__": "__main__"}
pandas.read_csv = other_rows
try:
    with contextlib.redirect_stdout(io.StringIO()):
        exec(compile(source, "your code", "exec"), scope)
finally:
    pandas.read_csv = real
kinds = (int, str, list, tuple, pandas.DataFrame)
found = {name: scope.get(name) for name in ("passengers", "top", "n_rows", "columns")}
found["columns"] = [str(c) for c in found["columns"]] if type(found["columns"]) is list else None
result = {name: value if type(value) in kinds else None for name, value in found.items()}
"""


def again(learner, data, rng):
    """Another table, and what the learner's file makes of it."""
    count, start = int(rng.integers(50, 700)), int(rng.integers(1, 500))
    word = f"sex_{int(rng.integers(100, 999))}"
    table = data.frame("titanic").iloc[start : start + count].reset_index(drop=True)
    found = learner.drive(AGAIN, source=learner.source, count=count, start=start, word=word)
    return table.rename(columns={"sex": word}), found


@check("`passengers` is the whole table.")
def whole_table(learner, data, rng):
    table, found = again(learner, data, rng)
    got = found["passengers"]
    if type(got) is not pd.DataFrame:
        fail(
            "passengers is no table yet. "
            "pd.read_csv reads one; the name of the file goes in quotes."
        )
    if len(got) in (4, 5) and len(table) > 5:
        fail(
            f"passengers has {len(got)} rows only. head makes a short table: "
            "keep the whole one here."
        )
    expect.frame(got, like=table, name="passengers")


@check("`top` has its first four rows.")
def first_four(learner, data, rng):
    table, found = again(learner, data, rng)
    got = found["top"]
    if type(got) is not pd.DataFrame:
        fail("top is no table. A method behind passengers returns its first rows.")
    if len(got) == 5:
        fail("top has 5 rows. So many come when head gets nothing in its brackets.")
    expect.frame(got, like=table.head(4), name="top")


@check("`n_rows` is the number of rows of any table that the file holds.")
def counts_rows(learner, data, rng):
    table, found = again(learner, data, rng)
    got = found["n_rows"]
    if type(got) is not int and type(got) is not tuple:
        fail("n_rows is no number yet. A function of Python tells how long a table is.")
    if got == table.size:
        fail("n_rows is the number of all cells. size multiplies the rows by the columns.")
    if got == table.shape[1]:
        fail("n_rows is the number of columns. Ask for the length of the table itself.")
    if got == 1309:
        fail("n_rows stays at 1309 when the file has fewer lines. Let pandas count.")
    if type(got) is tuple:
        fail("n_rows has two numbers. The shape of a table is its rows and its columns.")
    expect.equal(got, len(table), name="n_rows")


@check("`columns` is the list of the names of the columns.")
def lists_columns(learner, data, rng):
    table, found = again(learner, data, rng)
    got = found["columns"]
    if type(got) is not list:
        fail("columns is no list. Put list around what passengers.columns gives.")
    if "sex" in got:
        fail(
            "columns keeps an old name when a column is renamed in the file. "
            "Ask the table for them."
        )
    expect.equal(got, list(table.columns), name="columns")
