"""Placement: a few questions that find out where somebody stands, with the map clearing up.

No verdict is shown between the questions. They look for the edge of what is known, so many of
them lie beyond it by design, and a row of misses would read like failing. All of them are told
at the end, with the answers.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from ascent import clock
from ascent.accounts.people import PersonRequest
from ascent.coach import placement as coach
from ascent.kinds import asking, guide, placing, registry
from ascent.kinds.question.pages import asked
from ascent.kinds.workbench import showing
from ascent.learner import placements
from ascent.learner.models import Placement
from ascent.pages import terrain
from ascent.ui import topo

STATES: dict[str, topo.State] = {
    placing.LIKELY: "placed",
    placing.OPEN: "fringe",
    placing.UNLIKELY: "fog",
}
WHOLE = "wide"  # the field and parameter that say: ask about the rest of the map too


@require_GET
def placement(request: PersonRequest) -> HttpResponse:
    """What a placement is, or the question that is next."""
    row = placements.open_placement(request.user)
    if row is None:
        last = placements.last_placement(request.user)
        has_way = guide.standing(request.user).interest is not None
        context = {"most": coach.MOST, "last": last, "has_way": has_way, "wide": last and last.wide}
        return render(request, "pages/placement_begin.html", context)
    context = _context(placing.sitting(request.user, row))
    return render(request, "pages/placement.html", context)


@require_POST
def begin(request: PersonRequest) -> HttpResponse:
    """A new placement, or the one that goes on; with `wide` it asks about the whole map."""
    placements.begin(request.user, wide=WHOLE in request.GET or WHOLE in request.POST)
    return redirect("placement")


@require_POST
def answer(request: PersonRequest, number: int, activity_id: str) -> HttpResponse:
    """Take the answer to question `number` and ask the next one, or come to the end.

    An answer to a question that is not the one asked now (pressed twice, another tab, the way
    back) changes nothing: the page shows where the placement is.
    """
    row = placements.open_placement(request.user)
    if row is None:
        return redirect("placement")
    now = placing.sitting(request.user, row)
    question = now.question
    if question is None or question.id != activity_id or number != len(row.asked) + 1:
        return _go_on(request, now)
    unsure = "unsure" in request.POST
    given = asking.given(question.spec, request.POST)
    try:
        right = not unsure and asking.compare(question.spec, given).right
    except asking.NoAnswer as problem:
        return _go_on(request, now, {"problem": problem, "given": given})
    told = placements.Reply(question.id, question.main_skill, right, unsure)
    placements.reply(row, number, told)
    return _go_on(request, placing.sitting(request.user, row))


@require_POST
def stop(request: PersonRequest) -> HttpResponse:
    """End it here and keep what it found."""
    row = placements.open_placement(request.user)
    if row is None:
        return redirect("placement")
    if not row.asked:
        placements.forget(row)
        return redirect("today")
    return _end(request, placing.sitting(request.user, row))


@require_GET
def found(request: PersonRequest, placement_id: UUID) -> HttpResponse:
    """What a placement found, in words and as a picture, with every question and its answer."""
    row = placements.placement_of(request.user, placement_id)
    return render(request, "pages/placement_found.html", _told(request, row))


# ---- going on -----------------------------------------------------------------------------


def _go_on(
    request: PersonRequest, now: placing.Sitting, more: dict[str, Any] | None = None
) -> HttpResponse:
    """The next question; or the end, when there is nothing more to ask: what was found is kept at
    once, so that nobody loses it who leaves here."""
    if now.row.finished or (now.asked and now.next.ended):
        return _end(request, now)
    if "HX-Request" not in request.headers:
        if more is None:
            return redirect("placement")
        return render(request, "pages/placement.html", {**_context(now), **more})
    context = {**_context(now), **(more or {}), "swapped": True}
    response = render(request, "pages/placement_part.html", context)
    response["HX-Retarget"], response["HX-Reswap"] = "#placement", "outerHTML show:top"
    return response


def _end(request: PersonRequest, now: placing.Sitting) -> HttpResponse:
    row = placements.finish(now.row, now.result, len(now.asked))
    while row.finished is None:  # another tab has answered one more
        now = placing.sitting(request.user, row)
        row = placements.finish(now.row, now.result, len(now.asked))
    address = reverse("placement-found", args=[row.id])
    if "HX-Request" in request.headers:
        return HttpResponse(status=200, headers={"HX-Redirect": address})
    return redirect(address)


# ---- what is shown ------------------------------------------------------------------------


def _context(now: placing.Sitting) -> dict[str, Any]:
    question, number = now.question, len(now.row.asked) + 1
    about = now.found.pack.skills.get(question.main_skill) if question else None
    context: dict[str, Any] = {
        "number": number,
        "most": coach.MOST,
        "answered": number - 1,
        "about": about,
        "wide": now.wide,
        "ended": now.next.ended,
        "picture": _picture(now),
    }
    if question is not None:
        address = reverse("placement-answer", args=[number, question.id])
        context |= {**asked(question), "answer_url": address}
    return context


def _picture(now: placing.Sitting) -> dict[str, Any]:
    """The map as it clears up, and the same in words."""
    skills = now.found.pack.skills
    sorts: dict[str, list[str]] = {placing.LIKELY: [], placing.OPEN: [], placing.UNLIKELY: []}
    for skill in now.places:
        sorts[now.standing(skill)].append(skills[skill].title)
    return {
        **sorts,
        "count": len(sorts[placing.LIKELY]),
        "total": len(now.places),
        "way": bool(now.found.interest) and not now.wide,
        "svg": topo.draw(_sheet(now), "all", "Map of what this placement has found so far"),
    }


def _sheet(now: placing.Sitting) -> topo.Sheet:
    """The map with light where something is probably known. Only what is asked about is on it."""
    rows = [
        row._replace(
            state=STATES[now.standing(row.id)],
            mastery=round(now.result.get(row.id, row.mastery), 1),
            retention=1.0,
        )
        for row in terrain.rows(now.found, clock.now().timestamp())
    ]
    whole = terrain.sheet(now.found, rows, ())
    shown = frozenset(now.places)
    return replace(
        whole,
        nodes=tuple(node for node in whole.nodes if node.id in shown),
        trails=tuple(t for t in whole.trails if t.start in shown and t.end in shown),
        you=None,
        flag=None,
        route=(),
        route_label="",
    )


def _told(request: PersonRequest, row: Placement) -> dict[str, Any]:
    standing = guide.standing(request.user)
    skills = standing.pack.skills
    result = {s: p for s, p in placements.found_by(row).items() if s in skills}
    ranked = sorted(result, key=lambda s: (-result[s], skills[s].title))
    way = guide.route(standing.pack, standing.interest.id).order if standing.interest else ()
    likely = [s for s in ranked if result[s] >= coach.LIKELY]
    return {
        "row": row,
        "likely": [skills[s] for s in likely],
        "between": [skills[s] for s in ranked if coach.UNLIKELY < result[s] < coach.LIKELY],
        "unlikely": [skills[s] for s in ranked if result[s] <= coach.UNLIKELY],
        "on_way": len([s for s in likely if s in way]),
        "way": len(way),
        "none_right": not any(one["right"] for one in row.asked),
        "rest": placing.has_rest(standing),
        "known": len(standing.state.known_skills()),
        "questions": [_answered(one) for one in row.asked],
        "loop": standing.loop,
    }


def _answered(one: dict[str, Any]) -> dict[str, Any]:
    """A question that was asked, with its answer, when the pack still has it."""
    question = registry.pack().activities.get(one["activity"])
    told = {"right": one["right"], "unsure": one.get("unsure", False), "spec": None}
    if question is None or question.kind != "question":
        return told
    spec: Any = question.spec
    return {**told, **showing.answers(spec), "spec": spec, "title": question.title}
