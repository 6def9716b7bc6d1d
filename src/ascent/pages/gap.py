"""The gap: noting what holds up, writing and ranking it, choosing one, closing it.

The order is kept here and in `learner/gaps.py`: the evidence's own ranking is on no page before
the learner's order stands.
"""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from ascent.accounts.people import PersonRequest
from ascent.coach.loop import MOST_GAP_DAYS
from ascent.kinds import gap_days, gaps, guide, registry
from ascent.kinds.workbench.templatetags.noting import control
from ascent.learner import access, actions, names
from ascent.learner import gaps as record
from ascent.learner.models import Loop
from ascent.pages.gap_parts import FELT, SHOWN
from ascent.pages.loop import page

# ---- noting, on the page of an activity -----------------------------------------------------


@require_POST
def note(request: PersonRequest, activity_id: str) -> HttpResponse:
    """Keep one line for the open loop. The page stays where it is."""
    activity = registry.pack().activities.get(names.present(activity_id))
    if activity is None:
        raise Http404(f"There is no activity “{activity_id}” in this pack.")
    loop = access.open_loop(request.user)
    text = request.POST.get("text", "")
    said = {"text": text}
    if loop is None:
        said["problem"] = "A note belongs to a loop, and none is open. Begin one, then note this."
    else:
        try:
            row = record.note(loop, text, activity.id, activity.main_skill)
            said = {"noted": row.text}
        except record.CannotNote as problem:
            said["problem"] = str(problem)
    context = control(activity.id, _back(request, registry.url(activity)), **said)
    if request.headers.get("HX-Request"):
        return render(request, "workbench/note.html", context)
    whole = {**context, "activity": activity}
    return render(request, "pages/noted.html", whole, status=422 if "problem" in said else 200)


def _back(request: PersonRequest, otherwise: str) -> str:
    """The page that the control stood on, if it is one of ours."""
    path = request.POST.get("back", "")
    is_ours = path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None)
    return path if is_ours else otherwise


@require_POST
def remove(request: PersonRequest, gap_id: UUID) -> HttpResponse:
    """Take one note away. Somebody else's is not there."""
    loop = access.open_loop(request.user)
    if loop is not None:
        record.remove(loop, gap_id)
    return redirect(reverse("loop") + "#notes")


# ---- the step of the loop -------------------------------------------------------------------


@require_POST
def write(request: PersonRequest) -> HttpResponse:
    """Keep the list as it is written; with `then=ranked` this order stands."""
    found = guide.standing(request.user)
    if not _is_here(found):
        return page(request, found, _NOT_HERE)
    assert found.loop is not None
    given = zip(*(request.POST.getlist(key) for key in ("id", "text", "place")), strict=False)
    lines = [record.Line(text, known, place) for known, text, place in given]
    try:
        record.write(found.loop, lines, ranked=request.POST.get("then") == "ranked")
    except record.CannotNote as problem:
        return page(request, found, str(problem), lines=lines)
    return redirect(reverse("loop") + "#gap")


@require_POST
def choose(request: PersonRequest) -> HttpResponse:
    """One gap of the learner's or of the evidence's is chosen; the rest is deleted."""
    found = guide.standing(request.user)
    if not _is_here(found):
        return page(request, found, _NOT_HERE)
    assert found.loop is not None
    if found.loop.gap.get("skill"):
        return redirect(reverse("loop") + "#gap")
    picked = _picked(request, found, found.loop)
    days = request.POST.get("days", "")
    if picked is None:
        return page(request, found, "Choose one gap of the two lists, and the skill it is about.")
    if days not in [str(n) for n in range(1, MOST_GAP_DAYS + 1)]:
        return page(request, found, f"Choose from 1 to {MOST_GAP_DAYS} days for the gap.")
    try:
        record.choose(found.loop, gap_days.chosen(found, *picked, int(days)))
    except record.TooEarly as problem:
        return page(request, found, str(problem))
    return redirect(reverse("loop") + "#gap")


def _picked(request: PersonRequest, found: guide.Standing, loop: Loop) -> tuple[str, str] | None:
    """Text and skill of the choice in a posted form; None when it is none."""
    source, _, which = request.POST.get("gap", "").partition(":")
    if source == FELT:
        row = next((r for r in record.felt(loop) if str(r.id) == which), None)
        skill = request.POST.get(f"skill-{which}", "")
        known = row is not None and skill in found.pack.skills
        return (row.text, skill) if row is not None and known else None
    if source == SHOWN and which in {g.skill for g in gaps.ranking(found)}:
        return "", which
    return None


@require_POST
def close(request: PersonRequest) -> HttpResponse:
    """The gap is closed, and the loop with it; the one question is answered."""
    found = guide.standing(request.user)
    if not _is_here(found):
        return page(request, found, _NOT_HERE)
    assert found.loop is not None
    try:
        record.close(found.loop, request.POST.get("right", ""))
    except ValueError as problem:
        return page(request, found, str(problem))
    if found.interest is None:  # nothing else moves a loop on whose interest left the pack
        actions.leave_steps(found.loop, [("gap", "done")], None)
    return redirect("loop")


_NOT_HERE = "The gap comes after the project. Until then, note what holds you up where you are."


def _is_here(found: guide.Standing) -> bool:
    return found.loop is not None and found.loop.step == "gap"
