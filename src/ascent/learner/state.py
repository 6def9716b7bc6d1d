"""The learner's state, kept beside the log and rebuilt from it when the model changes."""

from django.db import transaction

from ascent.accounts.models import Person
from ascent.learner import names
from ascent.learner.folding import MODEL, LearnerState, Observation, fold, replay
from ascent.learner.models import Evidence, Snapshot


def observation(row: Evidence) -> Observation:
    """What the model reads of a row of evidence."""
    return Observation(
        at=row.at.timestamp(),
        skills={names.present(skill): weight for skill, weight in row.skills.items()},
        outcome=row.outcome,
        guess=row.guess,
        slip=row.slip,
        hints=row.hints,
        solution_seen=row.solution_seen,
        kind=row.kind,
    )


def hold(person: Person) -> None:
    """Let nobody else write about `person` until this transaction ends.

    Whoever changes what was read before takes this first, so that two tabs, or a page and a
    terminal, never write over each other.
    """
    list(Person.objects.select_for_update(no_key=True).filter(pk=person.pk).values_list("pk"))


def of(person: Person) -> LearnerState:
    """The state of `person` now. One query, unless the model has changed since."""
    snapshot = Snapshot.objects.filter(learner=person).first()
    if snapshot is None or snapshot.model != _model():
        return rebuild(person)
    return LearnerState.from_json(snapshot.state)


@transaction.atomic
def rebuild(person: Person) -> LearnerState:
    """Replay the whole log of `person` and keep the result."""
    hold(person)  # a row that is added meanwhile would be missing from what is kept
    rows = Evidence.objects.filter(learner=person).order_by("id")
    return _keep(person, replay(observation(row) for row in rows))


def add(person: Person, row: Evidence) -> LearnerState:
    """Fold one new row in. Call it in the transaction that writes the row, after `hold`."""
    snapshot = Snapshot.objects.filter(learner=person).first()
    if snapshot is None or snapshot.model != _model():
        return rebuild(person)
    return _keep(person, fold(LearnerState.from_json(snapshot.state), observation(row)))


def _keep(person: Person, state: LearnerState) -> LearnerState:
    Snapshot.objects.update_or_create(
        learner=person, defaults={"model": _model(), "state": state.to_json()}
    )
    return state


def _model() -> str:
    """What a snapshot was folded with: another model, or another name for a skill, makes it old."""
    return f"{MODEL} {names.version()}".strip()
