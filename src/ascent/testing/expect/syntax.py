"""A file as a syntax tree whose names are followed to what they stand for."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from ascent.testing.api import Failed

Function = ast.FunctionDef | ast.AsyncFunctionDef


class File:
    """The learner's file: its nodes, its functions, its names. Raises Failed when the text
    is no Python."""

    def __init__(self, source: str) -> None:
        try:
            self.tree = ast.parse(source)
        except SyntaxError as error:
            raise Failed(f"Your code has a syntax error in line {error.lineno}.") from None
        except (ValueError, RecursionError, MemoryError):  # a null byte, a thousand brackets
            raise Failed("Your file cannot be read as Python.") from None
        self._functions: dict[str, Function | ast.ClassDef] = {}
        self._meanings: dict[str, str] = {}
        self.assigned = {
            node.id
            for node in ast.walk(self.tree)
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
        }
        """Names that the file gives to values of its own."""
        for node in ast.walk(self.tree):
            if isinstance(node, Function | ast.ClassDef):
                self._functions.setdefault(node.name, node)
        for node in sorted(ast.walk(self.tree), key=lambda node: getattr(node, "lineno", 0)):
            self._learn(node)

    def nodes(self, within: str | None = None) -> list[ast.AST]:
        """Every node, in order of lines; with `within`, those of that function and of the
        functions of the file that it mentions. Raises Failed when it is not there."""
        if within is None:
            found = list(ast.walk(self.tree))
        else:
            found = [node for name in self._reached(within) for node in self._walk(name)]
        return sorted(found, key=lambda node: getattr(node, "lineno", 0))

    def defines(self, name: str) -> bool:
        """Whether the file has a function or class of that name."""
        return name in self._functions

    def is_function(self, node: ast.AST) -> bool:
        """Whether `node` names a function of this file."""
        return isinstance(node, ast.Name) and self.defines(node.id)

    def dotted(self, node: ast.AST) -> str:
        """What a name stands for, in full: `numpy.linalg.norm` for `LA.norm`. What has
        no name is a question mark: `?.sum` for `(a + b).sum`. Empty for all other nodes."""
        names: list[str] = []
        while True:  # a file may have thousands of dots in a row
            if isinstance(node, ast.Attribute):
                names.append(node.attr)
                node = node.value
            elif isinstance(node, ast.Call) and (name := _read_by_getattr(node)):
                names.append(name)
                node = node.args[0]
            else:
                break
        front = self._meanings.get(node.id, node.id) if isinstance(node, ast.Name) else ""
        return ".".join([front or "?", *reversed(names)]) if names else front

    def calling_themselves(self, within: str | None = None) -> list[Function]:
        """Functions that call themselves, directly or through another function of the file."""
        names = list(self._functions) if within is None else self._reached(within)
        found = [self._functions[name] for name in names]
        return [
            one
            for one in found
            if isinstance(one, Function)
            and any(one.name in self._reached(other) for other in self._mentioned(one.name))
        ]

    def _learn(self, node: ast.AST) -> None:
        """What names mean after an import or `a = b`."""
        if isinstance(node, ast.Import):
            for alias in node.names:
                if alias.asname:
                    self._meanings[alias.asname] = alias.name
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                self._meanings[alias.asname or alias.name] = f"{node.module}.{alias.name}"
        elif isinstance(node, ast.Assign) and (full := self.dotted(node.value)):
            for target in node.targets:
                if isinstance(target, ast.Name):
                    self._meanings[target.id] = full

    def _walk(self, name: str) -> Iterator[ast.AST]:
        return ast.walk(self._functions[name])

    def _mentioned(self, name: str) -> set[str]:
        """The functions of the file that the function `name` mentions."""
        names: set[str] = set()
        for node in self._walk(name):
            if isinstance(node, ast.Name):
                names.add(node.id)
            elif isinstance(node, ast.Attribute):
                names.add(node.attr)
        return names & set(self._functions)

    def _reached(self, name: str) -> list[str]:
        """`name` and every function of the file that it needs."""
        if name not in self._functions:
            raise Failed(f"Your file does not define `{name}`. Define it with exactly this name.")
        reached, to_do = [], [name]
        while to_do:
            one = to_do.pop()
            if one not in reached:
                reached.append(one)
                to_do += sorted(self._mentioned(one))
        return reached


def _read_by_getattr(node: ast.Call) -> str:
    """The attribute that `getattr(thing, "name")` reads; nothing for all other calls."""
    if isinstance(node.func, ast.Name) and node.func.id == "getattr" and len(node.args) > 1:
        name = node.args[1]
        if isinstance(name, ast.Constant) and isinstance(name.value, str):
            return name.value
    return ""
