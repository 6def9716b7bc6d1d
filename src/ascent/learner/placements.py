"""Placements: what was asked, what was answered, and the one row of evidence at the end.

The questions are no attempts: one by one they move nothing. Only what all of them together say
is evidence, as probabilities of knowing, and the model takes it as a prior.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ascent import clock
from ascent.accounts.models import Person
from ascent.learner import names, state
from ascent.learner.access import NotYours
from ascent.learner.actions import MOST_SECONDS
from ascent.learner.models import Evidence, Offer, Placement

KIND, PLACED = "placement", "placed"
SEED_BITS = 32


@dataclass(frozen=True)
class Reply:
    """The answer to one question. `unsure`: the learner said that they do not know it yet."""

    activity: str
    skill: str
    right: bool
    unsure: bool = False


def open_placement(person: Person) -> Placement | None:
    """The placement that goes on."""
    return Placement.objects.filter(learner=person, finished=None).first()


def last_placement(person: Person) -> Placement | None:
    """The placement that ended last."""
    ended = Placement.objects.filter(learner=person, finished__isnull=False)
    return ended.order_by("-finished").first()


def placement_of(person: Person, placement_id: UUID) -> Placement:
    """A placement of `person` that has ended. Raises `NotYours`."""
    rows = Placement.objects.filter(learner=person, id=placement_id, finished__isnull=False)
    placement = rows.first()
    if placement is None:
        raise NotYours("There is no such placement of yours.")
    return placement


def before(placement: Placement) -> list[Placement]:
    """The learner's placements that ended before this one began, the oldest first."""
    rows = Placement.objects.filter(learner=placement.learner, finished__isnull=False)
    return list(rows.filter(started__lt=placement.started).order_by("started", "id"))


def found_by(placement: Placement) -> dict[str, float]:
    """The probability of knowing for each skill that a placement said something of."""
    rows = Evidence.objects.filter(learner=placement.learner, kind=KIND, outcome=PLACED)
    row = rows.filter(at=placement.finished).first() if placement.finished else None
    return {names.present(s): float(p) for s, p in row.skills.items()} if row else {}


def ever_asked(person: Person) -> frozenset[str]:
    """The questions that `person` has met, in placements and in reviews."""
    asked = Placement.objects.filter(learner=person).values_list("asked", flat=True)
    placed = {names.present(one["activity"]) for replies in asked for one in replies}
    rows = Evidence.objects.filter(learner=person, kind="question")
    return frozenset(
        placed | {names.present(a) for a in rows.values_list("activity", flat=True).distinct()}
    )


@transaction.atomic
def begin(person: Person, *, wide: bool = False) -> Placement:
    """The placement that goes on, or a new one. `wide`: it asks about the whole map from now on,
    and not only about the way to the goal."""
    state.hold(person)
    row = open_placement(person)
    if row is None:
        return Placement.objects.create(learner=person, seed=secrets.randbits(SEED_BITS), wide=wide)
    if wide and not row.wide:
        row.wide = True
        row.save(update_fields=["wide"])
    return row


@transaction.atomic
def reply(placement: Placement, number: int, given: Reply) -> bool:
    """Keep the answer to question `number`, counted from 1.

    False, and nothing is kept, when that question was answered before (a second press, another
    tab, the way back) or the placement has ended.
    """
    state.hold(placement.learner)
    placement.refresh_from_db()
    before = placement.asked
    is_next = number == len(before) + 1
    if placement.finished is not None or not is_next or given.activity in _activities(placement):
        return False
    kept = {
        "activity": given.activity,
        "skill": given.skill,
        "right": given.right and not given.unsure,
        "unsure": given.unsure,
        "at": clock.now().isoformat(),
    }
    placement.asked = [*before, kept]
    placement.save(update_fields=["asked"])
    return True


@transaction.atomic
def finish(placement: Placement, found: Mapping[str, float], answers: int) -> Placement:
    """End a placement and keep what its `answers` found. One without an answer leaves no trace.

    Ending it twice is ending it once. When another tab has answered meanwhile it goes on, so
    that nothing is kept that leaves an answer out.
    """
    state.hold(placement.learner)
    placement.refresh_from_db()
    if placement.finished is not None or len(placement.asked) != answers:
        return placement
    placement.finished = now = clock.now()
    placement.save(update_fields=["finished"])
    if found:
        _learn(placement, found, now)
    return placement


def forget(placement: Placement) -> None:
    """Drop a placement in which nothing was answered."""
    Placement.objects.filter(pk=placement.pk, asked=[], finished=None).delete()


def _learn(placement: Placement, found: Mapping[str, float], now: datetime) -> None:
    person = placement.learner
    row = Evidence.objects.create(
        learner=person,
        activity=KIND,
        kind=KIND,
        content_hash="",
        skills=dict(found),
        outcome=PLACED,
        points=sum(one["right"] for one in placement.asked) / max(len(placement.asked), 1),
        seconds=min((now - placement.started).total_seconds(), MOST_SECONDS),
        guess=0.0,
        slip=0.0,
        seed=placement.seed,
        at=now,
    )
    state.add(person, row)
    Offer.objects.filter(learner=person).update(basis="")  # the next step is chosen anew


def _activities(placement: Placement) -> set[str]:
    return {one["activity"] for one in placement.asked}
