from ascent.testing import check, expect


@check("`double` gives twice its argument.")
def doubles(learner, rng):
    n = int(rng.integers(100, 10**6))
    expect.number(learner.double(n), 2 * n, name="double(n)")
