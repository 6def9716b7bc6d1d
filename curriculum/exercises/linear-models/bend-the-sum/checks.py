import numpy as np

from ascent.testing import check, expect, fail


def bent(z):
    return 1 / (1 + np.exp(-z))


def cloud(rng, rows=50, columns=3):
    X = rng.normal(size=(rows, columns))
    chance = bent(X @ rng.normal(scale=1.2, size=columns) + rng.uniform(0.4, 1.2))
    return X, (rng.uniform(size=rows) < chance).astype(float)


def walk(X, y, steps, rate, bend=bent):
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(steps):
        error = bend(X @ w + b) - y
        w, b = w - rate * X.T @ error / len(y), b - rate * error.mean()
    return w, b


def trained(learner, X, y, steps, rate):
    got = learner.train(X, y, steps, rate)
    if type(got) not in (tuple, list) or len(got) != 2:
        fail("`train` must return two things: `w`, a comma, `b`.")
    w, b = got
    expect.type(w, np.ndarray, name="`w`")
    if w.shape != (X.shape[1],):
        fail(f"`w` has shape {w.shape}; one weight for each of {X.shape[1]} columns is needed.")
    expect.between(b, -1e9, 1e9, name="`b`")
    return w, float(b)


@check("No finished model is used.")
def builds_it_itself(learner):
    for package in ("sklearn", "statsmodels", "scipy"):
        expect.no_import(learner.source, package)


@check("`sigmoid` bends every number into the range from 0 to 1.")
def sigmoid_is_right(learner, rng):
    z = rng.normal(scale=3, size=30)
    got = learner.sigmoid(z)
    expect.type(got, np.ndarray, name="sigmoid(z)")
    if got.shape == z.shape and np.allclose(got, bent(-z)):
        fail("Large sums come near 0 and small ones near 1: the curve falls. Check the sign of z.")
    if got.shape == z.shape and np.allclose(got, np.exp(z)):
        fail("The numbers grow without end. The exponential alone is no probability.")
    if got.shape == z.shape and np.allclose(got, z > 0):
        fail("You cut at 0. The sigmoid bends: a sum of 0.1 becomes a bit more than 0.5.")
    expect.array(got, like=bent(z), name="sigmoid(z)")


@check("The first step goes in the right direction, with the right length.")
def makes_one_step(learner, rng):
    X, y = cloud(rng)
    rate = float(rng.uniform(0.1, 1))
    w, b = trained(learner, X, y, 1, rate)
    right_w, right_b = walk(X, y, 1, rate)
    if np.allclose(w, right_w) and np.isclose(b, right_b):
        return
    if np.allclose(w, -right_w):
        fail("The step goes uphill. Look at the signs: the error is p minus y, and you subtract.")
    if np.allclose(w, right_w * len(y)):
        fail(f"The step is {len(y)} times too long, as many times as there are rows.")
    if np.allclose(w, 2 * right_w):
        fail("The step is twice too long. The log loss has no square, so its slope has no 2.")
    if np.allclose(w, walk(X, y, 1, rate, bend=lambda z: z)[0]):
        fail("The errors are those of a straight line: the sum is not bent before y is taken off.")
    expect.array(w, like=right_w, name="`w` after one step")
    expect.number(b, like=right_b, name="`b` after one step", tol=1e-8)


@check("Many steps lead where they should.")
def makes_many_steps(learner, rng):
    X, y = cloud(rng)
    w, b = trained(learner, X, y, 40, 0.5)
    right_w, right_b = walk(X, y, 40, 0.5)
    if np.allclose(w, walk(X, y, 1, 0.5)[0]):
        fail("After 40 steps `w` is where one step leads. What has to happen in each round?")
    if np.allclose(w, 40 * walk(X, y, 1, 0.5)[0]):
        fail("Every step uses the errors of the start. Compute them anew in each round.")
    expect.array(w, like=right_w, name="`w` after 40 steps")
    expect.number(b, like=right_b, name="`b` after 40 steps", tol=1e-8)


@check("At the end the mean probability equals the share of ones.")
def arrives(learner, rng):
    X, y = cloud(rng, rows=80, columns=2)
    w, b = trained(learner, X, y, 1500, 0.5)
    mean = float(bent(X @ w + b).mean())
    if abs(mean - y.mean()) > 0.01:
        fail(
            f"After 1500 steps the mean probability is {mean:.2f} and the share of ones is "
            f"{y.mean():.2f}. They meet at the bottom: does `b` walk too?"
        )
