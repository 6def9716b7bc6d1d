"""Ids that were published under another name before. The record keeps the old; readers see the new.

The pack knows what was renamed and lies above this layer: whoever reads packs says here where
to ask (`come_from`), and everything about a learner asks at the moment it is read.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

_source: Callable[[], Mapping[str, str]] = dict
_held: ContextVar[Mapping[str, str] | None] = ContextVar("held", default=None)


def come_from(source: Callable[[], Mapping[str, str]]) -> None:
    """Say who knows the present name for each former one."""
    global _source
    _source = source


@contextmanager
def held() -> Iterator[None]:
    """Inside, the names stay those of its beginning.

    For reading a whole log: to ask the pack anew for every row takes longer than the fold does.
    """
    token = _held.set(_source())
    try:
        yield
    finally:
        _held.reset(token)


def renamed() -> Mapping[str, str]:
    """Former name -> present name."""
    names = _held.get()
    return _source() if names is None else names


def present(name: str) -> str:
    """The name of today."""
    return renamed().get(name, name)


def every(name: str) -> list[str]:
    """The name of today and all that it was called before."""
    return [name, *(old for old, new in renamed().items() if new == name)]


def version() -> str:
    """Short, and another one whenever something is renamed; empty when nothing ever was."""
    pairs = sorted(renamed().items())
    return hashlib.sha256(repr(pairs).encode()).hexdigest()[:12] if pairs else ""
