"""What most attacks claim to solve: a number out, for a number in."""

from ascent.testing import check, expect


@check("`double` gives twice its argument.")
def doubles(learner, rng):
    n = int(rng.integers(100, 10**6))
    expect.number(learner.double(n), 2 * n, name="double(n)")


@check("`double` takes negative numbers.")
def negative(learner, rng):
    n = -int(rng.integers(100, 10**6))
    expect.number(learner.double(n), 2 * n, name="double(n)")
