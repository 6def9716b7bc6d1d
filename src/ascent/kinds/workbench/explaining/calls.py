"""Sentences on calls: what is no function, too few values or too many, the wrong brackets."""

from __future__ import annotations

import ast
import re

from ascent.kinds.workbench.explaining.crash import Crash, Rule
from ascent.kinds.workbench.explaining.tree import bindings, functions
from ascent.kinds.workbench.explaining.wording import BUILTINS, count, near, several, tick

_KINDS = {
    "int": "a whole number",
    "float": "a decimal number",
    "complex": "a number",
    "bool": "True or False",
    "str": "a text",
    "list": "a list",
    "tuple": "a tuple",
    "dict": "a dictionary",
    "set": "a set",
    "DataFrame": "a table",
    "Series": "a column of a table",
    "Index": "a list of labels",
    "ndarray": "an array",
    "module": "a module",
    "float64": "a decimal number",
    "int64": "a whole number",
    "function": "a function",
    "method": "a method",
}
_NUMBERS = ("int", "float", "complex", "bool", "float64", "int64")
_PARAMETERS = (
    "max_depth n_estimators random_state test_size train_size n_neighbors n_clusters max_iter "
    "learning_rate min_samples_leaf min_samples_split n_components shuffle stratify scoring "
    "fit_intercept alpha cv columns index inplace axis ascending by sep header names usecols "
    "index_col drop_first color label title alpha figsize bins marker linewidth end"
)


def kind_of(name: str) -> str:
    """A kind of value in words."""
    return _KINDS.get(name.rpartition(".")[2], f"a {tick(name.rpartition('.')[2])}")


def not_callable(crash: Crash, found: re.Match[str]) -> str:
    """Round brackets behind a value."""
    kind = found[1].rpartition(".")[2]
    call = crash.node(ast.Call)
    func = call.func if call else None
    name = crash.text(func) if func else ""
    thing = f"{tick(name) if name else 'What stands before the round brackets'} {crash.here}"
    if isinstance(func, ast.Name) and func.id in BUILTINS:
        bound = [b.line for b in bindings(crash.tree) if b.name == func.id]
        if bound:
            return (
                f"Line {bound[0]} gives the name {tick(name)} to {kind_of(kind)}, which hides "
                f"Python's own {tick(name + '()')}. Choose another name in line {bound[0]}."
            )
    if isinstance(func, ast.Tuple | ast.List):
        return (
            f"{thing} has round brackets right behind it, so Python tries to call it. "
            "A comma between the two is probably missing."
        )
    said = f"{thing} is {kind_of(kind)}, and round brackets behind it ask Python to call it."
    if isinstance(func, ast.Attribute) and kind != "module":
        return f"{said} It is a value, not a method: leave the round brackets out."
    if kind == "module":
        return f"{said} Name the function in it: {tick(f'{name or kind}.function(…)')}."
    if kind in _NUMBERS:
        return f"{said} To multiply, write `*` between them; to call a function, check the name."
    return f"{said} To look something up in it, use square brackets."


def not_subscriptable(crash: Crash, found: re.Match[str]) -> str:
    """Square brackets behind a function or a number."""
    kind = (found[1] or found[2]).rpartition(".")[2]
    node = crash.node(ast.Subscript)
    name = crash.text(node.value) if node else ""
    thing = f"{tick(name) if name else 'What stands before the square brackets'} {crash.here}"
    if kind in _NUMBERS and found[1]:
        return (
            f"{thing} is a number, and a number has no parts to pick with square brackets. "
            "Look at the line that gave it this value."
        )
    if not found[2] and not re.search(r"function|method|Dispatcher|ufunc|type", kind):
        return ""
    own = f"{name}({crash.text(node.slice)})" if node and name else "name(…)"
    return (
        f"{thing} is a function, and a function is called with round brackets. "
        f"Write {tick(own)} in place of the square ones."
    )


def plain_name(qualified: str) -> tuple[str, bool]:
    """The name that the learner calls, and whether Python counts `self` among its values."""
    owner, _, name = qualified.rpartition(".")
    owner = owner.rpartition(".")[2]
    bound = bool(owner) and owner != "<locals>"
    return (owner, True) if name == "__init__" else (name, bound)


def too_many(crash: Crash, found: re.Match[str]) -> str:
    """More values than the function takes."""
    name, bound = plain_name(found[1])
    least, most, given = (int(n) if n else None for n in found.groups()[1:])
    if bound and most == 0:
        return (
            f"The method `{name}` is called {crash.here} and defined without `self`. Python hands "
            f"every method its own object first: write `def {name}(self)`."
        )
    self_too = 1 if bound else 0
    wanted = str((most or 0) - self_too)
    wanted = f"{(least or 0) - self_too} to {wanted}" if least is not None else wanted
    return numbers(crash, name, (given or 0) - self_too, wanted)


def numbers(crash: Crash, name: str, given: int, wanted: str) -> str:
    """So many given, so many wanted."""
    made = functions(crash.tree).get(name)
    place = f" (defined in line {made.lineno})" if made else ""
    caller = f"The call {crash.here}" if crash.line else "A call"
    values = count(given, "value")
    if made and not crash.line:
        return (
            f"{caller} gives {tick(name)} {values}, and {tick(name)}{place} takes "
            f"{wanted if wanted != '0' else 'none'}. Its parameters stand in the brackets of line "
            f"{made.lineno}: compare them with what the task asks for."
        )
    if wanted == "0":
        return (
            f"{caller} gives {tick(name)} {values}, and {tick(name)}{place} takes none. "
            "Leave the brackets of the call empty, or name parameters behind `def`."
        )
    return (
        f"{caller} gives {tick(name)} {values}, and {tick(name)}{place} takes {wanted}. "
        "Compare what stands in the brackets with what the function asks for."
    )


def too_few(crash: Crash, found: re.Match[str]) -> str:
    """Values that the call does not give."""
    name, bound = plain_name(found[1])
    lacking = re.findall(r"'(\w+)'", found[2])
    made = functions(crash.tree).get(name)
    names = several([tick(n) for n in lacking])
    caller = f"The call {crash.here}" if crash.line else "A call"
    if made:
        arguments = made.args
        known = [*arguments.posonlyargs, *arguments.args]
        wanted = len(known) - len(arguments.defaults) - (1 if bound else 0)
        wanted += sum(default is None for default in arguments.kw_defaults)
        given = max(wanted - len(lacking), 0)
        return (
            f"{caller} gives {tick(name)} {count(given, 'value')}, and {tick(name)} (defined in "
            f"line {made.lineno}) needs {wanted}. Missing: {names}."
        )
    return (
        f"{caller} gives {tick(name)} too few values: {names} "
        f"{'is' if len(lacking) == 1 else 'are'} missing. Add what it asks for in the brackets."
    )


def of_python(crash: Crash, found: re.Match[str]) -> str:
    """A number of values that a function of Python itself does not take."""
    name, _ = plain_name(found[1])
    wanted = {"exactly one": "1", "no": "0"}.get(found[2], found[2].removeprefix("exactly "))
    return numbers(crash, name, int(found[3]), wanted)


def keyword(crash: Crash, found: re.Match[str]) -> str:
    """A parameter that does not exist."""
    name, _ = plain_name(found[1])
    return wrong_keyword(crash, name, found[2])


def keyword_of_python(crash: Crash, found: re.Match[str]) -> str:
    """The same in Python's own functions."""
    return wrong_keyword(crash, found[2], found[1])


def wrong_keyword(crash: Crash, name: str, word: str) -> str:
    """A parameter that does not exist, and the nearest one that may."""
    made = functions(crash.tree).get(name)
    own = (
        [a.arg for a in ast.walk(made.args) if isinstance(a, ast.arg)]
        if made
        else _PARAMETERS.split()
    )
    own = [arg for arg in own if arg != "self"]
    meant = near(word, own)
    said = f"{tick(name)} has no parameter {tick(word)} {crash.here}."
    if meant:
        return f"{said} The nearest name is {tick(meant)}: check the spelling."
    if made:
        takes = several([tick(arg) for arg in own]) or "none"
        return f"{said} Its parameters, in line {made.lineno}: {takes}."
    return f"{said} Check the spelling, and which brackets the word stands in."


def twice(crash: Crash, found: re.Match[str]) -> str:
    """A parameter given by place and by name."""
    name, _ = plain_name(found[1])
    return (
        f"The call of {tick(name)} {crash.here} gives {tick(found[2])} two values: one by its "
        "place in the brackets, one by name. Keep one of them."
    )


_T = "TypeError: "
_SO_MANY = r"exactly \w+|at most \d+|at least \d+"
RULES: tuple[Rule, ...] = (
    (_T + r"'([\w.]+)' object is not callable", not_callable),
    (_T + r"(?:'([\w.]+)' object|type '(\w+)') is not subscriptable", not_subscriptable),
    (
        _T + r"([\w.<>]+)\(\) takes (?:from (\d+) to )?(\d+) positional arguments? but (\d+) w",
        too_many,
    ),
    (_T + r"([\w.<>]+)\(\) missing \d+ required .*?arguments?: (.*)", too_few),
    (_T + rf"([\w.]+)\(\) takes ({_SO_MANY}|no) .*\((\d+) given", of_python),
    (_T + rf"(\w+) expected ({_SO_MANY}|\d+) arguments?, got (\d+)", of_python),
    (_T + r"([\w.<>]+)\(\) got an unexpected keyword argument '(\w+)'", keyword),
    (_T + r"'(\w+)' is an invalid keyword argument for (\w+)", keyword_of_python),
    (_T + r"([\w.<>]+)\(\) got multiple values for argument '(\w+)'", twice),
)
