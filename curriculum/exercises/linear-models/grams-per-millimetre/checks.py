import numpy as np
import pandas as pd

from ascent.testing import check, expect, fail


def flock(rng):
    """Points around a random line, far from the origin."""
    x = rng.uniform(150, 250, size=40)
    y = rng.uniform(-80, 80) * x + rng.uniform(-9000, 9000) + rng.normal(scale=300, size=40)
    return pd.DataFrame({"length": x}), pd.Series(y)


def line_of(learner, X, y):
    got = learner.fit_line(X, y)
    if type(got) not in (tuple, list) or len(got) != 2:
        fail("`fit_line` must return two numbers: the slope, a comma, the intercept.")
    for name, part in zip(("slope", "intercept"), got, strict=True):
        if type(part) is np.ndarray:
            fail(f"The {name} came back as an array of shape {part.shape}. Take its first entry.")
    return got


@check("`fit_line` returns two plain numbers.")
def returns_two_numbers(learner, rng):
    slope, intercept = line_of(learner, *flock(rng))
    expect.type(slope, float, name="the slope")
    expect.type(intercept, float, name="the intercept")


@check("The two numbers describe the line that lies closest to the points.")
def finds_the_line(learner, rng):
    X, y = flock(rng)
    slope, intercept = line_of(learner, X, y)
    x = X["length"].to_numpy()
    right_slope, right_intercept = np.polyfit(x, y, 1)
    if np.isclose(slope, right_intercept) and np.isclose(intercept, right_slope):
        fail("The two numbers come in the wrong order: first the slope, then the intercept.")
    if np.isclose(slope, (x * y).sum() / (x * x).sum()):
        fail(
            "Your line goes through the point 0, 0: an intercept is missing. Let the model find "
            "one; `fit_intercept` decides about it."
        )
    if np.isclose(slope, np.polyfit(y, x, 1)[0]):
        fail("Your line predicts the inputs from the target. `fit` takes the inputs first.")
    if np.isclose(slope, np.corrcoef(x, y)[0, 1], rtol=1e-3):
        fail("The slope is a share between -1 and 1, not grams. Was `X` or `y` rescaled?")
    expect.number(slope, like=float(right_slope), name="the slope", tol=1e-5)
    expect.number(intercept, like=float(right_intercept), name="the intercept", tol=1e-5)


@check("Twice as heavy penguins have twice the slope.")
def follows_the_data(learner, rng):
    X, y = flock(rng)
    one, two = line_of(learner, X, y)[0], line_of(learner, X, 2 * y)[0]
    expect.number(two, like=2 * one, name="the slope for doubled masses", tol=1e-6)
