import numpy as np

from ascent.testing import check, expect


@check("`standardize` gives every column mean 0 and standard deviation 1.")
def standardizes(learner, rng):
    x = rng.normal(3.0, 2.0, size=(500, 8))
    like = (x - x.mean(axis=0)) / x.std(axis=0)
    expect.array(learner.standardize(x), like=like, name="standardize(x)")


@check("`standardize` leaves its argument as it was.")
def leaves_its_argument(learner, rng):
    x = rng.normal(size=(50, 3))
    kept = learner.put(x)
    learner.standardize(kept)
    assert np.array_equal(kept.get(), x), "The argument has changed."
