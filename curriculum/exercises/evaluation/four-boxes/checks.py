import numpy as np

from ascent.testing import check, expect, fail

PAIRS = [("malignant", "benign"), ("broken", "fine"), ("ant", "zebra"), ("zebra", "ant")]


def labels(rng, bad, good, rows=90):
    """More alarms than misses, more good than bad: the four boxes are all different."""
    truth = np.where(rng.uniform(size=rows) < 0.4, bad, good)
    wrong = rng.uniform(size=rows) < np.where(truth == bad, 0.2, 0.4)
    guess = np.where(wrong, np.where(truth == bad, good, bad), truth)
    return truth.tolist(), guess.tolist()


def counts(truth, guess, bad):
    truth, guess = np.array(truth) == bad, np.array(guess) == bad
    return {
        "missed": int((truth & ~guess).sum()),
        "alarms": int((~truth & guess).sum()),
        "found": int((truth & guess).sum()),
        "quiet": int((~truth & ~guess).sum()),
    }


def boxed(learner, truth, guess, bad):
    got = learner.boxes(truth, guess, bad)
    if type(got) not in (tuple, list) or len(got) != 2:
        fail("`boxes` must return two whole numbers: missed, a comma, false alarms.")
    for number in got:
        if type(number) is float and 0 < number < 1:
            fail(f"You return the share {number:.2f}. Here the number of people is asked for.")
        expect.type(number, int, name="each of the two numbers")
    return tuple(int(number) for number in got)


@check("`boxes` returns two whole numbers, both 0 when every guess is right.")
def returns_two_counts(learner, rng):
    truth, guess = labels(rng, "malignant", "benign")
    boxed(learner, truth, guess, "malignant")
    if boxed(learner, truth, truth, "malignant") != (0, 0):
        fail("Every guess was right, and you count errors. These boxes hold the right guesses.")


@check("First come the bad ones that were missed, then the false alarms.")
def counts_both_errors(learner, rng):
    for _ in range(2):
        truth, guess = labels(rng, "malignant", "benign")
        box = counts(truth, guess, "malignant")
        while box["missed"] == box["alarms"]:
            truth, guess = labels(rng, "malignant", "benign")
            box = counts(truth, guess, "malignant")
        missed, alarms = boxed(learner, truth, guess, "malignant")
        if (missed, alarms) == (box["alarms"], box["missed"]):
            fail(
                f"You call {missed} tumours missed: these were benign, and the alarm was false. "
                "Are the two boxes exchanged, or truth and guess?"
            )
        if missed == box["missed"] + box["alarms"]:
            fail(f"{missed} is the number of all wrong guesses. Keep the two kinds apart.")
        if (missed, alarms) != (box["missed"], box["alarms"]):
            fail(
                f"You count {missed} missed and {alarms} false alarms. Print the matrix: its rows "
                "are the truth, its columns the guess."
            )


@check("It does not matter how the labels are called.")
def works_for_any_labels(learner, rng):
    for bad, good in PAIRS:
        truth, guess = labels(rng, bad, good)
        box = counts(truth, guess, bad)
        missed, alarms = boxed(learner, truth, guess, bad)
        if (missed, alarms) != (box["missed"], box["alarms"]):
            fail(
                f"With {bad!r} as the bad label, {box['missed']} were missed and you count "
                f"{missed}. Without `labels=` the boxes lie in the order of the alphabet."
            )
