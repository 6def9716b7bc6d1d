"""Checks of four variables. The file runs again with other numbers at its top."""

from ascent.testing import check, expect, fail

NAMES = ["degrees", "saved", "city", "week"]


def again(learner, rng):
    """Other inputs, and the four variables that the learner's file makes of them."""
    guess = round(float(rng.uniform(3, 9)), 2)
    inputs = {
        "guess_off": guess,
        "model_off": round(guess * float(rng.uniform(0.55, 0.9)), 2),
        "day": 7 * int(rng.choice([*range(2, 27), *range(31, 50)])),
    }
    found = learner.again(NAMES, **inputs)
    return inputs, found


def number(found, name):
    """The variable if it is one number that follows the numbers at the top."""
    if type(found[name]) not in (int, float):
        fail(f"{name} is no number. Take the quotes away, and calculate with the names.")
    return found[name]


def follow(learner, found, name):
    if number(found, name) == learner.name(name).get():
        fail(
            f"{name} stays at {found[name]} when the numbers at the top change. "
            "Write its calculation with the names, not with copied numbers."
        )


@check("The variables degrees, saved, city and week are there.")
def all_there(learner):
    for name in NAMES:
        if not learner.has(name):
            fail(f"There is no variable {name} yet. Write its name, then =, then its value.")


@check("`degrees` is the difference of the two errors.")
def nearer_by(learner, rng):
    inputs, found = again(learner, rng)
    follow(learner, found, "degrees")
    if abs(found["degrees"] - (inputs["model_off"] - inputs["guess_off"])) < 1e-9:
        fail(
            "degrees comes out below 0. The guess is off by more, so its error comes first "
            "and the model's is taken from it."
        )
    expect.number(found["degrees"], inputs["guess_off"] - inputs["model_off"], name="degrees")


@check("`saved` is the share of the guess's error that the model saves.")
def share_saved(learner, rng):
    inputs, found = again(learner, rng)
    follow(learner, found, "saved")
    guess, model = inputs["guess_off"], inputs["model_off"]
    if abs(found["saved"] - model / guess) < 1e-9:
        fail("saved is the share of the error that is left. Take it from 1.")
    if abs(found["saved"] - (1 - model) / guess) < 1e-9:
        fail(
            "saved divides the whole of 1 - model_off. Python divides before it subtracts, "
            "unless brackets say otherwise. Take the brackets away."
        )
    if abs(found["saved"] - (guess - model) / model) < 1e-9:
        fail("saved is measured against the model's error. Divide by the error of the guess.")
    expect.number(found["saved"], 1 - model / guess, name="saved")


@check("`city` is a text.")
def names_the_city(learner):
    city = learner.city.get()
    if type(city) is not str:
        fail("city is no text. Put the name of the city in quotes.")
    if city.strip().lower() != "seattle":
        fail(f"city is the text {city!r}. Expected is the city of this table.")


@check("`week` counts whole weeks from 0.")
def week_of_year(learner, rng):
    inputs, found = again(learner, rng)
    follow(learner, found, "week")
    day = inputs["day"]
    if found["week"] == day // 7:
        fail(
            f"Day {day} comes out one week late. Weeks start at day 1, not at day 0: "
            "subtract 1 from the day first."
        )
    if type(found["week"]) is float and found["week"] % 1 != 0:
        fail(f"For day {day}, week is {found['week']:.3f}. A single / keeps the part of a week.")
    expect.number(found["week"], (day - 1) // 7, name=f"week for day {day}")
