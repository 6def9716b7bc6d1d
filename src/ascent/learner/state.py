"""The learner's state, kept beside the log and rebuilt from it when the model changes."""

from collections.abc import Iterable

from ascent.accounts.models import Person
from ascent.learner.folding import MODEL, LearnerState, Observation, fold, replay
from ascent.learner.models import Evidence, Snapshot


def observation(row: Evidence) -> Observation:
    """What the model reads of a row of evidence."""
    return Observation(
        at=row.at.timestamp(),
        skills=row.skills,
        outcome=row.outcome,
        guess=row.guess,
        slip=row.slip,
        hints=row.hints,
        solution_seen=row.solution_seen,
        kind=row.kind,
    )


def of(person: Person) -> LearnerState:
    """The state of `person` now. One query, unless the model has changed since."""
    snapshot = Snapshot.objects.filter(learner=person).first()
    if snapshot is None or snapshot.model != MODEL:
        return rebuild(person)
    return LearnerState.from_json(snapshot.state)


def rebuild(person: Person) -> LearnerState:
    """Replay the whole log of `person` and keep the result."""
    rows = list(Evidence.objects.filter(learner=person).order_by("id"))
    state = replay(observation(row) for row in rows)
    _keep(person, state, rows[-1:])
    return state


def add(person: Person, row: Evidence) -> LearnerState:
    """Fold one new row in. Call it in the transaction that writes the row."""
    snapshot = Snapshot.objects.select_for_update().filter(learner=person).first()
    if snapshot is None or snapshot.model != MODEL:
        return rebuild(person)
    state = fold(LearnerState.from_json(snapshot.state), observation(row))
    _keep(person, state, [row])
    return state


def _keep(person: Person, state: LearnerState, last: Iterable[Evidence]) -> None:
    latest = next(iter(last), None)
    Snapshot.objects.update_or_create(
        learner=person,
        defaults={
            "model": MODEL,
            "state": state.to_json(),
            "evidence_id": latest.id if latest else None,
        },
    )
