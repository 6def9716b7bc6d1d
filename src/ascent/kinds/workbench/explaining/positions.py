"""Sentences on counting: positions past the end, loops over a number, names to unpack into."""

from __future__ import annotations

import ast
import re

from ascent.kinds.workbench.explaining.calls import kind_of
from ascent.kinds.workbench.explaining.crash import Crash, Rule
from ascent.kinds.workbench.explaining.wording import count, tick


def past_end(crash: Crash, found: re.Match[str]) -> str:
    """A position behind the last one."""
    kind = "list" if found[1].startswith("list") else found[1]
    node = crash.node(ast.Subscript)
    name, place = (crash.text(node.value), crash.text(node.slice)) if node else ("", "")
    what = f"position {tick(place)} of {tick(name)}" if node else f"a position of a {kind}"
    return (
        f"{crash.subject} asks for {what}, and there is none. Positions begin at 0, so the last "
        f"one is the length minus 1; {tick(f'len({name})' if name else 'len(…)')} shows the length."
    )


def past_array(crash: Crash, found: re.Match[str]) -> str:
    """The same in an array, which says its size."""
    size = int(found[2])
    last = f"The positions go from 0 to {size - 1}." if size else "It is empty."
    asked = f"{crash.subject} asks for position {found[1]} of an array"
    return f"{asked} with {count(size, 'value')} in that direction. {last}"


def past_table(crash: Crash, found: re.Match[str]) -> str:
    """`.iloc` behind the last row."""
    return (
        f"{crash.subject} asks `.iloc` for a position that the table does not have. Positions "
        "begin at 0 and end one before the number of rows, which `len(…)` shows."
    )


def axes(crash: Crash, found: re.Match[str]) -> str:
    """More positions than dimensions."""
    return (
        f"{crash.subject} gives {count(found[2], 'position')} for an array that has "
        f"{count(found[1], 'dimension')}. Print its `.shape` and give one position for each."
    )


def pop_empty(crash: Crash, found: re.Match[str]) -> str:
    """Taking from an empty list."""
    return (
        f"{crash.subject} takes a value from a list that is empty. "
        "Check its length before you take one."
    )


def bad_index(crash: Crash, found: re.Match[str]) -> str:
    """A list asked by something else than a position."""
    kind, given = found[1], found[2]
    if given == "str":
        return (
            f"{crash.subject} asks a {kind} by a name, and a {kind} knows positions only: 0, 1, 2. "
            "Names belong to dictionaries and tables; check what the variable holds."
        )
    if given == "tuple":
        return (
            f"{crash.subject} asks a {kind} by two positions with a comma between them, as arrays "
            "allow. For lists inside lists write two pairs of brackets: `rows[0][1]`."
        )
    return (
        f"{crash.subject} asks a {kind} by {kind_of(given)} where a whole number belongs. "
        "Turn a result of `/` into a whole number with `int(…)`, or divide with `//`."
    )


def bad_array_index(crash: Crash, found: re.Match[str]) -> str:
    """An array asked by a decimal number or a text."""
    return (
        f"{crash.subject} asks an array by something that is no position. Positions are whole "
        "numbers: turn a decimal number into one with `int(…)`; names belong to tables."
    )


def scalar_index(crash: Crash, found: re.Match[str]) -> str:
    """A single number asked for a part."""
    return (
        f"{crash.subject} picks a part of a single number, which has none. "
        "Look at the line that gave the variable this value: it may hold one result, not many."
    )


def not_iterable(crash: Crash, found: re.Match[str]) -> str:
    """A loop over a single number."""
    if found[1] not in ("int", "float"):
        return ""
    if re.match(r"\s*for\b", crash.source):
        return (
            f"{crash.subject} loops over a single number. To count so many times, write `range(…)` "
            "around it; to go through values, loop over the list that holds them."
        )
    return (
        f"{crash.subject} gives a single number where many values are expected. "
        "Put the values in a list: square brackets, commas between them."
    )


def as_integer(crash: Crash, found: re.Match[str]) -> str:
    """range() of a decimal number or a list."""
    if found[1] in ("list", "tuple"):
        return (
            f"{crash.subject} needs a whole number and gets {kind_of(found[1])}. "
            "Use its length, `len(…)`, or loop over it without `range`."
        )
    return (
        f"{crash.subject} needs a whole number and gets {kind_of(found[1])}. "
        "Turn it into one with `int(…)`; `//` divides into whole numbers."
    )


def no_length(crash: Crash, found: re.Match[str]) -> str:
    """len() of a number."""
    return (
        f"{crash.subject} asks for the length of {kind_of(found[1])}, which has none. "
        "`len` counts the values of a list, a text or a table: check what the variable holds."
    )


def unpack_many(crash: Crash, found: re.Match[str]) -> str:
    """More values than names."""
    split = "train_test_split" in crash.source
    more = " `train_test_split` gives two parts for each thing that it splits." if split else ""
    return (
        f"{crash.subject} has {count(found[1], 'name')} to the left of `=` and more values to the "
        f"right. Write one name for each value.{more}"
    )


def unpack_few(crash: Crash, found: re.Match[str]) -> str:
    """Fewer values than names."""
    return (
        f"{crash.subject} has {count(found[1], 'name')} to the left of `=` and "
        f"{count(found[2], 'value')} to the right. Write one name for each value."
    )


def fixed(crash: Crash, found: re.Match[str]) -> str:
    """A change to something that cannot change."""
    return (
        f"{crash.subject} changes a part of {kind_of(found[1])}, and that cannot be changed once "
        "made. Make a new one, or use a list, in square brackets, from the beginning."
    )


def changeable_key(crash: Crash, found: re.Match[str]) -> str:
    """A list as a key."""
    return (
        f"{crash.subject} uses {kind_of(found[1])} as a key of a dictionary or a member of a set, "
        "and what can change cannot be one. Use a text, a number or a tuple, in round brackets."
    )


_T, _V, _X = "TypeError: ", "ValueError: ", "IndexError: "
RULES: tuple[Rule, ...] = (
    (_X + r"(list(?: assignment)?|string|tuple) index out of range", past_end),
    (_X + r"index (-?\d+) is out of bounds for axis \d+ with size (\d+)", past_array),
    (_X + r"single positional indexer is out-of-bounds", past_table),
    (_X + r"too many indices for array: array is (\d+)-dimensional, but (\d+)", axes),
    (_X + r"pop from empty list", pop_empty),
    (_T + r"(list|tuple|string) indices must be integers.*, not '?(\w+)'?", bad_index),
    (_X + r"only integers, slices", bad_array_index),
    (_X + r"invalid index to scalar", scalar_index),
    (_T + r"'(\w+)' object is not iterable", not_iterable),
    (_T + r"cannot unpack non-iterable (int|float) object", not_iterable),
    (_T + r"'([\w.]+)' object cannot be interpreted as an integer", as_integer),
    (_T + r"object of type '([\w.]+)' has no len", no_length),
    (_V + r"too many values to unpack \(expected (\d+)", unpack_many),
    (_V + r"not enough values to unpack \(expected (\d+), got (\d+)\)", unpack_few),
    (_T + r"unhashable type: '(list|dict|set)'", changeable_key),
    (_T + r"'(tuple|str)' object does not support item assignment", fixed),
)
