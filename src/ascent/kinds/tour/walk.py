"""A tour's project, line by line: what each stop shows, what somebody can read already. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, cast

from ascent.curriculum.activity import Activity
from ascent.kinds.tour.content import line_skills
from ascent.kinds.tour.schema import TourFile
from ascent.kinds.tour.stops import stop_ranges


@dataclass(frozen=True)
class Line:
    """One line of the project. `skills` are needed to read it; `missing` of them are not known."""

    number: int
    text: str
    skills: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def counts(self) -> bool:
        """Blank lines and comments are no code: they count neither way."""
        return bool(self.skills)

    @property
    def readable(self) -> bool:
        return self.counts and not self.missing


def read_by(tour: Activity, known: Callable[[str], bool]) -> list[Line]:
    """Every line with what the learner still misses to read it."""
    code = tour.code_lines
    rows = [*line_skills(tour.text("skills.txt")), *[()] * len(code)]
    return [
        Line(n, text, skills, tuple(s for s in skills if not known(s)))
        for n, (text, skills) in enumerate(zip(code, rows, strict=False), start=1)
    ]


def span(tour: Activity, number: int) -> range:
    """The line numbers (from 1) that stop `number` (from 1) shows; none when they are lost."""
    found = stop_ranges(cast(TourFile, tour.spec), tour.code_lines).ranges[number - 1]
    return range(found[0], found[1] + 1) if found else range(0)


def around(shown: range, code: Sequence[str], margin: int = 2) -> range:
    """The passage with a few lines on both sides; a remark is never cut in its middle."""
    first = max(1, shown.start - margin)
    while first > 1 and code[first - 1].startswith("#") and code[first - 2].startswith("#"):
        first -= 1
    return range(first, min(len(code), shown.stop - 1 + margin) + 1)


def turned(lines: Sequence[str], knob: Any, choice: str) -> str:
    """The project with a knob turned.

    Raises:
        ValueError: `choice` is not one of the knob's.
    """
    if choice not in knob.choices:
        raise ValueError(f"{choice!r} is not a choice of this knob")
    at = [line.strip() for line in lines].index(knob.line.strip())
    changed = lines[at].replace(knob.find, choice)
    return "\n".join([*lines[:at], changed, *lines[at + 1 :]]) + "\n"
