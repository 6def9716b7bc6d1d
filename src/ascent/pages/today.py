"""Today: the one next step, and nothing that competes with it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from ascent import clock
from ascent.accounts.people import PersonRequest
from ascent.coach import loop as calendar
from ascent.coach.next_step import CLOSE_GAP, NAME_GAPS, REVIEW
from ascent.kinds import guide, placing, registry, reviewing
from ascent.kinds.reporting import REPORT
from ascent.learner import actions
from ascent.learner.models import Keepsake, Loop
from ascent.ui.profile import Stage

ACTIONS = {
    "lesson": "Read",
    "tour": "Walk through it",
    "project": "Start it",
    REVIEW: "Review",
    NAME_GAPS: "Name them",
    CLOSE_GAP: "Answer",
    REPORT: "Write it",
}
KINDS = {NAME_GAPS: "gap", CLOSE_GAP: "gap", REPORT: "project"}


@require_GET
def root(request: PersonRequest) -> HttpResponse:
    """The first page: Today for who has a loop, its end for who had one, Welcome for who is new."""
    return redirect("today" if guide.standing(request.user).loop else _without_loop(request))


@require_GET
def today(request: PersonRequest) -> HttpResponse:
    found = guide.standing(request.user)
    if found.loop is None:
        return redirect(_without_loop(request))
    offer = guide.offer_for(found)
    options = [
        {**o, "action": ACTIONS.get(o["kind"], "Start"), "kind": KINDS.get(o["kind"], o["kind"])}
        for o in (offer.options if offer else [])
    ]
    context = {
        "loop": found.loop,
        "first": options[0] if options else None,
        "expected": guide.expectations(found, options[0]["activity"]) if options else [],
        "others": options[1:],
        "skip": guide.can_skip(found, options[0]) if options else "",
        "placement": guide.may_place(found),
        "waiting": placing.waiting(request.user),
        "more": len(options) > 1 or bool(offer and actions.put_aside(offer)),
        "due": len(reviewing.waiting(request.user, found.pack, found.state, found.done)),
        "stages": stages(found.loop),
        "moved": moved_today(found.loop),
        "rings": ringing(found.loop),
        "known": len(found.state.known_skills() & found.pack.skills.keys()),
        "interest": found.interest,
        "kept": Keepsake.objects.filter(learner=request.user).order_by("-created").first(),
    }
    return render(request, "pages/today.html", context)


@require_POST
def something_else(request: PersonRequest) -> HttpResponse:
    guide.something_else(request.user)
    return redirect("today")


@require_POST
def choose(request: PersonRequest, activity_id: str) -> HttpResponse:
    """A choice from the map, or one of the others: it becomes the next step and opens."""
    guide.choose(request.user, activity_id)
    activity = registry.pack().activities.get(activity_id)
    if activity is None:
        session = guide.SESSIONS.get(activity_id)
        return redirect(session[2] if session else "today")
    actions.open_visit(request.user, activity.id)
    return redirect(registry.url(activity))


@require_POST
def show(request: PersonRequest, skill_id: str) -> HttpResponse:
    """Skip by showing: straight to the skill's hardest exercise, which becomes the next step."""
    activity = guide.show(request.user, skill_id)
    if activity is None:
        known = skill_id in registry.pack().skills
        return redirect("skill", skill_id) if known else redirect("map")
    actions.open_visit(request.user, activity.id)
    return redirect(registry.url(activity))


def _without_loop(request: PersonRequest) -> str:
    return "loop" if Loop.objects.filter(learner=request.user).exists() else "welcome"


# ---- parts that other pages share ---------------------------------------------------------


def stages(loop: Loop) -> list[Stage]:
    """The loop as the profile draws it."""
    due = guide.dates(loop)
    here = calendar.STEPS.index(loop.step)
    return [
        Stage(
            calendar.TITLES[step],
            "done" if at < here or loop.finished else ("here" if at == here else "ahead"),
            due[step],
            flag=step == "project",
        )
        for at, step in enumerate(calendar.STEPS)
    ]


def moved_today(loop: Loop) -> dict[str, Any] | None:
    """The steps whose dates moved the learner on today, to say so."""
    now = clock.today().isoformat()
    left = [
        calendar.TITLES[s] for s, (day, why) in loop.left.items() if (day, why) == (now, "date")
    ]
    if not left:
        return None
    return {
        "titles": " and ".join(left[-2:]),
        "several": len(left) > 1,
        "next": calendar.TITLES[loop.step],
    }


def ringing(loop: Loop) -> dict[str, Any] | None:
    """The present step's date, when it has come or is near."""
    due = guide.dates(loop)[loop.step]
    left = calendar.days_left(due, clock.today())
    if left > (2 if loop.step in ("project", "gap") else 0):
        return None
    return {"title": calendar.TITLES[loop.step], "left": left, "over": -left, "due": due}
