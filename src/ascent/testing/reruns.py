"""The learner's file run again with other values at its top.

A file that has the answer typed in, and not computed, looks right until its inputs are
others. `learner.again` changes the lines that set them and runs the file beside itself.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ascent.testing.api import Failed
from ascent.testing.handles import Handle, Link, kind_of

_DRIVER = """
import contextlib, datetime, io

BUILTINS = (bool, int, float, complex, str, bytes, list, tuple, dict, set, type(None))


def plain(value):
    if type(value).__module__ == "numpy" and getattr(value, "ndim", 1) == 0:
        return value.item()
    if type(value) in (list, tuple):
        return type(value)(plain(item) for item in value)
    if type(value) is dict:
        return {key: plain(item) for key, item in value.items()}
    return value if type(value) in BUILTINS else {"no plain data": type(value).__name__}


def run():
    scope = {"__name__": "__main__", "__file__": learner.__file__}
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(source, learner.__file__, "exec"), scope)
    return {name: plain(scope[name]) for name in names if name in scope}, printed.getvalue()


result = run()
"""


@dataclass(frozen=True, slots=True)
class Thing:
    """Stands for a value that is no plain data, such as a function. It equals nothing else."""

    kind: str
    """The name of its class."""

    def __repr__(self) -> str:
        return f"an object of class {self.kind}"


class Again(dict[str, Any]):
    """What a second run of the learner's file gave: value by name.

    A name that the file did not set gives None. NumPy numbers arrive as Python's. What is
    no builtin (an array, a model, a function, a generator) arrives as a Thing with its `kind`.
    """

    stdout: str = ""
    """What it printed."""

    def __missing__(self, name: str) -> None:
        return None


def with_values(source: str, values: Mapping[str, object]) -> str:
    """The text of a file with other values in the first lines at its top level that set
    these names. All lines keep their numbers. Raises Failed when such a line is gone."""
    left = dict(values)
    changes: list[tuple[ast.expr, str]] = []
    for node in _parsed(source).body:
        if isinstance(node, ast.Assign):
            target, value = node.targets[0], node.value
        elif isinstance(node, ast.AnnAssign) and node.value is not None:
            target, value = node.target, node.value
        else:
            continue
        if isinstance(target, ast.Name) and target.id in left:
            changes.append((value, repr(left.pop(target.id))))
    if left:
        raise Failed(
            f"The line that sets {next(iter(left))} is gone. Put it back at the top of your file."
        )
    for value, text in reversed(changes):
        source = _replaced(source, value, text)
    return source


def _parsed(source: str) -> ast.Module:
    try:
        return ast.parse(source)
    except SyntaxError as error:
        raise Failed(f"Your code has a syntax error in line {error.lineno}.") from None
    except (ValueError, RecursionError, MemoryError):  # a null byte, a thousand brackets
        raise Failed("Your file cannot be read as Python.") from None


def _replaced(source: str, node: ast.expr, text: str) -> str:
    """`source` with `text` where `node` stands; the lines behind it stay where they are."""
    lines = source.encode().splitlines(keepends=True)  # columns are counted in bytes
    first, last = node.lineno - 1, (node.end_lineno or node.lineno) - 1
    before = lines[first][: node.col_offset]
    after = lines[last][node.end_col_offset or 0 :]
    inside = b"(" + text.encode() + b"\n" * (last - first) + b")"
    return b"".join([*lines[:first], before, inside, after, *lines[last + 1 :]]).decode()


def again(link: Link, source: str, names: list[str]) -> Again:
    """Run `source` in a new namespace of the learner process; what it gives to `names`."""
    call = "Your file, run again with other values,"
    reply = link.ask(call, "drive", code=_DRIVER, inputs={"source": source, "names": names})
    value = link.result(reply, "the second run of your file")
    if type(value) is not tuple or list(map(type, value)) != [dict, str]:
        raise Failed("What your file gives cannot be read.")
    found = Again({name: _thing(one) for name, one in value[0].items()})
    found.stdout = value[1]
    return found


def _thing(value: Any) -> Any:
    """The value with a Thing wherever something is no plain data."""
    if type(value) is Handle:
        return Thing(kind_of(value))
    if type(value) is dict and len(value) == 1 and type(value.get("no plain data")) is str:
        return Thing(value["no plain data"])
    if type(value) is dict:
        return {key: _thing(item) for key, item in value.items()}
    if type(value) in (list, tuple):
        return type(value)(_thing(item) for item in value)
    return value
