"""Checks of a rule. The file runs again for many days."""

from ascent.testing import check, fail

NAMES = ["sky", "warning"]


def day(learner, **inputs):
    """What the learner's rule says about one day: the day in words, sky and warning."""
    found = learner.again(NAMES, **inputs)
    words = ", ".join(f"{name} = {value}" for name, value in inputs.items())
    return words, found["sky"], found["warning"]


def some(rng, low, high):
    return round(float(rng.uniform(low, high)), 1)


@check("On a day with rain and a warm night, `sky` is rain.")
def rainy_days(learner, rng):
    words, sky, _ = day(learner, rain=some(rng, 1, 15), lowest=some(rng, 3, 12), wind=2.0)
    if sky == "?":
        fail("sky is still a question mark. Your rule stores one of the three words in sky.")
    if type(sky) is not str or sky not in ("dry", "snow", "rain"):
        fail(f"For {words}, sky is {sky!r}. It is to be one of the words dry, snow and rain.")
    if sky == "snow" == learner.sky.get():
        frost = day(learner, rain=4.0, lowest=-5.0, wind=2.0)[1]
        dry = day(learner, rain=0.0, lowest=8.0, wind=2.0)[1]
        if frost == dry == "snow":
            fail("sky is snow on every day. Ask a question about rain and lowest with if.")
    if sky != "rain":
        fail(f"For {words}, sky is {sky!r}. Follow your questions from the top for this day.")


@check("On a frosty day with snow, `sky` is snow; at exactly 0 degrees it is rain.")
def frosty_days(learner, rng):
    words, sky, _ = day(learner, rain=some(rng, 1, 15), lowest=some(rng, -9, -1), wind=2.0)
    if sky != "snow":
        fail(f"For {words}, sky is {sky!r}. Which of your questions catches this day first?")
    words, sky, _ = day(learner, rain=some(rng, 1, 15), lowest=0.0, wind=2.0)
    if sky == "snow":
        fail(f"For {words}, sky is 'snow'. Below 0 does not include 0 itself.")


@check("When nothing falls, `sky` is dry, in frost and in warmth.")
def dry_days(learner, rng):
    for lowest in (some(rng, -9, -1), some(rng, 3, 12)):
        words, sky, _ = day(learner, rain=0.0, lowest=lowest, wind=2.0)
        if sky != "dry":
            fail(
                f"For {words}, sky is {sky!r}. A later question overwrites the first answer, "
                "or the dry case is asked too late. elif asks only when the answer before was no."
            )


@check("`warning` is True for much rain or strong wind, else False.")
def warns(learner, rng):
    cases = [
        (some(rng, 21, 60), some(rng, 1, 8), True),
        (some(rng, 0, 15), some(rng, 9.5, 15), True),
        (some(rng, 21, 60), some(rng, 9.5, 15), True),
        (some(rng, 0, 15), some(rng, 1, 8), False),
        (20.0, 9.0, False),
    ]
    for rain, wind, expected in cases:
        words, _, warning = day(learner, rain=rain, lowest=5.0, wind=wind)
        if type(warning) is not bool:
            fail(f"For {words}, warning is {warning!r}. Expected is True or False, without quotes.")
        if warning is not expected:
            one_of_two = expected and (rain <= 20 or wind <= 9)
            fail(
                f"For {words}, warning is {warning}. "
                + (
                    "One of the two is enough for a warning. Do you ask for both, or for one only?"
                    if one_of_two
                    else "Neither is above its limit here."
                    if not expected
                    else "Both are above their limits here."
                )
            )
