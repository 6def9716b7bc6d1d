"""Imports the packages of a kit before the learner's clock starts."""

from __future__ import annotations

import ast
import contextlib
import importlib
import sys
from collections.abc import Iterable, Iterator
from itertools import chain, islice


def load(names: Iterable[str]) -> None:
    """Import these modules from the kit. What cannot be imported is left to the code itself,
    which then says so in its own line."""
    for name in names:
        parent, _, last = name.rpartition(".")
        with contextlib.suppress(BaseException):
            if not hasattr(sys.modules.get(parent), last):  # a function is no module to look for
                importlib.import_module(name)


MOST, LONGEST = 500, 200  # modules that are imported ahead, and letters of one's name


def named(code: str) -> Iterator[str]:
    """The modules of packages that `code` imports: `a.b` of `import a.b`; of `from a import b`
    both `a` and `a.b`, which may be a module too. Private ones and Python's own are left out;
    of what cannot be read, there are none. Code may name more, or longer ones: it imports them
    itself."""
    short = (name for name in _named(code) if len(name) <= LONGEST)
    return islice(short, MOST)


def _named(code: str) -> Iterator[str]:
    try:
        nodes = list(ast.walk(ast.parse(code)))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from filter(_is_packages, (alias.name for alias in node.names))
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            module = node.module[: LONGEST + 1]  # each name is that long, and there may be many
            names = (f"{module}.{alias.name}" for alias in node.names)
            yield from filter(_is_packages, chain([module], names))


def _is_packages(name: str) -> bool:
    parts = name.split(".")
    private = any(part.startswith("_") or part == "*" for part in parts)
    return not private and parts[0] not in sys.stdlib_module_names
