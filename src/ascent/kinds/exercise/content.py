"""Exercises as files: reading their folders, and what must hold of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ascent.curriculum.activity import Activity
from ascent.curriculum.kinds import ContentKind
from ascent.curriculum.pack import Pack
from ascent.curriculum.problems import Problem, did_you_mean
from ascent.curriculum.reader import Reader
from ascent.curriculum.tasks import check_task_folder
from ascent.kinds.exercise.schema import ExerciseFile


def read(reader: Reader) -> Iterator[Activity]:
    """Every exercise of a layer."""
    for path in reader.marked("exercises", "exercise.toml", "exercise"):
        if reader.thorough:
            check_task_folder(reader, path.parent, "exercise")
        made = reader.model(path, ExerciseFile, "exercise")
        if made is not None:
            spec = made[0]
            yield Activity(
                id=spec.id,
                kind="exercise",
                title=spec.title,
                skills=spec.skills,
                minutes=spec.minutes,
                difficulty=spec.difficulty,
                folder=path.parent,
                content_hash=reader.digest(path.parent),
                spec=spec,
                path=reader.relative(path),
                data=spec.data,
            )


def validate(activity: Activity, pack: Pack) -> Iterable[Problem]:
    """The lines that an exercise opens are lines of a reference project."""
    assert isinstance(activity.spec, ExerciseFile)
    if not activity.spec.opens:
        yield pack.problem(
            "exercise.W220",
            activity.id,
            "The exercise opens no line of a reference project.",
            hint="Name in `opens` the line that it lets the learner read.",
        )
    for number, line in enumerate(activity.spec.opens):
        if line.strip() not in pack.code_lines:
            yield pack.problem(
                "exercise.E216",
                activity.id,
                f"No tour's project.py has the line {line!r}.",
                at=("opens", number),
                hint=did_you_mean(line, pack.code_lines, "Copy the line exactly."),
            )


CONTENT = ContentKind(
    name="exercise",
    folder="exercises",
    marker="exercise.toml",
    read=read,
    validate=validate,
    schemas={"exercise": ExerciseFile},
)
