"""What every template gets: how the reader wants pages to look, and the way around.

A middleware above may set ``request.ui = Preferences(...)``; without it the defaults hold.
"""

from dataclasses import dataclass
from typing import Any, Literal

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

Theme = Literal["auto", "light", "dark"]
Switch = Literal["on", "off"]

#: URL name, word, icon. A page whose URL is not there (yet) is left out of the header.
NAV = (
    ("today", "Today", "signpost"),
    ("map", "Map", "map"),
    ("loop", "Loop", "route"),
    ("review", "Review", "repeat-2"),
    ("settings", "Settings", "settings"),
)


@dataclass(frozen=True)
class Preferences:
    """How one reader wants pages: theme, and whether single keys act."""

    theme: Theme = "auto"
    keys: Switch = "on"


@dataclass(frozen=True)
class Way:
    """One entry of the header."""

    name: str
    word: str
    icon: str
    url: str
    here: bool


def ui(request: HttpRequest) -> dict[str, Any]:
    """Context processor: ``ui`` (preferences) and ``ways`` (header entries)."""
    return {"ui": getattr(request, "ui", Preferences()), "ways": _ways(request)}


def _ways(request: HttpRequest) -> list[Way]:
    match = getattr(request, "resolver_match", None)
    current = match.url_name if match else None
    ways = []
    for name, word, icon in NAV:
        try:
            url = reverse(name)
        except NoReverseMatch:
            continue
        ways.append(Way(name, word, icon, url, here=name == current))
    return ways
