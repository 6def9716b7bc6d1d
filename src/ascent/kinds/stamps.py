"""What a kept verdict or proof depends on besides content: the engine's code that decides it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import ascent

HOME = Path(ascent.__file__).resolve().parent


@cache
def code_of(*patterns: str) -> str:
    """A sum that changes with the version of Ascent and with every file that fits a pattern.

    The patterns are relative to the package `ascent`; a folder stands for all modules in it.
    Tests do not count.
    """
    total = hashlib.sha256(ascent.__version__.encode())
    for path in sorted({path for pattern in patterns for path in _modules(pattern)}):
        total.update(f"\0{path.relative_to(HOME).as_posix()}\0".encode())
        total.update(path.read_bytes())
    return total.hexdigest()


def _modules(pattern: str) -> Iterator[Path]:
    for found in HOME.glob(pattern):
        for path in found.rglob("*.py") if found.is_dir() else (found,):
            if "tests" not in path.parts:
                yield path
