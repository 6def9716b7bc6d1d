"""The look-back on a week: what was learnt, what is fading, hours against plan, what comes. Pure.

It counts nothing that a learner could lose: no streaks, no points. Hours are an estimate, the
sum of the times between opening an activity and handing something in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

from ascent.coach.loop import STEPS
from ascent.learner.tracing.folding import LearnerState, Observation, Walk
from ascent.learner.tracing.history import in_order
from ascent.learner.tracing.links import Links
from ascent.learner.tracing.memory import DUE

DAYS = 7
FIRST_YEAR = 2000
WEEK = timedelta(days=DAYS)
PLACED = "placed"  # outcome of a placement's evidence
AN_HOUR = 3600.0  # seconds: what was left open overnight counts as an hour, not as a night
ENOUGH = 0.8  # a plan kept to this share counts as kept: the hours are an estimate

How = Literal["shown", "placed"]


@dataclass(frozen=True)
class Seen:
    """One row of evidence: its id, the seconds that it took, and what the model reads of it."""

    id: str
    seconds: float
    what: Observation


@dataclass(frozen=True)
class Lit:
    """A skill that came to count as known, and by which evidence.

    `how`: `shown` by an activity about it, or `placed` by a placement.
    """

    skill: str
    at: float
    evidence: str
    how: How


@dataclass(frozen=True)
class Plan:
    """What a loop planned: hours a week, its first and last day, the dates of its steps."""

    hours: float
    started: date
    finished: date | None = None
    step: str = "study"
    due: Mapping[str, date] = field(default_factory=dict)
    left: frozenset[str] = frozenset()


@dataclass(frozen=True)
class LookBack:
    """One week. `fading` and `soon`: skills whose recall is too low at its end (or now, in the
    running week), and those that will join them within seven days, the weakest first;
    `spent` and `planned`: hours, `planned` is None without a loop. Of the running week and the
    one before, what comes: `ahead`, the steps whose dates lie in the seven days from today on,
    with those dates; `next_date`, the next one after that; `overdue`, the step whose date passed.
    """

    first: date
    last: date
    running: bool
    rows: int
    lit: tuple[Lit, ...]
    fading: tuple[str, ...]
    soon: tuple[str, ...]
    spent: float
    planned: float | None
    ahead: tuple[tuple[str, date], ...]
    next_date: tuple[str, date] | None
    overdue: tuple[str, date] | None

    @property
    def is_empty(self) -> bool:
        """Nothing was done that leaves evidence."""
        return self.rows == 0

    @property
    def is_behind(self) -> bool:
        """Clearly fewer hours than planned, in a week that is over."""
        return not self.running and self.planned is not None and self.spent < ENOUGH * self.planned


def monday(day: date) -> date:
    """The first day of the week in which `day` lies."""
    return day - timedelta(days=day.weekday())


def read(text: str) -> date | None:
    """The Monday of what somebody asked for, `2026-W46` or any day, `2026-11-12`; else None.

    No week before the year `FIRST_YEAR` is one that anybody has learnt in.
    """
    week = re.fullmatch(r"([0-9]{4})-W([0-9]{1,2})", text.strip(), re.IGNORECASE)
    day = re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text.strip())
    try:
        if week:
            first = date.fromisocalendar(int(week[1]), int(week[2]), 1)
        else:
            first = monday(date.fromisoformat(day[0] if day else ""))
    except (ValueError, OverflowError):
        return None
    return first if first.year >= FIRST_YEAR else None


def name(first: date) -> str:
    """What `read` reads: `2026-W46`."""
    year, week, _ = first.isocalendar()
    return f"{year:04d}-W{week:02d}"


def look_back(
    log: Sequence[Seen],
    links: Links,
    plans: Sequence[Plan],
    *,
    first: date,
    begins: float,
    ends: float,
    now: float,
    today: date,
    wish: float = DUE,
) -> LookBack:
    """Look back on the week from `first` on.

    Args:
        log: all evidence, in any order.
        links: the links of the map along which evidence spreads.
        plans: the loops, open and ended.
        begins, ends: the week's first moment and the one after its last, Unix time.
        now, today: the present, as Unix time and as a day where the learner is.
        wish: the chance of recall that the learner wants to keep.
    """
    lit, state = _replayed(log, links, begins, min(ends, now))
    inside = [row for row in log if begins <= row.what.at < ends]
    until = min(ends, now)
    fading = state.due(until, wish)
    last = first + timedelta(days=DAYS - 1)
    dates = _dates(plans) if today <= last + WEEK else []
    return LookBack(
        first=first,
        last=last,
        running=first <= today <= last,
        rows=len(inside),
        lit=lit,
        fading=tuple(fading),
        soon=tuple(
            s for s in state.due(until + WEEK.total_seconds(), wish) if s not in set(fading)
        ),
        spent=sum(min(row.seconds, AN_HOUR) for row in inside) / AN_HOUR,
        planned=planned(plans, first),
        ahead=tuple((step, day) for step, day in dates if today <= day < today + WEEK),
        next_date=next(((step, day) for step, day in dates if day >= today + WEEK), None),
        overdue=next(((step, day) for step, day in dates if day < today), None),
    )


def planned(plans: Iterable[Plan], first: date) -> float | None:
    """Hours that the loops planned for the week from `first` on; None when there was no loop.

    A loop that begins or ends inside the week plans its share of the days.
    """
    hours, any_day = 0.0, False
    for day in (first + timedelta(days=n) for n in range(DAYS)):
        on = [p for p in plans if p.started <= day and (p.finished is None or day <= p.finished)]
        if on:
            any_day = True
            hours += max(on, key=lambda p: p.started).hours / DAYS
    return hours if any_day else None


def _replayed(
    log: Sequence[Seen], links: Links, begins: float, until: float
) -> tuple[tuple[Lit, ...], LearnerState]:
    """The state at `until`, and the skills that lit up since `begins` and are lit still.

    Only an answer or a placement about a skill itself lights it or puts it out.
    """
    walk = Walk(links)
    lit: dict[str, Lit] = {}
    for row in in_order((r for r in log if r.what.at < until), key=lambda r: r.what):
        about = row.what.skills if row.what.at >= begins else ()
        before = {skill: walk.skill(skill).known for skill in about}
        walk.take(row.what)
        for skill in sorted(before):
            known = walk.skill(skill).known
            if known and not before[skill]:
                lit[skill] = Lit(skill, row.what.at, row.id, _how(row.what))
            elif not known:
                lit.pop(skill, None)
    return tuple(lit.values()), walk.state()


def _how(seen: Observation) -> How:
    return "placed" if seen.outcome == PLACED else "shown"


def _dates(plans: Sequence[Plan]) -> list[tuple[str, date]]:
    """The last days of the open loop's steps that are not left yet, the earliest first."""
    plan = next((p for p in plans if p.finished is None), None)
    if plan is None:
        return []
    found = [(s, day) for s, day in plan.due.items() if s in STEPS and s not in plan.left]
    return sorted(found, key=lambda pair: (pair[1], STEPS.index(pair[0])))
