"""What the proofs of all kinds share: the files that code reads, a run, a problem at its place.

A proof shows by running it that an activity holds what it promises. It lives in the kind's
`proof.py` as `prove(activity, pack) -> Iterable[Problem]`, knows no Django, and is found by
`ascent.kinds.check`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from ascent.curriculum.activity import Activity
from ascent.curriculum.asking import PredictOutput
from ascent.curriculum.entries import Data
from ascent.curriculum.pack import Pack
from ascent.curriculum.problems import Problem
from ascent.runner import Job, Limits, RunResult, kits, run
from ascent.testing.exercise import ExerciseProblem, check_exercise

PREDICTED = Limits(seconds=10)

# Rules of ascent.testing that the loader has already checked, file by file.
_CHECKED_BEFORE = frozenset({201, 202, 203, 213, 214})
_SHIFT = 50


def path_of(data: Data) -> Path:
    """Where the public table lies. Raises FileNotFoundError and kits.KitMissing."""
    return data.path or kits.member(data.kit, data.member or "")


def files_of(names: Iterable[str], pack: Pack) -> dict[str, Path]:
    """Name in the working folder -> file, for the data sets that are there."""
    known = [pack.data[name] for name in names if name in pack.data]
    return {data.reads_as: path_of(data) for data in known}


def ended(result: RunResult) -> str:
    """How a run that did not pass ended, in one line."""
    last = result.error.strip().split("\n")[-1]
    return " ".join(part for part in (f"{result.outcome}:", result.message, last) if part)


def prove_task(activity: Activity, _pack: Pack) -> Iterator[Problem]:
    """The starter fails, the solution passes, every wrong answer fails in its own way."""
    for found in check_exercise(activity.folder):
        number = int(re.sub(r"\D", "", found.id))
        if number not in _CHECKED_BEFORE:
            yield _as_problem(activity, found, number)


def _as_problem(activity: Activity, found: ExerciseProblem, number: int) -> Problem:
    """Behaviour has its own numbers: exercise.E251 and up, project.E651 and up."""
    base = {"exercise": 0, "project": 400}[activity.kind]
    home = PurePosixPath(activity.path).parent
    if found.path.is_relative_to(activity.folder):
        path = home / found.path.relative_to(activity.folder).as_posix()
    else:
        path = home
    rule = f"{activity.kind}.E{number + _SHIFT + base}"
    return Problem(str(path), 0, rule, found.message, found.hint)


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
