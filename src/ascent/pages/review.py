"""Review: a few minutes on what memory is about to lose."""

from __future__ import annotations

import secrets
from math import ceil
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from ascent.accounts.people import PersonRequest
from ascent.curriculum.activity import Activity
from ascent.kinds import anew, asking, guide, registry, reviewing


@require_GET
def review(request: PersonRequest) -> HttpResponse:
    """One thing at a time: what is due, the most useful first, or, on request, practice."""
    found = guide.standing(request.user)
    practise = "practise" in request.GET
    wanted = guide.route(found.pack, found.interest.id).order if found.interest else ()
    asks = reviewing.today(
        request.user, found.pack, found.state, found.done, wanted, request.GET.get("not", "")
    )
    activity = _next(found, asks, practise)
    context = {
        "activity": activity,
        "minutes": ceil(reviewing.takes(activity)) if activity else 0,
        "skill": found.pack.skills.get(activity.main_skill) if activity else None,
        "asks": asks,
        "away": None if practise else reviewing.back(request.user, asks),
        "practise": practise,
        "can_practise": any(s.seen for s in found.state.skills.values()),
        **_question(activity),
    }
    return render(request, "pages/review.html", context)


@require_POST
def again(request: PersonRequest, activity_id: str) -> HttpResponse:
    """A task that was done before, from its start once more; the file of then is kept beside it.

    On the day of its pass it opens as it is.
    """
    activity = registry.find(activity_id, "exercise")
    begun, _ = anew.once_more(request.user, activity)
    return redirect("review" if begun == anew.Begun.NEVER_DONE else registry.url(activity))


def _next(found: guide.Standing, asks: reviewing.Today, practise: bool) -> Activity | None:
    if practise:
        return reviewing.practice(found.pack, found.state, found.person)
    return found.pack.activities[asks.items[0].id] if asks.items else None


def _question(activity: Activity | None) -> dict[str, Any]:
    """What the template needs to ask a question; nothing for a task."""
    if activity is None or activity.kind != "question":
        return {}
    spec: Any = activity.spec
    items = asking.shuffled(spec, secrets.randbits(32)) if spec.kind == "order" else []
    return {"spec": spec, "items": items}
