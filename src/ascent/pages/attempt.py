"""One attempt as it was: what was handed in, and what was said of it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from ascent.accounts.people import PersonRequest
from ascent.curriculum.activity import Activity
from ascent.kinds import materials, registry
from ascent.kinds.workbench import showing
from ascent.learner import access, names
from ascent.learner.models import Attempt, AttemptState, Evidence

MOST_CODE = 100_000  # characters that a page highlights


@require_GET
def page(request: PersonRequest, attempt_id: UUID) -> HttpResponse:
    """An attempt of one's own, whatever has become of its activity since."""
    attempt = access.attempt_of(request.user, attempt_id)
    pack = registry.pack()
    activity = pack.activities.get(names.present(attempt.activity))
    row = Evidence.objects.filter(learner=request.user, attempt=attempt).first()
    about = [names.present(s) for s in (row.skills if row else {})]
    context = {
        "attempt": attempt,
        "title": activity.title if activity else attempt.activity,
        "url": registry.url(activity) if activity else "",
        "changed": activity is not None and activity.content_hash != attempt.content_hash,
        "open": attempt.state != AttemptState.DONE,
        "code": str(attempt.answer.get("code", ""))[:MOST_CODE],
        "evidence": [pack.skills[s] for s in about if s in pack.skills],
        **_verdict(attempt, activity),
        **_answered(attempt, activity),
    }
    return render(request, "pages/attempt.html", context)


def _verdict(attempt: Attempt, activity: Activity | None) -> dict[str, Any]:
    """What the checks said."""
    if attempt.state != AttemptState.DONE:
        return {}
    found: dict[str, Any] = attempt.verdict or {}
    if attempt.kind == "question":
        return {"text": found.get("why", ""), "facts": {}, "rows": []}
    columns = materials.columns(activity) if activity and hasattr(activity.spec, "kit") else {}
    shown = showing.verdict(attempt, columns)
    return {
        "text": shown["text"],
        "facts": shown["facts"],
        "rows": shown["rows"],
        "stdout": found.get("stdout", ""),
        "error": found.get("error", ""),
    }


def _answered(attempt: Attempt, activity: Activity | None) -> dict[str, Any]:
    """A question and the answer that was given, in words."""
    if attempt.kind != "question" or activity is None or activity.kind != "question":
        return {}
    spec, given = activity.spec, attempt.answer.get("given")
    offered = [c.text for c in getattr(spec, "choices", ())] or list(getattr(spec, "items", ()))
    return {
        "prompt": spec.prompt,
        "asked_code": getattr(spec, "code", ""),
        "ordered": spec.kind == "order",
        "given": _chosen(offered, given),
        "written": "" if offered or given is None else str(given)[:MOST_CODE],
    }


def _chosen(offered: list[str], given: Any) -> list[str]:
    """What was chosen of what was offered; empty when it no longer fits the question."""
    by_number = {str(number): text for number, text in enumerate(offered)}
    chosen = given if isinstance(given, list) else [given]
    return [by_number[str(one)] for one in chosen if str(one) in by_number]
