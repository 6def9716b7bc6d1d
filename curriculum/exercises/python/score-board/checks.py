"""Checks of a loop over a dictionary. The file runs again with other models."""

from ascent.testing import check, expect, fail

NAMES = ["board", "spread", "best"]


def again(learner, rng, place=1):
    """Other models, the best one at `place`, and what the learner's loop makes of them."""
    count = int(rng.choice([3, 5, 6]))
    means = rng.permutation([400, 500, 600, 700]).tolist()
    means.insert(place, 200)
    inputs = {
        "errors": {
            f"model {letter}": (rng.integers(-60, 60, size=count) + mean).tolist()
            for letter, mean in zip("ABCDE", means)
        }
    }
    found = learner.again(NAMES, **inputs)
    return inputs["errors"], found


def numbers(found, name, errors):
    """The variable if it is a dictionary with one number for each model."""
    got = found[name]
    if type(got) is not dict:
        fail(f"{name} is no dictionary any more. Store each number under the name of its model.")
    if not got:
        fail(f"{name} is still empty. Inside the loop, store one number for each model in it.")
    if len(got) == 1:
        fail(
            f"{name} has 1 key after {len(errors)} models. "
            "The empty dictionary is made before the loop, the storing happens inside."
        )
    if list(got) != list(errors):
        fail(f"{name} has the keys {list(got)}. Expected are the names of the models.")
    if any(type(value) not in (int, float) for value in got.values()):
        fail(f"{name} holds something else than numbers. sum, max and min make a number of a list.")
    return got


@check("`board` has the mean error of each model.")
def mean_errors(learner, rng):
    errors, found = again(learner, rng)
    got = numbers(found, "board", errors)
    if got == {name: sum(tries) for name, tries in errors.items()}:
        fail("board has sums. A sum grows with the number of tries: divide by how many there are.")
    if got == {name: sum(tries) / 4 for name, tries in errors.items()}:
        fail(
            f"board divides by 4, but now there are {len(errors['model A'])} tries. "
            "Let len count them."
        )
    want = {name: sum(tries) / len(tries) for name, tries in errors.items()}
    expect.equal(got, want, name="board")


@check("`spread` is the largest error minus the smallest.")
def spreads(learner, rng):
    errors, found = again(learner, rng)
    got = numbers(found, "spread", errors)
    if any(value < 0 for value in got.values()):
        fail("spread is below 0. The largest error comes first.")
    want = {name: max(tries) - min(tries) for name, tries in errors.items()}
    if got == {name: abs(tries[0] - tries[-1]) for name, tries in errors.items()} != want:
        fail(
            "spread compares the first try with the last one. "
            "Look for the largest and the smallest."
        )
    expect.equal(got, want, name="spread")


@check("`best` is the name of the model with the smallest mean error.")
def finds_the_best(learner, rng):
    right, worst = [], []
    for place in rng.permutation(5).tolist():
        errors, found = again(learner, rng, place=place)
        got, names = found["best"], list(errors)
        if got is None:
            fail(
                "best is still None. Inside the loop, store a name in it when that model is better."
            )
        if type(got) in (int, float):
            fail(f"best is the number {got}. The task asks for the name of the model.")
        if type(got) is not str or got not in names:
            fail("best is not the name of one of the models.")
        mean = {name: sum(tries) / len(tries) for name, tries in errors.items()}
        right.append(got == names[place])
        worst.append(got == max(mean, key=mean.get))
    if all(worst):
        fail("best is the model with the largest error. The smallest error is the best one.")
    if not all(right):
        fail(
            f"best is right for {sum(right)} of 5 boards, on which the best model stands at "
            "another place each time. Compare with the best one so far, for every model."
        )
