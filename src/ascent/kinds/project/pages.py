"""The report of a project: a few questions, answered in the learner's own words."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from ascent.accounts.people import PersonRequest
from ascent.kinds import registry
from ascent.learner import access, actions

MOST_WORDS = 5000  # characters in one answer


@require_http_methods(["GET", "POST"])
def report(request: PersonRequest, activity_id: str) -> HttpResponse:
    """Show the report, or keep what was written."""
    project = registry.find(activity_id, "project")
    visit = actions.open_visit(request.user, project.id)
    questions = project.spec.report
    if request.method == "POST":
        said = [request.POST.get(f"answer-{i}", "")[:MOST_WORDS] for i in range(len(questions))]
        visit = actions.note(request.user, project.id, report=said)
    kept = visit.note.get("report", [])
    context = {
        "activity": project,
        "visit": visit,
        "saved": request.method == "POST",
        "attempt": access.last_attempt(request.user, project.id),
        "questions": [(i, q, kept[i] if i < len(kept) else "") for i, q in enumerate(questions)],
    }
    return render(request, "project/report.html", context)
