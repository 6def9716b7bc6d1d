import numpy as np
import pandas as pd
from sklearn.feature_selection import SelectKBest
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from ascent.testing import check, expect, fail, report


def noise(rng, rows=80, columns=300):
    y = pd.Series(rng.permutation(np.repeat(["ill", "well"], rows // 2)))
    return rng.normal(size=(rows, columns)), y


def signal(rng, rows=120):
    X, y = noise(rng, rows, 60)
    X[:, :6] += 1.6 * (y == "ill").to_numpy()[:, None]
    return X, y


def scored(learner, tables):
    got = learner.map("honest_score", tables)
    for score in got:
        expect.between(score, 0, 1, name="honest_score(X, y)")
    return np.array(got, dtype=float)


def fitted(X, y):
    return make_pipeline(StandardScaler(), LogisticRegression()).fit(X, y)


def reference(X, y):
    select = SelectKBest(k=20)
    X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)
    model = fitted(select.fit_transform(X_train, y_train), y_train)
    return model.score(select.transform(X_test), y_test)


def apart(X, y):
    """The score when training and test each pick columns of their own."""
    X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)
    model = fitted(SelectKBest(k=20).fit_transform(X_train, y_train), y_train)
    return model.score(SelectKBest(k=20).fit_transform(X_test, y_test), y_test)


@check("`honest_score` returns one number between 0 and 1.")
def returns_a_score(learner, rng):
    scored(learner, [noise(rng)])


@check("Random genes predict nothing: the score is near 0.5.")
def finds_nothing_in_noise(learner, rng):
    tables = [noise(rng) for _ in range(8)]
    got = scored(learner, tables)
    report(score_on_random_genes=round(float(got.mean()), 2), honest=0.5)
    if got.mean() > 0.95:
        fail("The model is right for all rows of random numbers: it is asked what it has learned.")
    if np.ptp(got) == 0:
        fail(f"Eight tables, always {got[0]:.2f}: the score has to come from the table.")
    if all(np.isclose(score, apart(*table)) for score, table in zip(got, tables, strict=True)):
        fail(
            "The test rows pick 20 columns of their own, by their own labels. The model gets other "
            "columns than those it learned from. Use `transform` for the test."
        )
    if got.mean() > 0.67:
        fail(
            f"On eight tables of random numbers you reach {got.mean():.2f} on average. Nothing "
            "can be learned there: the columns were picked with the labels of the test."
        )


@check("Where there is something to learn, it is found.")
def finds_the_signal(learner, rng):
    got = scored(learner, [signal(rng) for _ in range(3)])
    if got.mean() < 0.75:
        fail(
            f"Where six columns tell the label you reach {got.mean():.2f}. Are the columns of the "
            "test the same as those of training?"
        )


@check("The score is that of the repaired function.")
def is_the_repaired_score(learner, rng):
    tables = [signal(rng), noise(rng)]
    got = scored(learner, tables)
    want = [reference(*table) for table in tables]
    if not np.allclose(got, want):
        fail(
            f"You return {got[0]:.2f} and {got[1]:.2f} for two tables, and an honest function "
            "returns something else. Keep k=20, the model and random_state=0 as they were, and "
            "score the test rows."
        )
