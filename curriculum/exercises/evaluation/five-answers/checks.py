import numpy as np
import pandas as pd
from sklearn.model_selection import KFold
from sklearn.tree import DecisionTreeClassifier

from ascent.testing import check, expect, fail


def shelf(rng, rows=60):
    """Bottles sorted by grape, like the real ones, with noise."""
    y = np.sort(rng.choice(["A", "B", "C"], size=rows))
    place = np.searchsorted(["A", "B", "C"], y)
    X = rng.normal(size=(rows, 3)) + place[:, None] * [1.0, -0.6, 0.0]
    return pd.DataFrame(X, columns=["hue", "ash", "acid"]), pd.Series(y)


def five(depth, X, y, **changes):
    """The scores of the five folds, with the settings of the task and some `changes`."""
    settings = {"n_splits": 5, "shuffle": True, "random_state": 0} | changes
    X, y = X.to_numpy(), y.to_numpy()
    model = DecisionTreeClassifier(max_depth=depth, random_state=0)
    folds = KFold(**settings).split(X)
    return np.array([model.fit(X[a], y[a]).score(X[b], y[b]) for a, b in folds])


def asked(learner, depth, X, y):
    got = learner.mean_and_spread(depth, X, y)
    if type(got) is np.ndarray:
        fail("You return the scores of all folds. Their mean and their spread are asked for.")
    if type(got) not in (tuple, list) or len(got) != 2:
        fail("`mean_and_spread` must return two numbers: the mean, a comma, the spread.")
    for name, number in zip(("the mean", "the spread"), got, strict=True):
        expect.between(number, 0, 1, name=name)
    return got


@check("It returns two numbers between 0 and 1.")
def returns_two_numbers(learner, rng):
    X, y = shelf(rng)
    if asked(learner, 1, X, y) == asked(learner, 1, *shelf(rng)):
        fail("Two different shelves of bottles got the same two numbers. Where does `X` go in?")


@check("The first number is the mean score on bottles that were not learned from.")
def mean_is_honest(learner, rng):
    X, y = shelf(rng)
    mean, spread = asked(learner, 4, X, y)
    scores = five(4, X, y)
    if np.isclose(mean, scores.mean(), rtol=0, atol=1e-9):
        return
    if np.isclose(mean, DecisionTreeClassifier(max_depth=4, random_state=0).fit(X, y).score(X, y)):
        fail("The model is scored on the same rows that it learned from. Use `cross_val_score`.")
    if np.isclose(mean, scores.std()) and np.isclose(spread, scores.mean()):
        fail("The two numbers are exchanged: the mean comes first.")
    if np.isclose(mean, five(4, X, y, shuffle=False, random_state=None).mean()):
        fail(
            "The folds are blocks of the sorted table, so a whole grape is missing from training. "
            "Hand over the shuffled `folds`."
        )
    if np.isclose(mean, scores.max()):
        fail("That is the best of the five scores. The best one has luck in it: take the mean.")
    expect.number(mean, like=float(scores.mean()), name="the mean", tol=1e-9)


@check("The second number says how much the folds differ.")
def spread_is_right(learner, rng):
    X, y = shelf(rng)
    spread = asked(learner, 4, X, y)[1]
    scores = five(4, X, y)
    if np.isclose(spread, scores.var()):
        fail("That is the variance, in squared units. The spread is its root: `.std()`.")
    expect.number(spread, like=float(scores.std()), name="the spread", tol=1e-9)


@check("The depth reaches the tree.")
def uses_the_depth(learner, rng):
    X, y = shelf(rng)
    depth = int(rng.integers(1, 3))
    mean = asked(learner, depth, X, y)[0]
    want = float(five(depth, X, y).mean())
    expect.number(mean, like=want, name=f"the mean for depth {depth}", tol=1e-9)
