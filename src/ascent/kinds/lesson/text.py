"""The text of a lesson as HTML: cells to run in place, figures in light and dark."""

from __future__ import annotations

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from ascent.curriculum import Pack
from ascent.curriculum.activity import Activity
from ascent.kinds import figures
from ascent.ui import markdown


def render(activity: Activity, pack: Pack) -> SafeString:
    """The whole lesson."""

    def cell(index: int, code: str) -> str:
        context = {"activity": activity, "number": index + 1, "code": code.rstrip("\n")}
        return render_to_string("lesson/cell.html", context)

    def figure(figure_id: str, alt: str) -> str:
        return figures.html(pack.figures.get(figure_id), alt)

    return markdown.render(activity.text("lesson.md"), figures=figure, cells=cell)


def cells(activity: Activity) -> list[str]:
    """The runnable cells as they were written."""
    return markdown.cells_of(activity.text("lesson.md"))
