"""What the proofs of all kinds share: a task, a question's code, a problem at its place.

A proof shows by running it that an activity holds what it promises. It lives in the kind's
`proof.py` as `prove(activity, pack) -> Iterable[Problem]`, knows no Django, and is found by
`ascent.kinds.check`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from ascent.curriculum.activity import Activity
from ascent.curriculum.asking import PredictOutput
from ascent.curriculum.pack import Pack
from ascent.curriculum.problems import Problem
from ascent.kinds import mistakes, tables
from ascent.runner import Job, Limits, RunResult, run
from ascent.testing.exercise import BEGINS, ExerciseProblem, examine
from ascent.testing.pack_data import PackData

PREDICTED = Limits(seconds=10)

# Rules of ascent.testing that the loader has already checked, file by file.
_CHECKED_BEFORE = frozenset({51, 52, 53, 63, 64})


def ended(result: RunResult) -> str:
    """How a run that did not pass ended, in one line."""
    last = result.error.strip().split("\n")[-1]
    return " ".join(part for part in (f"{result.outcome}:", result.message, last) if part)


def prove_task(activity: Activity, pack: Pack) -> Iterator[Problem]:
    """The starter fails, the solution passes, every wrong answer fails in its own way and is
    recognised by it."""
    try:
        sets = PackData(tables.public(activity.data, pack), tables.for_checks(activity.data, pack))
    except FileNotFoundError as error:
        rule = f"{activity.kind}.E{BEGINS[activity.kind] + 54}"
        yield pack.problem(rule, activity.id, str(error), at=("data",))
        return
    report = examine(activity.folder, sets)
    if report.mistakes and not report.problems:  # what was found out here need not be again
        mistakes.keep(activity, report.mistakes)
    for found in report.problems:
        if int(found.id[-2:]) not in _CHECKED_BEFORE:
            yield _as_problem(activity, found)


def _as_problem(activity: Activity, found: ExerciseProblem) -> Problem:
    home = PurePosixPath(activity.path).parent
    if found.path.is_relative_to(activity.folder):
        path = home / found.path.relative_to(activity.folder).as_posix()
    else:
        path = home
    return Problem(str(path), 0, found.id, found.message, found.hint)


def prove_prediction(
    question: PredictOutput, pack: Pack, owner: str, at: tuple[str | int, ...] = ()
) -> Iterator[Problem]:
    """The code of a question prints what its answer says."""
    result = run(Job(question.code, kit=question.kit, limits=PREDICTED, pictures=False))
    if result.outcome != "passed":
        said = f"The code does not run to its end: {ended(result)}"
        yield pack.problem("question.E451", owner, said, at=(*at, "code"))
    elif result.stdout.strip() != question.answer.strip():
        said = f"The code prints {result.stdout.strip()!r}, not {question.answer.strip()!r}."
        hint = "Copy what it prints into answer."
        yield pack.problem("question.E450", owner, said, at=(*at, "answer"), hint=hint)
