"""Texts that strangers chose, made fit for the cells of a spreadsheet."""

from __future__ import annotations

import re

from ascent.printable import plain

_FORMULA = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]")


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
