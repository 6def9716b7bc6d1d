"""The learner's state, kept beside the log and rebuilt from it when the model changes."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from ascent import clock
from ascent.accounts.models import Person
from ascent.learner import names, parameters
from ascent.learner.models import Evidence, Snapshot
from ascent.learner.tracing import links
from ascent.learner.tracing.folding import MODEL, LearnerState, Model, Observation, fold, replay
from ascent.learner.tracing.mastery import MOST
from ascent.learner.tracing.memory import DUE, LEAST_RETENTION, MOST_RETENTION

UNREAD = ("offered", "predicted", "seed", "content_hash")  # columns that no fold looks at
AT_ONCE = 2000  # rows
MOST_RECENT = 32  # learners whose state is kept in memory
_Log = tuple[str, int, tuple[UUID] | None]  # what a state was folded from: model, rows, newest row
_RECENT: dict[Any, tuple[_Log, LearnerState]] = {}  # by learner
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC).date().toordinal()


def observation(row: Evidence) -> Observation:
    """What the model reads of a row of evidence. What an import brought is taken within bounds.

    Skills come sorted: evidence spreads in their order, and databases keep that of a row or not.
    """
    weights = {
        names.present(skill): min(float(weight), 1.0)
        for skill, weight in sorted(row.skills.items())
        if isinstance(weight, int | float) and weight >= 0
    }
    return Observation(
        at=row.at.timestamp(),
        skills=weights,
        outcome=row.outcome,
        guess=_share(row.guess, MOST),
        slip=_share(row.slip, MOST),
        hints=row.hints,
        solution_seen=row.solution_seen,
        kind=row.kind,
        activity=names.present(row.activity),
        difficulty=_share(row.difficulty),
        points=_share(row.points),
        misconception=row.misconception,
        day=clock.local(row.at).date().toordinal() - _EPOCH,
    )


def observed(person_id: int) -> Iterator[tuple[str, float, Observation]]:
    """Every piece of evidence of a person by time: its id, its seconds, what the model reads."""
    rows = Evidence.objects.filter(learner_id=person_id).defer(*UNREAD).order_by("at", "id")
    with names.held():
        for row in rows.iterator(AT_ONCE):
            yield str(row.id), row.seconds, observation(row)


def _share(value: float, most: float = 1.0) -> float:
    return min(max(value, 0.0), most)


def hold(person: Person) -> None:
    """Let nobody else write about `person` until this transaction ends.

    Whoever changes what was read before takes this first, so that two tabs, or a page and a
    terminal, never write over each other. Where transactions lock the whole database from their
    start (SQLite), nothing is left to be done.
    """
    if connection.features.has_select_for_update:
        rows = Person.objects.select_for_update(no_key=True).filter(pk=person.pk)
        list(rows.values_list("pk"))


def of(person: Person) -> LearnerState:
    """The state of `person` now. Two or three queries, unless the model has changed since."""
    newest = Evidence.objects.filter(learner=person).order_by("-id").values_list("id").first()
    known = _recalled(person, newest)
    if known is not None:
        return known
    snapshot = Snapshot.objects.filter(learner=person).first()
    if snapshot is None or snapshot.model != version():
        return rebuild(person)
    found = _read(person, snapshot)
    if not connection.in_atomic_block:  # what may still be rolled back is not kept
        _remember(person, (snapshot.model, found.rows, newest), found)
    return found


def _remember(person: Person, log: _Log, found: LearnerState) -> None:
    _RECENT[person.pk] = log, found
    while len(_RECENT) > MOST_RECENT:
        _RECENT.pop(next(iter(_RECENT), None), None)


def _recalled(person: Person, newest: tuple[UUID] | None) -> LearnerState | None:
    """The state as it was read last, when no evidence has come since.

    To read a state of a thousand skills takes longer than all else that a page asks of it.
    """
    kept = _RECENT.get(person.pk)
    if kept is None:
        return None
    now = Snapshot.objects.filter(learner=person).values_list("model", "state__rows").first()
    if now is None or (*now, newest) != kept[0] or now[0] != version():
        return None
    wished = wish(person)
    return kept[1] if kept[1].wish == wished else replace(kept[1], wish=wished)


@transaction.atomic
def rebuild(person: Person) -> LearnerState:
    """Replay the whole log of `person` and keep the result."""
    hold(person)  # a row that is added meanwhile would be missing from what is kept
    seen = [what for _, _, what in observed(person.pk)]
    found = replay(seen, links.current(), model())
    return _keep(person, replace(found, wish=wish(person)))


def moment(before: LearnerState) -> datetime:
    """When a row that is written now happened: now, or right after the newest one of `before`.

    A clock that ran ahead for a while leaves rows in the future, and until it comes true every
    new row would have its place before them, so that each answer replays the whole log. Up to a
    day ahead the new row follows the newest one instead; beyond that the time is worth more.
    """
    now = clock.now()
    if before.at is None or before.at < now.timestamp():
        return now
    next_ = datetime.fromtimestamp(before.at, UTC) + timedelta(microseconds=1)
    return next_ if next_ - now < timedelta(days=1) else now


def add(person: Person, row: Evidence, before: LearnerState | None = None) -> LearnerState:
    """Fold one new row in. Call it in the transaction that writes the row, after `hold`.

    `before`: the state that `of` gave in this transaction, without the row. A row that is not
    later than all before it (a clock was set back by more than `moment` bears) has its place
    among them: then the whole log is replayed.
    """
    if before is None:
        snapshot = Snapshot.objects.filter(learner=person).first()
        if snapshot is None or snapshot.model != version():
            return rebuild(person)
        before = _read(person, snapshot)
    if before.at is not None and row.at.timestamp() <= before.at:
        return rebuild(person)
    found = _keep(person, fold(before, observation(row), links.current()))
    log = (version(), found.rows, (row.id,))
    transaction.on_commit(lambda: _remember(person, log, found))
    return found


def _keep(person: Person, state: LearnerState) -> LearnerState:
    kept = {"model": version(), "state": state.to_json()}
    if not Snapshot.objects.filter(learner=person).update(**kept):
        Snapshot.objects.create(learner=person, **kept)
    return state


def _read(person: Person, snapshot: Snapshot) -> LearnerState:
    return LearnerState.from_json(snapshot.state, model(), wish(person))


def wish(person: Person) -> float:
    """The chance of recall that `person` wants to keep; ours where theirs makes no sense."""
    chosen = person.preference("retention")
    sensible = isinstance(chosen, float) and LEAST_RETENTION <= chosen <= MOST_RETENTION
    return chosen if sensible else DUE


def model() -> Model:
    """The shared numbers that hold now."""
    return Model(parameters.current(), parameters.difficulties(), parameters.situations())


def version() -> str:
    """What a snapshot was folded with. With another model, other shared numbers, another name
    for a skill, another link of the map, or other days (a time zone), it is old."""
    days = [clock.ZONE.utcoffset(datetime(2026, month, 15)) for month in (1, 7)]
    parts = (names.version(), links.current().version(), parameters.version(), days)
    return f"{MODEL} {hashlib.sha256(repr(parts).encode()).hexdigest()[:16]}"
