"""The kinds that are installed, and the pack that they read."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache, lru_cache
from importlib.util import find_spec
from threading import Event

from django.http import Http404
from django.urls import reverse

import ascent.kinds
from ascent import home
from ascent.curriculum import Pack, PackCache
from ascent.curriculum.activity import Activity
from ascent.kinds.base import Kind
from ascent.learner import names
from ascent.learner.tracing import links


@cache
def kinds() -> dict[str, Kind]:
    """Every kind by name: each folder beside this file that has a `kind.py`."""
    folders = [
        f"ascent.kinds.{m.name}" for m in pkgutil.iter_modules(ascent.kinds.__path__) if m.ispkg
    ]
    named = [f"{folder}.kind" for folder in folders if find_spec(f"{folder}.kind")]
    found = [importlib.import_module(name).KIND for name in named]
    return {kind.name: kind for kind in found}


@cache
def _packs() -> PackCache:
    return PackCache([kind.content for kind in kinds().values()])


def pack() -> Pack:
    """The pack as it is on disk now; reading it again costs only a look at the files' times."""
    return _packs().load(home.packs())


def look_ahead(stop: Event) -> None:
    """Look for changes of the pack before a page has to. For a thread of a server."""
    _packs().look_ahead(stop)


@lru_cache(maxsize=4)
def _links(pack: Pack) -> links.Links:
    return links.Links.from_skills(pack.skills.values())


names.come_from(lambda: pack().renamed)
links.come_from(lambda: _links(pack()))


def kind_of(activity: Activity) -> Kind:
    return kinds()[activity.kind]


def find(activity_id: str, kind: str) -> Activity:
    """One activity of a kind, by its name or a former one. Raises `Http404` with a sentence."""
    activity = pack().activities.get(names.present(activity_id))
    if activity is None or activity.kind != kind:
        raise Http404(f"There is no {kind} called “{activity_id}” in this pack.")
    return activity


def url(activity: Activity) -> str:
    """The address of an activity's page."""
    return reverse(f"{activity.kind}:page", args=[activity.id])
