"""The code as a tree: what it gives names, defines and imports."""

from __future__ import annotations

import ast
from dataclasses import dataclass

from ascent import syntax


def tree_of(code: str) -> ast.Module:
    """`code` as a tree; an empty one where it is no Python."""
    try:
        return syntax.parse(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ast.Module([], [])


@dataclass(frozen=True)
class Binding:
    """A line that gives a name a value. `scope` is the function or class, "" for the file."""

    name: str
    line: int
    scope: str = ""


def bindings(node: ast.AST, scope: str = "") -> list[Binding]:
    """Everything that the code gives a name, in its order; without loops inside brackets."""
    found = []
    for child in ast.iter_child_nodes(node):
        inner = scope
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            found.append(Binding(child.name, child.lineno, scope))
            inner = f"class {child.name}" if isinstance(child, ast.ClassDef) else child.name
        elif isinstance(child, ast.arg):
            found.append(Binding(child.arg, child.lineno, scope))
        elif isinstance(child, ast.Name) and isinstance(child.ctx, ast.Store):
            found.append(Binding(child.id, child.lineno, scope))
        elif isinstance(child, ast.alias):
            name = child.asname or child.name.partition(".")[0]
            found.append(Binding(name, child.lineno, scope))
        if not isinstance(child, ast.comprehension | ast.Lambda):
            found += bindings(child, inner)
    return found


def functions(tree: ast.AST) -> dict[str, ast.FunctionDef]:
    """The functions that the code defines; under the name of a class its `__init__`."""
    found = {n.name: n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)}
    for owner in (n for n in ast.walk(tree) if isinstance(n, ast.ClassDef)):
        for part in owner.body:
            if isinstance(part, ast.FunctionDef) and part.name == "__init__":
                found[owner.name] = part
    return found


def imported(tree: ast.AST) -> dict[str, str]:
    """The name in the code of each module that `import` brings."""
    found = [n for n in ast.walk(tree) if isinstance(n, ast.Import)]
    return {a.name: a.asname or a.name for n in found for a in n.names}
