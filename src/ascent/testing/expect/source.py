"""What the text of the learner's file does, read from its syntax tree.

Names are followed through `import ... as`, assignments and `from ... import`, and
functions of the file through the functions that call them. Code that hides what it does
(`exec`, `eval`, `__import__`, `getattr` with a computed name) fails a prohibition.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from ascent.testing.api import Failed
from ascent.testing.expect.syntax import File

_LOOPS = (
    ast.For,
    ast.While,
    ast.AsyncFor,
    ast.ListComp,
    ast.SetComp,
    ast.DictComp,
    ast.GeneratorExp,
)
_LOOPING = {"map", "filter", "functools.reduce", "itertools"}
_LOOPING_NUMPY = ("vectorize", "frompyfunc", "apply_along_axis", "apply_over_axes", "fromiter")
_LOOPING_METHODS = ("apply", "applymap", "iterrows", "itertuples")
_LOOPING_WITH_OWN = ("map", "transform", "agg", "aggregate", "pipe")
_HIDING = ("exec", "eval", "compile", "__import__", "importlib", "runpy", "pkgutil")
_HIDDEN_NAMES = ("globals", "locals", "vars", "__builtins__", "builtins", "sys.modules")


def calls(source: str, function: str) -> None:
    """The source calls `function`, by that name, as an attribute of that name, or under a
    name that it gave to it. A dotted name (`numpy.linalg.solve`) is that function alone."""
    file = File(source)
    for node in file.nodes():
        if isinstance(node, ast.Call):
            full = file.dotted(node.func)
            if full == function or ("." not in function and full.split(".")[-1] == function):
                return
    raise Failed(f"Your code does not call `{function}`. The task asks for it.")


def no_call(source: str, *functions: str, within: str | None = None) -> None:
    """The source mentions none of `functions`: `"sorted"`, `"numpy.linalg.lstsq"`,
    `"numpy.linalg"` for all that is in it, or `".corr"` for a method of that name.

    With `within`, only the function of that name and what it calls in the file count.
    """
    file = File(source)
    for node in file.nodes(within):
        for function in functions:
            if _is(file, node, function):
                raise Failed(
                    f"Your code uses `{function.lstrip('.')}` in line {_line(node)}. "
                    "Here you build what it does yourself."
                )
    _no_hiding(file, within)


def no_loop(source: str, *, within: str | None = None) -> None:
    """The source has no loop: no `for` or `while`, no comprehension, no function that loops
    over Python values for you (`map`, `np.vectorize`, `apply`), no function that calls itself.

    With `within`, only the function of that name and what it calls in the file count.
    """
    file = File(source)
    for node in file.nodes(within):
        if isinstance(node, _LOOPS):
            raise Failed(
                f"Your code has a loop in line {_line(node)}. Here the work is to be done on "
                "whole arrays, without one."
            )
        if name := _loops_inside(file, node):
            raise Failed(
                f"`{name}` in line {_line(node)} is a loop in other words: it calls Python code "
                "once per value. Here the work is to be done on whole arrays."
            )
    for function in file.calling_themselves(within):
        raise Failed(
            f"`{function.name}` in line {function.lineno} calls itself, which is a loop in other "
            "words. Here the work is to be done on whole arrays."
        )
    _no_hiding(file, within)


def no_import(source: str, package: str) -> None:
    """The source does not import `package` or a part of it, nor hides what it imports."""
    file = File(source)
    for node in file.nodes():
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [f"{node.module or ''}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Call) and _is_import(file, node.func):
            names = [str(ast.literal_eval(one)) for one in node.args if _is_text(one)]
        if any(one == package or one.startswith(f"{package}.") for one in names):
            raise Failed(
                f"Your code imports `{package}` in line {_line(node)}. "
                "Here you build it yourself, without that package."
            )
    _no_hiding(file, None)


def _no_hiding(file: File, within: str | None) -> None:
    """Raise Failed where code could do anything under a name that is not there to read."""
    for node, name in _hidden(file, within):
        raise Failed(
            f"Your code uses `{name}` in line {_line(node)}, which can hide what it does. "
            "Write it out: call functions by their names."
        )


def _hidden(file: File, within: str | None) -> Iterator[tuple[ast.AST, str]]:
    for node in file.nodes(within):
        if isinstance(node, ast.Name | ast.Attribute):
            name = _hiding_name(file, node)
        elif isinstance(node, ast.Call):
            name = _computed_getattr(file, node)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            name = next((one for one in _imported(node) if one in (*_HIDING, "builtins")), "")
        else:
            name = ""
        if name:
            yield node, name


def _hiding_name(file: File, node: ast.Name | ast.Attribute) -> str:
    full = file.dotted(node)
    last = full.split(".")[-1]
    if isinstance(node, ast.Name) and node.id in file.assigned and full == node.id:
        return ""
    if full in (*_HIDING, *_HIDDEN_NAMES) or full.startswith(("importlib.", "builtins.")):
        return full
    return last if last in ("__dict__", "__getattribute__", "__builtins__") else ""


def _computed_getattr(file: File, node: ast.Call) -> str:
    """`getattr` with a name that is not there to read."""
    computed = len(node.args) > 1 and not _is_text(node.args[1])
    return "getattr" if computed and file.dotted(node.func) == "getattr" else ""


def _imported(node: ast.Import | ast.ImportFrom) -> list[str]:
    """The packages that an import names."""
    if isinstance(node, ast.ImportFrom):
        return [(node.module or "").split(".")[0]]
    return [alias.name.split(".")[0] for alias in node.names]


def _is_import(file: File, function: ast.expr) -> bool:
    return file.dotted(function) in ("__import__", "importlib.import_module")


def _loops_inside(file: File, node: ast.AST) -> str:
    """The name under which `node` loops over Python values, or nothing."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        own = any(isinstance(one, ast.Lambda) or file.is_function(one) for one in node.args)
        method = node.func.attr
        if method in _LOOPING_METHODS or (own and method in _LOOPING_WITH_OWN):
            return method
    if not isinstance(node, ast.Name | ast.Attribute | ast.Call):
        return ""
    if isinstance(node, ast.Name) and file.defines(node.id):
        return ""
    full = file.dotted(node)
    looping = full in _LOOPING or full.startswith("itertools.")
    return full if looping or full.split(".")[-1] in _LOOPING_NUMPY else ""


def _is(file: File, node: ast.AST, function: str) -> bool:
    """Whether `node` mentions `function`."""
    if isinstance(node, ast.Import | ast.ImportFrom):
        module = getattr(node, "module", None)
        names = [f"{module}.{one.name}" if module else one.name for one in node.names]
        return any(name == function or name.startswith(f"{function}.") for name in names)
    if not isinstance(node, ast.Name | ast.Attribute | ast.Call):
        return False
    full = file.dotted(node)
    if function.startswith("."):
        return isinstance(node, ast.Attribute) and full.endswith(function)
    return full == function or full.startswith(f"{function}.")


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and type(node.value) is str


def _line(node: ast.AST) -> int:
    return int(getattr(node, "lineno", 0))
