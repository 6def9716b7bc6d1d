import numpy as np

from ascent.testing import check

CENTRES = np.array([[5.0, 3.4, 1.5, 0.2], [5.9, 2.8, 4.3, 1.3], [6.6, 3.0, 5.6, 2.0]])


def flowers(rng, each):
    """Rows like those of iris, drawn anew, so that no package knows their labels."""
    y = np.repeat([0, 1, 2], each)
    return CENTRES[y] + rng.normal(0, 0.3, size=(len(y), 4)), y


@check("The model is right on more than 90 % of new rows.")
def generalises(learner, rng):
    X_train, y_train = flowers(rng, 40)
    X_test, y_test = flowers(rng, 10)
    got = np.asarray(learner.predict(X_train, y_train, X_test))
    assert got.shape == y_test.shape, "One prediction per row is expected."
    assert (got == y_test).mean() > 0.9, "The model is right on too few rows."
