"""Lessons as files: reading their folders, and what must hold of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from ascent.curriculum.activity import Activity
from ascent.curriculum.files import parse_python
from ascent.curriculum.kinds import ContentKind
from ascent.curriculum.markdown import (
    Block,
    FigureReference,
    blocks,
    figure_references,
    is_run_cell,
)
from ascent.curriculum.pack import Pack
from ascent.curriculum.problems import Problem, did_you_mean
from ascent.curriculum.reader import Reader
from ascent.kinds.lesson.schema import LessonFile

_PARAGRAPHS_BEFORE_SOMETHING_TO_SEE = 2


def read(reader: Reader) -> Iterator[Activity]:
    """Every lesson of a layer."""
    for path in reader.marked("lessons", "lesson.toml", "lesson"):
        if reader.thorough:
            _check_page(reader, path.with_name("lesson.md"))
        made = reader.model(path, LessonFile, "lesson")
        if made is not None:
            spec = made[0]
            yield Activity(
                id=spec.id,
                kind="lesson",
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


def _check_page(reader: Reader, path: Path) -> None:
    text = reader.prose(path, "lesson")
    if text is not None:
        _check_text(reader, path, blocks(text))


def _check_text(reader: Reader, path: Path, found: list[Block]) -> None:
    for block in found:
        if not block.closed:
            what = "fenced block" if block.kind == "fence" else "margin note"
            said = f"The {what} that begins here is not closed."
            reader.report("lesson.E311", path, said, line=block.line)
        if is_run_cell(block):
            _check_cell(reader, path, block)
        for reference in _references([block]):
            if not reference.alt:
                said = f"The figure '{reference.id}' has no text that stands for it."
                hint = "Say between the square brackets what the picture shows."
                reader.report("lesson.E312", path, said, line=reference.line, hint=hint)
    _check_something_to_see(reader, path, found)


def _check_cell(reader: Reader, path: Path, block: Block) -> None:
    tree = parse_python(block.text)
    if isinstance(tree, SyntaxError):
        line = block.line + (tree.lineno or 0)
        said = f"The cell does not parse as Python: {tree.msg}."
        reader.report("lesson.E307", path, said, line=line)


def _check_something_to_see(reader: Reader, path: Path, found: list[Block]) -> None:
    paragraphs = 0
    for block in found:
        if is_run_cell(block) or any(_references([block])):
            return
        paragraphs += block.kind == "text"
        if paragraphs > _PARAGRAPHS_BEFORE_SOMETHING_TO_SEE:
            said = "Three paragraphs have passed and there is nothing to see."
            hint = "Begin with a figure or a cell that runs, then explain it."
            reader.report("lesson.W313", path, said, line=block.line, hint=hint)
            return


def _references(found: list[Block]) -> Iterator[FigureReference]:
    for block in found:
        if block.kind == "text":
            yield from figure_references(block)


def validate(activity: Activity, pack: Pack) -> Iterable[Problem]:
    """What a lesson points to exists: the next activity, and every figure."""
    spec = activity.spec
    assert isinstance(spec, LessonFile)
    yield from pack.reference("lesson", activity.id, "activity", spec.next, at=("next",))
    for number, name in enumerate(spec.figures):
        yield from pack.reference("lesson", activity.id, "figure", name, at=("figures", number))
    if activity.has("lesson.md"):
        yield from _shown_figures(activity, spec, pack)


def _shown_figures(activity: Activity, spec: LessonFile, pack: Pack) -> Iterator[Problem]:
    page = str(Path(activity.path).with_name("lesson.md"))
    try:
        shown = list(_references(blocks(activity.text("lesson.md"))))
    except (OSError, UnicodeDecodeError):  # already reported while reading
        return
    for one in shown:
        if one.id not in pack.figures and one.id not in pack.broken:
            said = f"There is no figure '{one.id}'."
            hint = did_you_mean(one.id, pack.figures, "Figures are the files figures/<id>.py.")
            yield Problem(page, one.line, "lesson.E305", said, hint)
    if {one.id for one in shown} != set(spec.figures):
        listed = ", ".join(sorted({one.id for one in shown})) or "none"
        yield pack.problem(
            "lesson.W314",
            activity.id,
            f"`figures` differs from what the text shows: {listed}.",
            at=("figures",),
            hint="List exactly the figures of the text.",
        )


CONTENT = ContentKind(
    name="lesson",
    folder="lessons",
    marker="lesson.toml",
    read=read,
    validate=validate,
    schemas={"lesson": LessonFile},
)
