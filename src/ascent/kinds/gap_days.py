"""The days in which a gap is closed: what is planned for each, and what is done of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from itertools import count
from typing import Any

from ascent.coach import gap_plan
from ascent.coach.gap_plan import Item, Task
from ascent.kinds import applying, gap_open, gaps, registry, ways
from ascent.kinds.guide import Standing
from ascent.learner import names
from ascent.learner.gaps import Chosen

TITLES = {
    "below": "first, because it is needed",
    "new": "new",
    "again": "once more, without help",
    "ask": "a question",
    "apply": "use it in your project",
}
QUESTION_MINUTES = 2


def chosen(found: Standing, text: str, skill: str, days: int) -> Chosen:
    """A chosen gap with its plan, and with the attempt that later ones are compared to."""
    assert found.loop is not None
    project = gaps.project_of(found)
    plan = gap_plan.plan(
        skill,
        below(found, skill),
        _tasks(found, {skill, *below(found, skill)}),
        project.id if project is not None else "",
        days,
        found.loop.hours,
    )
    base = applying.last_attempt(found.loop, project) if project is not None else None
    return Chosen(
        text=text or found.pack.skills[skill].title,
        skill=skill,
        days=days,
        plan=[[asdict(item) for item in day] for day in plan.days],
        base=str(base.id) if base is not None else "",
    )


def below(found: Standing, skill: str) -> list[str]:
    """What a skill needs and is not known, however far below, the lowest first."""
    graph = ways.graph(found.pack)
    waiting, open_ = [skill], set()
    while waiting:
        for other in graph.needs.get(waiting.pop(), ()):
            if other not in open_ and not found.state.known(other):
                open_.add(other)
                waiting.append(other)
    return [s for s in graph.order() if s in open_]


def _tasks(found: Standing, skills: Iterable[str]) -> list[Task]:
    wanted = frozenset(skills)
    kinds = registry.kinds()
    return [
        Task(
            activity=a.id,
            kind=a.kind,
            skill=a.main_skill,
            minutes=a.minutes or QUESTION_MINUTES,
            difficulty=a.difficulty,
            done=a.id in found.done,
        )
        for a in found.pack.activities.values()
        if a.main_skill in wanted
        and a.kind not in ("tour", "project")
        and (kinds[a.kind].in_coach or a.kind == "question")
    ]


@dataclass(frozen=True)
class Step:
    """One line of the plan as pages show it."""

    title: str
    why: str
    minutes: int
    url: str
    done: bool


@dataclass(frozen=True)
class Day:
    """One day of the plan that has something in it. `number` counts from 1."""

    number: int
    date: date
    steps: tuple[Step, ...]

    @property
    def minutes(self) -> int:
        return sum(step.minutes for step in self.steps)


def days(found: Standing) -> list[Day]:
    """The plan with what is done of it. What is no longer in the pack is left out."""
    loop = found.loop
    assert loop is not None
    plan: Sequence[Sequence[dict[str, Any]]] = loop.gap.get("plan", [])
    if not plan:
        return []
    done = gap_open.done_since(loop)
    first = date.fromisoformat(loop.gap["until"]) - timedelta(days=len(plan) - 1)
    shown = []
    asked = count(1)
    for number, items in enumerate(plan):
        steps = [_step(found, Item(**item), done, asked) for item in items]
        kept = tuple(step for step in steps if step is not None)
        if kept:
            shown.append(Day(number + 1, first + timedelta(days=number), kept))
    return shown


def _step(found: Standing, item: Item, done: Counter[str], asked: Iterator[int]) -> Step | None:
    """One line; each success counts for one line, so that `again` waits for the second one."""
    activity = found.pack.activities.get(names.present(item.activity))
    if activity is None:
        return None
    if item.why == "apply":
        is_done = bool(found.loop and found.loop.gap.get("applied"))
    else:
        is_done = done[activity.id] > 0
        done[activity.id] -= is_done
    title = activity.title
    if activity.kind == "question":  # it has no title of its own
        title = f"Question {next(asked)} on “{found.pack.skills[activity.main_skill].title}”"
    return Step(title, TITLES[item.why], item.minutes, registry.url(activity), is_done)
