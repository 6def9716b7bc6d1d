import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression

from ascent.testing import check, expect, fail, report


def animals(rng, labels=("cat", "dog"), rows=120):
    """Made-up rows with two labels that overlap."""
    y = rng.choice(labels, size=rows)
    X = pd.DataFrame(rng.normal(size=(rows, 2)), columns=["weight", "tail"])
    X["weight"] += 1.5 * (y == labels[1])
    half = rows // 2
    return X[:half], pd.Series(y[:half]), X[half:], pd.Series(y[half:])


def chances(learner, label, X_train, y_train, X_new):
    got = learner.chance_of(label, X_train, y_train, X_new)
    expect.type(got, np.ndarray, name="chance_of(...)")
    return got


def reference(label, X_train, y_train, X_new):
    model = LogisticRegression(max_iter=5000).fit(X_train, y_train)
    return model.predict_proba(X_new)[:, list(model.classes_).index(label)]


@check("There is one probability between 0 and 1 for each new row.")
def gives_probabilities(learner, rng):
    X_train, y_train, X_new, _ = animals(rng)
    got = chances(learner, "dog", X_train, y_train, X_new)
    if got.shape == (len(X_new), 2):
        fail("You return a column for each label. Keep the column of the label that is asked for.")
    if got.shape != (len(X_new),):
        fail(f"The result has shape {got.shape}; there are {len(X_new)} new rows.")
    if got.dtype.kind not in "fiub":
        fail("You return labels. `predict` names the label; here its probability is wanted.")
    if got.min() < 0 or got.max() > 1:
        fail(
            f"The numbers run from {got.min():.1f} to {got.max():.1f}; a probability lies between "
            "0 and 1. The sum is not bent yet: see `predict_proba`."
        )
    if set(np.unique(got)) <= {0, 1}:
        fail("All numbers are 0 or 1. The model is never that sure: you lose how sure it is.")


@check("The probability belongs to the label that was asked for.")
def is_about_the_label(learner, rng):
    X_train, y_train, X_new, _ = animals(rng)
    for label, other in (("dog", "cat"), ("cat", "dog")):
        got = chances(learner, label, X_train, y_train, X_new)
        if np.allclose(got, reference(other, X_train, y_train, X_new), atol=1e-4):
            fail(
                f"Asked for {label!r}, you return the probabilities of {other!r}. The columns lie "
                "in the order of `model.classes_`: look the label up there."
            )
        want = reference(label, X_train, y_train, X_new)
        expect.array(got, like=want, name=f"the chance of {label!r}", atol=1e-3)


@check("It knows tumours that are in no file, by their probability.")
def knows_unseen_tumours(learner, data, rng):
    table = data.frame("wdbc")
    columns = ["radius_mean", "texture_mean", "concavity_mean"]
    rows = table.iloc[rng.permutation(len(table))]
    train, near = rows[:400], rows[400:]
    noise = rng.normal(size=(len(near), 3)) * 0.1 * table[columns].std().to_numpy()
    got = chances(learner, "malignant", train[columns], train["diagnosis"], near[columns] + noise)
    truth = (near["diagnosis"] == "malignant").to_numpy()
    score = float(((got > 0.5) == truth).mean())
    report(score=round(score, 2), baseline=round(float(max(truth.mean(), 1 - truth.mean())), 2))
    if score < 0.8:
        fail(
            f"At 50% it is right for {score:.0%} of new tumours. A table of known rows is no "
            "model: fit one to `X_train` and `y_train`."
        )
