import numpy as np

from ascent.testing import check, expect, fail


def days(rng, rows=60):
    truth = rng.integers(0, 2, size=rows)
    chance = np.clip(0.3 * truth + rng.uniform(0, 0.7, size=rows), 0, 1).round(1)
    return truth, chance


def counts(truth, take):
    return int(((truth == 1) & ~take).sum()), int(((truth == 0) & take).sum())


def asked(learner, *arguments):
    got = learner.cost(*arguments)
    if type(got) in (np.ndarray, list, tuple):
        fail("`cost` returned many values, one for each day perhaps. Add them up to one number.")
    expect.between(got, -1e9, 1e9, name="cost(...)")
    return float(got)


@check("`cost` returns one number, which is 0 when you are right every day.")
def is_zero_when_right(learner, rng):
    truth, _ = days(rng)
    got = asked(learner, truth, truth * 0.8 + 0.1, 0.5, 10, 2)
    if got != 0:
        fail(f"Umbrella on each rainy day and on no other: that costs nothing, not {got:g}.")


@check("A day costs points by the kind of its error.")
def prices_both_errors(learner, rng):
    truth, chance = days(rng)
    miss, alarm = int(rng.integers(20, 40)), int(rng.integers(2, 9))
    wet, carried = counts(truth, chance >= 0.47)
    while wet == carried or 0 in (wet, carried):
        truth, chance = days(rng)
        wet, carried = counts(truth, chance >= 0.47)
    got = asked(learner, truth, chance, 0.47, miss, alarm)
    if got == miss * wet + alarm * carried:
        return
    if got == miss * carried + alarm * wet:
        fail("The prices are exchanged: a wet day costs `miss`, a carried umbrella `alarm`.")
    if got == wet + carried:
        fail("You count the errors. They have different prices: `miss` and `alarm`.")
    if got == 10 * wet + 2 * carried:
        fail("The prices 10 and 2 stand in your code. Others pay other prices: use the arguments.")
    if got in (miss * wet, alarm * carried):
        fail("One of the two kinds of error costs nothing in your sum.")
    if np.isclose(got, (miss * wet + alarm * carried) / len(truth)):
        fail("That is the mean for a day. The total is asked for.")
    fail(
        f"{wet} wet days at {miss} points and {carried} carried umbrellas at {alarm} points do "
        f"not make {got:g}."
    )


@check("The threshold decides, and a chance equal to it is enough.")
def uses_the_threshold(learner, rng):
    truth, chance = days(rng)
    for threshold in (0.2, 0.8):
        want = counts(truth, chance >= threshold)
        got = asked(learner, truth, chance, threshold, 7, 1)
        if got == 7 * want[0] + want[1]:
            continue
        half = counts(truth, chance >= 0.5)
        if got == 7 * half[0] + half[1]:
            fail(f"Asked for the threshold {threshold}, you decide at 0.5. Use the argument.")
        strict = counts(truth, chance > threshold)
        if got == 7 * strict[0] + strict[1]:
            fail(
                f"On a day with a chance of exactly {threshold} you leave the umbrella at home. "
                "At the threshold you take it."
            )
        fail(f"With the threshold {threshold} the cost is not {got:g}. Who takes an umbrella?")


@check("Never taking it costs all rainy days; always taking it all dry ones.")
def holds_at_both_ends(learner, rng):
    truth, chance = days(rng)
    wet, dry = int(truth.sum()), int((1 - truth).sum())
    expect.number(asked(learner, truth, chance, 1.1, 5, 3), like=5 * wet, name="the cost of never")
    expect.number(asked(learner, truth, chance, 0.0, 5, 3), like=3 * dry, name="the cost of always")
