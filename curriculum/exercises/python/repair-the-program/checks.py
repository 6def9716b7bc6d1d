"""Checks of a repaired program. The function is called with other bottles."""

import re

from ascent.testing import check, expect, fail


def bottles(rng):
    return [round(float(x), 2) for x in rng.uniform(11, 15, size=int(rng.integers(5, 9)))]


def number(got):
    """`got` if it is a number; otherwise the check fails and says what came instead."""
    if got is None:
        fail("typical returns None. Keep the line that begins with return.")
    if type(got) is str:
        fail(
            "typical returns a text. It is to return a number: "
            "repair the line with print, where the text and the number meet."
        )
    if type(got) not in (int, float):
        fail("typical does not return one number. Compare its last line with the task.")
    return got


@check("The program runs to its end and prints the mean.")
def prints_the_mean(learner):
    line = re.search(r"Mean alcohol:\s*(.*)", learner.stdout)
    if line is None:
        fail("No printed line begins with 'Mean alcohol:'. Keep the print and repair it.")
    if line[1].strip() != "13.6":
        fail(f"Behind 'Mean alcohol:' stands {line[1].strip()[:30]!r}. Compare it with the task.")


@check("`typical` returns a number for other bottles.")
def returns_a_number(learner, rng):
    number(learner.typical(bottles(rng)))


@check("It is the mean of the bottles that it is given.")
def mean_of_any_bottles(learner, rng):
    values = bottles(rng)
    got = number(learner.typical(values))
    first, second = got, number(learner.typical([20.0, 40.0, 300.0]))
    if first == second:
        fail(
            f"typical returns {first} whatever the bottles are. "
            "Inside the function, use the name from its brackets."
        )
    if second == 40.0:
        fail("typical returns the middle bottle. The mean adds all up and divides by their number.")
    if abs(got - sum(values) / len(values)) > 0.06:
        fail(f"typical returns {got} for bottles whose mean is another. Look at its first line.")


@check("The result is rounded to one digit.")
def one_digit(learner, rng):
    values = [12.04, 12.11, 13.0, round(float(rng.uniform(12, 13)), 1)]
    got = number(learner.typical(values))
    if got != round(got, 1):
        fail(
            f"typical returns {got}. The rounding is gone: it needs a named argument, not removal."
        )
    if got == int(got) and abs(sum(values) / 4 - got) > 0.06:
        fail(f"typical returns the whole number {got}. Rounding is to keep one digit.")
    expect.number(got, round(sum(values) / 4, 1), name="typical(values)", tol=0.01)
