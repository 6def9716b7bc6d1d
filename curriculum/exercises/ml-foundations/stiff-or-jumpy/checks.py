import numpy as np
from sklearn.tree import DecisionTreeRegressor

from ascent.testing import check, expect, fail

HOURS = np.arange(24).reshape(-1, 1)


def day(rng, rows=600):
    """Hours and counts: two bumps over the day, and noise; every count occurs once."""
    hour = rng.integers(0, 24, size=rows)
    hour[:24] = np.arange(24)
    curve = 200 + 150 * np.sin(hour / 24 * 4 * np.pi + rng.uniform(0, 6))
    return hour.reshape(-1, 1), curve + rng.normal(0, 15, size=rows)


def trees(learner, x, y, depth, times, rows):
    got = learner.many_trees(x, y, depth, times, rows)
    expect.type(got, np.ndarray, name="many_trees(...)")
    if got.shape != (times, 24):
        fail(
            f"`many_trees` returned the shape {got.shape}. {times} trees and 24 hours make "
            f"({times}, 24): one row for each tree."
        )
    return got.astype(float)


def judged(learner, said, truth):
    got = learner.parts(said, truth)
    if type(got) not in (tuple, list) or len(got) != 2:
        fail("`parts` must return two numbers: the bias squared, a comma, the variance.")
    for name, number in zip(("the bias squared", "the variance"), got, strict=True):
        expect.between(number, -1e9, 1e9, name=name)
    return float(got[0]), float(got[1])


def opinions(rng):
    """What a few models say, and the truth; no two ways to average give the same."""
    truth = rng.uniform(50, 300, size=int(rng.integers(5, 9)))
    shift = rng.normal(12, 25, size=truth.size)
    return truth + shift + rng.normal(0, 20, size=(int(rng.integers(12, 20)), truth.size)), truth


@check("`many_trees` gives one row of 24 answers for each tree.")
def has_one_row_per_tree(learner, rng):
    x, y = day(rng)
    got = trees(learner, x, y, 3, int(rng.integers(4, 8)), 50)
    if not got.any():
        fail("Every tree says 0 for every hour. Has a tree been fitted?")


@check("Each tree learns from rows drawn anew.")
def draws_new_rows(learner, rng):
    x, y = day(rng)
    got = trees(learner, x, y, 3, 6, 40)
    if np.allclose(got, got[0]):
        whole = DecisionTreeRegressor(max_depth=3, random_state=0).fit(x, y).predict(HOURS)
        if np.allclose(got[0], whole):
            fail("Every tree has learned on all rows of the table. Fit it on its sample.")
        fail("All trees say the same. Each round needs a sample of its own.")
    single = trees(learner, x, y, 3, 40, 1)
    if np.ptp(single, axis=1).max() > 0 or not np.isin(single, y).all():
        fail("Asked for samples of 1 row, a tree has seen more than one. Draw `rows` rows.")
    if np.unique(single).size < 20:
        fail("In 40 samples of 1 row, the same few rows come again and again. Draw from all rows.")
    few = trees(learner, x[:2], y[:2], None, 40, 2)
    if np.unique(few, axis=0).shape[0] < 3:
        fail("A row can be in a sample twice: draw with replacement, as `rng.integers` does.")


@check("A row keeps its hour and its number of bikes.")
def keeps_rows_together(learner, rng):
    x, y = day(rng)
    middle = trees(learner, x, y, None, 30, 200).mean(axis=0)
    truth = np.array([y[x[:, 0] == hour].mean() for hour in range(24)])
    if np.corrcoef(middle, truth)[0, 1] < 0.7:
        fail(
            "The trees know nothing of the day. Do the numbers of bikes belong to another row "
            "than the hours?"
        )
    if max(np.unique(row).size for row in trees(learner, x, y, 1, 8, 60)) > 2:
        fail("Asked for depth 1, a tree gives more than two answers. Hand `depth` to the tree.")
    if max(np.unique(row).size for row in trees(learner, x, y, 4, 8, 200)) <= 4:
        fail("Asked for depth 4, the trees give four answers or fewer. Hand `depth` to the tree.")


@check("The first part is the bias squared.")
def bias_is_right(learner, rng):
    said, truth = opinions(rng)
    got = judged(learner, said, truth)[0]
    middle = said.mean(axis=0)
    if np.isclose(got, ((middle - truth) ** 2).mean()):
        return
    if np.isclose(got, said.var(axis=0).mean()):
        fail("Your first number is the variance. The bias squared comes first.")
    if np.isclose(got, ((said - truth) ** 2).mean()):
        fail("You go from single trees to the truth. Bias is about the mean tree.")
    if np.isclose(got, ((said.mean() - truth) ** 2).mean()):
        fail("Your mean tree is flat, from one mean for each tree. Take the trees together.")
    if np.isclose(abs(got), abs((middle - truth).mean())) or np.isclose(
        got, (middle - truth).mean() ** 2
    ):
        fail("Hours that are too high and too low cancel each other. Square each distance first.")
    if np.isclose(got, np.abs(middle - truth).mean()):
        fail("You average the distances. The squares of the distances are asked for.")
    fail(f"For {len(said)} models you return a bias squared of {got:.1f}, which is not theirs.")


@check("The second part is the variance.")
def variance_is_right(learner, rng):
    said, truth = opinions(rng)
    bias, got = judged(learner, said, truth)
    middle = said.mean(axis=0)
    if np.isclose(got, said.var(axis=0).mean()):
        error = ((said - truth) ** 2).mean()
        expect.number(bias + got, like=error, name="bias² + variance", tol=1e-6)
        return
    if np.isclose(got, ((said - truth) ** 2).mean()):
        fail("You measure the trees around the truth. Variance is measured around the mean tree.")
    if np.isclose(got, said.var(axis=1).mean()) or np.isclose(got, said.var()):
        fail("You measure how the day goes up and down. Compare the trees, hour by hour.")
    if np.isclose(got, said.std(axis=0).mean()) or np.isclose(got, np.abs(said - middle).mean()):
        fail("That is in bikes. The squares are asked for, so that the parts can be added.")
    if np.isclose(got, said.var(axis=0, ddof=1).mean()):
        fail("You divide by one less than the number of trees. Here it is the plain mean.")
    fail(f"For {len(said)} models you return a variance of {got:.1f}, which is not theirs.")


@check("The remedy fits the largest part.")
def names_the_remedy(learner, rng):
    small, middle, large = np.sort(rng.uniform([1, 40, 90], [30, 80, 200])).tolist()
    cases = [
        ((large, small, middle), "more flexible", "bias"),
        ((large, middle, small), "more flexible", "bias"),
        ((small, large, middle), "stiffer", "variance"),
        ((middle, large, small), "stiffer", "variance"),
        ((small, middle, large), "other columns", "noise"),
        ((middle, small, large), "other columns", "noise"),
    ]
    answers = learner.map("remedy", [case for case, _, _ in cases])
    for (_, want, part), got in zip(cases, answers, strict=True):
        if got == want:
            continue
        if part == "bias" and got == "stiffer":
            fail("Where bias is largest you ask for a stiffer model. It is too stiff already.")
        if part == "variance" and got == "more flexible":
            fail("Where variance is largest you ask for more flexibility. It jumps already.")
        if got not in ("more flexible", "stiffer", "other columns"):
            fail(f"`remedy` returned {got!r}. The task names three texts.")
        fail(f"Where the {part} is the largest part, you return {got!r}.")
