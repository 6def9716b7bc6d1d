"""Permission is how one obtains the object: rows come from here, and only one's own."""

from uuid import UUID

from django.db.models import Q
from django.http import Http404

from ascent.accounts.models import Person
from ascent.learner import names
from ascent.learner.models import Attempt, Keepsake, Loop, Visit


class NotYours(Http404):
    """There is no such row, or it is somebody else's: the answer is the same."""


def attempt_of(person: Person, attempt_id: UUID) -> Attempt:
    """One attempt of `person`. Raises `NotYours`."""
    attempt = Attempt.objects.filter(learner=person, id=attempt_id).first()
    if attempt is None:
        raise NotYours("There is no such attempt of yours.")
    return attempt


def last_attempt(person: Person, activity: str) -> Attempt | None:
    """The newest attempt of `person` at an activity, finished or not."""
    called = names.every(activity)
    of_it = Q(activity__in=called) if len(called) > 1 else Q(activity=activity)
    return Attempt.objects.filter(of_it, learner=person).order_by("-id").first()


def keepsake_of(person: Person, keepsake_id: UUID) -> Keepsake:
    """One keepsake of `person`, with its attempt. Raises `NotYours`."""
    rows = Keepsake.objects.filter(learner=person, id=keepsake_id).select_related("attempt")
    keepsake = rows.first()
    if keepsake is None:
        raise NotYours("There is no such page of yours.")
    return keepsake


def open_loop(person: Person) -> Loop | None:
    """The loop that `person` is in."""
    loop = Loop.objects.filter(learner=person, finished=None).first()
    if loop is not None and names.present(loop.interest) != loop.interest:
        loop.interest = names.present(loop.interest)
        loop.save(update_fields=["interest"])
    return loop


def done(person: Person) -> frozenset[str]:
    """Ids of the activities that `person` has passed, read or finished."""
    rows = Visit.objects.filter(learner=person, done__isnull=False)
    renamed = names.renamed()
    return frozenset(renamed.get(a, a) for a in rows.values_list("activity", flat=True))
