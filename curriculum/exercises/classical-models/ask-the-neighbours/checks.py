import numpy as np

from ascent.testing import check, expect, fail


def bottles(rng):
    """Training rows in four noisy clouds, and new rows between them."""
    centres = rng.normal(scale=2, size=(4, 2))
    y = rng.integers(0, 4, size=60)
    X = centres[y] + rng.normal(size=(60, 2))
    return X, np.array(["A", "B", "C", "D"])[y], rng.normal(scale=2, size=(25, 2))


def by_distance(X_train, X_new):
    distances = ((X_new[:, None, :] - X_train[None, :, :]) ** 2).sum(axis=2)
    return np.argsort(distances, axis=1)


def majority(labels):
    """The most frequent label; of equals the first in the alphabet."""
    names, counts = np.unique(labels, return_counts=True)
    return names[counts.argmax()]


def votes(learner, k, X_train, y_train, X_new):
    got = learner.vote(k, X_train, y_train, X_new)
    if type(got) not in (tuple, list) or len(got) != 2:
        fail("`vote` must return two things: the labels, a comma, the row numbers.")
    for name, part in zip(("the labels", "the row numbers"), got, strict=True):
        if type(part) is tuple:
            fail("`kneighbors` returned distances too. Ask it with `return_distance=False`.")
        expect.type(part, np.ndarray, name=name)
    return got


@check("There is one label and one line of neighbours for each new row.")
def has_the_right_shapes(learner, rng):
    X_train, y_train, X_new = bottles(rng)
    labels, rows = votes(learner, 3, X_train, y_train, X_new)
    if labels.shape != (len(X_new),):
        fail(f"The labels have shape {labels.shape}; there are {len(X_new)} new rows.")
    if rows.ndim != 2 or len(rows) != len(X_new):
        fail(f"The row numbers have shape {rows.shape}; one line for each new row is needed.")
    if rows.dtype.kind not in "iu":
        fail("The row numbers are no whole numbers. Are these the distances?")


@check("As many neighbours vote as `k` says.")
def lets_k_vote(learner, rng):
    X_train, y_train, X_new = bottles(rng)
    for k in (1, int(rng.integers(6, 12))):
        rows = votes(learner, k, X_train, y_train, X_new)[1]
        if rows.shape[1] != k:
            fail(f"With k = {k}, {rows.shape[1]} neighbours vote. Hand `k` on to the model.")


@check("The nearest rows of training vote.")
def asks_the_nearest(learner, rng):
    X_train, y_train, X_new = bottles(rng)
    k = int(rng.integers(3, 8))
    rows = votes(learner, k, X_train, y_train, X_new)[1]
    if np.array_equal(np.sort(rows, axis=1), np.sort(by_distance(X_new, X_new)[:, :k], axis=1)):
        fail("The neighbours are other new rows. Their labels are unknown: ask training rows.")
    expect.array(rows, like=by_distance(X_train, X_new)[:, :k], name="the row numbers")


@check("The label is the one that most neighbours have.")
def follows_the_majority(learner, rng):
    X_train, y_train, X_new = bottles(rng)
    k = int(rng.integers(5, 12))
    labels, rows = votes(learner, k, X_train, y_train, X_new)
    want = np.array([majority(y_train[line]) for line in rows])
    if (labels != want).any() and (labels == y_train[rows[:, 0]]).all():
        fail("The label is always that of the nearest neighbour alone; the other votes are lost.")
    if (labels != want).any():
        at = int(np.argmax(labels != want))
        fail(
            f"New row {at}: the neighbours that you name vote otherwise than the label says. Both "
            "must come from the same model."
        )
