"""Projects as files: reading their folders, and what must hold of them.

project.toml, prompt.md, starter.py, solution.py, checks.py, hints.md, wrong/*.py
applies.py        the checks of [[applies]]: each shows one more skill in the project
applies/NAME.py   what somebody could write below solution.py to pass the check NAME
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from ascent.curriculum.activity import Activity
from ascent.curriculum.kinds import ContentKind
from ascent.curriculum.pack import Pack
from ascent.curriculum.problems import Problem, did_you_mean
from ascent.curriculum.reader import Reader
from ascent.curriculum.tasks import CheckName, check_task_folder, read_checks
from ascent.curriculum.toml import Toml
from ascent.kinds.project.schema import ProjectFile

APPLIES = "applies.py"


def read(reader: Reader) -> Iterator[Activity]:
    """Every project of a layer."""
    for path in reader.marked("projects", "project.toml", "project"):
        checks = check_task_folder(reader, path.parent, "project") if reader.thorough else ()
        made = reader.model(path, ProjectFile, "project")
        if made is not None:
            spec, document = made
            _check_milestones(reader, path, spec, document, checks)
            if spec.applies and reader.thorough:
                _check_applies(reader, path, spec, document)
            yield Activity(
                id=spec.id,
                kind="project",
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


def _check_milestones(
    reader: Reader, path: Path, spec: ProjectFile, document: Toml, checks: tuple[CheckName, ...]
) -> None:
    names = [check.name for check in checks]
    seen: set[str] = set()
    for number, milestone in enumerate(spec.milestones):
        line = document.line(("milestone", number, "check"))
        if names and milestone.check not in names:
            said = f"checks.py has no check '{milestone.check}'."
            hint = did_you_mean(milestone.check, names, f"Its checks: {', '.join(names)}.")
            reader.report("project.E630", path, said, line=line, hint=hint)
        if milestone.check in seen:
            said = f"Two milestones rest on the check '{milestone.check}'."
            reader.report("project.E630", path, said, line=line)
        seen.add(milestone.check)


def _check_applies(reader: Reader, path: Path, spec: ProjectFile, document: Toml) -> None:
    """Each way to apply a skill rests on a check of its own, and comes with what passes it."""
    tree = reader.python(path.with_name(APPLIES), "project")
    if tree is None:
        return
    names = [check.name for check in read_checks(tree)]
    for number, one in enumerate(spec.applies):
        line = document.line(("applies", number, "check"))
        if one.check not in names:
            said = f"{APPLIES} has no check '{one.check}'."
            hint = did_you_mean(one.check, names, f"Its checks: {', '.join(names) or 'none'}.")
            reader.report("project.E631", path, said, line=line, hint=hint)
        else:
            reader.python(addition(path.parent, one.check), "project")
    for key, given in (
        ("check", [one.check for one in spec.applies]),
        ("skill", [one.skill for one in spec.applies]),
    ):
        for number in _repeated(given):
            line = document.line(("applies", number, key))
            said = f"Two ways to apply a skill have the {key} '{given[number]}'."
            reader.report("project.E631", path, said, line=line)


def _repeated(given: Sequence[str]) -> list[int]:
    return [number for number, one in enumerate(given) if one in given[:number]]


def addition(folder: Path, check: str) -> Path:
    """The file that holds what could be written below the solution to pass a check."""
    return folder / "applies" / f"{check}.py"


def validate(activity: Activity, pack: Pack) -> Iterable[Problem]:
    """The skills that can be applied are skills of the map."""
    assert isinstance(activity.spec, ProjectFile)
    for number, one in enumerate(activity.spec.applies):
        at = ("applies", number, "skill")
        yield from pack.reference("project", activity.id, "skill", one.skill, at=at)


CONTENT = ContentKind(
    name="project",
    folder="projects",
    marker="project.toml",
    read=read,
    validate=validate,
    schemas={"project": ProjectFile},
    step="project",
)
