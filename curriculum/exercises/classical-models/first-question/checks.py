import numpy as np
import pandas as pd
from sklearn.tree import DecisionTreeClassifier

from ascent.testing import check, expect, fail

NAMES = ["fare", "deck", "luggage", "coffee", "cabin"]


def passengers(rng, rows=400):
    """Made-up people: one column tells most, a second one something, with noise."""
    names = [str(name) for name in rng.permutation(NAMES)]
    X = pd.DataFrame(rng.normal(size=(rows, 5)), columns=names)
    telling, second = rng.permutation(names)[:2]
    sign = X[telling] * 2 + X[second] * np.abs(X[second]) + rng.normal(size=rows)
    return X, pd.Series(np.where(sign > 0.3, "yes", "no"))


def reference(X, y, depth, leaf=20):
    return DecisionTreeClassifier(max_depth=depth, min_samples_leaf=leaf, random_state=0).fit(X, y)


def grown(learner, X, y, depth):
    got = learner.grow(X, y, depth)
    try:
        tree, name = got
    except Exception:
        fail("`grow` must return two things: the tree, a comma, the name of a column.")
    if type(tree) in (str, int, type(None)):
        fail("The first thing that `grow` returns is not a tree. First the tree, then the name.")
    return tree, name


@check("`grow` returns a fitted tree and the name of a column.")
def returns_tree_and_name(learner, rng):
    X, y = passengers(rng)
    _, name = grown(learner, X, y, 3)
    if type(name) in (int, np.int64):
        fail(f"You return the number {name}. Look its name up in `X.columns`.")
    expect.type(name, str, name="the name of the column")
    if name not in X.columns:
        fail(f"{name!r} is no column of the table that `grow` was given.")


@check("The tree asks at most `depth` questions in a row.")
def keeps_the_depth(learner, rng):
    X, y = passengers(rng)
    for depth in (2, 4):
        tree, _ = grown(learner, X, y, depth)
        got = tree.get_depth()
        if got != depth:
            fail(f"Asked for depth {depth}, the tree asks {got} questions in a row.")


@check("No end of the tree has fewer than 20 rows.")
def keeps_ends_large(learner, rng):
    X, y = passengers(rng)
    tree, _ = grown(learner, X, y, 6)
    ends = tree.apply(X)
    expect.type(ends, np.ndarray, name="tree.apply(X)")
    smallest = int(np.unique(ends, return_counts=True)[1].min())
    if smallest < 20:
        fail(f"One end of the tree holds {smallest} rows; `min_samples_leaf` sets how few may be.")
    want = reference(X, y, 6).predict(X)
    got = tree.predict(X)
    expect.type(got, np.ndarray, name="tree.predict(X)")
    if (got == want).mean() < 0.95:
        fail("The tree gives other answers than one that learned from `X` and `y` with 20 rows.")


@check("The name belongs to the first question.")
def names_the_first_question(learner, rng):
    named, first, least, left = [], [], [], []
    for _ in range(4):
        X, y = passengers(rng)
        named.append(grown(learner, X, y, 8)[1])
        model = reference(X, y, 8)
        first.append(X.columns[model.tree_.feature[0]])
        least.append(X.columns[model.feature_importances_.argmin()])
        left.append(X.columns[0])
    if named == first:
        return
    if named == left:
        fail(f"{named[0]!r} is the first column of the table, not of the tree.")
    if named == least:
        fail(f"{named[0]!r} is the column that the tree uses least, not its first question.")
    wrong = next(name for name, want in zip(named, first, strict=True) if name != want)
    fail(f"The first question is not about {wrong!r}. Read `tree.tree_.feature`.")
