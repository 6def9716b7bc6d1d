"""Many calls in one message."""

from ascent.testing import check, expect


@check("`double` doubles each of many numbers.")
def each(learner, rng):
    rows = [(int(n),) for n in rng.integers(100, 10**6, size=200)]
    for (n,), got in zip(rows, learner.map("double", rows), strict=True):
        expect.number(got, 2 * n, name="double(n)")
