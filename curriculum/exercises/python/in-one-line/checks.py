"""Checks of three comprehensions. The file runs again with other weather and models."""

import ast

from ascent.testing import Thing, check, expect, fail

NAMES = ["celsius", "frost", "off_by"]


def again(learner, rng):
    """Other weather and other models, and what the learner's file makes of them."""
    temps = [round(float(t), 2) for t in rng.uniform(5, 90, size=int(rng.integers(8, 12)))]
    temps[:4] = [28.4, 8.6, 35.6, 71.6]
    actual = int(rng.integers(20, 40))
    steps = rng.permutation([-30, -11, 7, 26]).tolist()
    inputs = {
        "fahrenheit": temps,
        "actual": actual,
        "guesses": {f"model {n}": actual + step for n, step in enumerate(steps)},
    }
    found = learner.again(NAMES, **inputs)
    return inputs, found


def numbers(found, name):
    """The variable if it is a list of numbers."""
    got = found[name]
    if got is None:
        fail(f"There is no variable {name} yet. Write {name} = and a comprehension.")
    if type(got) is Thing and got.kind == "generator":
        fail(f"{name} stands in round brackets. A list needs square ones around the comprehension.")
    if type(got) is not list or any(type(item) not in (int, float) for item in got):
        fail(f"{name} is no list of numbers. A comprehension in square brackets makes a list.")
    return got


def close(got, want):
    return len(got) == len(want) and all(abs(a - b) < 1e-6 for a, b in zip(got, want))


@check("`celsius` has each temperature in degrees Celsius.")
def all_in_celsius(learner, rng):
    inputs, found = again(learner, rng)
    got, temps = numbers(found, "celsius"), inputs["fahrenheit"]
    if len(got) != len(temps):
        fail(
            f"celsius has {len(got)} values for {len(temps)} temperatures. "
            "Go through fahrenheit, and leave the if out here."
        )
    if close(got, [f - 32 / 1.8 for f in temps]):
        fail("celsius is f - 32 / 1.8: Python divides first. Brackets around f - 32 change that.")
    if not close(got, [(f - 32) / 1.8 for f in temps]):
        fail("The values in celsius do not fit the formula of the task. Compare sign by sign.")


@check("`frost` has the Celsius values below 0, and no others.")
def only_frost(learner, rng):
    inputs, found = again(learner, rng)
    got, celsius = numbers(found, "frost"), [(f - 32) / 1.8 for f in inputs["fahrenheit"]]
    if close(got, [f for f in inputs["fahrenheit"] if (f - 32) / 1.8 < 0]):
        fail("frost has the right moments in degrees Fahrenheit. Take its items from celsius.")
    if got == [] or close(got, [f for f in inputs["fahrenheit"] if f < 0]):
        fail(
            "frost is empty, but there are temperatures below 0 degrees Celsius. "
            "In Fahrenheit, water freezes at 32: go through celsius."
        )
    if close(got, celsius):
        fail("frost has every value of celsius. An if at the end of the comprehension sorts out.")
    if not close(got, [c for c in celsius if c < 0]):
        fail(f"frost has {len(got)} values. Expected are those of celsius that are below 0.")


@check("`off_by` is a dictionary with the distance for each model.")
def distance_by_name(learner, rng):
    inputs, found = again(learner, rng)
    got, actual = found["off_by"], inputs["actual"]
    if got is None:
        fail("There is no variable off_by yet. Curly brackets, a key, a colon and a value make it.")
    if type(got) in (list, set):
        fail(
            "off_by has the distances without the names. "
            "Put the name and a colon in front of the value, in curly brackets."
        )
    if type(got) is not dict:
        fail("off_by is no dictionary. Curly brackets with a colon inside make one.")
    if list(got) != list(inputs["guesses"]):
        fail("The keys of off_by are not the names of the models. items() gives name and guess.")
    if any(type(value) not in (int, float) for value in got.values()):
        fail("The values of off_by are no numbers. Each is a guess minus the actual delay.")
    if any(value < 0 for value in got.values()):
        fail("off_by has a value below 0. A distance has no sign: put abs around it.")
    expect.equal(
        got, {name: abs(guess - actual) for name, guess in inputs["guesses"].items()}, name="off_by"
    )


@check("All three are written as comprehensions.")
def in_one_line(learner):
    made = set()
    for node in ast.parse(learner.source).body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            if isinstance(node.value, (ast.ListComp, ast.DictComp)):
                made.add(node.targets[0].id)
    for name in NAMES:
        if name not in made:
            fail(
                f"{name} is not made by a comprehension. The values may be right: "
                "now bring the loop into one pair of brackets."
            )
