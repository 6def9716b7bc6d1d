import numpy as np

from ascent.testing import check, expect, fail, report


def clouds(rng, labels=("ant", "bee", "cat"), columns=5):
    """Noisy clouds of different frequency; columns of different width."""
    n, m = len(labels), 70
    y = rng.choice(n, size=m, p=np.array([5, 3, 2])[:n] / sum([5, 3, 2][:n]))
    width = rng.uniform(0.3, 4, size=columns)
    centres = rng.normal(scale=1.2, size=(n, columns))
    X = (centres[y] + rng.normal(size=(m, columns))) * width
    return X, np.array(labels)[y], rng.normal(scale=1.5, size=(150, columns)) * width


def scored(X_train, y_train, X_new, k, power=2, pick=slice(None)):
    answers = []
    for row in X_new:
        order = np.argsort((np.abs(X_train - row) ** power).sum(axis=1))[pick]
        names, counts = np.unique(y_train[order[:k]], return_counts=True)
        answers.append(names[counts.argmax()])
    return np.array(answers)


def asked(learner, *arguments):
    got = learner.predict(*arguments)
    expect.type(got, np.ndarray, name="predict(...)")
    return got


@check("It is built with NumPy, without a finished model.")
def builds_it_itself(learner):
    for package in ("sklearn", "scipy", "statsmodels"):
        expect.no_import(learner.source, package)


@check("`predict` returns one label for each new row.")
def one_label_each(learner, rng):
    X_train, y_train, X_new = clouds(rng)
    got = asked(learner, X_train, y_train, X_new, 3)
    if got.shape != (len(X_new),):
        fail(f"The result has shape {got.shape}; {len(X_new)} new rows need one label each.")
    strangers = set(got.tolist()) - set(y_train.tolist())
    if strangers:
        fail(f"The result holds {sorted(map(str, strangers))[0]!r}, which is no training label.")


@check("With k = 1 the nearest training row decides.")
def finds_the_nearest(learner, rng):
    X_train, y_train, X_new = clouds(rng)
    got = asked(learner, X_train, y_train, X_new, 1)
    want = scored(X_train, y_train, X_new, 1)
    if (got == want).all():
        return
    if (got == scored(X_train, y_train, X_new, 1, pick=slice(None, None, -1))).all():
        fail("The row that is farthest away decides. `np.argsort` begins with the smallest.")
    if (got == scored(X_train, y_train, X_new, 1, power=1)).all():
        fail("The differences are added up as they are, not squared: that is another distance.")
    signed = np.array([y_train[(X_train - row).sum(axis=1).argmin()] for row in X_new])
    if (got == signed).all():
        fail("Differences above and below 0 cancel each other. Square them before adding up.")
    if (got == scored(X_train, y_train, X_new, 2, pick=slice(1, None))).all():
        fail("The nearest row itself is left out.")
    fail(
        f"For {(got != want).sum()} of {len(got)} rows the label is not that of the nearest "
        "training row. Print the distances of one row and look."
    )


@check("With a larger k the majority decides.")
def counts_votes(learner, rng):
    X_train, y_train, X_new = clouds(rng)
    k = int(rng.integers(5, 16))
    got = asked(learner, X_train, y_train, X_new, k)
    want = scored(X_train, y_train, X_new, k)
    if (got == want).all():
        return
    if (got == scored(X_train, y_train, X_new, 1)).all():
        fail(f"With k = {k} the nearest row still decides alone. Count the labels of all {k}.")
    near = [np.argsort(((X_train - row) ** 2).sum(axis=1))[:k] for row in X_new]
    biggest = np.array([max(y_train[rows].tolist()) for rows in near])
    if (got == biggest).all():
        fail("You take the label that is last in the alphabet, not the one that occurs most.")
    for other in (k - 1, k + 1, 3, 5):
        if (got == scored(X_train, y_train, X_new, other)).all():
            fail(f"Asked for k = {k}, you count {other} neighbours. Look where the slice ends.")
    fail(f"With k = {k}, {(got != want).sum()} of {len(got)} labels are not those of the majority.")


@check("It names penguins that are in no file.")
def names_new_penguins(learner, data, rng):
    table = data.frame("penguins").dropna()
    columns = ["bill_length_mm", "bill_depth_mm", "flipper_length_mm"]
    rows = table.iloc[rng.permutation(len(table))]
    X, y = rows[columns].to_numpy(), rows["species"].to_numpy(dtype=str)
    new = X[250:] + rng.normal(size=(len(X) - 250, 3)) * [0.4, 0.2, 1.0]
    got = asked(learner, X[:250], y[:250], new, 5)
    score = float((got == y[250:]).mean())
    report(score=round(score, 2), baseline=round(float((y[250:] == "Adelie").mean()), 2))
    if score < 0.85:
        fail(f"It is right for {score:.0%} of new penguins. They are near known ones: compare.")
