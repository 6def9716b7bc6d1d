"""The whole log of one learner, read once: for pages that replay it."""

from __future__ import annotations

from typing import NamedTuple

from ascent.accounts.models import Person
from ascent.learner import state
from ascent.learner.models import Evidence
from ascent.learner.tracing.folding import Observation


class Entry(NamedTuple):
    """One row: the id of the evidence, the seconds that it took, and what the model reads of it."""

    id: str
    seconds: float
    what: Observation


def of(person_id: int) -> list[Entry]:
    """Every piece of evidence of a person, by time."""
    return [Entry(*row) for row in state.observed(person_id)]


def basis(person: Person) -> str:
    """Changes whenever a replay of the log could give something else."""
    mine = Evidence.objects.filter(learner=person)
    newest = mine.order_by("-id").values_list("id", flat=True).first()
    return f"{newest} {mine.count()} {state.version()}"
