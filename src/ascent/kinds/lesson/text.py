"""The text of a lesson as HTML: cells to run in place, figures in light and dark."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from ascent.curriculum import Pack
from ascent.curriculum.activity import Activity
from ascent.kinds import figures
from ascent.ui import markdown


def render(
    activity: Activity,
    pack: Pack,
    typed: Mapping[int, str] | None = None,
    run: Mapping[int, dict[str, Any]] | None = None,
) -> SafeString:
    """The whole lesson. By number of a cell: `typed`, the code in it where it is not as written,
    and `run`, what it gave."""

    def cell(index: int, code: str) -> str:
        number = index + 1
        text = (typed or {}).get(number, code.rstrip("\n"))
        context = {"activity": activity, "number": number, "code": text}
        return render_to_string("lesson/cell.html", {**context, "run": (run or {}).get(number)})

    def figure(figure_id: str, alt: str) -> str:
        return figures.html(pack.figures.get(figure_id), alt)

    return markdown.render(activity.text("lesson.md"), figures=figure, cells=cell)


def cells(activity: Activity) -> list[str]:
    """The runnable cells as they were written."""
    return markdown.cells_of(activity.text("lesson.md"))
