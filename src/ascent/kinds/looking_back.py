"""A week of one learner, gathered: the log, the loops, and what a review would bring back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from ascent import clock
from ascent.accounts.models import Person
from ascent.coach import week
from ascent.coach.week import LookBack, Plan, Seen
from ascent.kinds import registry, reviewing
from ascent.learner import access, log, state
from ascent.learner.models import Evidence, Loop
from ascent.learner.tracing import links


@dataclass(frozen=True)
class Review:
    """What today's review could bring back: skills, and the minutes that it takes."""

    skills: tuple[str, ...]
    minutes: int


def of(person: Person, first: date) -> LookBack:
    """The week from the Monday `first` on."""
    rows = [Seen(entry.id, entry.seconds, entry.what) for entry in log.of(person.pk)]
    loops = Loop.objects.filter(learner=person).order_by("number")
    return week.look_back(
        rows,
        links.current(),
        [_plan(loop) for loop in loops],
        first=first,
        begins=_midnight(first),
        ends=_midnight(first + timedelta(days=week.DAYS)),
        now=clock.now().timestamp(),
        today=clock.today(),
        wish=state.wish(person),
    )


def review(person: Person, look: LookBack) -> Review:
    """Of the skills that are fading now, those that a review of today asks about."""
    found = reviewing.today(person, registry.pack(), state.of(person), access.done(person))
    asked = {skill for item in found.items for skill in item.skills}
    minutes = sum(item.minutes for item in found.items)
    return Review(tuple(s for s in look.fading if s in asked), max(1, round(minutes)))


def earliest(person: Person) -> date | None:
    """The Monday of the first week with evidence or a loop."""
    row = Evidence.objects.filter(learner=person).order_by("at").values_list("at", flat=True)[:1]
    days = [clock.local(at).date() for at in row]
    days += (
        Loop.objects.filter(learner=person)
        .order_by("started")
        .values_list("started", flat=True)[:1]
    )
    return week.monday(min(days)) if days else None


def _plan(loop: Loop) -> Plan:
    return Plan(
        hours=loop.hours,
        started=loop.started,
        finished=loop.finished,
        step=loop.step,
        due={step: date.fromisoformat(day) for step, day in loop.due.items()},
        left=frozenset(loop.left),
    )


def _midnight(day: date) -> float:
    return datetime.combine(day, datetime.min.time(), clock.ZONE).timestamp()
