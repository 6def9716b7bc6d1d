"""The one page of the door: `/enter/<token>`."""

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_GET

from ascent.accounts import door
from ascent.accounts.gate import message_page
from ascent.accounts.people import solo

FRESH = "Ask for a fresh address in a terminal: `ascent start --link`."
REFUSALS = {
    door.Answer.USED: (
        "This address has been used.",
        f"Each address lets one browser in, once. {FRESH}",
    ),
    door.Answer.LATE: (
        "This address is too old.",
        f"An address can be opened for {door.LIFETIME.seconds // 3600} hours. {FRESH}",
    ),
    door.Answer.UNKNOWN: (
        "This address opens nothing.",
        f"A part of it may be missing: copy all of it from the terminal. {FRESH}",
    ),
}


@require_GET
def enter(request: HttpRequest, token: str) -> HttpResponse:
    """Use the token up, begin a new session as the learner of this machine, go to Today."""
    if request.headers.get("Sec-Purpose", "").startswith("prefetch"):
        # A browser that guesses where its user will go must not use the token up.
        return HttpResponse(status=503)
    answer = door.knock(token)
    if answer is door.Answer.OPEN:
        login(request, solo(), backend="django.contrib.auth.backends.ModelBackend")
        request.session.cycle_key()
    elif not request.user.is_authenticated:
        return message_page(403, *REFUSALS[answer])
    response = _on_to_today(request)
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    return response


def _on_to_today(request: HttpRequest) -> HttpResponse:
    """A redirect; a page that leads on where one would be a foreign page's (the leaflet with which
    `ascent start` opens the browser): then the browser would keep the new cookie to itself."""
    if request.headers.get("Sec-Fetch-Site") in {None, "none", "same-origin"}:
        return HttpResponseRedirect("/")
    return HttpResponse(door.LEAFLET.format(address="/"))
