import numpy as np
import pandas as pd
from sklearn.model_selection import StratifiedKFold

from ascent.testing import check, expect, fail


def bottles(rng, rows=80):
    """Noisy clouds: few neighbours overfit, very many see one grape only."""
    y = rng.choice(["A", "B", "C"], size=rows, p=[0.5, 0.3, 0.2])
    X = rng.normal(size=(rows, 3))
    X[:, 0] += 1.6 * (y == "B")
    X[:, 1] += 1.6 * (y == "C")
    return pd.DataFrame(X, columns=["hue", "ash", "acid"]), pd.Series(y)


def searched(learner, X, y, values):
    grid = learner.search(X, y, values)
    if grid is None:
        fail("`search` returns nothing. Its last line returns the fitted search.")
    if type(grid) in (int, float, dict, str, tuple, list, np.ndarray):
        fail(
            f"`search` returns a {type(grid).__name__}. Return the whole search: it holds the best "
            "setting and can predict."
        )
    return grid


RESULTS = """
found = grid.cv_results_
result = {
    "tried": [int(setting["n_neighbors"]) for setting in found["params"]],
    "folds": sum(name.startswith("split") for name in found),
    "means": [float(mean) for mean in found["mean_test_score"]],
}
"""


def best_of(grid):
    try:
        best = grid.best_params_.get()
    except Exception as error:
        if "has no attribute" in str(error):
            fail("What `search` returns has no `best_params_`: no GridSearchCV that was fitted.")
        raise
    if type(best) is not dict or list(best) != ["n_neighbors"]:
        fail("The search did not look for `n_neighbors` of the neighbours model.")


def results_of(learner, grid):
    best_of(grid)
    results = learner.drive(RESULTS, grid=grid)
    if type(results) is not dict:
        fail("The results of the search cannot be read.")
    return results


def voted(X, y, new, count):
    """What the `count` nearest rows of X vote for, as KNeighborsClassifier lets them."""
    grapes, number = np.unique(y, return_inverse=True)
    apart = ((new.to_numpy()[:, None] - X.to_numpy()) ** 2).sum(axis=2)
    near = number[np.argsort(apart, axis=1)[:, :count]]
    votes = [(near == grape).sum(axis=1) for grape in range(len(grapes))]
    return grapes[np.argmax(votes, axis=0)]


def in_five_folds(X, y, count):
    """The mean score of five folds, the same ones that a search with `cv=5` makes."""
    scores = [
        (voted(X.iloc[train], y.iloc[train], X.iloc[test], count) == y.iloc[test]).mean()
        for train, test in StratifiedKFold(5).split(X, y)
    ]
    return np.mean(scores)


@check("`search` returns a fitted search.")
def returns_a_search(learner, rng):
    X, y = bottles(rng)
    best_of(searched(learner, X, y, [7]))


@check("It tries the values that the caller names, and no others.")
def tries_the_values(learner, rng):
    X, y = bottles(rng)
    values = sorted({int(value) for value in rng.integers(1, 60, size=2)})
    tried = sorted(results_of(learner, searched(learner, X, y, values))["tried"])
    if tried != values:
        fail(f"Asked to try {values}, the search tried {tried}. The grid takes `values`.")


@check("Five folds judge each value.")
def uses_five_folds(learner, rng):
    X, y = bottles(rng)
    results = results_of(learner, searched(learner, X, y, [1, 12]))
    folds = results["folds"]
    if folds != 5:
        fail(f"{folds} folds judge each value; the task asks for 5.")
    want = [in_five_folds(X, y, count) for count in (1, 12)]
    got = np.array(results["means"])
    if got.shape == (2,) and np.allclose(got, want):
        return
    if got.shape == (2,) and np.isclose(got[0], 1):
        fail("With one neighbour every fold is perfect. Are the folds tested on rows they know?")
    fail("The scores of the folds are not those of a KNeighborsClassifier on these rows.")


@check("The best setting is fitted on the rows that were given, and predicts.")
def predicts(learner, rng):
    X, y = bottles(rng)
    new, _ = bottles(rng)
    values = [1, 21]
    got = searched(learner, X, y, values).predict(new)
    expect.type(got, np.ndarray, name="predict(...)")
    best = max(values, key=lambda count: in_five_folds(X, y, count))  # of two alike, the first
    same = (got.astype(str) == voted(X, y, new, best).astype(str)).mean()
    if same < 1:
        fail(
            f"{1 - same:.0%} of the predictions differ from those of the best setting fitted on "
            "all rows that were given."
        )
