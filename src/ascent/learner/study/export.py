"""What leaves the machine when a participant exports: numbers without a name. Pure.

No code, no free text, no names, no hours of the day: days are counted from the day of joining,
and minutes are rounded. The codebook says what each field means.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from ascent.learner.study.plan import FORMAT, Record, Test, Transfer

NAME = "ascent-study"
ROUND = 10  # minutes: what the time in the loop is rounded to


@dataclass(frozen=True)
class Loop:
    """The loop between the two tests, as far as it has come. Minutes are an estimate."""

    began: date | None = None
    project_ended: date | None = None
    how: str = ""
    minutes: float = 0.0
    passed: int = 0
    evidence: int = 0


Local = Callable[[datetime], date]


def document(record: Record, loop: Loop, local: Local) -> dict[str, Any]:
    """The export of one participant. `local`: the day of a moment where the participant is."""
    start = local(record.joined)
    return {
        "format": f"{NAME}-{FORMAT}",
        "engine": record.engine,
        "pack": record.pack,
        "consent": record.consent,
        "study": record.study,
        "participant": record.participant,
        "interest": record.interest,
        "before": {
            "evidence": _coarse(record.evidence_before),
            "skills_known": record.known_before,
        },
        "pre_test": _test(record.pre_test, start, local),
        "loop": {
            "began_day": _day(loop.began, start),
            "project_ended_day": _day(loop.project_ended, start),
            "project_ended_how": loop.how or None,
            "minutes": ROUND * round(loop.minutes / ROUND),
            "activities_passed": loop.passed,
            "evidence": loop.evidence,
        },
        "transfer": _transfer(record.transfer, start, local) if record.transfer else None,
        "no_task_left": record.no_task,
        "post_test": _test(record.post_test, start, local),
    }


def _test(test: Test, start: date, local: Local) -> dict[str, Any]:
    rows = [
        {"question": a.question, "skill": a.skill, "right": a.right, "met": a.met}
        for a in test.answers
    ]
    return {
        "form": test.form,
        "day": _day(local(test.finished) if test.finished else None, start),
        "questions": len(test.questions),
        "minutes": round(sum(a.seconds for a in test.answers) / 60),
        "answers": rows,
    }


def _transfer(done: Transfer, start: date, local: Local) -> dict[str, Any]:
    return {
        "task": done.task,
        "skill": done.skill,
        "day": _day(local(done.began), start),
        "minutes_allowed": done.minutes,
        "handed_in": done.handed_in is not None,
        "minutes": round(done.used),
        "in_time": done.in_time,
        "passed": done.passed,
        "points": round(done.points, 2),
        "hints": done.hints,
        "solution_seen": done.solution_seen,
        "checked_before": done.checked_before,
        "unaided": done.unaided,
    }


def _day(when: date | None, start: date) -> int | None:
    return (when - start).days if when else None


def _coarse(count: int) -> str:
    """How much somebody had done before, in three words."""
    return "none" if count == 0 else ("some" if count < 30 else "much")


CODEBOOK: Sequence[tuple[str, str]] = (
    ("format", "version of this file's form"),
    ("engine, pack", "versions of Ascent and of the pack when the participant joined"),
    ("consent", "version of the text that the participant agreed to"),
    ("study", "name of the study; it decides the questions of both forms and the order of tasks"),
    ("participant", "random code, drawn on the participant's machine, linked to no name"),
    ("interest", "the interest whose goal skills are tested"),
    ("before.evidence", "pieces of evidence in Ascent before joining: none, some (1-29), much"),
    ("before.skills_known", "skills that the learner model counted as known before joining"),
    ("pre_test, post_test", "the test before the loop, and the one after the transfer task"),
    ("*_test.form", "a or b; which one comes first is decided by lot"),
    ("*_test.day", "day on which it was finished, counted from joining (0); null: not finished"),
    ("*_test.questions", "how many questions the form has"),
    ("*_test.minutes", "minutes spent on its questions"),
    ("*_test.answers[].question, skill", "ids in the pack"),
    ("*_test.answers[].right", "true, false, or null for “I do not know”"),
    ("*_test.answers[].met", "true when Ascent had asked this question before (review, placement)"),
    ("loop.began_day", "day on which the loop began; below 0: before joining"),
    (
        "loop.project_ended_day, project_ended_how",
        "when the project ended: done, or ended as it was",
    ),
    ("loop.minutes", "estimate of the time between joining and the project's end, to ten minutes"),
    ("loop.activities_passed, evidence", "exercises passed, and pieces of evidence, in that time"),
    ("transfer", "the task that was never seen; null: not begun"),
    ("transfer.task, skill", "ids in the pack"),
    ("transfer.day", "day on which it was begun; planned: 30 days after the project's end"),
    ("transfer.minutes, minutes_allowed, in_time", "minutes from beginning to handing in"),
    ("transfer.handed_in", "false while the task is open"),
    ("transfer.passed, points", "verdict of the checks on the one hand-in; points are a share"),
    ("transfer.hints, solution_seen, checked_before", "help taken before handing in"),
    ("transfer.unaided", "true when none of that help was taken"),
    ("no_task_left", "true when no unseen task was left in the pack"),
)
WARNING = (
    "These are numbers of one person. Alone they show nothing about Ascent: what it does to "
    "people's learning is not yet shown on people."
)


def codebook() -> str:
    """What every field means, as a page of Markdown."""
    rows = "\n".join(f"| `{name}` | {means} |" for name, means in CODEBOOK)
    return f"# Codebook of {NAME}-{FORMAT}\n\n{WARNING}\n\n| field | means |\n|---|---|\n{rows}\n"
