"""The look-back on a week: what was learnt, what is fading, hours against plan, what comes."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from ascent import clock
from ascent.accounts.people import PersonRequest
from ascent.coach import week as calendar
from ascent.coach import week_words
from ascent.coach.week import LookBack
from ascent.kinds import looking_back, registry
from ascent.learner.models import Evidence, Placement

MOST_SOON = 8


@require_GET
def week(request: PersonRequest) -> HttpResponse:
    """This week, or the one asked for by `?week=2026-W46` or `?week=2026-11-12`."""
    this = calendar.monday(clock.today())
    asked = request.GET.get("week", "")
    first = calendar.read(asked) if asked else this
    if first is None:
        raise Http404("There is no such week. Write it like 2026-W46, or name one of its days.")
    if first > this:
        raise Http404("There is nothing to look back on: that week has not begun.")
    look = looking_back.of(request.user, first)
    earliest = looking_back.earliest(request.user)
    context = {
        "look": look,
        "name": calendar.name(first),
        "hours": week_words.hours(look),
        "pace": week_words.pace(look),
        "dates": week_words.dates(look, clock.today()),
        "empty": week_words.RUNNING_EMPTY if look.running else week_words.EMPTY,
        "estimate": week_words.ESTIMATE,
        "shown": _lit(look),
        "placed": _placed(request, look),
        "fading": _skills(look.fading),
        "soon": _skills(look.soon[:MOST_SOON]),
        "review": looking_back.review(request.user, look) if look.running else None,
        "before": _link(first, -7) if earliest is not None and first > earliest else "",
        "after": _link(first, 7) if first < this else "",
    }
    return render(request, "pages/week.html", context)


def _lit(look: LookBack) -> list[dict[str, Any]]:
    """Skills that were shown and lit up in the week, with the way to the evidence."""
    skills = registry.pack().skills
    return [
        {"skill": skills[lit.skill], "at": datetime.fromtimestamp(lit.at, UTC)}
        for lit in look.lit
        if lit.skill in skills and lit.how == "shown"
    ]


def _placed(request: PersonRequest, look: LookBack) -> list[tuple[Placement | None, int]]:
    """The placements that lit skills in the week, each with how many."""
    skills = registry.pack().skills
    rows = Counter(x.evidence for x in look.lit if x.how == "placed" and x.skill in skills)
    told = Evidence.objects.filter(learner=request.user, id__in=list(rows)).order_by("at")
    mine = Placement.objects.filter(learner=request.user)
    return [(mine.filter(finished=row.at).first(), rows[str(row.id)]) for row in told]


def _skills(names: tuple[str, ...]) -> list[Any]:
    skills = registry.pack().skills
    return [skills[name] for name in names if name in skills]


def _link(first: date, days: int) -> str:
    return calendar.name(first + timedelta(days=days))
