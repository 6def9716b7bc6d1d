"""Sentences on arrays and columns that do not fit together, and on yes-or-no questions to them."""

from __future__ import annotations

import re

from ascent.kinds.workbench.explaining.crash import Crash, Rule
from ascent.kinds.workbench.explaining.wording import count


def lists_differ(crash: Crash, found: re.Match[str]) -> str:
    """Columns of different length."""
    return (
        f"The columns of the table {crash.here} have different lengths. "
        "Every column needs one value for each row: count them."
    )


def column_length(crash: Crash, found: re.Match[str]) -> str:
    """A new column of another length than the table."""
    return (
        f"{crash.subject} puts {count(found[1], 'value')} into a table with "
        f"{count(found[2], 'row')}. A column needs one value for each row."
    )


def shapes_differ(crash: Crash, found: re.Match[str]) -> str:
    """Arrays that do not fit each other element by element."""
    return (
        f"{crash.subject} combines arrays of the shapes `{found[1]}` and `{found[2]}` element by "
        "element, and these do not fit. Print the shape of each, and look where one lost or gained "
        "values."
    )


def inner_differ(crash: Crash, found: re.Match[str]) -> str:
    """A matrix product with unequal inner sizes."""
    return (
        f"{crash.subject} multiplies matrices whose inner sizes differ: {found[1]} and {found[2]}. "
        "The columns of the left one have to be as many as the rows of the right one; look at "
        "`.shape` of both."
    )


def plot_length(crash: Crash, found: re.Match[str]) -> str:
    """x and y of a plot with different lengths."""
    sizes = re.search(r"\((\d+),\) and \((\d+),\)", found[0])
    told = f": {sizes[1]} and {sizes[2]}" if sizes else ""
    return (
        f"The x and the y of the plot {crash.here} have different lengths{told}. "
        "Each point needs one of both."
    )


def mask(crash: Crash, found: re.Match[str]) -> str:
    """A choice of True and False of another length."""
    return (
        f"{crash.subject} picks from {count(found[1], 'value')} with {found[2]} of True or False. "
        "Build the choice from the same array that you pick from."
    )


def reshape(crash: Crash, found: re.Match[str]) -> str:
    """A shape that does not hold all values."""
    return (
        f"{crash.subject} puts {count(found[1], 'value')} into the shape `{found[2]}`, which holds "
        "another number of them: the sizes of a shape, multiplied, give its number of values."
    )


def truth(crash: Crash, found: re.Match[str]) -> str:
    """A whole column where one answer is wanted."""
    if re.search(r"\b(and|or|not)\b", crash.source):
        return (
            f"{crash.subject} joins whole columns with `and`, `or` or `not`, which take one answer "
            "each. For columns write `&`, `|` and `~`, with round brackets around each comparison."
        )
    if re.search(r"[&|]", crash.source):
        return (
            f"{crash.subject} combines comparisons with `&` or `|`, and those come before `<`, `>` "
            "and `==`. Put round brackets around each comparison."
        )
    return (
        f"{crash.subject} asks one yes-or-no question of many values at once. Pick one value, or "
        "say whether `.any()` or `.all()` of them count."
    )


_V = "ValueError: "
RULES: tuple[Rule, ...] = (
    (_V + r"All arrays must be of the same length", lists_differ),
    (_V + r"Length of values \((\d+)\) does not match length of index \((\d+)\)", column_length),
    (_V + r"operands could not be broadcast .* shapes (\(.*?\)) (\(.*?\))", shapes_differ),
    (_V + r"matmul: .*size (\d+) is different from (\d+)", inner_differ),
    (_V + r"shapes .* not aligned: (\d+) \(dim \d\) != (\d+)", inner_differ),
    (_V + r"x and y must .*", plot_length),
    (r"IndexError: boolean index did not .* axis is (\d+) but .* axis is (\d+)", mask),
    (_V + r"cannot reshape array of size (\d+) into shape (\(.*?\))", reshape),
    (_V + r"The truth value of an? .* is ambiguous", truth),
)
