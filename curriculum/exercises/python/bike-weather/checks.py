"""Checks of a function that calls another, in random weather."""

from ascent.testing import check, expect, fail

CALL = """
result = []
for args, named in calls:
    try:
        answer = learner.bike_weather(*args, **named)
        result.append(answer if type(answer) is str else "?" + type(answer).__name__)
    except TypeError as problem:
        result.append("!" + str(problem))
"""


def warm_and_cold(rng):
    """A temp above 15 degrees and one below, on the scale from 0 to 1."""
    return round(float(rng.uniform(0.55, 0.95)), 2), round(float(rng.uniform(0.05, 0.4)), 2)


def answers(learner, calls):
    """What bike_weather returns for (arguments, named arguments); "?" and "!" mark other things."""
    if not learner.has("bike_weather"):
        fail("There is no function bike_weather. Keep its name as it is in the line with def.")
    found = learner.drive(CALL, calls=calls)
    for answer in found:
        if answer == "?NoneType":
            fail("bike_weather returns None. Put one of the two words behind return.")
        if answer.startswith("?"):
            fail("bike_weather does not return a text. Put the word in quotes behind return.")
    return found


@check("`degrees` returns the temperature in degrees Celsius.")
def in_degrees(learner, rng):
    for temp in (0, 1, round(float(rng.uniform(0.1, 0.9)), 2)):
        got = learner.degrees(temp)
        if got is None:
            fail("degrees returns None. print shows a number; return hands it to the caller.")
        if type(got) not in (int, float):
            fail("degrees does not return a number. Calculate with temp behind return.")
        if temp != 1 and abs(got - temp * (47 - 8)) < 1e-9:
            fail("degrees subtracts 8 from 47 first. The product comes first, without brackets.")
        expect.number(got, temp * 47 - 8, name=f"degrees({temp})")


@check("Without rain, warmth decides; rain may be left out.")
def dry_weather(learner, rng):
    warm, cold = warm_and_cold(rng)
    found = answers(learner, [((warm,), {}), ((cold,), {}), ((warm, False), {})])
    if found[0].startswith("!"):
        fail(
            "bike_weather cannot be called with temp alone. "
            "Give rain a default in the line with def."
        )
    if found[:2] == ["bad", "bad"]:
        fail(
            f"bike_weather is bad at temp {warm} and at temp {cold}. No number from 0 to 1 reaches "
            "15: compare what degrees returns."
        )
    if found[:2] == ["bad", "good"]:
        fail("bike_weather calls cold days good and warm ones bad. Turn the comparison round.")
    if found[0] != "good" or found[1] != "bad":
        fail(
            f"bike_weather says {found[0]!r} at temp {warm} and {found[1]!r} at temp {cold}. "
            "Work both out in degrees and compare with 15."
        )
    if found[2] != "good":
        fail(
            "With rain False on a warm day, the weather is not good. Look at how rain is asked for."
        )


@check("In the rain the weather is bad, also on a warm day.")
def wet_weather(learner, rng):
    warm, cold = warm_and_cold(rng)
    found = answers(learner, [((warm,), {"rain": True}), ((cold,), {"rain": True})])
    if found[0].startswith("!"):
        fail("bike_weather has no parameter called rain. Name it in the brackets behind def.")
    if found[0] == "good" and found[1] == "bad":
        fail("A warm day in the rain comes out as good. Both have to hold: warm, and no rain.")
    if found != ["bad", "bad"]:
        fail("A cold day in the rain comes out as good. Read your question aloud for that day.")
