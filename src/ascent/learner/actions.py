"""Everything that is written about a learner, each in one transaction."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from ascent import clock
from ascent.accounts.models import Person
from ascent.learner import access, names, queue, repeating, reviews, state
from ascent.learner.models import (
    Attempt,
    AttemptState,
    Control,
    Evidence,
    FeltGap,
    Keepsake,
    Loop,
    Offer,
    Pool,
    Visit,
)
from ascent.learner.repeating import CANCELLED as CANCELLED
from ascent.learner.repeating import OUR_FAULT as OUR_FAULT
from ascent.learner.repeating import QUESTION as QUESTION
from ascent.learner.repeating import UNTOLD as UNTOLD
from ascent.learner.storable import clean
from ascent.learner.tracing.folding import LearnerState

MOST_SECONDS = 3600.0  # a tab that stayed open overnight counts as an hour, not as a night
MOST_TRIES = 3  # runs of one attempt that ended with their worker; the next one is not begun
STOPPED = {"outcome": CANCELLED, "message": "You stopped this run. It counts for nothing."}
PASSED = "passed"
READ = "read"
MOST_CONTROLS = 50  # settings of one run that can be set
SEED_BITS = 63  # all that the column holds: what code sees of its seed must not give it away
MOST_VALUE = 1000  # characters of a value


@dataclass(frozen=True)
class Subject:
    """What an attempt is about: the activity as it was at this moment."""

    activity: str
    kind: str
    content_hash: str
    skills: Mapping[str, float]
    guess: float
    slip: float
    difficulty: float = 0.5


@dataclass(frozen=True)
class Graded:
    """The outcome of one attempt. `points` is a share, 0 to 1; `verdict` is what pages show."""

    outcome: str
    points: float
    verdict: dict[str, Any] = field(default_factory=dict)
    misconception: str = ""


# ---- attempts ---------------------------------------------------------------------------


@transaction.atomic
def hand_in(
    person: Person, subject: Subject, answer: dict[str, Any], via: str, pool: str = Pool.SHORT
) -> Attempt:
    """Keep what the learner handed in, as a queued attempt."""
    visit = open_visit(person, subject.activity)
    return Attempt.objects.create(
        learner=person,
        activity=subject.activity,
        kind=subject.kind,
        content_hash=subject.content_hash,
        answer=clean(answer),
        seed=secrets.randbits(SEED_BITS),
        seconds=min((clock.now() - visit.started).total_seconds(), MOST_SECONDS),
        via=via,
        pool=pool,
    )


def settle(attempt_id: UUID, token: UUID, subject: Subject, graded: Graded) -> bool:
    """Write verdict, attempt and evidence. False when `token` no longer holds the attempt."""
    with queue.alone(), transaction.atomic():
        return _settle(attempt_id, token, subject, graded)


def _settle(attempt_id: UUID, token: UUID, subject: Subject, graded: Graded) -> bool:
    rows = Attempt.objects.select_for_update(of=("self",)).select_related("learner")
    attempt = rows.filter(id=attempt_id).first()
    if attempt is None or attempt.token != token or attempt.state != AttemptState.RUNNING:
        return False
    person = attempt.learner
    state.hold(person)
    visit = open_visit(person, subject.activity)
    repeats = repeating.said_before(attempt, graded.outcome, reviews.since(visit))
    says_something = graded.outcome not in UNTOLD and not repeats
    _finish(attempt, graded.outcome, graded.verdict)
    if says_something:
        _learn(person, visit, subject, graded, attempt)
    return True


def _finish(attempt: Attempt, outcome: str, verdict: dict[str, Any]) -> None:
    attempt.state, attempt.finished = AttemptState.DONE, clock.now()
    attempt.verdict, attempt.outcome = clean(verdict), outcome
    attempt.save(update_fields=["state", "finished", "verdict", "outcome"])
    queue.end_events(attempt.id, outcome)


@transaction.atomic
def cancel_attempt(person: Person, attempt_id: UUID) -> Attempt:
    """The learner wants no verdict. What waits is over at once, what runs within seconds.

    An attempt that is done stays as it is. Raises `access.NotYours`.
    """
    attempt = _locked(person, attempt_id)
    if attempt.state == AttemptState.QUEUED:
        _finish(attempt, CANCELLED, STOPPED)
    elif attempt.state == AttemptState.RUNNING and not attempt.cancelled:
        attempt.cancelled = True
        attempt.save(update_fields=["cancelled"])
    return attempt


class CannotSet(ValueError):
    """The run takes no such value; the message says why."""


@transaction.atomic
def set_knob(person: Person, attempt_id: UUID, name: str, value: float | str | bool) -> None:
    """Give a setting of a run another value; the run has it about a second later.

    Nothing happens when the attempt is done. Raises `access.NotYours` and `CannotSet`.
    """
    attempt = _locked(person, attempt_id)
    if not name or len(name) > 100 or len(str(value)) > MOST_VALUE:
        raise CannotSet(f"A setting has a name of 1 to 100 characters and at most {MOST_VALUE}.")
    if attempt.state == AttemptState.DONE:
        return
    others = Control.objects.filter(attempt=attempt).exclude(name=name).count()
    if others >= MOST_CONTROLS:
        raise CannotSet(f"A run has at most {MOST_CONTROLS} settings.")
    Control.objects.update_or_create(
        attempt=attempt, name=clean(name), defaults={"value": clean(value)}
    )


def _locked(person: Person, attempt_id: UUID) -> Attempt:
    """One attempt of `person`, which nobody else may change before this transaction ends."""
    access.attempt_of(person, attempt_id)
    return Attempt.objects.select_for_update().get(id=attempt_id)


@transaction.atomic
def read(person: Person, subject: Subject) -> Visit:
    """A lesson was read, a tour walked to its end: evidence once, however often it is reopened."""
    state.hold(person)
    visit = open_visit(person, subject.activity)
    if visit.done is None:
        _learn(person, visit, subject, Graded(READ, 1.0), None)
    return visit


def _learn(
    person: Person, visit: Visit, subject: Subject, graded: Graded, attempt: Attempt | None
) -> None:
    """One row of evidence, folded into the state; the visit moves on; the offer is spent."""
    offer = Offer.objects.filter(learner=person).first()
    offered = _on_offer(offer.options if offer else [], subject.activity)
    before, review = state.of(person), reviews.since(visit) is not None
    shown = repeating.answer_in_sight(person, subject.activity, subject.kind)
    row = Evidence.objects.create(
        learner=person,
        attempt=attempt,
        activity=subject.activity,
        kind=subject.kind,
        content_hash=subject.content_hash,
        skills=dict(subject.skills),
        outcome=graded.outcome,
        points=graded.points,
        hints=visit.hints,
        solution_seen=visit.solution_seen or shown,
        seconds=attempt.seconds if attempt else _seconds_since(visit),
        misconception=graded.misconception,
        guess=subject.guess,
        slip=subject.slip,
        difficulty=subject.difficulty,
        predicted=_predicted(before, subject) if attempt else None,
        seed=attempt.seed if attempt else 0,
        offered=offered,
        at=state.moment(before),
    )
    state.add(person, row, before)
    last_review = review or subject.kind == QUESTION
    if offer is not None and offer.last_review != last_review:
        offer.last_review = last_review
        offer.save(update_fields=["last_review"])
    visit.tries += 1
    visit.started = clock.now()
    if graded.outcome in (PASSED, READ) and visit.done is None:
        visit.done = clock.now()
    if graded.outcome == PASSED:
        visit.note = reviews.ended(visit.note)
    visit.save(update_fields=["tries", "started", "done", "note"])


def _predicted(before: LearnerState, subject: Subject) -> float:
    """The chance of a right answer, as the model saw it before the answer."""
    return before.chance(
        subject.skills,
        subject.difficulty,
        subject.guess,
        subject.slip,
        subject.activity,
        clock.now().timestamp(),
    )


def _on_offer(options: Sequence[Mapping[str, Any]], activity: str) -> list[dict[str, Any]]:
    """What was shown beside `activity`, in its order, then all else that could have come first,
    each with its chance of that. Empty when the activity itself was not on offer."""
    shown = {o["activity"]: o["p"] for o in options}
    if activity not in shown:
        return []
    unseen = {a: p for a, p in options[0].get("drawn", {}).items() if a not in shown}
    return [{"activity": a, "p": p} for a, p in {**shown, **unseen}.items()]


def _seconds_since(visit: Visit) -> float:
    return min((clock.now() - visit.started).total_seconds(), MOST_SECONDS)


# ---- inside an activity -----------------------------------------------------------------


def open_visit(person: Person, activity: str) -> Visit:
    """The learner's visit to an activity, made when they open it first."""
    former = names.every(activity)[1:]
    if former and not Visit.objects.filter(learner=person, activity=activity).exists():
        before = Visit.objects.filter(learner=person, activity__in=former).order_by("opened").last()
        if before is not None:
            before.activity = activity
            before.save(update_fields=["activity"])
    visit, _ = Visit.objects.get_or_create(learner=person, activity=activity)
    return visit


@transaction.atomic
def take_hint(person: Person, activity: str, rungs: int) -> Visit:
    """Show one rung more, up to `rungs`."""
    state.hold(person)
    visit = open_visit(person, activity)
    if visit.hints < rungs:
        visit.hints += 1
        visit.save(update_fields=["hints"])
    return visit


@transaction.atomic
def show_solution(person: Person, activity: str) -> Visit:
    """The solution is shown. Before a pass that is counted, honestly, as help."""
    state.hold(person)
    visit = open_visit(person, activity)
    before_a_pass = visit.done is None or reviews.since(visit) is not None
    if before_a_pass and not visit.solution_seen:
        visit.solution_seen = True
        visit.save(update_fields=["solution_seen"])
    return visit


@transaction.atomic
def note(person: Person, activity: str, **where: Any) -> Visit:
    """Remember where the learner is inside an activity (a tour's stop, a project's report)."""
    state.hold(person)
    visit = open_visit(person, activity)
    visit.note = {**visit.note, **clean(where)}
    visit.save(update_fields=["note"])
    return visit


def keep(person: Person, attempt: Attempt, sentence: str) -> Keepsake:
    """The page to keep of one attempt, with one sentence of the learner's."""
    keepsake, _ = Keepsake.objects.update_or_create(
        learner=person, attempt=attempt, defaults={"sentence": clean(sentence)}
    )
    return keepsake


# ---- the loop ---------------------------------------------------------------------------


@transaction.atomic
def start_loop(
    person: Person, *, wish: str, hours: float, interest: str, due: Mapping[str, date]
) -> Loop:
    """Open a loop; an open one is closed first, with everything that it holds."""
    state.hold(person)
    Loop.objects.filter(learner=person, finished=None).update(finished=clock.today())
    FeltGap.objects.filter(loop__learner=person).delete()  # no page shows them any more
    Offer.objects.filter(learner=person).delete()
    return Loop.objects.create(
        learner=person,
        number=Loop.objects.filter(learner=person).count() + 1,
        wish=clean(wish),
        hours=hours,
        interest=interest,
        step="study",
        due={step: day.isoformat() for step, day in due.items()},
        left={"survey": [clock.today().isoformat(), "done"]},
    )


@transaction.atomic
def leave_steps(loop: Loop, left: Sequence[tuple[str, str]], step: str | None) -> Loop:
    """The loop moves on: `left` are (step, 'done' or 'date'), `step` comes next."""
    _now(loop)
    today = clock.today()
    loop.left = {**loop.left, **{s: [today.isoformat(), why] for s, why in left}}
    if step is None:
        loop.finished = today
    else:
        loop.step = step
    loop.save(update_fields=["left", "step", "finished"])
    return loop


@transaction.atomic
def move_date(loop: Loop, step: str, day: date) -> Loop:
    """The learner sets another last day for a step."""
    _now(loop)
    loop.due = {**loop.due, step: day.isoformat()}
    loop.save(update_fields=["due"])
    return loop


@transaction.atomic
def go_back(loop: Loop, steps: Sequence[str]) -> Loop:
    """The first of `steps` goes on, and all of them are open again."""
    _now(loop)
    loop.step = steps[0]
    loop.left = {s: how for s, how in loop.left.items() if s not in steps}
    loop.save(update_fields=["step", "left"])
    return loop


def _now(loop: Loop) -> None:
    """The loop as it is now, not as a page read it, and nobody else's to change meanwhile."""
    state.hold(loop.learner)
    loop.refresh_from_db()


# ---- offers -----------------------------------------------------------------------------


def keep_offer(
    person: Person,
    basis: str,
    options: Sequence[Mapping[str, Any]],
    instead_of: Offer | None = None,
) -> Offer:
    """The coach's offer, kept so that reloading a page does not change it. `instead_of`: the one
    that was read before, if any; then one statement is enough."""
    kept: dict[str, Any] = {"basis": basis, "options": [dict(o) for o in options]}
    if instead_of is not None and Offer.objects.filter(pk=instead_of.pk).update(**kept):
        instead_of.basis, instead_of.options = kept["basis"], kept["options"]
        return instead_of
    offer, _ = Offer.objects.update_or_create(learner=person, defaults=kept)
    return offer


@transaction.atomic
def pass_over(offer: Offer, activity: str) -> Offer:
    """Something else, please: put `activity` aside until everything else was offered, today."""
    state.hold(offer.learner)
    offer.refresh_from_db()
    aside = [*(a for a in put_aside(offer) if a != activity), activity]
    offer.passed_over = [{"activity": a, "day": clock.today().isoformat()} for a in aside]
    offer.basis = ""
    offer.save(update_fields=["passed_over", "basis"])
    return offer


def put_aside(offer: Offer) -> list[str]:
    """What was put aside today, in order. Tomorrow is another day for all of it; a bare id is one
    of an earlier version, which kept no day, and holds no longer."""
    today = clock.today().isoformat()
    days = [one for one in offer.passed_over if isinstance(one, dict)]
    return [str(one.get("activity")) for one in days if one.get("day") == today]


def choose(offer: Offer, options: Sequence[Mapping[str, Any]]) -> Offer:
    """The learner overrules the coach: their choice comes first."""
    offer.options = [dict(o) for o in options]
    offer.save(update_fields=["options"])
    return offer


@transaction.atomic
def set_preferences(person: Person, **chosen: Any) -> Person:
    """Change what Settings shows."""
    state.hold(person)
    person.refresh_from_db(fields=["preferences"])
    person.preferences = {**person.preferences, **chosen}
    person.save(update_fields=["preferences"])
    return person
