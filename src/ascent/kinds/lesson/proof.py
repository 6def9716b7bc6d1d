"""Every cell of a lesson runs, one after the other, as a reader would run them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from ascent.curriculum.activity import Activity
from ascent.curriculum.markdown import blocks, is_run_cell
from ascent.curriculum.pack import Pack
from ascent.curriculum.problems import Problem
from ascent.kinds.lesson.schema import LessonFile
from ascent.kinds.proving import ended, files_of
from ascent.runner import Job, Limits, run

LIMITS = Limits(seconds=15, memory_mb=1024, output_kb=64)


def prove(activity: Activity, pack: Pack) -> Iterator[Problem]:
    """Run all cells; the one that ends the run is named with its line."""
    spec = activity.spec
    assert isinstance(spec, LessonFile)
    cells = [block for block in blocks(activity.text("lesson.md")) if is_run_cell(block)]
    if not cells:
        return
    result = run(
        Job(
            cells=tuple(cell.text for cell in cells),
            kit=spec.kit,
            files=files_of(spec.data, pack),
            limits=LIMITS,
            pictures=False,
        )
    )
    if result.outcome != "passed":
        number = max(len(result.cells), 1)
        line = cells[number - 1].line + (result.line or 0)
        page = str(PurePosixPath(activity.path).with_name("lesson.md"))
        said = f"Cell {number} does not run to its end: {ended(result)}"
        yield Problem(page, line, "lesson.E350", said)
