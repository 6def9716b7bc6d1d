from ascent.testing import check, expect


@check("`step` goes one step of gradient descent.")
def steps(learner, rng):
    X, w = rng.normal(size=(64, 5)), rng.normal(size=5)
    y = X @ rng.normal(size=5)
    like = w - 0.1 * 2 * X.T @ (X @ w - y) / len(y)
    expect.array(learner.step(X, y, w, 0.1), like=like, name="step(X, y, w, rate)")
