"""The field: the map as a picture and as a list, and the page of one skill."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from ascent import clock
from ascent.accounts.people import PersonRequest
from ascent.curriculum.activity import Activity
from ascent.kinds import guide, registry
from ascent.learner.memory import DUE
from ascent.learner.models import Evidence
from ascent.pages import listing, terrain
from ascent.ui import topo

SHOWN = 50  # pieces of evidence on a skill's page
VIEWS = ("near", "topic", "area", "all")
SORTS = ("area", "title", "state", "minutes")


@require_GET
def map_page(request: PersonRequest) -> HttpResponse:
    """The whole map, opened on you, the flag and the next three; or as a sortable list."""
    found = guide.standing(request.user)
    rows = terrain.rows(found, clock.now().timestamp())
    asked = request.GET.get("sort", "area")
    sort = asked if asked in SORTS else "area"
    view = request.GET.get("view", "near")
    as_list = "list" in request.GET
    context = {
        "found": found,
        "lines": listing.lines(sorted(rows, key=terrain.sort_key(sort))) if as_list else "",
        "options": "" if as_list else listing.options(found.pack),
        "sort": sort,
        "as_list": as_list,
        "counts": terrain.counts(rows),
        "sheet": None if as_list else _sheet(found, rows),
        "view": view if view in VIEWS else "near",
    }
    return render(request, "pages/map.html", context)


def _sheet(found: guide.Standing, rows: list[terrain.Row]) -> topo.Sheet:
    offer = guide.offer_for(found)
    return terrain.sheet(found, rows, offer.options if offer else [])


@require_GET
def skill(request: PersonRequest, skill_id: str) -> HttpResponse:
    """One skill: what it is, what it needs, what trains it, what the evidence says."""
    found = guide.standing(request.user)
    pack = found.pack
    if skill_id not in pack.skills:
        raise Http404(f"There is no skill “{skill_id}” on this map.")
    asked = pack.skills[skill_id]
    now = clock.now().timestamp()
    evidence = Evidence.objects.filter(learner=request.user, skills__has_key=skill_id)
    context = {
        "skill": asked,
        "topic": pack.topics.get(asked.topic),
        "area": pack.areas.get(asked.area),
        "mastery": found.state.mastery(skill_id),
        "known": found.state.known(skill_id),
        "seen": found.state.skill(skill_id).seen,
        "retention": found.state.retention(skill_id, now),
        "fading": found.state.known(skill_id) and found.state.retention(skill_id, now) < DUE,
        "needed": [_standing_of(found, p.skill) for p in asked.needed],
        "helps": [_standing_of(found, p.skill) for p in asked.helps],
        "opens": [s for s in pack.skills.values() if any(p.skill == skill_id for p in s.needed)],
        "activities": _training(found, skill_id),
        "evidence": [_told(pack.activities, e) for e in evidence.order_by("-id")[:SHOWN]],
    }
    template = "pages/skill_sheet.html" if "sheet" in request.GET else "pages/skill.html"
    return render(request, template, context)


def _standing_of(found: guide.Standing, skill_id: str) -> dict[str, Any]:
    return {"skill": found.pack.skills.get(skill_id), "known": found.state.known(skill_id)}


def _training(found: guide.Standing, skill_id: str) -> list[dict[str, Any]]:
    """Lessons and exercises with this as their main skill, in the order to do them."""
    kinds = registry.kinds()
    rows = [
        a
        for a in found.pack.activities.values()
        if a.main_skill == skill_id and kinds[a.kind].in_coach
    ]
    rows.sort(key=lambda a: (a.kind != "lesson", a.difficulty, a.id))
    return [{"activity": a, "url": registry.url(a), "done": a.id in found.done} for a in rows]


def _told(activities: Any, row: Evidence) -> dict[str, Any]:
    activity: Activity | None = activities.get(row.activity)
    return {"row": row, "title": activity.title if activity else row.activity}
