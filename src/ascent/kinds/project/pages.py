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
    kept = visit.note.get("report", [])
    too_long: list[int] = []
    if request.method == "POST":
        kept = [_answer(request, number) for number in range(len(questions))]
        too_long = [n for n, said in enumerate(kept, start=1) if len(said) > MOST_WORDS]
        if not too_long:
            actions.note(request.user, project.id, report=kept)
    context = {
        "activity": project,
        "visit": visit,
        "saved": request.method == "POST" and not too_long,
        "too_long": too_long,
        "most": MOST_WORDS,
        "attempt": access.last_attempt(request.user, project.id),
        "questions": [(i, q, kept[i] if i < len(kept) else "") for i, q in enumerate(questions)],
    }
    return render(request, "project/report.html", context, status=422 if too_long else 200)


def _answer(request: PersonRequest, number: int) -> str:
    return request.POST.get(f"answer-{number}", "").replace("\r\n", "\n")
