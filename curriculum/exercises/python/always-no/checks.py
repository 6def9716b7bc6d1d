"""Checks of four variables. The file runs again with other passengers."""

from ascent.testing import check, expect, fail

NAMES = ["lived", "guess", "always_no", "gain"]


def again(learner, rng):
    """Other counts, and the four variables that the learner's file makes of them."""
    first, second, third = rng.permutation(range(210, 400))[:3].tolist()
    inputs = {
        "lived_first": first,
        "lived_second": second,
        "lived_third": third,
        "passengers": int(rng.integers(2500, 4000)),
        "rule_right": int(rng.integers(2100, 2400)),
    }
    found = learner.again(NAMES, **inputs)
    return inputs, found


def number(learner, found, name):
    """The variable if it is a number that follows the counts at the top."""
    if found[name] is None:
        fail(f"There is no variable {name} yet. Write its name, then =, then its value.")
    if type(found[name]) not in (int, float):
        fail(f"{name} is no number. Take the quotes away, and calculate with the names.")
    if found[name] == learner.name(name).get():
        fail(
            f"{name} stays at {found[name]} for other passengers. "
            "Calculate it with the names at the top."
        )
    return found[name]


@check("`lived` adds up the three classes.")
def adds_three(learner, rng):
    inputs, found = again(learner, rng)
    got = number(learner, found, "lived")
    classes = [inputs[f"lived_{name}"] for name in ("first", "second", "third")]
    if got in [sum(classes) - one for one in classes]:
        fail("lived adds up two classes. There are three of them.")
    expect.number(got, sum(classes), name="lived")


@check("`guess` is the text no.")
def says_no(learner, rng):
    _, found = again(learner, rng)
    got = found["guess"]
    if type(got) is bool:
        fail(f"guess is {got}, a truth value. Expected is a word in quotes.")
    if type(got) is not str or got.strip().lower() != "no":
        fail("guess is not the word that the task names. Put it in quotes.")


@check("`always_no` is the share for whom no is right.")
def share_of_no(learner, rng):
    inputs, found = again(learner, rng)
    got = number(learner, found, "always_no")
    lived = inputs["lived_first"] + inputs["lived_second"] + inputs["lived_third"]
    share = lived / inputs["passengers"]
    if abs(got - share) < 1e-9:
        fail('always_no is the share of those who lived. For them "no" is wrong: take it from 1.')
    if abs(got - (inputs["passengers"] - lived)) < 1e-9:
        fail("always_no is a number of passengers. A share is that number divided by all of them.")
    if abs(got - 100 * (1 - share)) < 1e-6:
        fail("always_no is in per cent. The task asks for a number between 0 and 1.")
    expect.number(got, 1 - share, name="always_no")


@check("`gain` is how much larger the share of the second rule is.")
def gain_of_rule(learner, rng):
    inputs, found = again(learner, rng)
    got = number(learner, found, "gain")
    lived = inputs["lived_first"] + inputs["lived_second"] + inputs["lived_third"]
    always_no, rule = 1 - lived / inputs["passengers"], inputs["rule_right"] / inputs["passengers"]
    if abs(got - (always_no - rule)) < 1e-9:
        fail("gain has the wrong sign. The share of the second rule comes first.")
    if abs(got - rule) < 1e-9:
        fail("gain is the share of the second rule alone. Subtract what always_no reaches already.")
    if abs(got - (inputs["rule_right"] - always_no)) < 1e-6:
        fail("gain subtracts a share from a number of people. Make a share of rule_right first.")
    expect.number(got, rule - always_no, name="gain")
