"""How Ascent speaks, as far as a machine can hear it: no belittling words, no exclamation marks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ascent.curriculum.markdown import prose_lines

_BELITTLING = re.compile(
    r"\b(easy|easily|just|simply|obvious|obviously|trivial|trivially|of course)\b",
    re.IGNORECASE,
)
_EXCLAMATION = re.compile(r"(?<![\d\s!])(?<!\b\w)!(?=$|[\s\"'”\u2019)*_])", re.MULTILINE)

_PROSE_KEYS = frozenset(
    {
        "about",
        "explanation",
        "goal",
        "items",
        "again",
        "label",
        "prompt",
        "report",
        "shows",
        "tagline",
    }
    | {"text", "title", "why"}
)


@dataclass(frozen=True)
class Slip:
    """A place where a text leaves the voice. `rule` is the id of the rule it breaks."""

    rule: str
    line: int
    message: str
    hint: str


def slips(markdown: str) -> Iterator[Slip]:
    """Where a Markdown text leaves the voice; code, maths and addresses are not read."""
    if not worth_reading(markdown):
        return
    for line, text in prose_lines(markdown):
        for match in _BELITTLING.finditer(text):
            yield Slip(
                "text.W950",
                line,
                f"'{match[0]}' tells the reader how hard this ought to feel.",
                "Leave the word out, or say the fact instead.",
            )
        if _EXCLAMATION.search(text):
            yield Slip(
                "text.W951",
                line,
                "There is an exclamation mark.",
                "End the sentence with a full stop.",
            )


def worth_reading(text: str) -> bool:
    """Whether a text might leave the voice at all: a quick look that spares most texts."""
    return bool(_EXCLAMATION.search(text) or _BELITTLING.search(text))


def prose_of(values: Mapping[str, Any]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Every text for learners in the values of a TOML table, with its place."""
    for key, value in values.items():
        for loc, text in _texts(value, key in _PROSE_KEYS):
            yield (key, *loc), text


def _texts(value: Any, is_prose: bool) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if isinstance(value, str):
        if is_prose:
            yield (), value
    elif isinstance(value, Mapping):
        yield from prose_of(value)
    elif isinstance(value, Sequence):
        for number, item in enumerate(value):
            for loc, text in _texts(item, is_prose):
                yield (number, *loc), text
