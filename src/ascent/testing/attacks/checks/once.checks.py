"""A number out, for a number in, asked once: for attacks that cost time in every process."""

from ascent.testing import check, expect


@check("`double` gives twice its argument.")
def doubles(learner, rng):
    n = int(rng.integers(100, 10**6))
    expect.number(learner.double(n), 2 * n, name="double(n)")
