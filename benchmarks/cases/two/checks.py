import numpy as np

from ascent.testing import check, expect

CENTRES = np.array([[5.0, 3.4, 1.5, 0.2], [5.9, 2.8, 4.3, 1.3], [6.6, 3.0, 5.6, 2.0]])


def flowers(rng, each):
    """Rows like those of iris, drawn anew, so that no package knows their labels."""
    y = np.repeat([0, 1, 2], each)
    return CENTRES[y] + rng.normal(0, 0.3, size=(len(y), 4)), y


@check("`standardize` keeps the shape.")
def keeps_the_shape(learner, rng):
    x = rng.normal(3.0, 2.0, size=(20, 3))
    assert learner.standardize(x).shape == x.shape, "The shape has changed."


@check("`standardize` gives every column mean 0 and standard deviation 1.")
def standardizes(learner, rng):
    x = rng.normal(3.0, 2.0, size=(500, 8))
    like = (x - x.mean(axis=0)) / x.std(axis=0)
    expect.array(learner.standardize(x), like=like, name="standardize(x)")


@check("`model` gives one of the three labels for every row.")
def labels(learner, rng):
    rows, _ = flowers(rng, 10)
    got = np.asarray(learner.model.predict(rows))
    assert got.shape == (30,), "One prediction per row is expected."
    assert set(got.tolist()) <= {0, 1, 2}, "There are three labels."


@check("`model` is right on more than 80 % of new rows.")
def generalises(learner, rng):
    rows, y = flowers(rng, 50)
    got = np.asarray(learner.model.predict(rows))
    assert (got == y).mean() > 0.8, "The model is right on too few rows."
