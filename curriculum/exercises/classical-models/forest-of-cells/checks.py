import numpy as np
import pandas as pd
from sklearn.ensemble import RandomForestClassifier

from ascent.testing import check, expect, fail

WORDS = ["amber", "birch", "cedar", "dune", "ember", "fjord", "grove"]


def cells(rng, rows=200):
    """Seven columns: three are telling, the largest one says nothing."""
    names = [str(word) for word in rng.permutation(WORDS)]
    X = pd.DataFrame(rng.normal(size=(rows, 7)), columns=names)
    telling = [str(word) for word in rng.permutation(names)[:3]]
    mix = X[telling] @ [2.0, -1.8, 1.5]
    noise = next(name for name in names if name not in telling)
    X[noise] = 1000 * X[noise] + 5000
    return X, pd.Series(np.where(mix > 0, "malignant", "benign")), telling


def named(learner, X, y, how_many):
    got = learner.most_important(X, y, how_many)
    expect.type(got, list, name="most_important(...)")
    return got


@check("`most_important` returns a list with as many names as were asked for.")
def returns_names(learner, rng):
    X, y, _ = cells(rng)
    how_many = int(rng.integers(2, 6))
    got = named(learner, X, y, how_many)
    if len(got) != how_many:
        fail(f"{how_many} names were asked for and {len(got)} came back.")
    strangers = [name for name in got if name not in set(X.columns)]
    if strangers:
        fail(f"The list holds {strangers[0]!r}; the names of the columns are expected.")
    if len(set(got)) < how_many:
        fail("A name stands in the list twice.")


@check("The most telling columns are named.")
def names_the_telling_ones(learner, rng):
    answers = []
    for _ in range(2):
        X, y, telling = cells(rng)
        answers.append((named(learner, X, y, 3), set(telling), X, y))
    if all(set(got) == right for got, right, _, _ in answers):
        return
    if all(got == list(X.columns[:3]) for got, _, X, _ in answers):
        fail("You return the first columns of the table. The forest has not been asked.")
    if all(got[0] == X.mean().idxmax() for got, _, X, _ in answers):
        fail(f"{answers[0][0][0]!r} holds the largest numbers. Large is not important.")
    if all(not set(got) & right for got, right, _, _ in answers):
        fail("These columns are the least important. `sort_values` begins with the smallest.")
    missing = max(len(right - set(got)) for got, right, _, _ in answers)
    fail(f"{missing} of the 3 most telling columns are missing in your list.")


@check("Who asks again gets the same list, and the most important column is the first.")
def is_repeatable(learner, rng):
    X, y, _ = cells(rng)
    for name in X.columns[1:]:
        X[name] = X[X.columns[0]]  # seven times the same: chance alone orders the columns
    want = RandomForestClassifier(n_estimators=25, random_state=0).fit(X, y)
    right = X.columns[np.argsort(-want.feature_importances_)].tolist()
    one = named(learner, X, y, 7)
    if one == right:  # also when that happens to be the order of the alphabet
        return
    if one == sorted(one):
        fail("The list is in the order of the alphabet. The most important column comes first.")
    if one != named(learner, X, y, 7):
        fail("Two calls with the same table gave two orders. Fix the chance: `random_state=0`.")
    fail("The order is not that of a forest with 25 trees and `random_state=0`.")
