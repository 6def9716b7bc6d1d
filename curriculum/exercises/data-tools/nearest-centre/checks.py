"""Checks of distances without a loop, on random penguins."""

import numpy as np

from ascent.testing import check, expect, fail


def penguins(rng, count=None):
    """Rows of bill lengths and depths, and three to five centres."""
    count = count or int(rng.integers(12, 30))
    rows = rng.normal([44, 17], [6, 2], size=(count, 2))
    return rows, rng.normal([44, 17], [6, 2], size=(int(rng.integers(3, 6)), 2))


def reference(rows, centre):
    return np.sqrt(((rows - centre) ** 2).sum(axis=1))


def alike(got, want):
    return (
        type(got) is np.ndarray
        and got.dtype.kind in "fi"
        and got.shape == want.shape
        and np.allclose(got, want)
    )


@check("`distances` returns one number per row.")
def one_per_row(learner, rng):
    rows, centres = penguins(rng)
    got = learner.distances(rows, centres[0])
    if got is None:
        fail("distances returns None. Put the calculation behind return.")
    if type(got) is np.ndarray and got.shape == (2,):
        fail(
            f"distances returns 2 numbers for {len(rows)} penguins. "
            "The sum runs down the columns: name the axis that shall disappear."
        )
    if type(got) in (float, np.float64):
        fail("distances returns a single number. A sum without an axis adds up everything.")
    expect.array(got, like=np.zeros(len(rows)), name="distances(rows, centre)", atol=1e9)


@check("Each number is the distance, the root of the sum of squares.")
def right_distances(learner, rng):
    rows, centres = penguins(rng)
    gap = rows - centres[0]
    got = learner.distances(rows, centres[0])
    if alike(got, (gap**2).sum(axis=1)):
        fail("distances returns the sums of squares. Their root, np.sqrt, is still missing.")
    if alike(got, np.abs(gap).sum(axis=1)):
        fail("distances adds the two gaps up. Square them first, then sum, then take the root.")
    expect.array(got, like=reference, of=(rows, centres[0]), name="distances(rows, centre)")


@check("`nearest` returns the number of the nearest centre for each row.")
def nearest_centres(learner, rng):
    rows, centres = penguins(rng)
    squares = ((rows[:, None, :] - centres) ** 2).sum(axis=-1)
    got = learner.nearest(rows, centres)
    if got is None:
        fail("nearest returns None. Put the calculation behind return.")
    if alike(got, squares.argmax(axis=1)):
        fail(
            "nearest returns the centre that is farthest away. "
            "The nearest has the smallest distance."
        )
    if alike(got, squares.argmin(axis=0)):
        fail(
            "nearest returns one number per centre: the row that is closest to it. "
            "Take the other axis, so that each row gets a number."
        )
    expect.array(got, like=squares.argmin(axis=1), name="nearest(rows, centres)")


@check("There is no loop in the file.")
def without_a_loop(learner):
    expect.no_loop(learner.source)
