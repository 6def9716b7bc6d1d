"""The pack's figures as pictures, and the frame that waits for one."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from ascent.curriculum.entries import Figure
from ascent.kinds import figures, registry


@require_GET
def frame(request: HttpRequest, figure_id: str) -> HttpResponse:
    """The figure's place in a page: pictures once drawn, else the frame again, and a drawing."""
    figure = _figure(figure_id)
    figures.ask(figure)
    return HttpResponse(figures.html(figure, request.GET.get("alt", "")[:500]))


@require_GET
def png(request: HttpRequest, figure_id: str, theme: str) -> HttpResponse:
    figure = _figure(figure_id)
    path = figures.drawn(figure, theme) if theme in figures.THEMES else None
    if path is None:
        return render(request, "pages/not_drawn.html", {"figure": figure}, status=404)
    response = HttpResponse(path.read_bytes(), content_type="image/png")
    response["Cache-Control"] = "private, max-age=3600"
    return response


def _figure(figure_id: str) -> Figure:
    figure = registry.pack().figures.get(figure_id)
    if figure is None:
        raise Http404(f"There is no figure “{figure_id}” in this pack.")
    return figure
