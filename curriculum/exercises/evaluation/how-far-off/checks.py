import numpy as np

from ascent.testing import check, expect, fail


def forecasts(rng, rows=40):
    truth = rng.normal(10, 30, size=rows)
    return truth, truth + rng.normal(-6, 12, size=rows)


def measured(learner, truth, guess):
    got = learner.errors(truth, guess)
    if type(got) not in (tuple, list) or len(got) != 2:
        fail("`errors` must return two numbers: the MAE, a comma, the RMSE.")
    for name, number in zip(("the MAE", "the RMSE"), got, strict=True):
        expect.between(number, -1e9, 1e9, name=name)
    return got


def mae_of(truth, guess):
    return float(np.abs(truth - guess).mean())


def rmse_of(truth, guess):
    return float(np.sqrt(((truth - guess) ** 2).mean()))


@check("`errors` returns two numbers, and both are 0 for a perfect forecast.")
def returns_two_numbers(learner, rng):
    truth, _ = forecasts(rng)
    mae, rmse = measured(learner, truth, truth)
    if not (np.isclose(mae, 0) and np.isclose(rmse, 0)):
        fail(f"For a forecast without any error you return {mae:.2f} and {rmse:.2f}.")


@check("The first number is the mean absolute error.")
def mae_is_right(learner, rng):
    truth, guess = forecasts(rng)
    mae, rmse = measured(learner, truth, guess)
    right = mae_of(truth, guess)
    if np.isclose(mae, rmse_of(truth, guess)) and np.isclose(rmse, right):
        fail("The two numbers stand in the wrong order: the MAE comes first.")
    if np.isclose(abs(mae), abs((truth - guess).mean())):
        fail(
            f"You return {mae:.1f}: forecasts that are too high and too low cancel each other. "
            "Count how far off each one is, whatever the direction."
        )
    if np.isclose(mae, np.median(np.abs(truth - guess))):
        fail("You return the median of the errors; the M of MAE stands for mean.")
    expect.number(mae, like=right, name="the MAE", tol=1e-9)


@check("The second number is the root of the mean squared error.")
def rmse_is_right(learner, rng):
    truth, guess = forecasts(rng)
    rmse = measured(learner, truth, guess)[1]
    right = rmse_of(truth, guess)
    if np.isclose(rmse, right**2):
        fail(
            f"You return {rmse:.0f}, in squared minutes, which nobody can picture. The root is "
            "missing."
        )
    if np.isclose(rmse, mae_of(truth, guess)):
        fail("Both numbers are the MAE. The second one squares the errors before the mean.")
    expect.number(rmse, like=right, name="the RMSE", tol=1e-9)


@check("A forecast that is twice as far off has errors twice as large.")
def grows_with_the_error(learner, rng):
    truth, guess = forecasts(rng)
    one = measured(learner, truth, guess)
    two = measured(learner, truth, truth + 2 * (guess - truth))
    for name, small, large in zip(("MAE", "RMSE"), one, two, strict=True):
        expect.number(large, like=2 * small, name=f"the {name} of doubled errors", tol=1e-9)
