"""Sentences on models and arrays: shapes, missing values, words, models that have not learned."""

from __future__ import annotations

import ast
import re

from ascent.kinds.workbench.explaining.crash import Crash, Rule
from ascent.kinds.workbench.explaining.wording import count, several, tick

_AFTER_FIT = ("fit", "fit_transform", "predict", "predict_proba", "transform", "score")


def flat(crash: Crash, found: re.Match[str]) -> str:
    """One dimension where a model wants rows and columns."""
    said = f"The model {crash.here} wants a table, rows and columns, and gets "
    value = argument(crash)
    if "scalar" in found[0]:
        own = f"[[{crash.text(value)}]]" if isinstance(value, ast.Constant) else "[[value]]"
        return f"{said}a single number. One row has two pairs of brackets: {tick(own)}."
    if isinstance(value, ast.List):
        own = f"[{crash.text(value)}]"
        return f"{said}a single row of numbers. One row has two pairs of brackets: {tick(own)}."
    if isinstance(value, ast.Subscript) and isinstance(value.slice, ast.Constant):
        own = f"{crash.text(value.value)}[[{crash.text(value.slice)}]]"
        return f"{said}a single column. Two pairs of brackets keep the column a table: {tick(own)}."
    return (
        f"{said}values in one line. For one column of a table write two pairs of brackets, "
        '`df[["column"]]`; for one row too, `[[…]]`.'
    )


def argument(crash: Crash) -> ast.expr | None:
    """The first argument of the call on a model in the failing line."""
    for node in ast.walk(crash.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            here = node.lineno <= (crash.line or 0) <= (node.end_lineno or 0)
            if here and node.args and node.func.attr in _AFTER_FIT:
                return node.args[0]
    return None


def deep(crash: Crash, found: re.Match[str]) -> str:
    """More than two dimensions."""
    return (
        f"The model {crash.here} wants rows and columns, two dimensions, and gets {found[1]}. "
        "Count the brackets: the outer pair holds the rows, one pair inside holds each row."
    )


def wide_target(crash: Crash, found: re.Match[str]) -> str:
    """A target with columns."""
    return (
        f"The target {crash.here} has the shape `{found[1]}`, and it should be one value for each "
        'row. Pick one column, with one pair of brackets: `df["column"]`.'
    )


def features(crash: Crash, found: re.Match[str]) -> str:
    """Another number of columns than in fit."""
    given, owner, wanted = found.groups()
    return (
        f"{crash.subject} gives {count(given, 'number')} for each row; the `{owner}` learned from "
        f"{wanted}. Give it the same columns as in `fit`, in the same order."
    )


def feature_names(crash: Crash, found: re.Match[str]) -> str:
    """Other names of columns than in fit."""
    if "same order" in found[0]:
        return (
            f"The columns {crash.here} are those of `fit`, but in another order. "
            "Pick them in the same order; one list of names for both calls keeps it."
        )
    told = [
        f"{word} {several([tick(name) for name in re.findall(r'^- (.*)$', part[1], re.M)])}"
        for title, word in (("unseen at fit time", "new:"), ("yet now missing", "missing:"))
        if (part := re.search(rf"{title}:\n((?:- .*\n?)+)", found[0]))
    ]
    what = f" ({'; '.join(told)})" if told else ""
    return (
        f"The table {crash.here} has other columns than the one in `fit`{what}. "
        "Give the model the same columns both times."
    )


def missing(crash: Crash, found: re.Match[str]) -> str:
    """NaN in the input of a model or a score."""
    where = {"X": "features (X)", "y": "target (y)"}.get(found[1] or "", "input")
    return (
        f"There are missing values (NaN) in the {where} {crash.here}, and a model or a score "
        "cannot compute with them. Drop those rows with `dropna` or fill the gaps with "
        "`fillna` first."
    )


def endless(crash: Crash, found: re.Match[str]) -> str:
    """Infinity in the input."""
    return (
        f"The data {crash.here} hold infinity or a number too large to work with. "
        "It often comes from a division by zero or the logarithm of 0 in a line above."
    )


def no_rows(crash: Crash, found: re.Match[str]) -> str:
    """An empty table."""
    return (
        f"The table {crash.here} has no rows left. Look at the lines above that drop or choose "
        "rows: one of them takes all away. Print `len(…)` after each."
    )


def not_fitted(crash: Crash, found: re.Match[str]) -> str:
    """A model asked before it learned."""
    return (
        f"The `{found[1]}` {crash.here} has not learned anything yet. Call its `fit` on a line "
        "above; a new one, made with round brackets, begins empty."
    )


def rows_differ(crash: Crash, found: re.Match[str]) -> str:
    """Two inputs of different length."""
    numbers = re.findall(r"\d+", found[1])
    return (
        f"The values {crash.here} belong together row by row, but there are {several(numbers)} of "
        "them. Look where the rows of one were dropped, split or chosen and those of the other "
        "were not."
    )


def words(crash: Crash, found: re.Match[str]) -> str:
    """A text where a number is needed."""
    text = tick(f'"{found[1]}"')
    if re.search(r"\.(fit|fit_transform|transform|predict|score)\(", crash.source):
        return (
            f"The model {crash.here} gets the word {text}, and it computes with numbers. Leave "
            "columns of words out, or turn them into numbers first; a target made of words needs a "
            "classifier."
        )
    if re.fullmatch(r"-?[\d.]*\d,\d+", found[1]):
        return (
            f"{crash.subject} reads {text} as a number. Python writes the decimal point as a "
            "point, not as a comma: replace it first."
        )
    if re.search(r"\.(corr|cov|mean|median|std|sum)\(", crash.source):
        return only_numbers(crash, found)
    return (
        f"{crash.subject} turns text into numbers and meets {text}, which is none. "
        "Look which values it gets: an empty one, a unit or a word has to go first."
    )


def only_numbers(crash: Crash, found: re.Match[str]) -> str:
    """Arithmetic on a column of words."""
    return (
        f"{crash.subject} computes with columns that hold words. Pick columns of numbers first, or "
        "give a whole table `numeric_only=True`."
    )


def labels(crash: Crash, found: re.Match[str]) -> str:
    """A classifier with a target of measurements."""
    return (
        f"The model {crash.here} is a classifier: it learns groups, and gets a target of decimal "
        "numbers. Use a regressor for numbers, or a target that names groups."
    )


def one_class(crash: Crash, found: re.Match[str]) -> str:
    """A target with a single group."""
    return (
        f"The target {crash.here} holds one group only, and a classifier learns to tell two or "
        "more apart. Look at how the rows were chosen: `value_counts` shows the groups."
    )


_V = "ValueError: "
RULES: tuple[Rule, ...] = (
    (_V + r"Expected 2D array, got (1D|scalar) array", flat),
    (_V + r"Expected a 2-dimensional container", flat),
    (_V + r"Found array with dim (\d+)", deep),
    (_V + r"y should be a 1d array, got an array of shape (\(.*?\))", wide_target),
    (_V + r"X has (\d+) features, but (\w+) is expecting (\d+)", features),
    (_V + r"The feature names should match.*", feature_names),
    (_V + r"Input (?:(X|y) )?contains NaN", missing),
    (_V + r"Input (?:(X|y) )?contains infinity", endless),
    (_V + r"Found array with 0 sample", no_rows),
    (r"NotFittedError: This (\w+) instance is not fitted", not_fitted),
    (_V + r"Found input variables with inconsistent numbers of samples: (\[.*\])", rows_differ),
    (_V + r"could not convert string to float: '(.*)'", words),
    (_V + r"Unable to parse string \"?'?(.*?)'?\"? at position", words),
    (r"TypeError: Cannot perform reduction '\w+' with string", only_numbers),
    (_V + r"Unknown label type: continuous", labels),
    (_V + r".*(only one class|greater than one; got 1 class)", one_class),
)
