"""What this loop asks for in a project: for the gap that somebody closes, and the second time."""

from __future__ import annotations

from typing import Any

from django import template

from ascent.curriculum.activity import Activity
from ascent.kinds import anew, registry
from ascent.kinds.project.grader import asked_of
from ascent.learner import access, names

register = template.Library()


@register.inclusion_tag("project/gap_task.html", takes_context=True)
def gap_task(context: template.Context, activity: Activity) -> dict[str, Any]:
    """``{% gap_task activity %}``: the skill to use here, while a gap is open that this closes."""
    person = context["request"].user
    skill = asked_of(person, activity)
    entry = next((one for one in activity.spec.applies if one.skill == skill), None)
    known = registry.pack().skills.get(names.present(skill))
    return {"skill": known, "task": entry.task if entry is not None else ""}


@register.inclusion_tag("project/made_before.html", takes_context=True)
def made_before(context: template.Context, activity: Activity) -> dict[str, Any]:
    """``{% made_before activity %}``: what differs, when the project is made in a later loop."""
    found = anew.before(access.open_loop(context["request"].user), activity)
    return {"made": found, "ideas": anew.ideas(activity, found) if found else []}
