"""The same program written otherwise: another layout, other names for local variables."""

from __future__ import annotations

import ast
import io
import tokenize
from collections.abc import Iterator

from ascent import syntax

Scope = ast.FunctionDef | ast.AsyncFunctionDef
_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)


def rewritten(code: str) -> str:
    """`code` laid out anew, its comments at the end, with local variables renamed.

    Names that anyone outside a function could see stay: parameters, globals, attributes.
    Raises SyntaxError.
    """
    tree = syntax.parse(code)
    for node in ast.walk(tree):
        if isinstance(node, Scope):
            names = _locals(node)
            for name in ast.walk(node):
                if isinstance(name, ast.Name) and name.id in names:
                    name.id = f"{name.id}_here"
    return "\n".join([ast.unparse(tree), *_comments(code)]) + "\n"


def _comments(code: str) -> list[str]:
    """The comments, which some checks read."""
    tokens = tokenize.generate_tokens(io.StringIO(code).readline)
    return [token.string for token in tokens if token.type == tokenize.COMMENT]


def _locals(function: Scope) -> set[str]:
    """The names that a function alone binds and sees, where that can be told at a glance."""
    inner = [node for node in ast.walk(function) if isinstance(node, _SCOPES)]
    if len(inner) > 1 or _names(function) & {"locals", "eval", "exec", "vars"}:
        return set()
    parameters = {argument.arg for argument in _arguments(function.args)}
    shared = {
        name
        for node in ast.walk(function)
        if isinstance(node, ast.Global | ast.Nonlocal)
        for name in node.names
    }
    return _names(function, ast.Store) - parameters - shared


def _names(function: Scope, context: type[ast.expr_context] = ast.expr_context) -> set[str]:
    return {
        node.id
        for statement in function.body
        for node in ast.walk(statement)
        if isinstance(node, ast.Name) and isinstance(node.ctx, context)
    }


def _arguments(arguments: ast.arguments) -> Iterator[ast.arg]:
    yield from (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)
    yield from (one for one in (arguments.vararg, arguments.kwarg) if one is not None)
