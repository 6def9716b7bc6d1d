"""Pages for when something is not there, not allowed, or broken: what happened, what is safe."""

from __future__ import annotations

import errno
import sqlite3

from django.core.exceptions import RequestDataTooBig
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from ascent.learner import files
from ascent.runner import kits
from ascent.runner.kits import KitMissing
from ascent.runner.process import Cancelled

KEPT = "What you wrote is kept: every edit is saved to your folder as you type."
STILL_HERE = "What you see in the editor is still in this page, and the file is as it was."
ON_DISK = "Nothing was changed: the file lies there as it is."
FULL = (errno.ENOSPC, errno.EDQUOT)


def page(
    request: HttpRequest,
    status: int,
    heading: str,
    what: str,
    kept: str = "",
    way: tuple[str, str] = ("", ""),
) -> HttpResponse:
    """One error page, or, for a part of a page, the sentence alone. `way`: address and word."""
    context = {"heading": heading, "what": what, "kept": kept, "code": status}
    context |= {"href": way[0], "action": way[1]}
    template = "pages/error_part.html" if request.headers.get("HX-Request") else "ui/error.html"
    return render(request, template, context, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig):
        what = (
            "The text is longer than Ascent can take. Take out what is not code, then send again."
        )
        return page(request, 413, "That is too long", what, STILL_HERE)
    return page(request, 400, "That request cannot be read", "Go back and try it once more.", KEPT)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return page(request, 403, "Not from here", str(exception) or "This page refuses that request.")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    what = "This page was open for so long that its key has changed. Reload it and send again."
    return page(request, 403, "Reload this page first", what, KEPT)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    said = str(exception)
    found = "This address leads nowhere in this Ascent."
    is_ours = said and not said.startswith("{") and "resolver" not in said
    return page(request, 404, "There is nothing here", said if is_ours else found)


def broken(request: HttpRequest) -> HttpResponse:
    what = "Something in Ascent failed. The terminal that runs it shows what. It was not you."
    return page(request, 500, "Ascent failed here", what, KEPT)


def for_exception(request: HttpRequest, error: Exception) -> HttpResponse | None:
    """A page for failures that have a known remedy; None for all others."""
    if isinstance(error, files.CannotSave):
        return page(request, 507, "This could not be saved", str(error), STILL_HERE)
    if isinstance(error, files.CannotRead):
        return page(request, 409, "Your file cannot be read", str(error), ON_DISK)
    if isinstance(error, KitMissing):
        return page(request, 503, "A kit is missing", str(error), KEPT, _way_to_kit(error))
    if isinstance(error, Cancelled):
        what = "Ascent is being ended, so this was not run. Start it again, then try once more."
        return page(request, 503, "Ascent is ending", what, KEPT)
    if isinstance(error, OSError) and error.errno in FULL:
        return _disk_is_full(request)
    if isinstance(error, DatabaseError):
        cause = error.__cause__
        if isinstance(cause, sqlite3.Error) and "full" in str(cause):
            return _disk_is_full(request)
        if "locked" in str(error):
            what = "Another program holds the database. Close it, wait a moment, and try again."
            return page(request, 503, "The database is busy", what, KEPT)
    return None


def _way_to_kit(error: KitMissing) -> tuple[str, str]:
    missing = next((name for name in kits.names() if f"'{name}'" in str(error)), "data")
    return reverse("kit", args=[missing]), f"Add the kit {missing}"


def _disk_is_full(request: HttpRequest) -> HttpResponse:
    what = "There is no space left on the disk, so this could not be saved. Free some, then retry."
    return page(request, 507, "The disk is full", what, STILL_HERE)
