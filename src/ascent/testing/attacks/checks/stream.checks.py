"""A generator that is pulled."""

from ascent.testing import check, expect


@check("`squares` gives the squares below n.")
def squares(learner, rng):
    n = int(rng.integers(5, 20))
    for at, got in enumerate(learner.squares(n)):
        expect.number(got, at * at, name=f"item {at}")
        assert at < n, "There are too many items."
    expect.number(at, n - 1, name="the last item's place")
