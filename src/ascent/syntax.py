"""Reading Python as a syntax tree, one thread at a time.

Before Python 3.12 two threads that build deep trees at once can trip over a counter that they
share: one of them gets a SystemError for code that is fine (CPython issue 106905).
"""

from __future__ import annotations

import ast
import threading

alone = threading.Lock()
"""Held while a tree is built."""


def parse(code: str) -> ast.Module:
    """The tree of `code`. Raises SyntaxError, ValueError, RecursionError and MemoryError."""
    with alone:
        return ast.parse(code)
