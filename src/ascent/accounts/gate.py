"""Who may ask what: only this site's own pages, and only somebody who is signed in.

The server listens on the loopback interface, which every program of the
machine and every web page in the browser can reach. So each unsafe request
has to come from a page of ours, and every page needs a session that began at
the door (`door.py`).
"""

from collections.abc import Awaitable, Callable
from typing import cast
from urllib.parse import urlsplit

from asgiref.sync import iscoroutinefunction, markcoroutinefunction
from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.loader import render_to_string

SAFE = {"GET", "HEAD", "OPTIONS", "TRACE"}
DOOR = "/enter/"

Answer = HttpResponseBase | Awaitable[HttpResponseBase]

FOREIGN = (
    "This request did not come from a page of Ascent, so nothing was done.",
    "Go back, load the page again, and try once more. "
    "If you changed no address yourself, another web page tried to act in your name.",
)
WRONG_HOST = (
    "Ascent does not answer under this name.",
    "Open the address that the terminal shows. It begins with http://127.0.0.1.",
)
NOT_SIGNED_IN = (
    "This browser is not signed in.",
    "Open the address that the terminal shows where Ascent runs, or ask for a fresh one: "
    "`ascent start --link`. If you came here from a link on another site, load this page again.",
)


class Gate:
    """A middleware that answers instead of the page when `stop` (or `astop`) returns something."""

    sync_capable = True
    async_capable = True

    def __init__(self, get_response: Callable[[HttpRequest], Answer]) -> None:
        self.get_response = get_response
        self.is_async = iscoroutinefunction(get_response)
        if self.is_async:
            markcoroutinefunction(self)

    def __call__(self, request: HttpRequest) -> Answer:
        if self.is_async:
            return self._later(request)
        return self.stop(request) or self.get_response(request)

    async def _later(self, request: HttpRequest) -> HttpResponseBase:
        stopped = await self.astop(request)
        return stopped or await cast(Awaitable[HttpResponseBase], self.get_response(request))

    def stop(self, request: HttpRequest) -> HttpResponse | None:
        """The refusal, or None to let the request pass."""
        return None

    async def astop(self, request: HttpRequest) -> HttpResponse | None:
        """`stop` in an asynchronous stack."""
        return self.stop(request)


class SameOrigin(Gate):
    """Refuse a request under a foreign name, and an unsafe one from a foreign page."""

    def stop(self, request: HttpRequest) -> HttpResponse | None:
        try:
            request.get_host()
        except DisallowedHost:
            return message_page(400, *WRONG_HOST)
        if request.method in SAFE or is_ours(request):
            return None
        return _answer(request, 403, *FOREIGN)


class SignedIn(Gate):
    """Let only a signed-in browser see a page. Static files and the door itself are open."""

    def stop(self, request: HttpRequest) -> HttpResponse | None:
        if _is_open(request) or request.user.is_authenticated:
            return None
        return _shut(request)

    async def astop(self, request: HttpRequest) -> HttpResponse | None:
        if _is_open(request) or (await request.auser()).is_authenticated:
            return None
        return _shut(request)


def is_ours(request: HttpRequest) -> bool:
    """Did a page of this very server (name and port) send the request?

    Browsers send `Sec-Fetch-Site` and, with everything unsafe, `Origin`; no page can
    forge either. A request with none of them and no `Referer` is no browser's; it still
    needs a session and the CSRF token.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site not in {None, "same-origin", "none"}:
        return False
    origin = request.headers.get("Origin")
    if origin == "null" and site == "same-origin":
        return True
    source = origin or request.headers.get("Referer")
    return source is None or _origin(source) == f"{request.scheme}://{request.get_host()}"


def message_page(status: int, title: str, text: str) -> HttpResponse:
    """A page that needs nothing but itself: it is shown to somebody who may see no other."""
    parts = text.split("`")
    html = render_to_string("accounts/message.html", {"title": title, "parts": parts})
    response = HttpResponse(html, status=status)
    response["Cache-Control"] = "no-store"
    response["Ascent"] = "1"  # by this another `ascent start` knows what holds its port
    return response


def _shut(request: HttpRequest) -> HttpResponse:
    status = 401 if _is_part_of_page(request) else 403
    return _answer(request, status, *NOT_SIGNED_IN)


def _answer(request: HttpRequest, status: int, title: str, text: str) -> HttpResponse:
    """A page, or plain text for what a page of ours asked for in the background."""
    if not _is_part_of_page(request):
        return message_page(status, title, text)
    response = HttpResponse(f"{title} {text}", status=status, content_type="text/plain")
    response["HX-Reswap"] = "none"  # what is typed stays where it is
    response["Cache-Control"] = "no-store"
    return response


def _is_part_of_page(request: HttpRequest) -> bool:
    accept = request.headers.get("Accept", "")
    stream = "text/event-stream" in accept or accept.startswith("application/json")
    return stream or request.headers.get("HX-Request") == "true"


def _is_open(request: HttpRequest) -> bool:
    static = "/" + str(settings.STATIC_URL).lstrip("/")
    return request.path.startswith((DOOR, static))


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"
