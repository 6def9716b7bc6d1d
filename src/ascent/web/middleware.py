"""The two small layers around every page: how somebody wants it, and known failures."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from ascent import clock
from ascent.accounts.models import Person
from ascent.ui.context import Preferences as Look
from ascent.web import errors

Handler = Callable[[HttpRequest], HttpResponse]


def look_of(person: object) -> Look:
    """Theme and keys as `person` has chosen them."""
    if not isinstance(person, Person):
        return Look()
    return Look(person.preference("theme"), "on" if person.preference("keys") else "off")


class Preferences:
    """Sets `request.ui` for the templates, and the time zone that dates are shown in."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.ui = look_of(request.user)  # type: ignore[attr-defined]
        timezone.activate(clock.ZONE)
        return self.get_response(request)


class KindErrors:
    """Failures with a known remedy get a page that says it."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        return errors.for_exception(request, error)
