"""Sentences on None where a value was meant: what changes in place, what forgets to return."""

from __future__ import annotations

import ast
import re

from ascent.kinds.workbench.explaining.crash import Crash, Rule
from ascent.kinds.workbench.explaining.tree import functions
from ascent.kinds.workbench.explaining.wording import tick

_IN_PLACE = "append extend insert remove reverse sort clear update add discard shuffle"


def from_none(crash: Crash, found: re.Match[str]) -> str:
    """Something is None; says which line made it so, when the code shows it."""
    for name, call in suspects(crash):
        told = gives_none(crash, name, call)
        if told:
            return told
    return (
        f"A value {crash.here} is `None`, Python's word for no value. It comes from a function "
        "without `return`, or from a method that changes a thing in place and gives nothing back: "
        "look where the value was made."
    )


def suspects(crash: Crash) -> list[tuple[str, ast.Call]]:
    """Calls whose result the failing line uses: under a name that it reads, or on the spot."""
    line = crash.line or 0
    kept: dict[str, ast.Call] = {}
    for node in ast.walk(crash.tree):
        if isinstance(node, ast.Assign) and node.lineno < line:
            for target in node.targets:
                if isinstance(target, ast.Name):
                    kept.pop(target.id, None)
                    if isinstance(node.value, ast.Call):
                        kept[target.id] = node.value
    unused = {id(n.value) for n in ast.walk(crash.tree) if isinstance(n, ast.Expr)}
    here = [n for n in ast.walk(crash.tree) if getattr(n, "lineno", 0) == line]
    names = [n.id for n in here if isinstance(n, ast.Name) and n.id in kept]
    calls = [("", n) for n in here if isinstance(n, ast.Call) and id(n) not in unused]
    return [*((name, kept[name]) for name in names), *calls]


def gives_none(crash: Crash, name: str, call: ast.Call) -> str:
    """Why `call` gives None, or "" when nothing in the code says that it does."""
    where = f"Line {call.lineno} {f'keeps in {tick(name)}' if name else 'goes on with'}"
    if isinstance(call.func, ast.Attribute):
        owner = crash.text(call.func.value)
        if any(k.arg == "inplace" and crash.text(k.value) == "True" for k in call.keywords):
            return (
                f"{where} what `.{call.func.attr}(…)` gives back, and with `inplace=True` that is "
                "`None`. Leave `inplace=True` out and keep the result, or keep no result."
            )
        if call.func.attr in _IN_PLACE.split():
            thing = crash.text(call.args[0]) if call.func.attr == "shuffle" and call.args else owner
            return (
                f"{where} what `.{call.func.attr}(…)` gives back. That is `None`: the method "
                f"changes {tick(thing)} itself. Call it on a line of its own."
            )
    if isinstance(call.func, ast.Name):
        made = functions(crash.tree).get(call.func.id)
        if made and made.name != "__init__" and not returns(made):
            return (
                f"{where} what `{call.func.id}(…)` gives back. That is `None`: the function, which "
                f"begins in line {made.lineno}, has no `return` with a value."
            )
        if call.func.id == "print":
            return (
                f"{where} what `print(…)` gives back. That is `None`: print shows a value and "
                "keeps nothing. Work with the value first, then print it."
            )
    return ""


def returns(made: ast.FunctionDef) -> bool:
    """Whether a function gives a value somewhere."""
    kinds = (ast.Return, ast.Yield, ast.YieldFrom)
    return any(isinstance(n, kinds) and n.value is not None for n in ast.walk(made))


RULES: tuple[Rule, ...] = (
    (r"AttributeError: 'NoneType' object has no attribute", from_none),
    (r"TypeError: 'NoneType' object (is|does|cannot)", from_none),
    (r"TypeError: object of type 'NoneType'", from_none),
    (r"TypeError: cannot unpack non-iterable NoneType", from_none),
    (r"TypeError: argument of type 'NoneType'", from_none),
    (r"TypeError: unsupported operand .*'NoneType'", from_none),
    (r"TypeError: '[<>=]+' not supported .*'NoneType'", from_none),
    (r"TypeError: (int|float)\(\) argument .*'NoneType'", from_none),
    (r'TypeError: can only concatenate \w+ \(not "NoneType"\)', from_none),
)
