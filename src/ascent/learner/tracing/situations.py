"""Situations: what the answers of other learners say about what comes after what.

Some questions go well after certain others and badly after some; some skills come back easily
after two right answers and others do not. Nobody could write such things down by hand, and they
can be counted: for each situation, how much better it went than the rest of the model expected,
in logits, drawn towards 0 where there are few answers (`counting.py`). What is counted belongs to
the questions and skills of a course, as their difficulties do. Without any it is empty, adds
nothing, and the model works on what it knows of the learner. Pure.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from ascent.learner.tracing.student import SkillRow, Student, together

KINDS = (
    "skills before",
    "skills two before",
    "question before",
    "pattern on the skill",
    "pattern and question",
    "other skills before",
    "pause",
)
"""The kinds of situation: the skills asked just before, with their result; those before that, with
theirs; the question just before, with its result; the last three results on the skill, for the
skill and for the question; the last skills that differ from these; the time since the last answer.
"""

NOTHING = (0.0,) * len(KINDS)
LONGEST = 6  # pauses from about one hour on are alike


@dataclass(frozen=True)
class Situations:
    """One table per kind: a situation's key, and what it adds in logits before weighting."""

    tables: tuple[Mapping[str, float], ...] = ()

    def of(
        self,
        student: Student,
        item: str,
        skills: Sequence[str],
        rows: Sequence[SkillRow],
        at: float | None,
    ) -> Sequence[float]:
        """What each kind says of this question to this learner, in the order of `KINDS`."""
        if not self.tables:
            return NOTHING
        found = keys(student, item, skills, rows, at)
        return [table.get(key, 0.0) for table, key in zip(self.tables, found, strict=True)]

    def to_json(self) -> list[dict[str, float]]:
        return [dict(table) for table in self.tables]

    @classmethod
    def from_json(cls, data: Sequence[Mapping[str, Any]]) -> Self:
        return cls(tuple({str(k): float(v) for k, v in table.items()} for table in data))


NONE = Situations()


def keys(
    student: Student,
    item: str,
    skills: Sequence[str],
    rows: Sequence[SkillRow],
    at: float | None,
) -> tuple[str, str, str, str, str, str, str]:
    """The key of each kind's situation; empty where there is none. `rows`: of the skills."""
    asked = together(skills)
    row = rows[0] if len(rows) == 1 else max(rows, key=_nth)
    other = student.other if student.last == asked else student.last
    pause = ""
    if at is not None and student.at is not None:
        pause = f"{_pause(at - student.at)}>{asked}"
    return (
        f"{student.before}>{asked}",
        f"{student.earlier}>{asked}",
        f"{student.question}>{item}",
        f"{row.pattern}>{asked}",
        f"{row.pattern}>{item}",
        f"{other}>{asked}",
        pause,
    )


def _nth(row: SkillRow) -> int:
    return row.nth


def _pause(seconds: float) -> int:
    """Pauses in steps of four: under 3 s, 15 s, 1 min, 4 min, 17 min, about an hour, more."""
    return min(LONGEST, int(1 + max(0.0, seconds)).bit_length() - 1 >> 1)
