"""The loop's calendar at work: its dates, what is done in it, and how it moves on."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from ascent import clock
from ascent.coach import loop as calendar
from ascent.coach.course import PREPARING, Course
from ascent.coach.standing import Ground
from ascent.kinds import registry
from ascent.kinds.ways import route
from ascent.learner import actions
from ascent.learner.models import Attempt, Loop

if TYPE_CHECKING:
    from ascent.accounts.models import Person
    from ascent.curriculum import Pack
    from ascent.curriculum.entries import Interest

GAP_HOURS, PROJECT_HOURS = 2.0, 6.0


def plan_loop(interest_id: str, hours: float, start: date) -> dict[str, date]:
    """Dates for every step of a loop towards an interest."""
    return calendar.plan(start, hours, hours_needed(registry.pack(), interest_id))


def hours_needed(pack: Pack, interest_id: str) -> float:
    """What a whole loop towards an interest takes: the way there, the project, the gap."""
    minutes = sum(pack.skills[s].minutes for s in route(pack, interest_id).order)
    return minutes / 60 + PROJECT_HOURS + GAP_HOURS


def dates(loop: Loop) -> dict[str, date]:
    """The last day of every step."""
    return {step: date.fromisoformat(day) for step, day in loop.due.items()}


def move_on(
    loop: Loop,
    interest: Interest | None,
    course: Course | None,
    ground: Ground | None,
    done: frozenset[str],
) -> None:
    """Leave behind what is finished, and what its date has ended."""
    finished = _done_steps(loop, interest, course, ground, done)
    left = calendar.moves(loop.step, dates(loop), finished, clock.today())
    if left:
        after = calendar.step_after(loop.step, left)
        actions.leave_steps(loop, [(m.step, m.why) for m in left], after)


def done_in(
    loop: Loop, person: Person, interest: Interest | None, done: frozenset[str]
) -> frozenset[str]:
    """What is done; but each loop makes its own project: only this loop's pass counts for it."""
    if interest is None or interest.project not in done:
        return done
    rows = Attempt.objects.filter(learner=person, activity=interest.project)
    if rows.filter(outcome="passed", id__gt=loop.id).exists():
        return done
    return done - {interest.project}


def _done_steps(
    loop: Loop,
    interest: Interest | None,
    course: Course | None,
    ground: Ground | None,
    done: frozenset[str],
) -> frozenset[str]:
    if interest is None or course is None or ground is None:
        return frozenset()
    finished = {"survey"}
    if interest.tour in done:
        finished.add("study")
    finished |= {step for step in PREPARING if not course.left_in(step, ground)}
    if interest.project in done:
        finished.add("project")
    if loop.gap.get("closed"):
        finished.add("gap")
    return frozenset(finished)
