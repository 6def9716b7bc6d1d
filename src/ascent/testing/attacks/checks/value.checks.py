"""Values of several kinds, compared exactly."""

from ascent.testing import check, expect


@check("`describe` tells name, whether it is even, and the digits.")
def describes(learner, rng):
    n = int(rng.integers(100, 999))
    right = {"name": f"n{n}", "even": n % 2 == 0, "digits": [int(one) for one in str(n)]}
    expect.equal(learner.describe(n), right, name="describe(n)")
