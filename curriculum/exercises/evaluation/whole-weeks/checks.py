import numpy as np
import pandas as pd

from ascent.testing import check, expect, fail


def visits(rng):
    """Rows of 20 to 28 groups of very different size, in no order."""
    n_groups = 4 * int(rng.integers(5, 8))
    names = rng.permutation(1000)[:n_groups]
    groups = np.repeat(names, rng.integers(2, 12, size=n_groups))
    groups = rng.permutation(groups)
    return pd.DataFrame({"value": rng.normal(size=len(groups))}), pd.Series(groups)


def halves(learner, X, groups):
    got = learner.split_by_group(X, groups)
    if type(got) not in (tuple, list) or len(got) != 2:
        fail("`split_by_group` must return two arrays: the training rows, a comma, the test rows.")
    for name, rows in zip(("training rows", "test rows"), got, strict=True):
        if type(rows) is pd.DataFrame:
            fail(f"The {name} came back as a table. Row numbers are asked for.")
        expect.type(rows, np.ndarray, name=f"the {name}")
        if rows.dtype.kind not in "iu":
            fail(f"The {name} are no whole numbers.")
    return got


@check("Every row is in training or in the test, and none in both.")
def parts_the_rows(learner, rng):
    X, groups = visits(rng)
    train, test = halves(learner, X, groups)
    if set(train) & set(test):
        fail(f"{len(set(train) & set(test))} rows are in training and in the test.")
    if sorted([*train, *test]) != list(range(len(X))):
        fail(f"{len(X)} rows went in, {len(train) + len(test)} came back. Each has to be there.")


@check("No group is on both sides.")
def keeps_groups_together(learner, rng):
    X, groups = visits(rng)
    train, test = halves(learner, X, groups)
    shared = set(groups[train]) & set(groups[test])
    if shared:
        fail(
            f"{len(shared)} of {groups.nunique()} groups are on both sides, so the test is nearly "
            "known. Draw groups, not rows."
        )


@check("A quarter of the groups is in the test, from all over the table.")
def has_the_right_size(learner, rng):
    X, groups = visits(rng)
    test = halves(learner, X, groups)[1]
    total, in_test = groups.nunique(), groups[test].nunique()
    if in_test == 0.75 * total:
        fail("Three quarters of the groups are in the test. Are the two parts exchanged?")
    if in_test != total / 4:
        fail(f"{in_test} of {total} groups are in the test; a quarter is asked for.")
    if sorted(groups[test].unique()) == sorted(groups.unique())[-in_test:]:
        fail("The test holds the groups with the largest numbers. Draw them at random.")


@check("Two calls draw the same groups.")
def is_repeatable(learner, rng):
    X, groups = visits(rng)
    one, two = halves(learner, X, groups)[1], halves(learner, X, groups)[1]
    if len(one) != len(two) or (np.sort(one) != np.sort(two)).any():
        fail("Two calls drew different groups. With `random_state=0` they draw the same.")
