"""Checks of the first printed line. The file is run again with other counts."""

import ast
import re

from ascent.testing import check, fail

COUNTS = (16, 40, 32)


def together(text):
    """What stands behind "together:" in the printed text, or None."""
    found = re.findall(r"^\s*together\s*:?(.*)$", text, re.IGNORECASE | re.MULTILINE)
    return found[-1].strip() if found else None


def number_in(text):
    try:
        return float(text)
    except ValueError:
        return None


def with_counts(source, counts):
    """The learner's file, each of the three counts replaced by another number."""
    other = dict(zip(COUNTS, counts))
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and type(node.value) is int:
            node.value = other.get(node.value, node.value)
    return ast.unparse(tree)


@check('A printed line begins with "together:".')
def prints_together(learner):
    if together(learner.stdout) is not None:
        return
    if re.search(r"#.*print\(.*together", learner.source):
        fail(
            "Your print stands behind a #, so Python takes it for a note and skips it. "
            "Remove the # at the front of that line."
        )
    fail(
        'No printed line begins with "together:". '
        "Add a print at the bottom, with that word in quotes."
    )


@check("The number behind it is the sum of all three counts.")
def adds_all_three(learner):
    text = together(learner.stdout)
    if text is None:
        fail('There is no line that begins with "together:" yet.')
    found = number_in(text)
    if text == "":
        fail('Nothing stands behind "together:". Put a comma there, then the sum.')
    if found is None and "+" in text:
        fail(
            f"Your line prints the text {text} instead of its result. "
            "In quotes, Python repeats every character; without quotes it calculates."
        )
    if found is None:
        fail(f'Behind "together:" stands {text}. Expected was one number.')
    if found in {16 + 40, 40 + 32, 16 + 32}:
        fail(f"{text} is the sum of two counts. One of the three hours is not in it.")
    if found != sum(COUNTS):
        fail(
            f"{text} is not the sum of the three counts. Compare your numbers with the lines above."
        )


@check("Python does the adding: with other counts, the sum changes too.")
def python_adds(learner, rng):
    counts = [int(n) for n in rng.choice(range(100, 900), size=3, replace=False)]
    again = learner.again((), lambda source: with_counts(source, counts))
    text = together(again.stdout)
    if text is None:
        fail('There is no line that begins with "together:" yet, so nothing is added.')
    if number_in(text) != sum(counts):
        fail(
            "With other counts in your file, your last line still prints the old sum. "
            "Write the three counts with + between them, and Python adds them each time."
        )
