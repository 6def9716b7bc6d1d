import numpy as np
import pandas as pd

from ascent.testing import check, expect, fail, report


def town(rng, rows=400):
    """A made-up town: two rush hours on working days, none on free days."""
    X = pd.DataFrame(
        {
            "hr": rng.integers(0, 24, size=rows),
            "workingday": rng.integers(0, 2, size=rows),
            "temp": rng.uniform(size=rows),
        }
    )
    rush = np.isin(X["hr"], [8, 9, 17, 18]) * X["workingday"] * rng.integers(250, 350)
    return X, 50 + rush + 120 * X["temp"] + rng.normal(scale=10, size=rows)


def boosted(learner, X, y, rounds):
    model = learner.boost(X, y, rounds)
    if model is None or type(model) in (np.ndarray, list, tuple, float):
        fail("`boost` does not return a model. Its last line is `return model`.")
    return model


def answers(model, X):
    got = model.predict(X)
    expect.type(got, np.ndarray, name="model.predict(X)")
    if got.shape != (len(X),):
        fail(f"`predict` gave the shape {got.shape}; {len(X)} rows need one number each.")
    return got


@check("`boost` returns a model that can predict.")
def returns_a_model(learner, rng):
    X, y = town(rng)
    answers(boosted(learner, X, y, 5), X)


@check("The model has as many trees as were asked for, with the settings of the task.")
def has_the_settings(learner, rng):
    X, y = town(rng)
    rounds = int(rng.integers(3, 30))
    settings = boosted(learner, X, y, rounds).get_params()
    expect.type(settings, dict, name="the settings of the model")
    if "max_iter" not in settings or "max_leaf_nodes" not in settings:
        fail("The model is not a HistGradientBoostingRegressor.")
    if settings["max_iter"] != rounds:
        fail(f"Asked for {rounds} trees, the model makes {settings['max_iter']}.")
    if settings["learning_rate"] != 0.1:
        fail(
            f"`learning_rate` is {settings['learning_rate']}, the task says 0.1: a tenth of each "
            "answer is added."
        )
    if settings["random_state"] != 0:
        fail("`random_state` is not 0. Without it nobody can repeat your model.")


@check("It learns rush hours that a straight line cannot.")
def learns_rush_hours(learner, rng):
    X, y = town(rng)
    new, truth = town(rng, rows=200)
    new["hr"] = X["hr"].iloc[:200].to_numpy()
    height = float(y.max() - 170)
    rush = np.isin(new["hr"], [8, 9, 17, 18]) * new["workingday"] * height
    truth = 50 + rush + 120 * new["temp"]
    got = answers(boosted(learner, X, y, 60), new)
    error, baseline = float(np.abs(got - truth).mean()), float(np.abs(y.mean() - truth).mean())
    report(score=round(error, 1), baseline=round(baseline, 1), unit="bikes off")
    if np.ptp(got) < 1:
        fail("It predicts the same number for all hours. Has it been fitted to these rows?")
    if error > baseline / 2:
        fail(
            f"Off by {error:.0f} bikes in a town that it has never seen; guessing the mean is off "
            f"by {baseline:.0f}. It must learn from `X` and `y`, the rows that it is given."
        )


@check("More trees come closer, also where values are missing.")
def mends_errors(learner, rng):
    X, y = town(rng)
    if "max_iter" not in boosted(learner, X, y, 2).get_params():
        fail("The model is not a HistGradientBoostingRegressor, which accepts missing values.")
    X.loc[:20, "temp"] = np.nan
    few = np.abs(answers(boosted(learner, X, y, 2), X) - y).mean()
    many = np.abs(answers(boosted(learner, X, y, 60), X) - y).mean()
    if many > 0.65 * few:  # a right model comes to 0.33, give or take 0.06
        fail(
            f"2 trees are off by {few:.0f} bikes on the rows they learned from, 60 trees by "
            f"{many:.0f}. Each tree should mend what is left."
        )
