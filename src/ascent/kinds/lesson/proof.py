"""Every cell of a lesson runs, one after the other: the very cells that its page has."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from ascent.curriculum.activity import Activity
from ascent.curriculum.markdown import blocks, is_run_cell
from ascent.curriculum.pack import Pack
from ascent.curriculum.problems import Problem
from ascent.kinds import tables
from ascent.kinds.lesson.schema import LessonFile
from ascent.kinds.proving import ended
from ascent.runner import Job, Limits, run
from ascent.ui.markdown import cells_of

LIMITS = Limits(seconds=15, memory_mb=1024, output_kb=64)


def prove(activity: Activity, pack: Pack) -> Iterator[Problem]:
    """Run all cells; the one that ends the run is named with its line."""
    spec = activity.spec
    assert isinstance(spec, LessonFile)
    text = activity.text("lesson.md")
    cells = cells_of(text)
    if not cells:
        return
    result = run(
        Job(
            cells=tuple(cells),
            kit=spec.kit,
            files=tables.public(spec.data, pack),
            limits=LIMITS,
            pictures=False,
        )
    )
    if result.outcome != "passed":
        number = max(len(result.cells), 1)
        begin = _line(text, number, len(cells))
        line = begin + (result.line or 0) if begin else 0
        page = str(PurePosixPath(activity.path).with_name("lesson.md"))
        said = f"Cell {number} does not run to its end: {ended(result)}"
        yield Problem(page, line, "lesson.E350", said)


def _line(text: str, number: int, count: int) -> int:
    """The line in which a cell begins; 0 where a cell hides from the loader, as in a quotation."""
    seen = [block.line for block in blocks(text) if is_run_cell(block)]
    return seen[number - 1] if len(seen) == count else 0
