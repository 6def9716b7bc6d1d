import ast

import numpy as np
import pandas as pd

from ascent.testing import check, expect, fail, report

MEASURED = {
    "bill_length_mm": 0.5,
    "bill_depth_mm": 0.2,
    "flipper_length_mm": 1.5,
    "body_mass_g": 75,
    "year": 0,
}  # each with the size of a slip of the hand when measuring


def called(source, method):
    """The calls of model.<method>(...) in the file, in order."""
    return [
        node
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == method
    ]


def assigned(source, name):
    """What the file puts into `name` last, as a syntax tree; None when it never does."""
    found = None
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Assign) and any(
            isinstance(target, ast.Name) and target.id == name for target in node.targets
        ):
            found = node.value
    return found


@check("`features` is a list of measurements, and not the one that you started with.")
def uses_other_features(learner):
    features = learner.features.get()
    if type(features) is not list or any(type(name) is not str for name in features):
        fail(
            "`features` is not a list of names. Write the names in quotes, with commas between "
            "them, inside one pair of square brackets."
        )
    strangers = [name for name in features if name not in MEASURED]
    if strangers:
        fail(f"`features` holds {strangers[0]!r}, which is no measurement of a penguin.")
    if sorted(features) == ["bill_depth_mm", "body_mass_g"]:
        fail(
            "`features` is still the list you started with. Change a name in step 2, or add "
            "one, and watch the score."
        )


@check("The model learns from the training penguins only.")
def learns_from_training_rows(learner):
    fits = called(learner.source, "fit")
    if not fits:
        fail("No line calls `model.fit(...)`. Without it the model has learned nothing.")
    given = ast.unparse(fits[-1].args[0]) if fits[-1].args else "nothing"
    if given == "X":
        fail(
            "The model learned from all penguins, those set aside included: `fit` got `X`. Then "
            "the score says nothing about new penguins. Look at step 3."
        )
    if given != "X_train":
        fail(f"`fit` got `{given}`. The penguins to learn from are in another name; see step 2.")
    if len(learner.X_train.get()) > 0.9 * len(learner.X.get()):
        fail("Hardly any penguins are set aside. Leave the line with train_test_split as it was.")


@check("`guess` is the model's answer about a penguin that you made up.")
def asks_about_own_penguin(learner, data):
    features = learner.features.get()
    value = assigned(learner.source, "guess")
    if isinstance(value, ast.Constant):
        if value.value == "nobody has asked the model yet":
            fail("Nobody has asked the model yet. Write your line in step 6.")
        fail(
            f"`guess` is {value.value!r}, text that you typed. Let the model answer: the line "
            "needs `model.predict` and your numbers."
        )
    asked = called(ast.unparse(value), "predict") if value is not None else []
    if not asked or not asked[0].args:
        fail(
            f"`guess` is `{ast.unparse(value)}`: that is not a penguin of yours. Call "
            "`model.predict` with numbers that you made up."
        )
    rows = made_up(learner, asked[0].args[0])
    if rows.ndim != 2 or rows.shape[1] != len(features):
        fail(
            f"Your penguin has the shape {rows.shape}. It needs one row with {len(features)} "
            "numbers, one for each name in `features`, in double square brackets."
        )
    for name, number in zip(features, rows[0], strict=True):
        low, high = usual_range(data, name)
        if not low <= number <= high:
            fail(
                f"Your penguin has {name} = {number:g}, and no penguin like that has been "
                f"measured: real ones lie between {low:g} and {high:g}. The numbers stand in "
                "the order of `features`."
            )
    said, expected = species(learner.guess.get()), species(learner.model.predict(rows))
    if said[0] != expected[0]:
        fail("`guess` differs from what the model answers about your numbers now.")


def species(answers):
    """Names as the model gives them, as an array of texts."""
    if type(answers) not in (np.ndarray, list, str, pd.Series):
        fail("The model does not answer with names of species. Leave steps 3 and 4 as they were.")
    return np.asarray(answers).astype(str).ravel()


def made_up(learner, argument):
    """The numbers that the learner's line gives to predict, written there or under a name."""
    try:
        if isinstance(argument, ast.Name):
            numbers = learner.name(argument.id).get()
            if type(numbers) is pd.DataFrame:
                numbers = numbers.to_numpy()
            if type(numbers) not in (list, tuple, np.ndarray):
                raise TypeError
            return np.asarray(numbers, dtype=float)
        return np.asarray(ast.literal_eval(argument), dtype=float)
    except (ValueError, TypeError, SyntaxError):
        fail(
            f"`model.predict` got `{ast.unparse(argument)}`. Write plain numbers there, in double "
            "square brackets."
        )


def usual_range(data, name):
    """From a bit below the smallest to a bit above the largest penguin of the table."""
    column = data.frame("penguins")[name]
    spare = 0.2 * (column.max() - column.min())
    return round(column.min() - spare, 1), round(column.max() + spare, 1)


@check("The plot has a name on each axis.")
def draws_labelled_axes(learner):
    if not learner.figures:
        fail("No plot was drawn. Leave step 7 as it was, with `plt.show()` at its end.")
    expect.figure(learner.figures[-1], xlabel=True, ylabel=True)


@check("The model names at least 9 of 10 penguins that are in no file.")
def names_unseen_penguins(learner, data, rng):
    features = learner.features.get()
    penguins = data.frame("penguins").dropna()
    near = penguins.iloc[rng.integers(0, len(penguins), size=300)]
    slips = rng.normal(size=(300, len(features))) * [MEASURED[name] for name in features]
    rows = near[features].to_numpy() + slips
    truth = near["species"].to_numpy()
    answers = species(learner.model.predict(rows))
    score = float((answers == truth).mean())
    baseline = float((truth == "Adelie").mean())
    report(score=round(score, 2), baseline=round(baseline, 2))
    if len(set(answers)) == 1:
        fail(
            f"It calls every new penguin {answers[0]} and is right for {score:.0%}. What it "
            "knows it has learned by heart: a penguin in no file is a stranger to it."
        )
    if score < 0.9:
        fail(
            f"It is right for {score:.0%} of 300 new penguins; the goal is 90%. Which two species "
            "does it mix up? Try another measurement and look at the plot."
        )
