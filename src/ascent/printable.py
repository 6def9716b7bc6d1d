"""Texts that strangers chose (names of files, what their code printed), made fit to be shown."""

from __future__ import annotations

import json
import re

_IN_JSON = re.compile(r"[^\n -~]")


def plain(text: str, *, lines: bool = False) -> str:
    """`text` with everything that a terminal or a reader could take for something else escaped.

    Control characters, marks that turn the direction of writing, and bytes that are no UTF-8
    appear as escapes, and a backslash as two, so that two names never look the same. With
    `lines`, line breaks and tabs stay.
    """
    kept = "\n\t" if lines else ""
    return "".join(
        "\\\\" if c == "\\" and not lines else c if c.isprintable() or c in kept else _escaped(c)
        for c in text
    )


def _escaped(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")


def plain_json(text: str) -> str:
    """A JSON document that says the same and commands no terminal: whatever cannot be printed
    stands in it as JSON's own escape, since outside of its texts there is nothing like it."""
    return _IN_JSON.sub(lambda found: _in_json(found[0]), text)


def _in_json(character: str) -> str:
    return character if character.isprintable() else json.dumps(character)[1:-1]
