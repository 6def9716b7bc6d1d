"""An exception that is expected."""

from ascent.testing import check, expect


@check("`root` refuses negative numbers with a ValueError.")
def refuses(learner, rng):
    with learner.raises(ValueError):
        learner.root(-float(rng.uniform(1, 9)))


@check("`root` takes the root.")
def roots(learner, rng):
    n = int(rng.integers(2, 99))
    expect.number(learner.root(n * n), n, name="root(n * n)")
