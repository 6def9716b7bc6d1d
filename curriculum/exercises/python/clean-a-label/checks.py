"""Checks of cleaned text. The file runs again with another label and other counts."""

from ascent.testing import check, fail

NAMES = ["ticket_class", "column", "line"]


def again(learner, rng):
    """Another label, other counts, and the texts that the learner's file makes of them."""
    word = str(rng.choice(["FIRST Class", "Second CLASS", "CREW Deck", "Staff OFFICER"]))
    people = int(rng.integers(200, 900))
    inputs = {
        "raw_class": " " * int(rng.integers(1, 4)) + word + " " * int(rng.integers(1, 4)),
        "lived": int(people * rng.uniform(0.15, 0.85)),
        "passengers": people,
    }
    found = learner.again(NAMES, **inputs)
    return inputs, found


def text(learner, found, name):
    """The variable if it is a text that follows the values at the top."""
    if found[name] is None:
        fail(f"There is no variable {name} yet. Write {name} = and what it is made of.")
    if type(found[name]) is not str:
        fail(f"{name} is no text. A method is called with round brackets at its end.")
    if found[name] == learner.name(name).get():
        fail(f"{name} stays {found[name]!r} for another label. Build it from the variables.")
    return found[name]


@check("`ticket_class` is the label without spaces at its ends, in small letters.")
def cleans_the_label(learner, rng):
    inputs, found = again(learner, rng)
    raw, got = inputs["raw_class"], text(learner, found, "ticket_class")
    if got == raw:
        fail(
            f"ticket_class is still {got!r}. A method leaves its text as it was: "
            "store what it returns."
        )
    if got == raw.lower():
        fail(
            f"ticket_class is {got!r}: there are spaces at its ends. "
            "One more method takes them off."
        )
    if got == raw.strip():
        fail(f"ticket_class is {got!r}: there are capitals left in it.")
    if " " not in got:
        fail(f"ticket_class is {got!r}: the space between the words is gone too. strip keeps it.")
    if got != raw.strip().lower():
        fail(f"ticket_class is {got!r} when the label is {raw!r}. Look at each letter.")


@check("`column` has an underscore in place of the space.")
def names_a_column(learner, rng):
    inputs, found = again(learner, rng)
    got = text(learner, found, "column")
    if got != inputs["raw_class"].strip().lower().replace(" ", "_"):
        fail(
            f"column is {got!r} when the label is {inputs['raw_class']!r}. Start from ticket_class."
        )


@check("`line` is the sentence with all values filled in.")
def fills_the_sentence(learner, rng):
    inputs, found = again(learner, rng)
    if type(found["line"]) is str and "{" in found["line"]:
        fail(
            f"line is {found['line']!r}: the curly brackets stand in it as they are. "
            "The letter f before the quotes makes Python fill them."
        )
    got = text(learner, found, "line")
    lived, people = inputs["lived"], inputs["passengers"]
    begin = f"{inputs['raw_class'].strip().lower()}: {lived} of {people} lived, "
    if not got.startswith(begin):
        fail(f"line is {got!r}. Compare it with the example in the task, sign by sign.")
    share = got[len(begin) :]
    if share.startswith("0."):
        fail(
            f"The share in line reads {share!r}. "
            "As a percentage it has the form .0% behind a colon."
        )
    if share != f"{lived / people:.0%}":
        fail(f"The share in line reads {share!r}. It is lived divided by passengers, in per cent.")
