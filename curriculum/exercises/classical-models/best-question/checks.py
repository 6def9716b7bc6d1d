import numpy as np

from ascent.testing import check, expect, fail


def mixed(labels):
    counts = np.unique(labels, return_counts=True)[1]
    return float(1 - ((counts / len(labels)) ** 2).sum())


def costs_of(x, labels, weighted=True):
    values = np.unique(x)
    thresholds = (values[:-1] + values[1:]) / 2
    costs = []
    for threshold in thresholds:
        left, right = labels[x <= threshold], labels[x > threshold]
        shares = (len(left), len(right)) if weighted else (1, 1)
        total = mixed(left) * shares[0] + mixed(right) * shares[1]
        costs.append(total / sum(shares))
    return thresholds, np.array(costs)


def beach(rng, rows=60):
    """Three kinds of shells along one measure, overlapping, with one best place to cut."""
    while True:
        place = rng.choice(3, size=rows, p=[0.5, 0.3, 0.2])
        x = np.round(rng.normal(size=rows) + 1.8 * place, 2)
        labels = np.array(["ark", "bean", "clam"])[rng.permutation(3)][place]
        costs = costs_of(x, labels)[1]
        best_two = np.sort(costs)[:2]
        plain = costs_of(x, labels, weighted=False)[1]
        if best_two[1] - best_two[0] > 1e-3 and plain.argmin() != costs.argmin():
            return x, labels


def asked(learner, x, labels):
    got = learner.best_split(x, labels)
    if type(got) not in (tuple, list) or len(got) != 2:
        fail("`best_split` must return two numbers: the threshold, a comma, its cost.")
    threshold, cost = got
    if threshold is None:
        fail("No threshold was kept. Is `best` set inside the loop?")
    expect.between(threshold, -1e9, 1e9, name="the threshold")
    expect.between(cost, -1e9, 1e9, name="the cost")
    return float(threshold), float(cost)


@check("No finished tree is used.")
def builds_it_itself(learner):
    for package in ("sklearn", "scipy", "statsmodels"):
        expect.no_import(learner.source, package)


@check("`gini` measures how mixed the labels are.")
def gini_is_right(learner, rng):
    pure = learner.gini(np.array(["a"] * 5))
    expect.number(pure, like=0.0, name="the Gini of five equal labels", tol=1e-12)
    labels = rng.choice(["a", "b", "c", "d"], size=37, p=[0.4, 0.3, 0.2, 0.1])
    got = learner.gini(labels)
    shares = np.unique(labels, return_counts=True)[1] / len(labels)
    expect.between(got, -1e9, 1e9, name="gini(labels)")
    if np.isclose(got, -(shares * np.log2(shares)).sum()):
        fail("That is the entropy, another measure of mixing. Here the squares are asked for.")
    if np.isclose(got, 1 - shares.max()):
        fail("You take the most frequent label only. Every label has a share to square.")
    expect.number(got, like=mixed(labels), name="gini(labels)", tol=1e-9)


@check("The threshold lies in the middle between two neighbouring values.")
def threshold_is_a_middle(learner, rng):
    x, labels = np.array([1.0, 2.0, 8.0, 9.0]), np.array(["a", "a", "b", "b"])
    shift = float(rng.integers(1, 50))
    threshold, cost = asked(learner, x + shift, labels)
    if threshold == 2 + shift:
        fail("The threshold is a value of `x` itself. Take the middle between it and the next one.")
    if threshold != 5 + shift:
        fail(f"Two kinds lie at 1 and 2, at 8 and 9 (plus {shift:g}); you cut at {threshold:g}.")
    expect.number(cost, like=0.0, name="the cost of a clean cut", tol=1e-12)


@check("It is the threshold with the smallest weighted cost.")
def finds_the_best(learner, rng):
    for _ in range(3):
        x, labels = beach(rng)
        threshold, cost = asked(learner, x, labels)
        thresholds, costs = costs_of(x, labels)
        if np.isclose(threshold, thresholds[costs.argmin()]):
            expect.number(cost, like=float(costs.min()), name="the cost", tol=1e-9)
            continue
        if np.isclose(threshold, thresholds[costs.argmax()]):
            fail("You keep the question with the largest cost, the worst one.")
        if np.isclose(threshold, thresholds[costs_of(x, labels, weighted=False)[1].argmin()]):
            fail(
                "Both parts count the same in your cost, so a part with one single shell can win. "
                "Weight each Gini by the size of its part."
            )
        if np.isclose(threshold, thresholds[-1]):
            fail("You return the last threshold that was tried. Keep one only if it is better.")
        fail(
            f"You cut at {threshold:g} with the cost {cost:.3f}. Another threshold of the same "
            "numbers costs less."
        )
