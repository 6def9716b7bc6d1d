"""The loop: the climb with its stages and dates, the gap, and the end."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from ascent import clock
from ascent.accounts.people import PersonRequest
from ascent.coach.loop import MOST_GAP_DAYS, STEPS, TITLES
from ascent.kinds import guide, registry
from ascent.learner import access, actions
from ascent.learner.models import Loop
from ascent.pages.today import moved_today, stages

ABOUT = {
    "survey": "Say what you wish for and pin one interest.",
    "study": "Read one finished project that looks like your goal.",
    "language": "Learn as much Python as that project needs, and no more.",
    "libraries": "Learn the libraries it uses, the highest-level one first.",
    "project": "Make something of your own. This date rings.",
    "gap": "Name the gaps you felt, choose one, close it.",
}


@require_GET
def loop_page(request: PersonRequest) -> HttpResponse:
    found = guide.standing(request.user)
    loop = found.loop
    past = Loop.objects.filter(learner=request.user, finished__isnull=False).order_by("-number")
    if loop is None:
        return render(request, "pages/loop.html", {"loop": None, "past": list(past[:20])})
    due = guide.dates(loop)
    steps = [
        {
            "name": step,
            "title": TITLES[step],
            "about": ABOUT[step],
            "due": due[step],
            "left": loop.left.get(step),
            "here": step == loop.step,
        }
        for step in STEPS
    ]
    interest = found.interest
    activities = found.pack.activities
    context = {
        "loop": loop,
        "interest": interest,
        "tour": activities.get(interest.tour) if interest else None,
        "project": activities.get(interest.project) if interest else None,
        "stages": stages(loop),
        "moved": moved_today(loop),
        "steps": steps,
        "past": list(past[:20]),
        "skills": _gap_skills(found),
        "most_days": MOST_GAP_DAYS,
        "today": clock.today(),
    }
    return render(request, "pages/loop.html", context)


@require_POST
def move_date(request: PersonRequest) -> HttpResponse:
    """Another last day for a step. A date that cannot be read changes nothing."""
    loop = access.open_loop(request.user)
    step = request.POST.get("step", "")
    day = _day(request.POST.get("day", ""))
    if loop is not None and step in loop.due and day is not None and day >= loop.started:
        actions.move_date(loop, step, day)
    return redirect("loop")


@require_POST
def write_gaps(request: PersonRequest) -> HttpResponse:
    loop = access.open_loop(request.user)
    if loop is not None:
        actions.write_gaps(loop, request.POST.getlist("gap"))
    return redirect("loop")


@require_POST
def choose_gap(request: PersonRequest) -> HttpResponse:
    loop = access.open_loop(request.user)
    skill = request.POST.get("skill", "")
    days = request.POST.get("days", "")
    if loop is not None and skill in registry.pack().skills and days.isdigit():
        text = request.POST.get("text", "").strip()[:300]
        actions.choose_gap(loop, text, skill, min(max(int(days), 1), MOST_GAP_DAYS))
    return redirect("loop")


@require_POST
def close_gap(request: PersonRequest) -> HttpResponse:
    loop = access.open_loop(request.user)
    if loop is not None and loop.gap:
        actions.close_gap(loop)
    return redirect("loop")


def _gap_skills(found: guide.Standing) -> list[dict[str, object]]:
    """Skills of the way that a gap may lie in, the least certain first."""
    if found.interest is None:
        return []
    way = guide.route(found.pack, found.interest.id).order
    rows = [(found.state.mastery(s), found.pack.skills[s]) for s in way]
    return [{"skill": skill, "p": p} for p, skill in sorted(rows, key=lambda r: r[0])]


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
