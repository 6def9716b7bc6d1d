import numpy as np
import pandas as pd
from sklearn.tree import DecisionTreeRegressor

from ascent.testing import check, fail


def noisy(rng, rows=160):
    """A curve with noise: a deep tree learns the noise by heart."""
    X = pd.DataFrame({"a": rng.uniform(-3, 3, size=rows), "b": rng.normal(size=rows)})
    y = pd.Series(np.sin(X["a"]) + rng.normal(scale=0.6, size=rows))
    half = rows // 2
    return X[:half], X[half:], y[:half], y[half:]


def reference(depth, X_train, X_test, y_train, y_test):
    model = DecisionTreeRegressor(max_depth=depth, random_state=0).fit(X_train, y_train)
    return model.score(X_train, y_train), model.score(X_test, y_test)


def two_scores(learner, depth, parts):
    got = learner.scores(depth, *parts)
    if type(got) not in (tuple, list) or len(got) != 2:
        fail("`scores` must return two numbers: the training score, a comma, the test score.")
    return got


@check("`scores` returns the score on training rows, then the score on test rows.")
def returns_both_scores(learner, rng):
    parts = noisy(rng)
    depth = int(rng.integers(4, 8))
    train, test = two_scores(learner, depth, parts)
    right_train, right_test = reference(depth, *parts)
    if np.isclose(train, right_test) and np.isclose(test, right_train):
        fail("The two scores come in the wrong order: first the training rows, then the test rows.")
    if np.isclose(train, right_train) and np.isclose(test, right_train):
        fail("Both numbers are the score on the training rows. Where is the test?")
    memorised = reference(depth, parts[1], parts[0], parts[3], parts[2])
    if np.isclose(test, memorised[0]):
        fail("The tree was fitted to the test rows, so their score says nothing.")
    if not (np.isclose(train, right_train) and np.isclose(test, right_test)):
        if np.isclose(train, reference(None, *parts)[0]) or np.isclose(
            train, reference(3, *parts)[0]
        ):
            fail(f"Asked for depth {depth}, the tree has another depth. Use `depth`.")
        fail(
            f"For a tree of depth {depth} you returned {train:.2f} and {test:.2f}, which are not "
            "its scores. Fit the model first, then ask `model.score` twice."
        )


@check("A deeper tree gets a better training score.")
def follows_the_depth(learner, rng):
    parts = noisy(rng)
    low, high = two_scores(learner, 1, parts)[0], two_scores(learner, 15, parts)[0]
    if not high > low + 0.1:
        fail(
            f"Depth 1 has {low:.2f} on training rows and depth 15 has {high:.2f}. The depth "
            "does not reach the model."
        )


@check("`best_depth` is the depth with the best score on unseen hours.")
def best_depth_is_read_off(learner):
    table = learner.table.get()
    best = learner.best_depth.get()
    if best not in list(table.index):
        fail(f"`best_depth` is {best!r}; the plot shows the depths 1 to 20.")
    behind = table["test"].max() - table.loc[best, "test"]
    if behind > 0.01 and best > table["test"].idxmax():
        fail(
            f"With depth {best} the test score is {behind:.2f} below the best. That tree overfits: "
            "its training score is high because it memorises. Read the other curve."
        )
    if behind > 0.01:
        fail(
            f"Depth {best} scores {behind:.2f} under the best. That tree underfits; "
            "both of its scores still rise with more depth."
        )
