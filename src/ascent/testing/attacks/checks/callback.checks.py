"""An optimiser that asks a function of the checks, which asks the learner's file again."""

from ascent.testing import check, expect


@check("`minimise` finds the lowest point.")
def finds(learner, rng):
    best = float(rng.uniform(-5, 5))
    lowest = learner.minimise(lambda x: (x - best) ** 2, -5.0, 5.0)
    expect.number(lowest, best, name="minimise(loss, -5, 5)", tol=1e-3)


@check("`walk` asks for every step.")
def walks(learner, rng):
    n = int(rng.integers(3, 9))
    expect.number(learner.walk(lambda at: learner.step(at), n), n, name="walk(step, n)")
