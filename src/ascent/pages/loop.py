"""The loop: the climb with its stages and dates, the gap, and the end."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from ascent import clock
from ascent.accounts.people import PersonRequest
from ascent.coach.loop import STEPS, TITLES
from ascent.kinds import anew, guide, reporting
from ascent.learner import access, actions
from ascent.learner.gaps import ANSWERS, Line
from ascent.learner.models import Loop, Visit
from ascent.learner.tracing.saying import SUCCESS
from ascent.pages import gap_parts
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
    return page(request, guide.standing(request.user))


def page(
    request: PersonRequest,
    found: guide.Standing,
    problem: str = "",
    lines: Sequence[Line] | None = None,
) -> HttpResponse:
    """The loop's page; with what was refused, and the lines that were sent with it."""
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
    project = activities.get(interest.project) if interest else None
    context = {
        "loop": loop,
        "interest": interest,
        "tour": activities.get(interest.tour) if interest else None,
        "project": project,
        "made": anew.before(loop, project) if project else None,
        "report": reporting.of(loop, found.pack, interest, found.done),
        "stages": stages(loop),
        "moved": moved_today(loop),
        "steps": steps,
        "past": list(past[:20]),
        "today": clock.today(),
        "problem": problem,
        **gap_parts.shown(found, lines),
    }
    return render(request, "pages/loop.html", context, status=422 if problem else 200)


def _ended(found: guide.Standing, loop: Loop | None) -> dict[str, Any] | None:
    """What the pass that is over has shown: the skills that lit up in it, the project, the gap."""
    if loop is None:
        return None
    start = datetime.combine(loop.started, datetime.min.time(), clock.ZONE).timestamp()
    skills = found.pack.skills
    lit = [
        skills[s]
        for s, k in found.state.skills.items()
        if s in skills and (k.since or 0) >= start and set(k.recent) & SUCCESS
    ]
    interest = found.pack.interests.get(loop.interest)
    project = found.pack.activities.get(interest.project) if interest else None
    visit = Visit.objects.filter(learner=loop.learner_id, activity=project.id) if project else ()
    return {
        "loop": loop,
        "skills": lit,
        "project": project if "project" in loop.left else None,
        "made": loop.left.get("project", ["", ""])[1] == "done",
        "report": any(answer for v in visit for answer in v.note.get("report", ())),
        "right": ANSWERS.get(loop.gap.get("right", ""), ""),
    }


@require_POST
def move_date(request: PersonRequest) -> HttpResponse:
    """Another last day for a step; one that its date has ended goes on until then."""
    loop = access.open_loop(request.user)
    step = request.POST.get("step", "")
    day = _day(request.POST.get("day", ""))
    if loop is None or step not in loop.due:
        return _refuse(request, "That step is not in your loop. Choose one of the list.")
    if day is None or day < loop.started:
        return _refuse(request, "That is not a day of this loop. Choose one after it began.")
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


@require_GET
def report(request: PersonRequest) -> HttpResponse:
    """The report of the open loop's project; without one, the loop's page."""
    found = guide.standing(request.user)
    project = found.pack.activities.get(found.interest.project) if found.interest else None
    return redirect("project:report", project.id) if project else redirect("loop")


def _refuse(request: PersonRequest, why: str) -> HttpResponse:
    return page(request, guide.standing(request.user), why)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
