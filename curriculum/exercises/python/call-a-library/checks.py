"""Checks of four calls. The file runs again with other penguins."""

import ast

import numpy as np

from ascent.testing import Thing, check, expect, fail

NAMES = ["middle", "heavy", "heading"]


def again(learner, rng):
    """Other penguins, and what the learner's file makes of them."""
    masses = [int(mass) for mass in rng.gamma(4, 700, size=8) + 4000]
    inputs = {"masses": [*masses, int(rng.integers(9000, 12000))], "label": "emperor of the ice"}
    return inputs, learner.again(NAMES, **inputs)


def follows(learner, found, name):
    value = found[name]
    if value is None:
        fail(f"There is no variable {name} yet. Write {name} = and the call behind it.")
    if type(value) is Thing and value.kind.endswith(("function", "method")):
        fail(
            f"{name} holds the function itself, not its result. "
            "A call needs round brackets at its end, even when nothing stands in them."
        )
    if type(value) not in (int, float, str):
        fail(f"{name} is not one number or text. Look at what the call gets in its brackets.")
    if name != "heading" and type(value) is str:
        fail(f"{name} is a text. Take the quotes away, so that Python calls the function.")
    if type(learner.name(name).get()) is type(value) and learner.name(name).get() == value:
        fail(
            f"{name} stays the same when other penguins are weighed. "
            "Call the function on the variable instead of typing its result."
        )
    return value


@check("NumPy is imported under the name np.")
def imports_numpy(learner):
    for node in ast.walk(ast.parse(learner.source)):
        if isinstance(node, ast.Import):
            for one in node.names:
                if one.name == "numpy" and one.asname == "np":
                    return
                if one.name == "numpy":
                    fail("You import numpy without its short name. Add: as np")
    fail("numpy is not imported yet. One line with import, the library and its short name does it.")


@check("`middle` is the median of the masses.")
def median_mass(learner, rng):
    inputs, found = again(learner, rng)
    middle = follows(learner, found, "middle")
    if abs(middle - np.mean(inputs["masses"])) < 1e-6:
        fail(
            "middle is the mean. A few heavy penguins pull it up. "
            "The median is the one that stands in the middle when all are sorted."
        )
    expect.number(middle, float(np.median(inputs["masses"])), name="middle")


@check("`heavy` is the mass that 90 % stay below.")
def heavy_mass(learner, rng):
    inputs, found = again(learner, rng)
    heavy = follows(learner, found, "heavy")
    if abs(heavy - np.quantile(inputs["masses"], 0.1)) < 1e-6:
        fail("heavy has 90 % of the penguins above it. q is the share that stays below.")
    if abs(heavy - max(inputs["masses"])) < 1e-6:
        fail("heavy is the mass of the heaviest penguin. Call np.quantile with q=0.9.")
    expect.number(heavy, float(np.quantile(inputs["masses"], 0.9)), name="heavy")


@check("`heading` is made by the method title.")
def title_of_label(learner, rng):
    inputs, found = again(learner, rng)
    heading = follows(learner, found, "heading")
    if heading != inputs["label"].title():
        fail(
            f"For the label {inputs['label']!r} your heading is {heading!r}. Put .title() on label."
        )
