"""Pages of a question: asked, answered, explained."""

from __future__ import annotations

import secrets
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from ascent.accounts.people import PersonRequest
from ascent.curriculum.activity import Activity
from ascent.kinds import asking, grading, guide, registry
from ascent.kinds.workbench import showing


@require_GET
def page(request: PersonRequest, activity_id: str) -> HttpResponse:
    activity = registry.find(activity_id, "question")
    address = reverse("question:answer", args=[activity.id])
    return render(request, "question/page.html", {**asked(activity), "answer_url": address})


@require_POST
def answer(request: PersonRequest, activity_id: str) -> HttpResponse:
    """Grade at once and show the explanation, with the right answer.

    What is no answer is asked again and leaves no trace. `?practise` leads on to practice.
    """
    activity = registry.find(activity_id, "question")
    given = asking.given(activity.spec, request.POST)
    context = asked(activity)
    try:
        answered = asking.compare(activity.spec, given)
    except asking.NoAnswer as problem:
        again = {"problem": problem, "given": given, "answer_url": request.get_full_path()}
        return _shown(request, "workbench/ask.html", {**context, **again, "target": "question"})
    was_next = guide.is_next(request.user, activity.id)
    attempt = grading.submit(request.user, activity, {"given": given}, via="web")
    grading.grade_now(attempt)
    context |= {
        **showing.answers(activity.spec),
        "answered": answered,
        "chosen": [str(g) for g in given] if isinstance(given, list) else [str(given)],
        "skills": guide.skills_of(request.user, activity),
        "onwards": _onwards(request, was_next),
        "was_next": was_next,
    }
    return _shown(request, "question/answered.html", context)


def _onwards(request: PersonRequest, was_next: bool) -> str:
    """Back to Today from what was the next step; else on in the review, or in practice."""
    if was_next:
        return reverse("today")
    return reverse("review") + ("?practise" if "practise" in request.GET else "")


def _shown(request: PersonRequest, part: str, context: dict[str, Any]) -> HttpResponse:
    """The part of the page that htmx puts in its place; without scripts, the whole page."""
    is_part = "HX-Request" in request.headers
    return render(request, part if is_part else "question/page.html", context)


def asked(activity: Activity) -> dict[str, Any]:
    """What the templates need to ask a question."""
    spec: Any = activity.spec
    items = asking.shuffled(spec, secrets.randbits(32)) if spec.kind == "order" else []
    return {"activity": activity, "spec": spec, "items": items}
