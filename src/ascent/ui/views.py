"""The page that shows every component with sample content; the icon."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static

from ascent.ui.samples import samples


def design(request: HttpRequest) -> HttpResponse:
    """GET /design/: the design system, to look at and to test."""
    return render(request, "ui/design.html", samples())


def favicon(request: HttpRequest) -> HttpResponse:
    """GET /favicon.ico: asked for where no page names an icon, beside a picture for example."""
    return redirect(static("ascent/icon.svg"))
