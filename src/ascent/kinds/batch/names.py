"""Texts that strangers chose (names of files, what their code printed), made fit to be shown."""

from __future__ import annotations

import re

_FORMULA = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]")


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


def cell(value: object) -> str:
    """`value` as a cell of a spreadsheet, which must not take a text for a formula."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return f"{value:g}"
    text = plain(str(value), lines=True)
    return f"'{text}" if _FORMULA.match(text) or text[:1] in ("\t", "\n") else text
