import numpy as np
import pandas as pd

from ascent.testing import check, fail


def bottles(rng, rows):
    """A sorted table whose rows can be told apart, and three labels in turn that fit them."""
    X = pd.DataFrame({"number": np.arange(rows), "hue": rng.normal(size=rows).round(3)})
    y = pd.Series([f"grape {number % 3}" for number in range(rows)])
    return X, y


def parts_of(learner, X, y):
    parts = learner.split_bottles(X, y)
    if type(parts) not in (list, tuple) or len(parts) != 4:
        fail("`split_bottles` must return four parts: X_train, X_test, y_train, y_test.")
    return parts


@check("`split_bottles` returns two tables, then two columns of labels.")
def returns_four_parts(learner, rng):
    parts = parts_of(learner, *bottles(rng, 60))
    kinds = [type(part).__name__ for part in parts]
    if kinds != ["DataFrame", "DataFrame", "Series", "Series"]:
        fail(
            f"The four parts are {', '.join(kinds)}. First come two tables, X_train and X_test; "
            "then two Series, y_train and y_test."
        )


@check("Three of ten bottles are in the test, and no bottle is lost.")
def has_the_right_sizes(learner, rng):
    rows = 10 * int(rng.integers(8, 20))
    X, y = bottles(rng, rows)
    X_train, X_test, _, _ = parts_of(learner, X, y)
    if len(X_train) + len(X_test) != rows:
        fail(
            f"Of {rows} bottles, {len(X_train)} are in training and {len(X_test)} in the test. "
            "Together that is a different number: every bottle belongs into one of the parts."
        )
    if 10 * len(X_train) == 3 * rows:
        fail("The model learns from 30% and is tested on 70%. See what `test_size` means.")
    if 10 * len(X_test) != 3 * rows:
        fail(f"The test has {len(X_test)} of {rows} bottles, which is not 30%. See `test_size`.")


@check("Each bottle keeps its own label.")
def rows_belong_together(learner, rng):
    X, y = bottles(rng, 100)
    X_train, X_test, y_train, y_test = parts_of(learner, X, y)
    for table, labels in ((X_train, y_train), (X_test, y_test)):
        meant = [f"grape {number % 3}" for number in table["number"]]
        wrong = sum(one != two for one, two in zip(labels, meant, strict=True))
        if wrong:
            fail(
                f"{wrong} of {len(meant)} bottles stand beside the label of another bottle. Split "
                "table and labels in one call, so that they stay together."
            )


@check("The test bottles are drawn at random from the whole table.")
def is_shuffled(learner, rng):
    X, y = bottles(rng, 200)
    _, X_test, _, _ = parts_of(learner, X, y)
    numbers = np.sort(X_test["number"].to_numpy())
    if numbers[-1] - numbers[0] < 100:
        fail(
            f"The test holds the bottles {numbers[0]} to {numbers[-1]}, a block of the sorted "
            "table. Draw them at random."
        )


@check("Two calls draw the same bottles.")
def is_repeatable(learner, rng):
    X, y = bottles(rng, 100)
    first = parts_of(learner, X, y)[1]["number"].to_list()
    if first != parts_of(learner, X, y)[1]["number"].to_list():
        fail(
            "Two calls with the same table drew different bottles, so nobody can repeat your "
            "score. Fix the draw with `random_state`."
        )
