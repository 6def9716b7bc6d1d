"""The way to an interest's goal, and a pack compiled for the coach. Both are made once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from ascent.atlas.graph import Graph
from ascent.coach.course import Candidate, Course, Place
from ascent.curriculum import Pack
from ascent.curriculum.activity import Activity
from ascent.curriculum.entries import Interest
from ascent.kinds import registry
from ascent.kinds.workbench import lines

LATER = 1000  # levels that skills for reading alone come after those that the project needs


@dataclass(frozen=True)
class Route:
    """The way to an interest's goal. `order`: skills, prerequisites first; `level`: their depth."""

    order: tuple[str, ...]
    level: Mapping[str, int]
    needed: Mapping[str, tuple[str, ...]]


@lru_cache(maxsize=8)
def graph(pack: Pack) -> Graph:
    """The map of a pack as a graph."""
    return Graph.from_skills(pack.skills.values())


@lru_cache(maxsize=16)
def route(pack: Pack, interest_id: str) -> Route:
    """The skills on the way to an interest's goal, prerequisites first.

    What its project needs comes before what only reading the reference project takes.
    """
    whole = graph(pack)
    interest = pack.interests[interest_id]
    goal = whole.closure({*interest.skills, *_in_project(pack, interest)})
    reading = whole.closure(_read_in(pack, interest)) - goal
    order = [s for s in whole.order() if s in goal] + [s for s in whole.order() if s in reading]
    levels = {s: whole.levels[s] + (LATER if s in reading else 0) for s in order}
    return Route(tuple(order), levels, whole.needs)


@lru_cache(maxsize=16)
def course(pack: Pack, interest_id: str) -> Course:
    """The pack as the coach reads it on the way to an interest."""
    interest = pack.interests[interest_id]
    return Course.compile(
        [_place(pack, skill) for skill in graph(pack).order()],
        _candidates(pack, interest),
        project=_in_project(pack, interest),
        interest=interest.skills,
        reading=_read_in(pack, interest),
        questions=_questions(pack),
    )


def _place(pack: Pack, skill_id: str) -> Place:
    skill = pack.skills[skill_id]
    needed = graph(pack).needs[skill_id]
    weight = {link.skill: link.weight for link in skill.needed}
    return Place(
        id=skill.id,
        title=skill.title,
        depth=skill.depth,
        needed=needed,
        helps=tuple(link.skill for link in skill.helps if link.skill in pack.skills),
        weights=tuple(weight.get(other, 1.0) for other in needed),
    )


def _candidates(pack: Pack, interest: Interest) -> list[Candidate]:
    """What can be done: lessons and exercises, this interest's tour and project."""
    own = {interest.tour, interest.project}
    kinds = registry.kinds()
    return [
        candidate(pack, a)
        for a in pack.activities.values()
        if kinds[a.kind].in_coach and (a.kind not in ("tour", "project") or a.id in own)
    ]


def candidate(pack: Pack, activity: Activity) -> Candidate:
    """An activity as the coach reads it."""
    subject = registry.kind_of(activity).subject(activity)
    return Candidate(
        id=activity.id,
        kind=activity.kind,
        step=activity.step,
        skill=activity.main_skill,
        minutes=activity.minutes,
        difficulty=activity.difficulty,
        opens=_opens(activity, pack),
        skills=subject.skills,
        guess=subject.guess,
        slip=subject.slip,
    )


def _opens(activity: Activity, pack: Pack) -> str:
    """A line that the activity opens, as code; a sentence inside quotes is no line to show."""
    opened = [o.text for o in lines.opened_by(activity, pack)]
    return next((f"`{text}`" for text in opened if not text.startswith(("#", '"'))), "")


def _questions(pack: Pack) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for question in pack.of_kind("question"):
        found.setdefault(question.main_skill, []).append(question.id)
    return found


def _in_project(pack: Pack, interest: Interest) -> set[str]:
    project = pack.activities.get(interest.project)
    return set(project.skills) if project else set()


def _read_in(pack: Pack, interest: Interest) -> set[str]:
    """The skills that it takes to read the interest's reference project, line by line."""
    tour = pack.activities.get(interest.tour)
    if tour is None or not tour.has("skills.txt"):
        return set()
    return set(tour.text("skills.txt").split())
