"""Checks of a dictionary of guesses. The file runs again with other penguins."""

from ascent.testing import check, expect, fail

NAMES = ["typical", "guess", "off_by", "newcomer_guess"]


def again(learner, rng, **more):
    """Other penguins, and what the learner's file makes of them."""
    grams = rng.permutation(range(4300, 9000))[:4].tolist()
    inputs = {
        "typical": {"Adelie": grams[0], "Chinstrap": grams[1]},
        "overall": grams[2],
        "species": str(rng.choice(["Adelie", "Chinstrap"])),
        "mass": grams[3],
        "newcomer": str(rng.choice(["King", "Emperor", "Rockhopper"])),
    }
    inputs |= more
    found = learner.again(NAMES, **inputs)
    return inputs, found


def number(found, name):
    if found[name] is None:
        fail(
            f"{name} is missing or None. "
            "Store a value under this name; a missing key needs a default."
        )
    if type(found[name]) not in (int, float):
        fail(f"{name} is no number. Square brackets or get behind typical give one value.")
    return found[name]


@check("`typical` has all three species.")
def three_species(learner, rng):
    inputs, found = again(learner, rng)
    got, before = found["typical"], inputs["typical"]
    if type(got) is not dict:
        fail(
            "typical is no dictionary any more. "
            "Write typical, the key in square brackets, = and the value."
        )
    if list(got) == ["Gentoo"]:
        fail(
            "typical has lost its other species. Curly brackets make a new dictionary; "
            "square brackets behind the name add to the old one."
        )
    if "Gentoo" not in got:
        fail(f"typical has the keys {list(got)}. The key Gentoo is missing.")
    if any(got.get(key) != value for key, value in before.items()):
        fail(
            "The masses of Adelie and Chinstrap changed. Leave the dictionary at the top as it is."
        )
    expect.number(got["Gentoo"], 5076, name='typical["Gentoo"]')


@check("`guess` is looked up by the penguin's species.")
def looks_the_species_up(learner, rng):
    for species in ("Adelie", "Chinstrap"):
        inputs, found = again(learner, rng, species=species)
        got = number(found, "guess")
        if got in set(inputs["typical"].values()) - {inputs["typical"][species]}:
            fail(
                f"For the species {species}, guess is the mass of another species. "
                "Put the name species into the square brackets, without quotes."
            )
        if got == learner.guess.get() != inputs["typical"][species]:
            fail("guess keeps its number for other penguins. Look it up in typical.")
        expect.number(got, inputs["typical"][species], name=f"guess for {species}")


@check("`off_by` is a distance, whichever of the two is larger.")
def distance(learner, rng):
    for step in (-700, 450):
        typical = {"Adelie": 5000 + step, "Chinstrap": 1}
        _, found = again(learner, rng, species="Adelie", mass=5000, typical=typical)
        got = number(found, "off_by")
        if got == -abs(step):
            fail(f"off_by is {got}. A distance is never below 0: abs takes the sign away.")
        expect.number(got, abs(step), name="off_by")


@check("`newcomer_guess` falls back to overall when the species is missing.")
def falls_back(learner, rng):
    inputs, found = again(learner, rng)
    got = found["newcomer_guess"]
    if got is None and learner.has("newcomer_guess"):
        fail(
            "newcomer_guess is None. That is what get returns for a missing key "
            "unless you give it a second argument."
        )
    got = number(found, "newcomer_guess")
    if got == inputs["overall"]:
        inputs, found = again(learner, rng, newcomer="Adelie")
        if number(found, "newcomer_guess") == inputs["overall"]:
            fail(
                "newcomer_guess is overall even for a species that typical knows. "
                "Ask typical first; overall is for missing keys."
            )
        known = inputs["typical"]["Adelie"]
        expect.number(number(found, "newcomer_guess"), known, name="newcomer_guess")
        return
    if got == learner.newcomer_guess.get():
        fail("newcomer_guess keeps its number when overall changes. Use the name overall.")
    expect.number(got, inputs["overall"], name="newcomer_guess")
