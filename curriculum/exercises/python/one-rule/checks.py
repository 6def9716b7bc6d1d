"""Checks of a loop. The file runs again with other tumours and another limit."""

from ascent.testing import check, expect, fail

NAMES = ["guesses", "suspects", "total"]
WORDS = ("benign", "malignant")


def again(learner, rng, count=None):
    """Other tumours, and what the learner's loop makes of them."""
    count = count or int(rng.integers(9, 14))
    inputs = {
        "radii": [round(float(r), 2) for r in rng.uniform(8, 24, size=count)],
        "limit": int(rng.choice([11, 12, 18, 19])),
    }
    # Several on each side of every limit, and a benign one at the end.
    inputs["radii"][:4] = [13.5, 16.5, 23.9, 22.7]
    inputs["radii"][-1] = 8.2
    found = learner.again(NAMES, **inputs)
    return inputs, found


def rule(radii, limit):
    return [WORDS[radius > limit] for radius in radii]


@check("`guesses` has one word for each tumour.")
def one_word_each(learner, rng):
    inputs, found = again(learner, rng)
    got = found["guesses"]
    if type(got) is not list:
        fail(
            "guesses is no list any more. append changes the list itself, so store nothing from it."
        )
    if got == []:
        fail("guesses is still empty. Inside the loop, append one word for each radius.")
    if len(got) == 1:
        fail(
            f"guesses holds 1 word after {len(inputs['radii'])} tumours. Is the append indented "
            "under for, and does guesses = [] stand before the loop?"
        )
    if got == learner.guesses.get():
        fail("guesses stays as it is for other tumours. Go through radii with the loop.")
    if len(got) != len(inputs["radii"]):
        fail(
            f"guesses holds {len(got)} words for {len(inputs['radii'])} tumours. "
            "Every way through the loop appends exactly one."
        )
    if any(word not in WORDS for word in got if type(word) is str) or any(
        type(word) is not str for word in got
    ):
        fail("guesses holds something else than the words malignant and benign.")


@check("The words follow the rule, for any limit.")
def follows_the_rule(learner, rng):
    inputs, found = again(learner, rng)
    radii, limit, got = inputs["radii"], inputs["limit"], found["guesses"]
    if type(got) is not list or len(got) != len(radii):
        fail("guesses needs one word for each radius before its words can be compared.")
    if got == rule(radii, 15):
        fail(
            f"The limit is {limit} now, and the rule still cuts at 15. Compare with the name limit."
        )
    if got == [WORDS[radius < limit] for radius in radii]:
        fail("The two words are swapped: large radii are called benign.")
    if got != rule(radii, limit):
        at = [one == two for one, two in zip(got, rule(radii, limit))].index(False)
        fail(
            f"With the limit {limit}, the radius {radii[at]} is called {got[at]}. Look at your if."
        )


@check("`suspects` counts the malignant guesses.")
def counts_suspects(learner, rng):
    inputs, found = again(learner, rng)
    want = rule(inputs["radii"], inputs["limit"]).count("malignant")
    got = found["suspects"]
    if got == 1 != want:
        fail("suspects is 1 in the end. It has to keep what it had: add 1 to the old value.")
    if got == len(inputs["radii"]):
        fail("suspects counts every tumour. The counting belongs under the if.")
    expect.number(got, want, name="suspects")


@check("`total` is the sum of all radii.")
def adds_all_up(learner, rng):
    inputs, found = again(learner, rng)
    radii, limit = inputs["radii"], inputs["limit"]
    got = found["total"]
    if got == radii[-1]:
        fail("total is the last radius alone. Each time, add the radius to the old total.")
    if type(got) in (int, float) and abs(got - sum(r for r in radii if r > limit)) < 1e-6:
        fail("total adds the radii above the limit only. Indent it under for, not under if.")
    expect.number(got, sum(radii), name="total")
