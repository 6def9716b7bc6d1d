"""The loop: the climb with its stages and dates, the gap, and the end."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

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
    """The open loop, or what the last one has shown."""
    return _page(request)


def _page(request: PersonRequest, problem: str = "") -> HttpResponse:
    found = guide.standing(request.user)
    loop = found.loop
    past = Loop.objects.filter(learner=request.user, finished__isnull=False).order_by("-number")
    if loop is None:
        context: dict[str, Any] = {
            "loop": None,
            "past": list(past[:20]),
            "ended": _ended(found, past.first()),
        }
        return render(request, "pages/loop.html", context)
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
        "until": date.fromisoformat(loop.gap["until"]) if loop.gap else None,
        "problem": problem,
    }
    return render(request, "pages/loop.html", context, status=422 if problem else 200)


def _ended(found: guide.Standing, loop: Loop | None) -> dict[str, Any] | None:
    """What the pass that is over has shown: the skills that lit up in it, the project, the gap."""
    if loop is None:
        return None
    start = datetime.combine(loop.started, datetime.min.time(), clock.ZONE).timestamp()
    skills = found.pack.skills
    lit = [
        skills[s] for s, k in found.state.skills.items() if s in skills and (k.since or 0) >= start
    ]
    interest = found.pack.interests.get(loop.interest)
    project = found.pack.activities.get(interest.project) if interest else None
    return {"loop": loop, "skills": lit, "project": project if "project" in loop.left else None}


@require_POST
def move_date(request: PersonRequest) -> HttpResponse:
    """Another last day for a step; one that its date has ended goes on until then."""
    loop = access.open_loop(request.user)
    step = request.POST.get("step", "")
    day = _day(request.POST.get("day", ""))
    if loop is None or step not in loop.due:
        return _page(request, "That step is not in your loop. Choose one of the list.")
    if day is None or day < loop.started:
        return _page(request, "That is not a day of this loop. Choose one after it began.")
    actions.move_date(loop, step, day)
    if loop.left.get(step, ["", ""])[1] == "date":
        actions.go_back(loop, STEPS[STEPS.index(step) :])
    return redirect("loop")


@require_POST
def end_project(request: PersonRequest) -> HttpResponse:
    """The learner ends the project as it is: what it lacks is where the gap will show."""
    loop = access.open_loop(request.user)
    if loop is not None and loop.step == "project":
        actions.leave_steps(loop, [("project", "ended")], "gap")
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
    if loop is None or skill not in registry.pack().skills:
        return _page(request, "Choose the skill that the gap is closest to.")
    if days not in [str(n) for n in range(1, MOST_GAP_DAYS + 1)]:
        return _page(request, f"Choose from 1 to {MOST_GAP_DAYS} days for the gap.")
    actions.choose_gap(loop, request.POST.get("text", "").strip(), skill, int(days))
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
    ranked = sorted(way, key=found.state.mastery)
    return [{"skill": found.pack.skills[s], "p": found.state.mastery(s)} for s in ranked]


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
