"""What must never happen on any page, noticed on every page: faults of console and network."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import ConsoleMessage, Error, Page, Request, Response

AWAY = (  # what a page meets while its server is away, or is cut off in the middle of an answer
    "ERR_ABORTED",
    "ERR_CONNECTION",
    "ERR_CONTENT_LENGTH",
    "ERR_EMPTY_RESPONSE",
    "ERR_INCOMPLETE",
    "ERR_SOCKET",
    "htmx:",
)
SCRIPTED = {"fetch", "xhr"}
LOCAL = ("data:", "blob:", "about:")


@dataclass
class Watch:
    """Collects what goes wrong on the pages of one journey.

    A journey that breaks something on purpose says so: `with watch.allowing("...")`
    forgives the faults whose text contains one of the fragments.
    """

    origin: str
    faults: list[str] = field(default_factory=list)
    allowed: list[str] = field(default_factory=list)

    def follow(self, page: Page) -> None:
        """Begin to watch a page."""
        page.on("console", self._console)
        page.on("pageerror", self._error)
        page.on("request", self._request)
        page.on("requestfailed", self._failed)
        page.on("response", self._response)

    @contextlib.contextmanager
    def allowing(self, *fragments: str) -> Iterator[None]:
        """Forgive faults that contain one of `fragments` while the block runs."""
        before = self.allowed
        self.allowed = [*before, *fragments]
        try:
            yield
        finally:
            self.allowed = before

    def note(self, fault: str) -> None:
        """Write a fault down unless it is allowed now."""
        if not any(fragment in fault for fragment in self.allowed):
            self.faults.append(fault)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            where = message.location.get("url", "")
            self.note(f"console {message.type}: {message.text} ({where})")

    def _error(self, error: Error) -> None:
        self.note(f"uncaught error: {error}")

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self.origin + "/", *LOCAL)):
            self.note(f"request to another place: {request.url}")

    def _failed(self, request: Request) -> None:
        # Pictures, streams and looks at a file end when their page is left. What a script
        # sends must arrive; but a save that is cut off so is kept in the browser and sent again,
        # which journeys of their own hold it to.
        saves = request.url.endswith("/save/")
        asks = request.method == "GET" or request.resource_type not in SCRIPTED or saves
        left = request.failure == "net::ERR_ABORTED" and asks
        if not left:
            self.note(f"failed request: {request.method} {request.url}: {request.failure}")

    def _response(self, response: Response) -> None:
        if response.status >= 400:
            self.note(f"status {response.status}: {response.request.method} {response.url}")


def serious(violations: list[dict[str, Any]]) -> list[str]:
    """The findings of axe that keep somebody out, one sentence each."""
    return [
        f"{found['id']} ({found['impact']}): {found['help']}: {node['html'][:160]}"
        for found in violations
        if found["impact"] in {"serious", "critical"}
        for node in found["nodes"]
    ]
