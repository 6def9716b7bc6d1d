"""The report of a project: a few questions, answered in the learner's own words."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from ascent.accounts.people import PersonRequest
from ascent.kinds import anew, registry
from ascent.kinds.reporting import REPORT
from ascent.learner import access, actions, reviews
from ascent.learner.models import Attempt, Visit
from ascent.learner.reviews import BEFORE

MOST_WORDS = 5000  # characters in one answer


@require_http_methods(["GET", "POST"])
def report(request: PersonRequest, activity_id: str) -> HttpResponse:
    """Show the report, or keep what was written."""
    project = registry.find(activity_id, "project")
    visit = actions.open_visit(request.user, project.id)
    questions = anew.report_questions(visit, project)
    kept = visit.note.get(REPORT, [])
    too_long: list[int] = []
    if request.method == "POST":
        kept = [_answer(request, number) for number in range(len(questions))]
        too_long = [n for n, said in enumerate(kept, start=1) if len(said) > MOST_WORDS]
        if not too_long:
            actions.note(request.user, project.id, **{REPORT: kept})
    context = {
        "activity": project,
        "visit": visit,
        "saved": request.method == "POST" and not too_long,
        "too_long": too_long,
        "most": MOST_WORDS,
        "attempt": _made_now(request, visit),
        "questions": [(i, q, kept[i] if i < len(kept) else "") for i, q in enumerate(questions)],
        "waits": not all(said.strip() for said in kept),
        "then": _written_before(visit, questions),
    }
    return render(request, "project/report.html", context, status=422 if too_long else 200)


def _made_now(request: PersonRequest, visit: Visit) -> Attempt | None:
    """The last attempt, unless it is of a loop before the project was begun anew."""
    attempt, began = access.last_attempt(request.user, visit.activity), reviews.since(visit)
    return attempt if attempt is None or began is None or attempt.created >= began else None


def _written_before(visit: Visit, questions: list[str]) -> list[dict[str, Any]]:
    """The reports of earlier loops, the newest first."""
    found = []
    for then in reversed(visit.note.get(BEFORE, ())):
        said = [(q, answer) for q, answer in zip(questions, then["report"], strict=False) if answer]
        if said:
            found.append({"loop": then["loop"], "said": said})
    return found


def _answer(request: PersonRequest, number: int) -> str:
    return request.POST.get(f"answer-{number}", "").replace("\r\n", "\n")
