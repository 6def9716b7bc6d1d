"""While code runs: stop it, or give one of its settings another value."""

from __future__ import annotations

import math
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from ascent.accounts.people import PersonRequest
from ascent.kinds import registry
from ascent.kinds.workbench import running, watching
from ascent.learner import actions

MOST_NAME = 100
MOST_SETTINGS = 50


class NoValue(ValueError):
    """What was sent is no value of a setting; the message says what is."""


@require_POST
def stop(request: PersonRequest, kind: str, activity_id: str, attempt_id: UUID) -> HttpResponse:
    """No verdict, please: the attempt ends as stopped and counts for nothing."""
    actions.cancel_attempt(request.user, attempt_id)
    return _answer(request, kind, activity_id)


@require_POST
def set_value(
    request: PersonRequest, kind: str, activity_id: str, attempt_id: UUID
) -> HttpResponse:
    """Turn one setting of the code that is being checked."""
    try:
        name, value = _setting(request)
        actions.set_knob(request.user, attempt_id, name, value)
    except (NoValue, actions.CannotSet) as error:
        return HttpResponse(str(error), status=400, content_type="text/plain")
    watching.tell_setting(request.user.pk, str(attempt_id), name, value)
    return HttpResponse(status=204)


@require_POST
def stop_run(request: PersonRequest, kind: str, activity_id: str, run_id: UUID) -> HttpResponse:
    """End a run of the Run button."""
    running.find(request.user.pk, run_id).stop()
    return _answer(request, kind, activity_id)


@require_POST
def set_run_value(
    request: PersonRequest, kind: str, activity_id: str, run_id: UUID
) -> HttpResponse:
    """Turn one setting of a run."""
    run = running.find(request.user.pk, run_id)
    try:
        name, value = _setting(request)
    except NoValue as error:
        return HttpResponse(str(error), status=400, content_type="text/plain")
    if len(run.control.settings) < MOST_SETTINGS or name in run.control.settings:
        run.control.set(name, value)
    watching.tell_setting(request.user.pk, str(run_id), name, value)
    return HttpResponse(status=204)


def _setting(request: PersonRequest) -> tuple[str, float]:
    """Name and value that were sent. Raises `NoValue`."""
    name = request.POST.get("name", "")
    if not name or len(name) > MOST_NAME:
        raise NoValue("This setting has no name. Reload the page and turn it again.")
    try:
        value = float(request.POST.get("value", ""))
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise NoValue(f"“{name}” takes a number, such as 0.5.")
    return name, int(value) if value.is_integer() else value


def _answer(request: PersonRequest, kind: str, activity_id: str) -> HttpResponse:
    """Nothing for the live panel, which hears of the end itself; the page for a plain form."""
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204)
    return redirect(registry.url(registry.find(activity_id, kind)))
