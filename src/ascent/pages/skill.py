"""The page of one skill: what it is, what trains it, and all that its estimate comes from."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from ascent import clock
from ascent.accounts.people import PersonRequest
from ascent.kinds import guide, registry
from ascent.learner import log, names
from ascent.learner.models import Evidence, Placement
from ascent.learner.tracing import history, links
from ascent.learner.tracing.history import Point
from ascent.pages import skill_curve, terrain, told

A_PAGE = 25  # pieces of evidence


@require_GET
def skill(request: PersonRequest, skill_id: str) -> HttpResponse:
    """One skill: what it is, what it needs, what trains it, what the evidence says."""
    found = guide.standing(request.user)
    pack = found.pack
    name = names.present(skill_id)
    if name not in pack.skills:
        raise Http404(f"There is no skill “{skill_id}” on this map.")
    asked = pack.skills[name]
    now = clock.now().timestamp()
    points = list(_points(request, name))
    mine = found.state.skill(name)
    titles = {s.id: s.title for s in pack.skills.values()}
    fading = found.state.fading(name, now)
    context: dict[str, Any] = {
        "skill": asked,
        "topic": pack.topics.get(asked.topic),
        "area": pack.areas.get(asked.area),
        "mastery": mine.p,
        "known": mine.known,
        "placed": terrain.by_placement(mine),
        "seen": bool(points),
        "band": told.band(mine.p),
        "sure": told.sure(found.state.sure(name)),
        "why": found.state.why(name, now, titles) if points else [],
        "fading": fading,
        "until": None if fading else _until(found, name, now),
        "curve": skill_curve.drawn(asked.title, points, name, now) if points else None,
        "needed": [_standing_of(found, p.skill) for p in asked.needed],
        "helps": [_standing_of(found, p.skill) for p in asked.helps],
        "opens": [s for s in pack.skills.values() if any(p.skill == name for p in s.needed)],
        "activities": _training(found, name),
        "can_show": not mine.known and _can_show(found, name),
    }
    if "sheet" in request.GET:
        return render(request, "pages/skill_sheet.html", context)
    page = Paginator(points[::-1], A_PAGE).get_page(request.GET.get("page"))
    context |= {
        "page": page,
        "first_number": len(points) - page.start_index() + 1,
        "columns": ["Day", "Known", "Recall"],
        "evidence": _rows(request, list(page.object_list), titles),
        "table": skill_curve.table(points),
    }
    return render(request, "pages/skill.html", context)


def _points(request: PersonRequest, skill: str) -> tuple[Point, ...]:
    """The skill's history; the same log is not replayed twice for the pages of one list."""
    return _replayed(request.user.pk, skill, log.basis(request.user))


@lru_cache(maxsize=32)
def _replayed(person_id: int, skill: str, _basis: str) -> tuple[Point, ...]:
    rows = [(entry.id, entry.what) for entry in log.of(person_id)]
    return tuple(history.curve(rows, links.current(), skill))


def _until(found: guide.Standing, skill: str, now: float) -> datetime | None:
    """The day until which a known skill can probably be recalled."""
    mine = found.state.skill(skill)
    lost = history.fades(skill, mine, now, found.state.wish) if mine.known else None
    return datetime.fromtimestamp(lost, UTC) if lost else None


def _rows(
    request: PersonRequest, points: list[Point], titles: dict[str, str]
) -> list[dict[str, Any]]:
    """The points of one page with their evidence, in words."""
    wanted = [point.evidence for point in points]
    mine = Evidence.objects.filter(learner=request.user, id__in=wanted)
    rows = {str(row.id): row for row in mine}
    ended = [row.at for row in rows.values() if row.outcome == "placed"]
    placements = {
        placement.finished: placement
        for placement in Placement.objects.filter(learner=request.user, finished__in=ended)
    }
    return [
        told.evidence(row, point, titles, placements.get(row.at))
        for point in points
        if (row := rows.get(point.evidence)) is not None
    ]


def _standing_of(found: guide.Standing, skill_id: str) -> dict[str, Any]:
    mine = found.state.skill(skill_id)
    sign = "circle-check" if terrain.by_placement(mine) else "check"
    return {"skill": found.pack.skills.get(skill_id), "known": mine.known, "sign": sign}


def _can_show(found: guide.Standing, skill_id: str) -> bool:
    """Whether an exercise is left by which the skill can be shown at once."""
    own = (a for a in found.pack.of_kind("exercise") if a.main_skill == skill_id)
    return found.loop is not None and any(a.id not in found.done for a in own)


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
