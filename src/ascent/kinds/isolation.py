"""Where code cannot be kept apart, its learner is told so: once, and what changes it."""

from __future__ import annotations

from typing import Any

from ascent.accounts.models import Person
from ascent.learner import actions
from ascent.runner import sandbox

TOLD = "told_limited"
LIMITED = "limited"


def is_due(person: Person) -> bool | None:
    """Whether `person` is still to be told; None while nobody has tried what this machine can,
    which takes a moment."""
    if person.preference(TOLD):
        return False
    if not sandbox.isolation.cache_info().currsize:
        return None
    return sandbox.isolation().level == LIMITED


def due(person: Person) -> bool:
    """Whether `person` is still to be told. Tries what this machine can, the first time."""
    return not person.preference(TOLD) and sandbox.isolation().level == LIMITED


def remedy() -> str:
    """What would change it here."""
    return sandbox.isolation().remedy


def context(person: Person) -> dict[str, Any]:
    """What `workbench/isolation.html` takes."""
    is_due_now = is_due(person)
    return {"isolation_due": is_due_now, "isolation_remedy": remedy() if is_due_now else ""}


def told(person: Person) -> None:
    """They know now, for good."""
    actions.set_preferences(person, **{TOLD: True})


def in_a_line(person: Person) -> str:
    """What a command says, once; empty when there is nothing to say."""
    if not due(person):
        return ""
    told(person)
    return (
        "On this machine your code runs as an ordinary program of yours: it could read your files "
        "and reach the network. Run code here that you trust. `ascent doctor` says what changes it."
    )
