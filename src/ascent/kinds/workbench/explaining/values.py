"""Sentences on values: text and numbers, lists and arrays, positions, zero, endless calls."""

from __future__ import annotations

import ast
import re

from ascent.kinds.workbench.explaining.calls import kind_of
from ascent.kinds.workbench.explaining.crash import Crash, Rule
from ascent.kinds.workbench.explaining.wording import tick

_LISTS = ("list", "tuple")


def join_text(crash: Crash, found: re.Match[str]) -> str:
    """Text + something else."""
    node = crash.node(ast.BinOp)
    right = crash.text(node.right) if node else ""
    what = f"{tick(right)}, {kind_of(found[1])}," if right else kind_of(found[1])
    own = tick(f"str({right})") if right else "`str(…)`"
    return (
        f"{crash.subject} adds {what} to a text with `+`, which joins text with text only. "
        f"To join, write {own}; to compute, turn the text into a number first, with `float(…)`."
    )


def join_list(crash: Crash, found: re.Match[str]) -> str:
    """List + something else."""
    return (
        f"{crash.subject} adds {kind_of(found[1])} to a list with `+`, which joins two lists. "
        "To put one value at the end use `.append(…)`; to add to every number make an array, with "
        "`np.array(…)`."
    )


def repeat(crash: Crash, found: re.Match[str]) -> str:
    """List * something that is no whole number."""
    if found[1] == "str":
        return (
            f"{crash.subject} multiplies two texts. Numbers in quotes are text: leave the quotes "
            "out, or turn the text into a number with `float(…)`."
        )
    return (
        f"{crash.subject} multiplies a list or a text by {kind_of(found[1])}. For a list, `*` "
        "repeats it; to multiply every number in it, make an array first, with `np.array(…)`."
    )


def operands(crash: Crash, found: re.Match[str]) -> str:
    """An operator between kinds that do not go together."""
    sign, left, right = found[1], found[2], found[3]
    said = (
        f"{crash.subject} has {kind_of(left)} to the left of `{sign}` and {kind_of(right)} to the "
        "right."
    )
    if "str" in (left, right):
        return (
            f"{said} A number in quotes, or read from a file as text, is text: turn it into a "
            "number with `float(…)`, or the number into text with `str(…)` to join them."
        )
    if left in _LISTS or right in _LISTS:
        return (
            f"{said} Lists do not compute number by number; arrays do. "
            "Make an array first, with `np.array(…)`, or go through the list in a loop."
        )
    if "function" in (left, right) or "method" in left + right:
        return f"{said} A function has to be called first: its name, then round brackets."
    return f"{said} Python has no rule for this pair: look where each of the two comes from."


def compare(crash: Crash, found: re.Match[str]) -> str:
    """`"5" < 2`."""
    sign, left, right = found[1], found[2], found[3]
    turn = "turn the text into a number first, with `float(…)`"
    more = turn if "str" in (left, right) else "compare two values of the same kind"
    return (
        f"{crash.subject} compares {kind_of(left)} with {kind_of(right)} by `{sign}`, and these "
        f"have no order. To compare them, {more}."
    )


def by_zero(crash: Crash, found: re.Match[str]) -> str:
    """Division by zero."""
    node = crash.node(ast.BinOp)
    below = node.right if node and isinstance(node.op, ast.Div | ast.FloorDiv | ast.Mod) else None
    name = crash.text(below) if below else ""
    if isinstance(below, ast.Call) and crash.text(below.func) == "len":
        return (
            f"{crash.subject} divides by {tick(name)}, which is 0 here: it is empty. "
            "Say what the result is for an empty one, before the division."
        )
    if isinstance(below, ast.Constant):
        return f"{crash.subject} divides by 0, which has no result. Divide by something else."
    which = tick(name) if name else "a value"
    return (
        f"{crash.subject} divides by {which}, and that is 0 here. Print it on the line above to "
        "see where the 0 comes from, and decide what the result is in that case."
    )


def whole_number(crash: Crash, found: re.Match[str]) -> str:
    """int() of text."""
    text = found[1]
    if re.fullmatch(r"\s*-?\d*\.\d+\s*", text):
        return (
            f"{crash.subject} gives `int` the text {tick(repr(text))}, and `int` reads whole "
            "numbers only. Use `float(…)` for a number with a decimal point."
        )
    what = f"the text {tick(repr(text))}" if text.strip() else "an empty text"
    return (
        f"{crash.subject} gives `int` {what}, which is no whole number. "
        "Print what it gets; only digits, with a sign in front, can be read."
    )


def int_of_nan(crash: Crash, found: re.Match[str]) -> str:
    """int() of a missing value."""
    return (
        f"{crash.subject} turns a missing value (NaN) into a whole number, and there is none for "
        "it. Drop or fill missing values first."
    )


def number_of(crash: Crash, found: re.Match[str]) -> str:
    """int() or float() of a list."""
    return (
        f"{crash.subject} gives `{found[1]}` {kind_of(found[2])}, and it turns one value at a time "
        "into a number. Pick one value, or go through all of them in a loop."
    )


def endless(crash: Crash, found: re.Match[str]) -> str:
    """A function that calls itself without end."""
    names = re.findall(r"line \d+, in (\w+)\n", crash.trace)
    who = list(dict.fromkeys(names[-4:]))
    said = "A function calls itself"
    if who:
        said = f"{tick(who[0])} calls itself" if len(who) == 1 else "Functions call each other"
    return (
        f"{said} again and again {crash.here}, without an end. Begin the function with the "
        "case that needs no further call, and let each call come closer to it."
    )


_T, _V, _X = "TypeError: ", "ValueError: ", "IndexError: "
RULES: tuple[Rule, ...] = (
    (_T + r'can only concatenate str \(not "([\w.]+)"\)', join_text),
    (_T + r'can only concatenate list \(not "([\w.]+)"\)', join_list),
    (_T + r"can't multiply sequence by non-int of type '([\w.]+)'", repeat),
    (_T + r"unsupported operand type\(s\) for ([^:]+): '([\w.]+)' and '([\w.]+)'", operands),
    (_T + r"'([<>=]+)' not supported between instances of '([\w.]+)' and '([\w.]+)'", compare),
    (r"ZeroDivisionError: ", by_zero),
    (_V + r"invalid literal for int\(\) with base 10: ['\"](.*)['\"]", whole_number),
    (_V + r"cannot convert float NaN to integer", int_of_nan),
    (_T + r"(int|float)\(\) argument must be .*, not '([\w.]+)'", number_of),
    (r"RecursionError: maximum recursion depth", endless),
)
