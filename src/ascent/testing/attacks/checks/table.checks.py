"""A table out, for a table in."""

import pandas as pd

from ascent.testing import check, expect


@check("`total` sums `x` for every `who`.")
def sums(learner, rng):
    frame = pd.DataFrame({"who": list("abcabc"), "x": rng.integers(10, 99, size=6)})
    right = frame.groupby("who", as_index=False)["x"].sum()
    expect.frame(learner.total(frame), like=right, name="total(frame)")
