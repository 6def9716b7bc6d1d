"""What an author wrote beside the task: the hint ladder."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ascent.curriculum.activity import Activity

RUNG = re.compile(r"^## +(.+?)\s*$", re.MULTILINE)


@dataclass(frozen=True)
class Rung:
    """One hint. `text` is Markdown."""

    title: str
    text: str


def hints(activity: Activity) -> list[Rung]:
    """The rungs of the ladder, the gentlest first."""
    parts = RUNG.split(activity.text("hints.md"))[1:]
    return [Rung(t, text.strip()) for t, text in zip(parts[::2], parts[1::2], strict=True)]
