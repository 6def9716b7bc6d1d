import numpy as np
import pandas as pd

from ascent.testing import check, expect, fail


def labels(rng, rows=80):
    """Truth with a rare label, guesses that find some of it and cry wolf now and then."""
    index = rng.permutation(5 * rows)[:rows]
    truth = pd.Series(np.where(rng.uniform(size=rows) < 0.25, "fire", "quiet"), index=index)
    truth.iloc[:6] = "fire"
    guess = truth.where(rng.uniform(size=rows) < 0.6, "quiet")
    alarm = (rng.uniform(size=rows) < 0.3) & (truth == "quiet").to_numpy()
    guess = guess.mask(alarm, "fire")
    guess.iloc[0], guess.iloc[1] = "fire", "quiet"
    return truth, guess


def judged(learner, truth, guess, rare="fire"):
    got = learner.judge(truth, guess, rare)
    if type(got) not in (tuple, list) or len(got) != 2:
        fail("`judge` must return two numbers: the accuracy, a comma, the share that was found.")
    for name, number in zip(("the accuracy", "the share found"), got, strict=True):
        if type(number) is pd.Series:
            fail(f"{name.capitalize()} is a whole column. Its `.mean()` is one number.")
        expect.between(number, 0, 1, name=name)
    return got


def shares(truth, guess, rare):
    hit = ((truth == rare) & (guess == rare)).sum()
    return hit, (truth == rare).sum(), (guess == rare).sum(), len(truth)


@check("The first number is the accuracy over all rows.")
def accuracy_is_right(learner, rng):
    truth, guess = labels(rng)
    got = judged(learner, truth, guess)
    right = float((truth == guess).mean())
    if np.isclose(got[1], right) and not np.isclose(got[0], right):
        fail("The accuracy stands second. It is the first of the two numbers.")
    expect.number(got[0], like=right, name="the accuracy", tol=1e-9)


@check("The second number is the share of truly rare rows that were found.")
def found_is_right(learner, rng):
    truth, guess = labels(rng)
    got = judged(learner, truth, guess)[1]
    hit, true_ones, guessed_ones, rows = shares(truth, guess, "fire")
    if np.isclose(got, hit / true_ones):
        return
    if np.isclose(got, hit / guessed_ones):
        fail(
            f"Of {guessed_ones} warnings {hit} were right: that is your number. The question is "
            f"another one: of the {true_ones} true cases, how many got a warning?"
        )
    if np.isclose(got, hit / rows):
        fail(f"You divide by all {rows} rows. Only those that truly are rare count here.")
    if np.isclose(got, guessed_ones / rows):
        fail("That is how often the model warns at all, whether it is right or not.")
    if np.isclose(got, (truth == guess).mean()):
        fail("Both numbers are the accuracy. For the second, keep only the rare rows first.")
    if got == 0:
        fail(f"You return 0 where {hit} of {true_ones} rare rows were found.")
    fail(f"{hit} of {true_ones} rare rows were found, and you return {got:.2f}.")


@check("It works for any rare label.")
def works_for_any_label(learner, rng):
    truth, guess = labels(rng)
    names = {"fire": "fraud", "quiet": "fine"}
    truth, guess = truth.map(names), guess.map(names)
    hit, true_ones, _, _ = shares(truth, guess, "fraud")
    got = judged(learner, truth, guess, "fraud")[1]
    expect.number(got, like=hit / true_ones, name="the share found", tol=1e-9)


@check("A model that never warns finds nothing.")
def lazy_finds_nothing(learner, rng):
    truth, _ = labels(rng)
    lazy = pd.Series("quiet", index=truth.index)
    accuracy, found = judged(learner, truth, lazy)
    expect.number(found, like=0.0, name="the share found by a model that never warns")
    expect.number(
        accuracy, like=float((truth == "quiet").mean()), name="the accuracy of that model", tol=1e-9
    )
