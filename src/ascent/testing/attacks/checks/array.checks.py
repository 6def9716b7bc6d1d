"""An array out, for an array in."""

from ascent.testing import check, expect


@check("`scale` gives an array twice as large.")
def scales(learner, rng):
    x = rng.normal(size=7)
    expect.array(learner.scale(x), like=2 * x, name="scale(x)")
