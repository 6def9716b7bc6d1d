"""Everything that is written about a learner, each in one transaction."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from ascent import clock
from ascent.accounts.models import Person
from ascent.learner import state
from ascent.learner.models import Attempt, AttemptState, Evidence, Keepsake, Loop, Offer, Visit

MOST_SECONDS = 3600.0  # a tab that stayed open overnight is not an hour of thought
OUR_FAULT = "our-fault"
PASSED = "passed"
READ = "read"
QUESTION = "question"  # the kind that reviews are made of
MOST_GAPS = 7


@dataclass(frozen=True)
class Subject:
    """What an attempt is about: the activity as it was at this moment."""

    activity: str
    kind: str
    content_hash: str
    skills: Mapping[str, float]
    guess: float
    slip: float


@dataclass(frozen=True)
class Graded:
    """The outcome of one attempt. `points` is a share, 0 to 1; `verdict` is what pages show."""

    outcome: str
    points: float
    verdict: dict[str, Any] = field(default_factory=dict)
    misconception: str = ""


# ---- attempts ---------------------------------------------------------------------------


@transaction.atomic
def hand_in(person: Person, subject: Subject, answer: dict[str, Any], via: str) -> Attempt:
    """Keep what the learner handed in, as a queued attempt."""
    visit = open_visit(person, subject.activity)
    return Attempt.objects.create(
        learner=person,
        activity=subject.activity,
        kind=subject.kind,
        content_hash=subject.content_hash,
        answer=answer,
        seed=secrets.randbits(32),
        seconds=min((clock.now() - visit.started).total_seconds(), MOST_SECONDS),
        via=via,
    )


def claim(attempt_id: UUID) -> UUID | None:
    """Take a queued attempt for grading: its fencing token, or None when somebody else has it."""
    token = uuid4()
    with transaction.atomic():
        attempt = Attempt.objects.select_for_update().filter(id=attempt_id).first()
        if attempt is None or attempt.state != AttemptState.QUEUED:
            return None
        attempt.state, attempt.token = AttemptState.RUNNING, token
        attempt.tries += 1
        attempt.save(update_fields=["state", "token", "tries"])
    return token


def give_back(attempt_id: UUID, token: UUID) -> None:
    """Put a claimed attempt back in the queue: the run was cut off, nothing is decided."""
    Attempt.objects.filter(id=attempt_id, token=token, state=AttemptState.RUNNING).update(
        state=AttemptState.QUEUED, token=None
    )


def requeue_unfinished() -> list[UUID]:
    """At the start of a server: attempts that an earlier one left behind, oldest first."""
    Attempt.objects.filter(state=AttemptState.RUNNING).update(state=AttemptState.QUEUED, token=None)
    queued = Attempt.objects.filter(state=AttemptState.QUEUED)
    return list(queued.order_by("id").values_list("id", flat=True))


@transaction.atomic
def settle(attempt_id: UUID, token: UUID, subject: Subject, graded: Graded) -> bool:
    """Write verdict, attempt and evidence. False when `token` no longer holds the attempt."""
    attempt = Attempt.objects.select_for_update().filter(id=attempt_id).first()
    if attempt is None or attempt.token != token or attempt.state != AttemptState.RUNNING:
        return False
    attempt.state, attempt.finished = AttemptState.DONE, clock.now()
    attempt.verdict, attempt.outcome = graded.verdict, graded.outcome
    attempt.save(update_fields=["state", "finished", "verdict", "outcome"])
    if graded.outcome != OUR_FAULT:
        _learn(attempt.learner, subject, graded, attempt)
    return True


@transaction.atomic
def read(person: Person, subject: Subject) -> Visit:
    """A lesson was read, a tour walked to its end: evidence once, however often it is reopened."""
    visit = open_visit(person, subject.activity)
    if visit.done is None:
        _learn(person, subject, Graded(READ, 1.0), None)
        visit.refresh_from_db()
    return visit


def _learn(person: Person, subject: Subject, graded: Graded, attempt: Attempt | None) -> None:
    """One row of evidence, folded into the state; the visit moves on; the offer is spent."""
    visit = open_visit(person, subject.activity)
    offer = Offer.objects.filter(learner=person).first()
    options = offer.options if offer else []
    offered = [{"activity": o["activity"], "p": o["p"]} for o in options]
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
        solution_seen=visit.solution_seen,
        seconds=attempt.seconds if attempt else _seconds_since(visit),
        misconception=graded.misconception,
        guess=subject.guess,
        slip=subject.slip,
        seed=attempt.seed if attempt else 0,
        offered=offered if any(o["activity"] == subject.activity for o in offered) else [],
    )
    state.add(person, row)
    if offer is not None:
        offer.last_review = subject.kind == QUESTION
        offer.save(update_fields=["last_review"])
    visit.tries += 1
    visit.started = clock.now()
    if graded.outcome in (PASSED, READ) and visit.done is None:
        visit.done = clock.now()
    visit.save(update_fields=["tries", "started", "done"])


def _seconds_since(visit: Visit) -> float:
    return min((clock.now() - visit.started).total_seconds(), MOST_SECONDS)


# ---- inside an activity -----------------------------------------------------------------


def open_visit(person: Person, activity: str) -> Visit:
    """The learner's visit to an activity, made when they open it first."""
    visit, _ = Visit.objects.get_or_create(learner=person, activity=activity)
    return visit


@transaction.atomic
def take_hint(person: Person, activity: str, rungs: int) -> Visit:
    """Show one rung more, up to `rungs`."""
    visit = open_visit(person, activity)
    if visit.hints < rungs:
        visit.hints += 1
        visit.save(update_fields=["hints"])
    return visit


@transaction.atomic
def show_solution(person: Person, activity: str) -> Visit:
    """The solution is shown. Before a pass that is counted, honestly, as help."""
    visit = open_visit(person, activity)
    if visit.done is None and not visit.solution_seen:
        visit.solution_seen = True
        visit.save(update_fields=["solution_seen"])
    return visit


@transaction.atomic
def note(person: Person, activity: str, **where: Any) -> Visit:
    """Remember where the learner is inside an activity (a tour's stop, a project's report)."""
    visit = open_visit(person, activity)
    visit.note = {**visit.note, **where}
    visit.save(update_fields=["note"])
    return visit


def keep(person: Person, attempt: Attempt, sentence: str) -> Keepsake:
    """The page to keep of one attempt, with one sentence of the learner's."""
    keepsake, _ = Keepsake.objects.update_or_create(
        learner=person, attempt=attempt, defaults={"sentence": sentence}
    )
    return keepsake


# ---- the loop ---------------------------------------------------------------------------


@transaction.atomic
def start_loop(
    person: Person, *, wish: str, hours: float, interest: str, due: Mapping[str, date]
) -> Loop:
    """Open a loop; an open one is closed first, with everything that it holds."""
    Loop.objects.filter(learner=person, finished=None).update(finished=clock.today())
    Offer.objects.filter(learner=person).delete()
    return Loop.objects.create(
        learner=person,
        number=Loop.objects.filter(learner=person).count() + 1,
        wish=wish,
        hours=hours,
        interest=interest,
        step="study",
        due={step: day.isoformat() for step, day in due.items()},
        left={"survey": [clock.today().isoformat(), "done"]},
    )


@transaction.atomic
def leave_steps(loop: Loop, left: Sequence[tuple[str, str]], step: str | None) -> Loop:
    """The loop moves on: `left` are (step, 'done' or 'date'), `step` comes next."""
    today = clock.today()
    loop.left = {**loop.left, **{s: [today.isoformat(), why] for s, why in left}}
    if step is None:
        loop.finished = today
    else:
        loop.step = step
    loop.save(update_fields=["left", "step", "finished"])
    return loop


def move_date(loop: Loop, step: str, day: date) -> Loop:
    """The learner sets another last day for a step."""
    loop.due = {**loop.due, step: day.isoformat()}
    loop.save(update_fields=["due"])
    return loop


def write_gaps(loop: Loop, gaps: Sequence[str]) -> Loop:
    """The gaps that the learner felt, in their order."""
    loop.gaps = [g.strip() for g in gaps if g.strip()][:MOST_GAPS]
    loop.save(update_fields=["gaps"])
    return loop


def choose_gap(loop: Loop, text: str, skill: str, days: int) -> Loop:
    """One gap is chosen; the others are deleted."""
    until = clock.today() + timedelta(days=days)
    loop.gap = {"text": text, "skill": skill, "until": until.isoformat()}
    loop.gaps = []
    loop.save(update_fields=["gap", "gaps"])
    return loop


def close_gap(loop: Loop) -> Loop:
    """The learner says that the gap is closed."""
    loop.gap = {**loop.gap, "closed": clock.today().isoformat()}
    loop.save(update_fields=["gap"])
    return loop


# ---- offers -----------------------------------------------------------------------------


def keep_offer(person: Person, basis: str, options: Sequence[Mapping[str, Any]]) -> Offer:
    """The coach's offer, kept so that reloading a page does not change it."""
    offer, _ = Offer.objects.update_or_create(
        learner=person, defaults={"basis": basis, "options": [dict(o) for o in options]}
    )
    return offer


def pass_over(offer: Offer, activity: str) -> Offer:
    """Something else, please: put `activity` aside until everything else was offered."""
    offer.passed_over = [*(a for a in offer.passed_over if a != activity), activity]
    offer.basis = ""
    offer.save(update_fields=["passed_over", "basis"])
    return offer


def choose(offer: Offer, options: Sequence[Mapping[str, Any]]) -> Offer:
    """The learner overrules the coach: their choice comes first."""
    offer.options = [dict(o) for o in options]
    offer.save(update_fields=["options"])
    return offer


def set_preferences(person: Person, **chosen: Any) -> Person:
    """Change what Settings shows."""
    person.preferences = {**person.preferences, **chosen}
    person.save(update_fields=["preferences"])
    return person
