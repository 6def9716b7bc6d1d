import numpy as np
import pandas as pd

from ascent.testing import check, expect, fail


def hours(rng, rows=12):
    kinds = rng.choice(["work", "free", "strike"], size=rows)
    table = pd.DataFrame({"hr": rng.integers(0, 24, size=rows), "kind": kinds})
    table["temp"] = rng.uniform(size=rows)
    return table.set_index(rng.permutation(1000)[:rows])


def expected(table):
    return [f"{hour} {kind}" for hour, kind in zip(table["hr"], table["kind"], strict=True)]


@check("`combine` returns the table with the new column `hour_and_day`.")
def adds_a_column(learner, rng):
    table = hours(rng)
    got = learner.combine(table)
    if got is None:
        fail("`combine` returns nothing. Its last line is `return table`.")
    expect.type(got, pd.DataFrame, name="the result")
    if "hour_and_day" not in got.columns:
        fail(f"The result has the columns {', '.join(got.columns)}. `hour_and_day` is missing.")
    if list(got.columns) != [*table.columns, "hour_and_day"] or len(got) != len(table):
        fail("The other columns and all rows must stay; only `hour_and_day` is new.")


@check("The new column holds the hour, a space and the kind of day.")
def joins_hour_and_kind(learner, rng):
    table = hours(rng)
    got = learner.combine(table)["hour_and_day"].tolist()
    rows = zip(got, expected(table), table["hr"], table["kind"], strict=True)
    for text, want, hour, kind in rows:
        if text == want:
            continue
        if text == f"{hour}{kind}":
            fail(f"You made {text!r}: nothing stands between hour and kind. Join a space in too.")
        if text == f"{kind} {hour}":
            fail(f"You made {text!r}: hour and kind stand in the other order here.")
        if isinstance(text, str) and text in ("work", "free", "strike"):
            fail(f"For hour {hour} the column holds {text!r} alone. The hour is not in it yet.")
        if isinstance(text, str) and text.endswith((" work", " free")):
            fail(
                f"An hour on a day of kind {kind!r} became {text!r}. Take the word from the "
                "column `kind`, whatever stands there."
            )
        fail(f"For hour {hour} and kind {kind!r} you made {text!r}.")


@check("The table that comes in stays as it was.")
def leaves_the_input_alone(learner, rng):
    table = hours(rng)
    kept = learner.put(table)
    learner.combine(kept)
    after = kept.get()
    if list(after.columns) != list(table.columns):
        fail(
            "After the call, the table of the caller has the new column too. Work on a copy: "
            "`table.copy()`."
        )
    expect.frame(after, like=table, name="the table of the caller")
    assert np.array_equal(after.index, table.index), "The rows of the caller's table have moved."
