"""How the command line speaks: sentences for people, one JSON document for programs."""

from __future__ import annotations

import json
import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn
from uuid import UUID

import typer

from ascent.printable import plain, plain_json

if TYPE_CHECKING:
    from rich.console import Console

NOT_FINE = 1  # the thing asked about is not fine
USED_WRONGLY = 2


class Say:
    """Where one verb says what it has to say. With `as_json`, it says one document and no more."""

    def __init__(self, as_json: bool = False) -> None:
        self.as_json = as_json
        self._console: Console | None = None

    @property
    def console(self) -> Console:
        """Rich's console, made when it is first needed."""
        if self._console is None:
            from rich.console import Console

            self._console = Console(highlight=False, soft_wrap=True)
        return self._console

    def line(self, text: str = "", style: str = "") -> None:
        """One line for people, as it is: square brackets in it are square brackets, and what
        would command the terminal (learner code prints what it likes) is shown as text."""
        if not self.as_json:
            text = plain(text, lines=True)
            self.console.print(text, style=style or None, markup=False)

    def document(self, data: Any) -> None:
        """The answer for programs; people do not see it."""
        if self.as_json:
            told = json.dumps(data, ensure_ascii=False, indent=2, default=_as_text)
            typer.echo(plain_json(told))

    def fail(self, message: str, code: int = NOT_FINE) -> NoReturn:
        """Say what is wrong and end."""
        if self.as_json:
            self.document({"error": message})
        else:
            typer.echo(plain(message, lines=True), err=True)
        raise typer.Exit(code)


def signs() -> dict[str, str]:
    """The signs that stand beside words, or letters where the terminal cannot show them."""
    fine = {
        "pass": "✓",
        "fail": "✗",
        "none": "·",
        "known": "●",
        "placed": "◍",
        "begun": "◐",
        "open": "○",
    }
    plain = {
        "pass": "+",
        "fail": "x",
        "none": ".",
        "known": "*",
        "placed": "?",
        "begun": "~",
        "open": "o",
    }
    try:
        "".join(fine.values()).encode(sys.stdout.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return plain
    return fine


def _as_text(value: object) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Path | UUID):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no JSON form")
