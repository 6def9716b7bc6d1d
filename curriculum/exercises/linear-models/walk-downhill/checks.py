import numpy as np

from ascent.testing import check, expect, fail


def slope_field(rng, rows=30, columns=3):
    X = rng.normal(size=(rows, columns))
    y = X @ rng.normal(size=columns) + rng.uniform(2, 5) + rng.normal(scale=0.3, size=rows)
    return X, y


def walk(X, y, steps, rate, w_first=False):
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(steps):
        error = X @ w + b - y
        w = w - rate * 2 / len(y) * X.T @ error
        if w_first:
            error = X @ w + b - y
        b -= rate * 2 / len(y) * error.sum()
    return w, b


def descended(learner, X, y, steps, rate):
    got = learner.descend(X, y, steps, rate)
    if type(got) not in (tuple, list) or len(got) != 2:
        fail("`descend` must return two things: `w`, a comma, `b`.")
    w, b = got
    expect.type(w, np.ndarray, name="`w`")
    if w.shape != (X.shape[1],):
        fail(f"`w` has shape {w.shape}. It needs one weight for each of {X.shape[1]} columns.")
    if type(b) is np.ndarray:
        fail(f"`b` is an array of shape {b.shape}. One number is needed: add the errors up.")
    expect.between(b, -1e6, 1e6, name="`b`")
    return w, float(b)


@check("No finished model is used.")
def builds_it_itself(learner):
    for package in ("sklearn", "statsmodels", "scipy"):
        expect.no_import(learner.source, package)
    finished = ("lstsq", "inv", "pinv", "solve")
    expect.no_call(learner.source, "numpy.polyfit", *(f"numpy.linalg.{name}" for name in finished))


@check("The first step goes downhill, with the right length.")
def makes_one_step(learner, rng):
    X, y = slope_field(rng)
    rate = float(rng.uniform(0.01, 0.1))
    w, b = descended(learner, X, y, 1, rate)
    right_w, right_b = walk(X, y, 1, rate)
    if np.allclose(w, -right_w) and np.isclose(b, -right_b):
        fail("The step goes uphill: the weights move away from the answer. Look at the sign.")
    if np.allclose(w, right_w * len(y)):
        fail(f"The step is {len(y)} times too long, as many times as there are rows: see the 1/n.")
    if np.allclose(w, right_w / 2):
        fail("The step has half of its length. The square of the error has a 2 in its slope.")
    if np.allclose(w, right_w) and b == 0:
        fail("The weights move and `b` stays at 0. It takes a step too.")
    if np.allclose(w, right_w) and np.isclose(b, walk(X, y, 1, rate, w_first=True)[1]):
        fail(
            "`w` is right and `b` is off: its errors were computed after `w` had moved. Both "
            "steps need the same errors."
        )
    expect.array(w, like=lambda X, y: walk(X, y, 1, rate)[0], of=(X, y), name="`w` after one step")
    expect.number(b, like=right_b, name="`b` after one step", tol=1e-8)


@check("Many steps are many steps.")
def makes_many_steps(learner, rng):
    X, y = slope_field(rng)
    w, b = descended(learner, X, y, 17, 0.05)
    first = walk(X, y, 1, 0.05)
    if np.allclose(w, first[0]):
        fail("After 17 steps `w` is where one step leads. What has to happen in each round?")
    if np.allclose(w, 17 * first[0]):
        fail(
            "All 17 steps go in the same direction: they use the errors of the line at the start. "
            "After each step the line is another one."
        )
    right_w, right_b = walk(X, y, 17, 0.05)
    expect.array(w, like=right_w, name="`w` after 17 steps")
    expect.number(b, like=right_b, name="`b` after 17 steps", tol=1e-8)


@check("The walk ends at the line with the smallest error.")
def arrives(learner, rng):
    X, y = slope_field(rng)
    w, b = descended(learner, X, y, 1500, 0.1)
    best = np.linalg.lstsq(np.column_stack([X, np.ones(len(y))]), y, rcond=None)[0]
    expect.array(
        np.append(w, b), like=best, name="`w` and `b` after 1500 steps", rtol=1e-4, atol=1e-5
    )
