"""Parts of sentences, and the name that a misspelled one was meant to be."""

from __future__ import annotations

import builtins
import difflib
import keyword
from collections.abc import Iterable, Sequence

_LONGEST = 60
BUILTINS = [name for name in dir(builtins) if not name.startswith("_")]
WORDS = keyword.kwlist


def near(word: str, names: Iterable[str]) -> str:
    """The name that `word` was probably meant to be, or ""."""
    others = sorted({name for name in names if name != word})
    for name in others:
        if name.lower() == word.lower():
            return name
    for name in others:
        if len(word) > 2 and sorted(name) == sorted(word):
            return name
    return next(iter(difflib.get_close_matches(word, others, 1, 0.7)), "")


def tick(text: str) -> str:
    """A piece of code for inline Markdown, on one line and not too long."""
    text = " ".join(text.split())
    text = text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
    return f"`` {text} ``" if "`" in text else f"`{text}`"


def several(items: Sequence[str], last: str = "and") -> str:
    """`a, b and c`."""
    return f" {last} ".join(filter(None, (", ".join(items[:-1]), items[-1]))) if items else ""


def count(number: int | str, thing: str) -> str:
    """`1 value`, `2 values`, `no values`."""
    number = int(number)
    return f"{number or 'no'} {thing}{'' if number == 1 else 's'}"
