"""The quiet control on every activity: something holds you up? Note it."""

from __future__ import annotations

from typing import Any

from django import template
from django.urls import reverse

from ascent.learner import access, gaps

register = template.Library()


@register.inclusion_tag("workbench/note.html", takes_context=True)
def note_gap(context: template.Context, activity_id: str) -> dict[str, Any]:
    """``{% note_gap activity.id %}``: a line of text for the open loop; nothing where none is."""
    request = context["request"]
    return {
        **control(activity_id, request.get_full_path()),
        "csrf_token": context.get("csrf_token"),
        "can_note": gaps.takes_notes(access.open_loop(request.user)),
    }


def control(activity_id: str, path: str, **said: str) -> dict[str, Any]:
    """What the control's template takes; `path` is the page it stands on."""
    return {
        "note_url": reverse("note", args=[activity_id]),
        "most": gaps.MOST_TEXT,
        "back": path,
        "can_note": True,
        **said,
    }
