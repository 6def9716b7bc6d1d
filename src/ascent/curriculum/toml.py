"""TOML with the line of every key, so that a complaint can point at the place.

`tomllib` reads the values; the lines are found by a second walk over the text, done only when
somebody asks for a line (a pack without problems never pays for it).
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

Loc = tuple[str | int, ...]

_TOKEN = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}'
    r"|'''.*?'{3,5}"
    r'|"(?:\\.|[^"\\\n])*"'
    r"|'[^'\n]*'"
    r"|\#[^\n]*"
    r"|[\[\]{}=,\n]"
    r"|[A-Za-z0-9_\-.+:]+",
    re.DOTALL,
)


class TomlError(ValueError):
    """The text is not TOML. `line` counts from 1; 0 when the parser gives none."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


@dataclass(frozen=True)
class Toml:
    """A parsed TOML document: its values, and where each of them stands."""

    text: str
    values: Mapping[str, Any]

    @cached_property
    def _lines(self) -> dict[Loc, int]:
        return _Walk(self.text).lines

    def line(self, loc: Sequence[str | int]) -> int:
        """The line of the key at `loc`, else of the nearest thing around it that has a line.

        Parts that the file does not have (a missing key, a tag of a union) are stepped over.
        """
        found: Loc = ()
        for part in loc:
            if (*found, part) in self._lines:
                found = (*found, part)
        return self._lines.get(found, 1)


def parse(text: str) -> Toml:
    """Read TOML. Raises TomlError with the line where reading stopped."""
    try:
        return Toml(text, tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        line = int(found[1]) if found else text.count("\n") + 1
        reason = re.sub(r"\s*\(at .*\)$", "", str(error))
        raise TomlError(reason, line) from None


class _Walk:
    """One pass over a valid TOML text that notes on which line each key and item begins."""

    def __init__(self, text: str) -> None:
        self.lines: dict[Loc, int] = {}
        self._breaks = [m.start() for m in re.finditer("\n", text)]
        self._tokens = list(self._without_comments(text))
        self._at = 0
        self._items: dict[Loc, int] = {}
        self._walk()

    def _without_comments(self, text: str) -> Iterator[tuple[str, int]]:
        for match in _TOKEN.finditer(text):
            if not match[0].startswith("#"):
                yield match[0], bisect_right(self._breaks, match.start() - 1) + 1

    def _peek(self) -> str:
        return self._tokens[self._at][0] if self._at < len(self._tokens) else ""

    def _take(self) -> tuple[str, int]:
        self._at += 1
        return self._tokens[self._at - 1]

    def _skip_breaks(self) -> None:
        while self._peek() == "\n":
            self._at += 1

    def _walk(self) -> None:
        table: Loc = ()
        while self._at < len(self._tokens):
            sign = self._peek()
            if sign == "\n":
                self._take()
            elif sign == "[":
                table = self._header()
            else:
                self._pair(table)

    def _header(self) -> Loc:
        line = self._take()[1]
        is_array = self._peek() == "["
        if is_array:
            self._take()
        parts = self._key("]")
        while self._peek() == "]":
            self._take()
        loc: Loc = ()
        for part in parts[:-1]:
            loc = self._inside((*loc, part))
        loc = (*loc, parts[-1])
        self.lines.setdefault(loc, line)
        if is_array:
            self._items[loc] = self._items.get(loc, -1) + 1
        loc = self._inside(loc)
        self.lines.setdefault(loc, line)
        return loc

    def _inside(self, loc: Loc) -> Loc:
        return (*loc, self._items[loc]) if loc in self._items else loc

    def _key(self, end: str) -> list[str]:
        parts: list[str] = []
        while self._at < len(self._tokens) and self._peek() != end:
            token = self._take()[0]
            if token[0] in "\"'":
                parts.append(token[1:-1])
            else:
                parts.extend(part for part in token.split(".") if part)
        return parts

    def _pair(self, table: Loc) -> None:
        line = self._tokens[self._at][1]
        loc = table
        for part in self._key("="):
            loc = (*loc, part)
            self.lines.setdefault(loc, line)
        self._take()
        self._value(loc)

    def _value(self, loc: Loc) -> None:
        sign, _ = self._take()
        if sign == "[":
            self._array(loc)
        elif sign == "{":
            self._inline_table(loc)
        else:
            while self._peek() not in ("", "\n", ",", "]", "}"):  # a date and its time
                self._take()

    def _array(self, loc: Loc) -> None:
        number = 0
        while True:
            self._skip_breaks()
            if self._peek() == "]":
                break
            if self._peek() == ",":
                number += 1
                self._take()
                continue
            self.lines[(*loc, number)] = self._tokens[self._at][1]
            self._value((*loc, number))
        self._take()

    def _inline_table(self, loc: Loc) -> None:
        while True:
            self._skip_breaks()
            if self._peek() == "}":
                break
            if self._peek() == ",":
                self._take()
                continue
            self._pair(loc)
        self._take()
