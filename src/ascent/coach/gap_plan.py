"""One to seven days that close a gap: what to do on which day, within the hours there are. Pure.

What the skill needs and the learner does not know comes first; then the skill itself, new work
before old; what was done is done once more, on another day, because what is recalled after a
pause stays longer; then questions; at the end the learner's own project. When the hours do not
hold all of it, repetition goes first, and never the project.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Why = Literal["below", "new", "again", "ask", "apply"]
APPLY = 30  # minutes for changing one's own project
MOST_BELOW = 3  # activities for each prerequisite that is not known
MOST_NEW, MOST_AGAIN, MOST_ASKED = 4, 3, 3
WEEK = 7


@dataclass(frozen=True)
class Task:
    """An activity that trains a skill. `done`: it was done before."""

    activity: str
    kind: str
    skill: str
    minutes: int
    difficulty: float = 0.5
    done: bool = False


@dataclass(frozen=True)
class Item:
    """One thing to do. `activity` is the learner's project where `why` is `apply`."""

    activity: str
    why: Why
    minutes: int


@dataclass(frozen=True)
class Plan:
    """`days[0]` is today. `left_out` did not fit; `over`: the minutes above those there are."""

    days: tuple[tuple[Item, ...], ...]
    left_out: tuple[Item, ...] = ()
    over: int = 0


def plan(
    skill: str,
    below: Sequence[str],
    tasks: Sequence[Task],
    project: str,
    days: int,
    hours_a_week: float,
) -> Plan:
    """What to do for `skill` in `days` days. `below`: needed and not known, lowest first.

    Without a `project` (an empty id) nothing is applied. Raises ValueError outside 1 to 7 days.
    """
    if not 1 <= days <= WEEK:
        raise ValueError(f"{days} days; a gap is closed in 1 to {WEEK}.")
    wanted = _wanted(skill, below, tasks, project, days)
    minutes = hours_a_week * 60 * days / WEEK
    kept = _fitting(wanted, minutes)
    order = [item for item, _ in wanted]
    chosen = [item for number, item in enumerate(order) if number in kept]
    left = tuple(item for number, item in enumerate(order) if number not in kept)
    over = max(0, round(sum(item.minutes for item in chosen) - minutes))
    return Plan(_spread(chosen, days), left, over)


def _wanted(
    skill: str, below: Sequence[str], tasks: Sequence[Task], project: str, days: int
) -> list[tuple[Item, int]]:
    """Everything worth doing, in the order of doing, with how easily it is left out (0: never)."""
    found: list[tuple[Item, int]] = []
    for lower in below:
        fresh = _of(tasks, lower, done=False)[:MOST_BELOW]
        found += [(Item(t.activity, "below", t.minutes), 1) for t in fresh]
    new = _of(tasks, skill, done=False)[:MOST_NEW]
    found += [(Item(t.activity, "new", t.minutes), min(n, 1) * 2) for n, t in enumerate(new)]
    old = [t for t in _of(tasks, skill, done=True) if t.kind != "lesson"]
    again = [*old, *(t for t in new if t.kind != "lesson" and days > 1)][:MOST_AGAIN]
    for number, task in enumerate(again):
        rest = 0 if not new and number == 0 else 3
        found.append((Item(task.activity, "again", task.minutes), rest))
    asked = sorted((t for t in tasks if t.skill == skill and t.kind == "question"), key=_order)
    found += [(Item(t.activity, "ask", t.minutes), 4) for t in asked[:MOST_ASKED]]
    if project:
        found.append((Item(project, "apply", APPLY), 0))
    return found


def _of(tasks: Sequence[Task], skill: str, *, done: bool) -> list[Task]:
    """Lessons, then exercises, the less difficult first. Questions are apart."""
    own = [t for t in tasks if t.skill == skill and t.done == done and t.kind != "question"]
    return sorted(own, key=_order)


def _order(task: Task) -> tuple[bool, float, str]:
    return (task.kind != "lesson", task.difficulty, task.activity)


def _fitting(wanted: Sequence[tuple[Item, int]], minutes: float) -> set[int]:
    """The places of what is kept: what is never left out, then what fits, the dearest first."""
    kept = {n for n, (_, rest) in enumerate(wanted) if rest == 0}
    total = sum(wanted[n][0].minutes for n in kept)
    for number, (item, _) in sorted(enumerate(wanted), key=lambda one: (one[1][1], one[0])):
        if number not in kept and total + item.minutes <= minutes:
            kept.add(number)
            total += item.minutes
    return kept


def _spread(items: Sequence[Item], days: int) -> tuple[tuple[Item, ...], ...]:
    """In order, evenly by minutes; a repetition never on the day of the first time; the project
    on the last day."""
    found: list[list[Item]] = [[] for _ in range(days)]
    share = sum(item.minutes for item in items) / days or 1.0
    first: dict[str, int] = {}
    spent, earliest = 0.0, 0
    for item in items:
        day = max(earliest, min(days - 1, int((spent + item.minutes / 2) / share)))
        if item.why == "again" and first.get(item.activity, -1) == day:
            if day == days - 1:
                continue  # there is no day after it
            day += 1
        if item.why == "apply":
            day = days - 1
        first.setdefault(item.activity, day)
        found[day].append(item)
        spent, earliest = spent + item.minutes, day
    return tuple(tuple(day) for day in found)
