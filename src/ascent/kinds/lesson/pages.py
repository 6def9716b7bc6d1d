"""Pages of a lesson: read, run the cells, go on."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from ascent.accounts.people import PersonRequest
from ascent.curriculum.activity import Activity
from ascent.kinds import grading, isolation, materials, registry
from ascent.kinds.lesson import text as lesson_text
from ascent.kinds.workbench import showing
from ascent.learner import actions, files
from ascent.runner import executors
from ascent.runner.job import Job, Limits

LIMITS = Limits(seconds=15, memory_mb=1024, output_kb=64)
CELL = re.compile(r"cell-([0-9]{1,4})")


@require_GET
def page(request: PersonRequest, activity_id: str) -> HttpResponse:
    return _whole(request, registry.find(activity_id, "lesson"))


def _whole(
    request: PersonRequest,
    activity: Activity,
    typed: Mapping[int, str] | None = None,
    run: Mapping[int, dict[str, Any]] | None = None,
) -> HttpResponse:
    """The lesson; without scripts, with the cells as they were sent and what the last one gave."""
    visit = actions.open_visit(request.user, activity.id)
    pack = registry.pack()
    context = {
        **isolation.context(request.user),
        "activity": activity,
        "visit": visit,
        "body": lesson_text.render(activity, pack, typed, run),
        "missing_kit": materials.missing_kit(activity),
        "after": pack.activities.get(activity.spec.next or ""),
        "skills": [pack.skills[s] for s in activity.skills if s in pack.skills],
    }
    return render(request, "lesson/page.html", context)


@require_POST
def cell(request: PersonRequest, activity_id: str, number: int) -> HttpResponse:
    """Run cells 1 to `number` in a fresh process and show what the last one gives."""
    activity = registry.find(activity_id, "lesson")
    sent = _sent(request)
    written = lesson_text.cells(activity)
    if not 1 <= number <= len(written):
        raise Http404(f"This lesson has {len(written)} cells.")
    cells = [sent.get(k, text) for k, text in enumerate(written[:number], start=1)]
    job = Job(
        kit=activity.spec.kit,
        cells=tuple(cells),
        files=materials.public_files(activity),
        limits=LIMITS,
    )
    with grading.a_slot() as cancel:
        outcome = executors.run(job, cancel=cancel)
    shown = showing.run(outcome, cells[-1], materials.columns(activity))
    if "HX-Request" not in request.headers:
        return _whole(request, activity, sent, {number: shown})
    return render(request, "workbench/output.html", {"run": shown})


@require_POST
def done(request: PersonRequest, activity_id: str) -> HttpResponse:
    """The lesson was read: on to what it leads to, or to the next step."""
    activity = registry.find(activity_id, "lesson")
    actions.read(request.user, registry.kind_of(activity).subject(activity))
    after = registry.pack().activities.get(activity.spec.next or "")
    return redirect(registry.url(after) if after else "today")


def _sent(request: PersonRequest) -> dict[int, str]:
    """The cells as they stand in the page, by number.

    Raises `CannotSave` when they are longer than an answer may be.
    """
    sent = {
        int(m[1]): request.POST[name].replace("\r\n", "\n")
        for name in request.POST
        if (m := CELL.fullmatch(name))
    }
    files.check_size("".join(sent.values()))
    return sent
