import numpy as np
import pandas as pd
from sklearn.model_selection import GridSearchCV
from sklearn.neighbors import KNeighborsClassifier

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


@check("`search` returns a fitted search.")
def returns_a_search(learner, rng):
    X, y = bottles(rng)
    best_of(searched(learner, X, y, [7]))


@check("It tries the values that the caller names, and no others.")
def tries_the_values(learner, rng):
    X, y = bottles(rng)
    values = sorted({int(value) for value in rng.integers(1, 60, size=3)})
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
    want = GridSearchCV(KNeighborsClassifier(), {"n_neighbors": [1, 12]}, cv=5).fit(X, y)
    got = np.array(results["means"])
    if np.allclose(got, want.cv_results_["mean_test_score"]):
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
    want = GridSearchCV(KNeighborsClassifier(), {"n_neighbors": values}, cv=5).fit(X, y)
    same = (got.astype(str) == want.predict(new).astype(str)).mean()
    if same < 1:
        fail(
            f"{1 - same:.0%} of the predictions differ from those of the best setting fitted on "
            "all rows that were given."
        )
