"""The coach at work for one person: what they did, what the pack holds, one next step.

`coach` decides and is pure; this module gathers what it needs in a handful of
queries, whatever the size of the map, and keeps what it said.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from functools import lru_cache
from random import Random
from typing import Any, TypeGuard

from django.urls import reverse

from ascent import clock
from ascent.accounts.models import Person
from ascent.atlas.graph import Graph
from ascent.coach import loop as calendar
from ascent.coach.next_step import (
    CLOSE_GAP,
    NAME_GAPS,
    REVIEW,
    Candidate,
    Situation,
    offer,
)
from ascent.curriculum import Pack
from ascent.curriculum.activity import Activity
from ascent.curriculum.entries import Interest
from ascent.kinds import registry, reviewing
from ascent.kinds.workbench import lines
from ascent.learner import access, actions, state
from ascent.learner.folding import LearnerState
from ascent.learner.models import Attempt, Loop, Offer

SESSIONS = {  # choices that are no activity: title, minutes, address, and what is pressed
    REVIEW: ("Review", 5, "review"),
    NAME_GAPS: ("Name your gaps", 10, "loop"),
    CLOSE_GAP: ("Is the gap closed?", 2, "loop"),
}
GAP_HOURS, PROJECT_HOURS = 2.0, 6.0
LATER = 1000  # levels that skills for reading alone come after those that the project needs


@dataclass(frozen=True)
class Route:
    """The way to an interest's goal. `order`: skills, prerequisites first; `level`: their depth."""

    order: tuple[str, ...]
    level: Mapping[str, int]
    needed: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Standing:
    """Where somebody stands now: one read of everything that pages about the next step need."""

    person: Person
    pack: Pack
    loop: Loop | None
    state: LearnerState
    done: frozenset[str]
    """Activities that are done for good; the project of an open loop counts only inside it."""

    @property
    def interest(self) -> Interest | None:
        return self.pack.interests.get(self.loop.interest) if self.loop else None


# ---- what pages ask for -----------------------------------------------------------------


def standing(person: Person) -> Standing:
    """Gather it, and let the loop move on when a step is finished or its date has come."""
    loop = access.open_loop(person)
    found = Standing(person, registry.pack(), loop, state.of(person), access.done(person))
    if loop is None:
        return found
    found = replace(found, done=_done_in_loop(found, loop))
    _move_on(found, loop)
    return replace(found, loop=None) if loop.finished else found


def next_step(person: Person) -> Offer | None:
    """The offer that stands, or a new one when something has changed. None before the survey."""
    return offer_for(standing(person))


def something_else(person: Person) -> Offer | None:
    """Put the first choice aside and offer anew."""
    current = next_step(person)
    if current is not None and current.options:
        actions.pass_over(current, current.options[0]["activity"])
    return next_step(person)


def choose(person: Person, activity_id: str) -> Offer | None:
    """The learner overrules the coach: `activity_id` becomes the next step.

    What is done already opens again, but does not stand in the way of what is not.
    """
    found = standing(person)
    current = offer_for(found)
    activity = found.pack.activities.get(activity_id)
    if current is None or activity is None or activity_id in found.done:
        return current
    chosen = _spelled(found.pack, {"activity": activity_id, "reason": _CHOSEN, "p": 0.0})
    rest = [o for o in current.options if o["activity"] != activity_id]
    return actions.choose(current, [chosen, *rest][:3])


def skills_of(person: Person, activity: Activity) -> list[dict[str, Any]]:
    """What is known of an activity's skills now, main one first."""
    found = state.of(person)
    skills = registry.pack().skills
    return [
        {"skill": skills[s], "mastery": found.mastery(s), "known": found.known(s)}
        for s in activity.skills
        if s in skills
    ]


# ---- the offer --------------------------------------------------------------------------

_CHOSEN = "You chose this yourself."


def offer_for(found: Standing) -> Offer | None:
    """The offer that stands for this standing; made anew when its basis has changed."""
    if found.loop is None or found.interest is None:
        return None
    current = Offer.objects.filter(learner=found.person).first()
    due = reviewing.due(found.pack, found.state)
    if due and reviewing.answered_today(found.person) >= reviewing.A_DAY:
        due = []
    last_review = current is not None and current.last_review
    basis = _basis(found, due, last_review)
    if not _stands(current, basis, found.pack):
        situation = _situation(found, current.passed_over if current else (), due, last_review)
        options = offer(situation, Random())  # noqa: S311 - a fair pick, not a secret
        current = actions.keep_offer(found.person, basis, [asdict(o) for o in options])
    current.options = [_spelled(found.pack, option) for option in current.options]
    return current


def _basis(found: Standing, due: list[str], last_review: bool) -> str:
    """What an offer depends on, in short: while it stays the same, so does the offer."""
    loop = found.loop
    seen = sum(s.seen for s in found.state.skills.values())
    parts: tuple[object, ...] = (seen, len(found.done), len(due), last_review)
    if loop is not None:
        parts = (loop.id.hex, loop.step, loop.gap.get("skill"), *parts)
    return " ".join(map(str, parts))


def _stands(current: Offer | None, basis: str, pack: Pack) -> TypeGuard[Offer]:
    """Whether an offer is still good: made from the same, and all of it still in the pack."""
    return (
        current is not None
        and current.basis == basis
        and all(
            o["activity"] in pack.activities or o["activity"] in SESSIONS for o in current.options
        )
    )


def _situation(
    found: Standing, passed_over: Sequence[str], due: list[str], last_review: bool
) -> Situation:
    loop, interest = found.loop, found.interest
    assert loop is not None
    assert interest is not None
    way = route(found.pack, interest.id)
    before = loop.left.get("libraries", ["", ""])
    return Situation(
        step=loop.step,
        candidates=_candidates(found, interest),
        state=found.state,
        order=way.order,
        level=way.level,
        needed=way.needed,
        names={s.id: s.title for s in found.pack.skills.values()},
        goal=loop.wish,
        first=interest.first,
        due=due,
        last_was_review=last_review,
        date_has_come=loop.step == "project" and before[1] == "date",
        gap_skill=loop.gap.get("skill"),
        passed_over=passed_over,
    )


def _candidates(found: Standing, interest: Interest) -> list[Candidate]:
    """What can be done: lessons and exercises, this interest's tour and project."""
    own = {interest.tour, interest.project}
    kinds = registry.kinds()
    return [
        Candidate(
            id=a.id,
            kind=a.kind,
            step=a.step,
            skill=a.main_skill,
            minutes=a.minutes,
            difficulty=a.difficulty,
            opens=_opens(a, found.pack),
            done=a.id in found.done,
        )
        for a in found.pack.activities.values()
        if kinds[a.kind].in_coach and (a.kind not in ("tour", "project") or a.id in own)
    ]


def _opens(activity: Activity, pack: Pack) -> str:
    """A line that the activity opens, as code; a sentence inside quotes is no line to show."""
    opened = [o.text for o in lines.opened_by(activity, pack)]
    return next((f"`{text}`" for text in opened if not text.startswith(("#", '"'))), "")


def _spelled(pack: Pack, option: Mapping[str, Any]) -> dict[str, Any]:
    """An option with all that a page or a terminal shows of it, as the pack has it now."""
    chosen = option["activity"]
    why = {"activity": chosen, "reason": option["reason"], "p": option["p"]}
    if chosen in SESSIONS:
        title, minutes, page = SESSIONS[chosen]
        return {**why, "title": title, "kind": chosen, "minutes": minutes, "url": reverse(page)}
    a = pack.activities[chosen]
    return {**why, "title": a.title, "kind": a.kind, "minutes": a.minutes, "url": registry.url(a)}


# ---- the loop's calendar ----------------------------------------------------------------


def plan_loop(interest_id: str, hours: float, start: date) -> dict[str, date]:
    """Dates for every step of a loop towards an interest."""
    pack = registry.pack()
    minutes = sum(pack.skills[s].minutes for s in route(pack, interest_id).order)
    return calendar.plan(start, hours, minutes / 60 + PROJECT_HOURS + GAP_HOURS)


def dates(loop: Loop) -> dict[str, date]:
    return {step: date.fromisoformat(day) for step, day in loop.due.items()}


def _move_on(found: Standing, loop: Loop) -> None:
    done = _done_steps(found, loop)
    left = calendar.moves(loop.step, dates(loop), done, clock.today())
    if left:
        after = calendar.step_after(loop.step, left)
        actions.leave_steps(loop, [(m.step, m.why) for m in left], after)


def _done_in_loop(found: Standing, loop: Loop) -> frozenset[str]:
    """What is done; but each loop makes its own project: only this loop's pass counts for it."""
    interest = found.pack.interests.get(loop.interest)
    if interest is None or interest.project not in found.done:
        return found.done
    rows = Attempt.objects.filter(learner=found.person, activity=interest.project)
    if rows.filter(outcome="passed", id__gt=loop.id).exists():
        return found.done
    return found.done - {interest.project}


def _done_steps(found: Standing, loop: Loop) -> frozenset[str]:
    interest = found.interest
    if interest is None:
        return frozenset()
    done = {"survey"}
    if interest.tour in found.done:
        done.add("study")
    for step in ("language", "libraries"):
        if _nothing_left(found, interest, step):
            done.add(step)
    if interest.project in found.done:
        done.add("project")
    if loop.gap.get("closed"):
        done.add("gap")
    return frozenset(done)


def _nothing_left(found: Standing, interest: Interest, step: str) -> bool:
    """Every skill of a step on the way to the goal is known, or has no activity left."""
    open_skills = {
        a.main_skill
        for a in found.pack.activities.values()
        if a.step == step and a.id not in found.done and registry.kinds()[a.kind].in_coach
    }
    way = route(found.pack, interest.id).order
    return not any(s in open_skills and not found.state.known(s) for s in way)


# ---- the way to a goal ------------------------------------------------------------------


@lru_cache(maxsize=8)
def graph(pack: Pack) -> Graph:
    """The map of a pack as a graph."""
    return Graph.from_skills(pack.skills.values())


def route(pack: Pack, interest_id: str) -> Route:
    """The skills on the way to an interest's goal, prerequisites first.

    What its project needs comes before what only reading the reference project takes.
    """
    whole = graph(pack)
    interest = pack.interests[interest_id]
    project = pack.activities.get(interest.project)
    goal = whole.closure({*interest.skills, *(project.skills if project else ())})
    reading = whole.closure(_read_in(pack, interest)) - goal
    order = [s for s in whole.order() if s in goal] + [s for s in whole.order() if s in reading]
    levels = {s: whole.levels[s] + (LATER if s in reading else 0) for s in order}
    return Route(tuple(order), levels, whole.needs)


def _read_in(pack: Pack, interest: Interest) -> set[str]:
    """The skills that it takes to read the interest's reference project, line by line."""
    tour = pack.activities.get(interest.tour)
    if tour is None or not tour.has("skills.txt"):
        return set()
    return set(tour.text("skills.txt").split())
