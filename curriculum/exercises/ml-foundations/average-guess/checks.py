import numpy as np
import pandas as pd

from ascent.testing import check, expect, fail


def hours(rng):
    """A split of made-up hours: the test hours are busier, and the mean is not the median."""
    n_train, n_test = int(rng.integers(30, 60)), int(rng.integers(10, 20))
    X = pd.DataFrame({"temp": rng.uniform(size=n_train + n_test)})
    y = pd.Series(rng.exponential(100, size=n_train + n_test))
    y[n_train:] += 300
    return X[:n_train], X[n_train:], y[:n_train], y[n_train:]


def guesses(learner, parts):
    got = learner.baseline_guesses(*parts)
    if type(got) is not np.ndarray:
        fail(
            f"`baseline_guesses` returned a {type(got).__name__}. Return what `predict` gives you: "
            "an array with one guess for each row."
        )
    return got


@check("There is one guess for every row of the test.")
def one_guess_per_row(learner, rng):
    parts = hours(rng)
    got = guesses(learner, parts)
    if len(got) == len(parts[0]):
        fail(
            f"There are {len(got)} guesses, as many as training rows. The guesses are for the "
            "test rows."
        )
    if got.shape != (len(parts[1]),):
        fail(f"The guesses have shape {got.shape}; the test has {len(parts[1])} rows.")


@check("The baseline guesses the same number for every row.")
def is_constant(learner, rng):
    got = guesses(learner, hours(rng))
    if np.ptp(got) > 1e-9:
        fail(
            f"The guesses run from {got.min():.1f} to {got.max():.1f}. A baseline looks at nothing "
            "and says one number."
        )


@check("That number is the mean of the training rows.")
def is_the_training_mean(learner, rng):
    parts = hours(rng)
    got = guesses(learner, parts)[0]
    again = guesses(learner, hours(rng))[0]
    if np.isclose(got, again):
        fail(
            f"The guess is {got:g} for one table and {again:g} for another with other numbers. It "
            "has to come from the training rows each time."
        )
    _, _, y_train, y_test = parts
    if np.isclose(got, y_test.mean()):
        fail(
            "The guess is the mean of the test rows. They stand for the future, so a baseline "
            "may not see them either."
        )
    if np.isclose(got, np.mean([*y_train, *y_test])):
        fail(
            "The guess is the mean of training and test together. The test rows stand for the "
            "future: leave them out."
        )
    if np.isclose(got, np.median(y_train)):
        fail(
            "The guess is the median: half of the training hours lie below it. The task asks for "
            "the mean; see `strategy`."
        )
    expect.number(float(got), like=float(y_train.mean()), name="the guess", tol=1e-6)
