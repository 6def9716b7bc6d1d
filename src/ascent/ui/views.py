"""The page that shows every component with sample content."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ascent.ui.samples import samples


def design(request: HttpRequest) -> HttpResponse:
    """GET /design/: the design system, to look at and to test."""
    return render(request, "ui/design.html", samples())
