"""A list that is kept on the other side and sorted in place."""

from ascent.testing import check, expect


@check("`arrange` sorts its list in place.")
def arranges(learner, rng):
    numbers = rng.permutation(30).tolist()
    kept = learner.put(numbers)
    learner.arrange(kept)
    expect.equal(kept.get(), sorted(numbers), name="the list")
