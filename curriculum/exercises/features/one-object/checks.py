import numpy as np

from ascent.testing import check, fail, report

NUMBERS = ["bill_length_mm", "bill_depth_mm", "flipper_length_mm"]

FITTED = """
from sklearn.exceptions import NotFittedError
from sklearn.utils.validation import check_is_fitted

model = learner.build()
try:
    check_is_fitted(model)
    result = True
except (NotFittedError, TypeError, AttributeError):
    result = False
"""


def flock(rng, rows, table):
    """Penguins drawn around real ones, with a body mass that follows a rule made up today."""
    near = table.iloc[rng.integers(0, len(table), size=rows)].reset_index(drop=True)
    near[NUMBERS] += rng.normal(size=(rows, 3)) * [1.0, 0.4, 3.0]
    return near[["species", "sex", *NUMBERS]]


def rule(rng, spread):
    """Weights for the numbers (in units of their spread) and for the words."""
    slope = rng.uniform(60, 140, size=3) * rng.choice([-1, 1], size=3)
    heavier = dict(
        zip(["Adelie", "Chinstrap", "Gentoo"], rng.permutation([0, 500, 1000]), strict=True)
    )
    sexes = {"female": 0, "male": int(rng.integers(400, 700))}

    def mass(table):
        words = table["species"].map(heavier) + table["sex"].map(sexes)
        return words + ((table[NUMBERS] - spread.mean()) / spread.std()) @ slope + 3500

    return mass


def fitted(learner, X, y):
    model = learner.build()
    if model is None or type(model) in (list, tuple, np.ndarray):
        fail("`build` does not return a model. Its last line needs `return make_pipeline(...)`.")
    model.fit(X, y)
    return model


def answers(model, X):
    got = model.predict(X)
    if type(got) is not np.ndarray or got.shape != (len(X),):
        fail("`predict` of your pipeline does not give one number for each row.")
    return got


@check("`build()` returns a model that has not learned anything yet.")
def is_fresh(learner):
    if learner.drive(FITTED) is True:
        fail(
            "The pipeline comes out of `build` fitted already. Leave `fit` to the one who calls "
            "`build`, so that the same recipe can learn from any rows."
        )


@check("A species that training never had is no reason to stop.")
def survives_new_words(learner, data, rng):
    table = data.frame("penguins").dropna()
    X = flock(rng, 80, table)
    model = fitted(learner, X, rule(rng, table[NUMBERS])(X))
    X.loc[0, "species"] = "Emperor"
    try:
        answers(model, X)
    except Exception as error:
        if "unknown categories" in str(error):
            fail(
                "A penguin of a species that training did not have stopped the program. Tell the "
                "encoder to ignore words that it does not know."
            )
        raise


@check("The numbers are scaled: millimetres or metres make no difference.")
def scales_numbers(learner, data, rng):
    table = data.frame("penguins").dropna()
    X = flock(rng, 80, table)
    y = rule(rng, table[NUMBERS])(X)
    metres = X.copy()
    metres[NUMBERS] /= 1000
    one, other = answers(fitted(learner, X, y), X), answers(fitted(learner, metres, y), metres)
    if not np.allclose(one, other, rtol=1e-4):
        fail(
            f"With lengths in metres instead of millimetres the answers move by up to "
            f"{np.abs(one - other).max():.0f} g. The columns in `numbers` are not scaled."
        )


@check("The pipeline predicts new penguins from all five columns.")
def learns_from_all_columns(learner, data, rng):
    table = data.frame("penguins").dropna()
    mass = rule(rng, table[NUMBERS])
    train, new = flock(rng, 200, table), flock(rng, 100, table)
    model = fitted(learner, train, mass(train))
    got = answers(model, new)
    error = float(np.abs(got - mass(new)).mean())
    baseline = float(np.abs(mass(train).mean() - mass(new)).mean())
    report(score=round(error, 1), baseline=round(baseline, 1), unit="g off")
    if np.ptp(got) < 1:
        fail(f"It says {got[0]:.0f} g for every new penguin. It looks numbers up or ignores them.")
    other = new.copy()
    other["sex"] = other["sex"].map({"male": "female", "female": "male"})
    if np.allclose(got, answers(model, other)):
        fail("Male or female, the answer is the same: the columns in `words` do not arrive.")
    longer = new.copy()
    longer["bill_length_mm"] += 5
    if np.allclose(got, answers(model, longer)):
        fail("A longer bill changes nothing: the columns in `numbers` do not all arrive.")
    if error > 30:
        fail(f"Off by {error:.0f} g on new penguins that follow a straight rule; goal: 30 g.")
