"""The field: the map as a picture and as a list."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from ascent import clock
from ascent.accounts.people import PersonRequest
from ascent.kinds import guide
from ascent.pages import listing, terrain
from ascent.ui import topo

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
