"""What an author wrote beside the task: the hint ladder and the known wrong answers."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ascent.curriculum.activity import Activity

RUNG = re.compile(r"^## +(.+?)\s*$", re.MULTILINE)
HEADER = re.compile(r"^# *(misconception|fails|says|hint): *(.+?)\s*$", re.MULTILINE)


@dataclass(frozen=True)
class Rung:
    """One hint. `text` is Markdown."""

    title: str
    text: str


@dataclass(frozen=True)
class WrongAnswer:
    """A known mistake: the check that it fails, a fragment of what that says, and its hint."""

    misconception: str
    fails: str
    says: str
    hint: str


def hints(activity: Activity) -> list[Rung]:
    """The rungs of the ladder, the gentlest first."""
    parts = RUNG.split(activity.text("hints.md"))[1:]
    return [Rung(t, text.strip()) for t, text in zip(parts[::2], parts[1::2], strict=True)]


def wrong_answers(activity: Activity) -> list[WrongAnswer]:
    """The known mistakes, in the order of their file names."""
    found = []
    for path in sorted((activity.folder / "wrong").glob("*.py")):
        said = dict(HEADER.findall(path.read_text(encoding="utf-8")))
        if {"misconception", "fails", "says", "hint"} <= said.keys():
            found.append(WrongAnswer(**said))
    return found
