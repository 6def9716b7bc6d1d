"""Response headers that keep pages closed: nothing comes from outside, nobody frames us."""

import secrets
from collections.abc import Awaitable, Callable
from typing import cast

from asgiref.sync import iscoroutinefunction, markcoroutinefunction
from django.http import HttpRequest
from django.http.response import HttpResponseBase

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": (
        "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), "
        "microphone=(), midi=(), payment=(), usb=()"
    ),
}

Answer = HttpResponseBase | Awaitable[HttpResponseBase]


def policy(nonce: str) -> str:
    """The Content-Security-Policy for one response."""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self' 'nonce-{nonce}'",
            f"style-src 'self' 'nonce-{nonce}'",
            "img-src 'self' data: blob:",
            "font-src 'self'",
            "connect-src 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
        )
    )


class SecurityHeaders:
    """Middleware: sets ``request.csp_nonce`` for templates and the headers of every response.

    A header that a view has set stays as it is. Works in synchronous and asynchronous stacks.
    """

    sync_capable = True
    async_capable = True

    def __init__(self, get_response: Callable[[HttpRequest], Answer]) -> None:
        self.get_response = get_response
        self.is_async = iscoroutinefunction(get_response)
        if self.is_async:
            markcoroutinefunction(self)

    def __call__(self, request: HttpRequest) -> Answer:
        nonce = secrets.token_urlsafe(16)
        request.csp_nonce = nonce  # type: ignore[attr-defined]
        if self.is_async:
            return self._later(request, nonce)
        return _close(cast(HttpResponseBase, self.get_response(request)), nonce)

    async def _later(self, request: HttpRequest, nonce: str) -> HttpResponseBase:
        response = await cast(Awaitable[HttpResponseBase], self.get_response(request))
        return _close(response, nonce)


def _close(response: HttpResponseBase, nonce: str) -> HttpResponseBase:
    response.headers.setdefault("Content-Security-Policy", policy(nonce))
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    return response
