"""The notice for a machine that cannot keep code apart: shown where code is run, until read."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from ascent.accounts.people import PersonRequest
from ascent.kinds import isolation


@require_http_methods(["GET", "POST"])
def notice(request: PersonRequest) -> HttpResponse:
    """GET: the notice, or nothing. A page asks when nobody has tried yet what this machine can.
    POST: it was read, and does not come again."""
    if request.method == "POST":
        isolation.told(request.user)
        return HttpResponse() if request.headers.get("HX-Request") else redirect("today")
    if not isolation.due(request.user):
        return HttpResponse()
    context = {"isolation_due": True, "isolation_remedy": isolation.remedy()}
    return render(request, "workbench/isolation.html", context)
