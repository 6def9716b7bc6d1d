import numpy as np
import pandas as pd

from ascent.testing import check, expect, fail


def bottles(rng):
    """Training and test rows whose columns have very different sizes."""
    size, spread = rng.uniform(-5, 5, size=3), rng.uniform(0.1, 400, size=3)
    train = pd.DataFrame(rng.normal(size, spread, size=(40, 3)), columns=["a", "b", "c"])
    test = pd.DataFrame(rng.normal(size + spread, 2 * spread, size=(15, 3)), columns=train.columns)
    return train, test


def rescaled(rows, train):
    return (rows - train.mean(axis=0)) / train.std(axis=0)


def scaled(learner, train, test):
    got = learner.scale(train, test)
    if type(got) not in (tuple, list) or len(got) != 2:
        fail("`scale` must return two tables: the training rows, a comma, the test rows.")
    got = [part.to_numpy() if type(part) is pd.DataFrame else part for part in got]
    for name, part in zip(("training", "test"), got, strict=True):
        if type(part) is not np.ndarray:
            fail(f"The {name} rows came back as a {type(part).__name__}, not as rescaled numbers.")
    if got[0].shape == test.shape and got[1].shape == train.shape:
        fail("The parts come back in the wrong order: training rows first, then test rows.")
    return got


@check("`scale` returns training rows, then test rows, with the shapes that they had.")
def keeps_shapes(learner, rng):
    train, test = bottles(rng)
    got = scaled(learner, train, test)
    for part, given in zip(got, (train, test), strict=True):
        if part.shape != given.shape:
            fail(f"{given.shape} went in and {part.shape} came back. No row or column may be lost.")


@check("After scaling, each training column has mean 0 and spread 1.")
def standardizes_training(learner, rng):
    train, test = bottles(rng)
    got = scaled(learner, train, test)[0]
    if np.allclose(got, train):
        fail("The training rows came back unchanged. Which method of the scaler rescales them?")
    if np.isclose(got.min(), 0) and np.isclose(got.max(), 1):
        fail("The columns run from 0 to 1 now. That is another ruler: use `StandardScaler`.")
    expect.fitted_without(
        lambda train, test: scaled(learner, train, test)[0],
        train,
        test,
        name="the scaled training rows",
    )
    rows = train.to_numpy()
    expect.array(got, like=rescaled, of=(rows, rows), name="the scaled training rows")


@check("The test rows are measured with the ruler of the training rows.")
def same_ruler_for_test(learner, rng):
    train, test = bottles(rng)
    got = scaled(learner, train, test)[1]
    if np.allclose(got, test):
        fail("The test rows came back unchanged: 500 of proline would mean 500 spreads.")
    if np.allclose(got, (test - test.mean()) / test.std(ddof=0)):
        fail(
            "The test rows got a ruler of their own: their mean is 0 too. Then the same bottle "
            "has other numbers in training than in the test."
        )
    expect.each_alone(
        lambda test: scaled(learner, train, test)[1], test, name="the scaled test rows"
    )
    both = test.to_numpy(), train.to_numpy()
    expect.array(got, like=rescaled, of=both, name="the scaled test rows")
