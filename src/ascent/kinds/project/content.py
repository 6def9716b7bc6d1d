"""Projects as files: reading their folders, and what must hold of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ascent.curriculum.activity import Activity
from ascent.curriculum.kinds import ContentKind
from ascent.curriculum.problems import did_you_mean
from ascent.curriculum.reader import Reader
from ascent.curriculum.tasks import CheckName, check_task_folder
from ascent.curriculum.toml import Toml
from ascent.kinds.project.schema import ProjectFile


def read(reader: Reader) -> Iterator[Activity]:
    """Every project of a layer."""
    for path in reader.marked("projects", "project.toml", "project"):
        checks = check_task_folder(reader, path.parent, "project") if reader.thorough else ()
        made = reader.model(path, ProjectFile, "project")
        if made is not None:
            spec, document = made
            _check_milestones(reader, path, spec, document, checks)
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


CONTENT = ContentKind(
    name="project",
    folder="projects",
    marker="project.toml",
    read=read,
    schemas={"project": ProjectFile},
    step="project",
)
