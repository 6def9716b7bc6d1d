"""The coach at work for one person: what they did, what the pack holds, one next step.

`coach` decides and is pure; this module gathers what it needs in a handful of
queries, whatever the size of the map, and keeps what it said.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from math import ceil
from random import Random
from typing import Any, TypeGuard

from ascent import clock
from ascent.accounts.models import Person
from ascent.coach.course import WHOLE, Course, forecast
from ascent.coach.next_step import Situation, offer
from ascent.coach.reasons import Reason
from ascent.coach.review import Item
from ascent.coach.standing import Ground
from ascent.curriculum import Pack
from ascent.curriculum.activity import Activity
from ascent.curriculum.entries import Interest
from ascent.kinds import anew, applying, gap_open, looping, offers, registry, reporting, reviewing
from ascent.kinds.looping import dates, plan_loop
from ascent.kinds.offers import SESSIONS
from ascent.kinds.ways import Route, course, graph, route
from ascent.learner import access, actions, names, state
from ascent.learner.models import Loop, Offer
from ascent.learner.tracing import explaining
from ascent.learner.tracing.folding import LearnerState

__all__ = [
    "SESSIONS",
    "Route",
    "Standing",
    "can_skip",
    "choose",
    "course",
    "dates",
    "graph",
    "hardest",
    "is_next",
    "may_place",
    "next_step",
    "offer_for",
    "plan_loop",
    "route",
    "show",
    "skills_in",
    "skills_of",
    "something_else",
    "standing",
]

EXPECTED = 2  # sentences on why something would probably pass
LITTLE = 4  # skills with answers, below which a placement is offered


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

    @property
    def course(self) -> Course | None:
        """The pack on the way to the pinned interest."""
        return course(self.pack, self.interest.id) if self.interest else None

    @cached_property
    def ground(self) -> Ground | None:
        """Where they stand on it today."""
        if self.course is None:
            return None
        now = max(clock.now().timestamp(), self.state.at or 0.0)  # a clock may be set back
        return self.course.ground(self.state, self.done, _midnight(), now)


# ---- what pages ask for -----------------------------------------------------------------


def standing(person: Person) -> Standing:
    """Gather it, and let the loop move on when a step is finished or its date has come."""
    loop = access.open_loop(person)
    found = Standing(person, registry.pack(), loop, state.of(person), access.done(person))
    if loop is None:
        return found
    done = looping.done_in(loop, person, found.interest, found.done)
    found = replace(found, done=done)
    _look_for_the_gap(found, loop)
    looping.move_on(loop, found.interest, found.course, found.ground, done)
    return replace(found, loop=None) if loop.finished else found


def _look_for_the_gap(found: Standing, loop: Loop) -> None:
    """Write down, once, that the skill of a chosen gap is used in the learner's project."""
    project = found.pack.activities.get(found.interest.project) if found.interest else None
    if project is not None and "chosen" in loop.gap and not loop.gap.get("applied"):
        applying.keep(loop, project, found.pack)


def next_step(person: Person) -> Offer | None:
    """The offer that stands, or a new one when something has changed. None before the survey."""
    return offer_for(standing(person))


def is_next(person: Person, activity_id: str) -> bool:
    """Whether an activity is what was offered first."""
    current = Offer.objects.filter(learner=person).first()
    return bool(current and current.options and current.options[0]["activity"] == activity_id)


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
    return _put_first(found, activity_id, Reason("chosen", {}))


def show(person: Person, skill_id: str) -> Activity | None:
    """Skip by showing: the hardest exercise of a skill becomes the next step, at once.

    None when no exercise trains the skill.
    """
    found = standing(person)
    activity = hardest(found, skill_id)
    if activity is not None:
        done = int(activity.id in found.done)
        _put_first(found, activity.id, Reason("show", {"skill": skill_id, "done": done}))
    return activity


def hardest(found: Standing, skill_id: str) -> Activity | None:
    """The hardest exercise whose main skill this is; one that is done only when all are."""
    kinds = registry.kinds()
    exercises = [
        a
        for a in found.pack.activities.values()
        if a.main_skill == skill_id
        and kinds[a.kind].in_coach
        and kinds[a.kind].grade
        and a.kind not in WHOLE
    ]
    return max(exercises, key=lambda a: (a.id not in found.done, a.difficulty, a.id), default=None)


def expectations(found: Standing, activity_id: str) -> list[str]:
    """Why the learner would probably pass or fail an activity: the strongest sentences first."""
    activity = found.pack.activities.get(activity_id)
    if activity is None or activity.kind in WHOLE or not registry.kind_of(activity).grade:
        return []
    model, skills = found.state.model, sorted(activity.skills)
    difficulty = model.difficulty(activity.id, activity.difficulty)
    now = max(clock.now().timestamp(), found.state.at or 0.0)  # a clock may be set back
    asked = (model.parameters, found.state.student, activity.id, skills, difficulty, now)
    return [reason.text for reason in explaining.why(*asked, model.situations)][:EXPECTED]


def can_skip(found: Standing, option: Mapping[str, Any]) -> str:
    """The skill that may be shown at once instead of this option; empty when there is none, or
    when the option is that exercise."""
    activity = found.pack.activities.get(option["activity"])
    if activity is None or activity.kind in WHOLE:
        return ""
    most = hardest(found, activity.main_skill)
    harder = most is not None and most.id != activity.id and most.id not in found.done
    return activity.main_skill if harder else ""


def may_place(found: Standing) -> bool:
    """Whether a placement still tells more than what is known: little evidence, and none done."""
    answered = sum(bool(s.recent) for s in found.state.skills.values())
    placed = any(s.placed is not None for s in found.state.skills.values())
    return answered < LITTLE and not placed


def skills_of(person: Person, activity: Activity) -> list[dict[str, Any]]:
    """What is known of an activity's skills now, main one first."""
    return skills_in(state.of(person), activity)


def skills_in(found: LearnerState, activity: Activity) -> list[dict[str, Any]]:
    """`skills_of` a state that is at hand."""
    skills = registry.pack().skills
    return [
        {"skill": skills[s], "mastery": found.mastery(s), "known": found.known(s)}
        for s in activity.skills
        if s in skills
    ]


# ---- the offer --------------------------------------------------------------------------


def offer_for(found: Standing) -> Offer | None:
    """The offer that stands for this standing; made anew when its basis has changed."""
    if found.loop is None or found.interest is None:
        return None
    current = Offer.objects.filter(learner=found.person).first()
    asked = _to_review(found)
    due = [item.main for item in asked]
    last_review = current is not None and current.last_review
    report = reporting.of(found.loop, found.pack, found.interest, found.done)
    basis = _basis(found, due, last_review, report)
    if not _stands(current, basis, found.pack):
        aside = actions.put_aside(current) if current else ()
        situation = _situation(found, aside, due, last_review)
        offered = offer(situation, Random())  # noqa: S311 - a fair pick, not a secret
        offered = anew.told(offered, found.loop, found.interest)
        offered = reporting.among(offered, report, aside, later="skill" in found.loop.gap)
        current = actions.keep_offer(found.person, basis, offers.kept(offered), current)
    minutes = ceil(sum(item.minutes for item in asked))
    current.options = [
        offers.spelled(found.pack, option, found.done, minutes) for option in current.options
    ]
    return current


def _to_review(found: Standing) -> tuple[Item, ...]:
    """What today's review still asks for; empty when nothing fades or it is over."""
    if not reviewing.due(found.pack, found.state):
        return ()
    person, pack, memory = found.person, found.pack, reviewing.LATELY
    return reviewing.today(person, pack, found.state, found.done, memory=memory).items


def _put_first(found: Standing, activity_id: str, reason: Reason) -> Offer | None:
    """The learner's own choice before what the coach offers; what that was drawn from stays."""
    current = offer_for(found)
    if current is None or activity_id not in found.pack.activities or activity_id in found.done:
        return current
    own = {"activity": activity_id, "p": 0.0, "reasons": [reason.to_json()]}
    drawn: dict[str, float] = next((o["drawn"] for o in current.options if "drawn" in o), {})
    rest = [o for o in current.options if o["activity"] != activity_id]
    return actions.choose(current, [offers.spelled(found.pack, {**own, "drawn": drawn}), *rest][:3])


def _basis(
    found: Standing, due: list[str], last_review: bool, report: reporting.Report | None
) -> str:
    """What an offer depends on, in short: while it stays the same, so does the offer.

    The day is part of it: what rested or was put aside yesterday counts again today.
    """
    loop = found.loop
    parts: tuple[object, ...] = (
        offers.FORM,
        clock.today(),
        found.state.rows,
        len(found.done),
        len(due),
        last_review,
        report.answered if report else "-",
    )
    if loop is not None:
        parts = (loop.id.hex, loop.step, loop.gap.get("skill"), "applied" in loop.gap, *parts)
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
    loop, interest, way, ground = found.loop, found.interest, found.course, found.ground
    assert loop is not None
    assert interest is not None
    assert way is not None
    assert ground is not None
    before = loop.left.get("libraries", ["", ""])
    gap, plan = loop.gap.get("skill"), None
    if loop.step == "gap":
        plan = gap_open.still_open(loop, found.pack)
    return Situation(
        course=way,
        ground=ground,
        state=found.state,
        done=found.done,
        forecast=forecast(way, found.state, clock.now().timestamp()),
        step=loop.step,
        wish=loop.wish,
        first=interest.first,
        due=due,
        last_was_review=last_review,
        date_has_come=loop.step == "project" and before[1] == "date",
        gap_skill=None if gap is None else names.present(gap),
        plan=plan,
        passed_over=passed_over,
        zone=clock.ZONE,
    )


def _midnight() -> float:
    """When the learner's day began, in Unix seconds."""
    return datetime.combine(clock.today(), datetime.min.time(), clock.ZONE).timestamp()
