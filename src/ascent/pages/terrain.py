"""The map as data for the picture and the list: where every skill stands for one learner."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from django.urls import reverse

from ascent.atlas.layout import ALTITUDE, layout
from ascent.curriculum import Pack
from ascent.kinds import guide
from ascent.kinds.guide import Standing
from ascent.learner.tracing.knowing import SkillState
from ascent.ui.topo import Node, Sheet, State, Trail

WORDS = {
    "mastered": "mastered",
    "placed": "probably known, by placement",
    "fading": "fading",
    "fringe": "within reach",
    "fog": "further up",
}


class Fixed(NamedTuple):
    """What the map says of a skill to everybody. Kept for each pack."""

    id: str
    title: str
    area: str
    area_title: str
    topic: str
    depth: str
    minutes: int
    url: str


class Row(NamedTuple):
    """One skill on the map of one learner: `fixed`, then what is theirs. `mastery` and
    `retention` in [0, 1]; `state` is a key of `WORDS`."""

    id: str
    title: str
    area: str
    area_title: str
    topic: str
    depth: str
    minutes: int
    url: str
    state: State
    mastery: float
    retention: float
    placed: bool = False  # by a placement alone: fading, it is so still

    @property
    def word(self) -> str:
        fades = self.placed and self.state == "fading"
        return f"{WORDS['fading']}; {WORDS['placed']}" if fades else WORDS[self.state]


def rows(found: Standing, now: float) -> list[Row]:
    """Every skill of the pack, in the order of the map's files."""
    pack, learner = found.pack, found.state
    known = learner.known_skills()
    result = []
    for s, fixed in zip(pack.skills.values(), skills_of(pack), strict=True):
        retention = learner.retention(s.id, now)
        ready = all(p.skill in known for p in s.needed)
        state = _state(s.id in known, retention >= learner.wish, ready)
        placed = by_placement(learner.skill(s.id))
        if state == "mastered" and placed:
            state = "placed"
        result.append(Row(*fixed, state, learner.mastery(s.id), retention, placed))
    return result


@lru_cache(maxsize=4)
def skills_of(pack: Pack) -> tuple[Fixed, ...]:
    """What is the same for everybody, in the order of the map's files."""
    areas = {area.id: area.title for area in pack.areas.values()}
    return tuple(
        Fixed(
            s.id,
            s.title,
            s.area,
            areas.get(s.area, s.area),
            s.topic,
            s.depth,
            s.minutes,
            reverse("skill", args=[s.id]),
        )
        for s in pack.skills.values()
    )


def by_placement(skill: SkillState) -> bool:
    """Whether a skill is lit by a placement alone, before any answer about it."""
    return skill.known and skill.placed is not None and not skill.recent


def _state(known: bool, firm: bool, ready: bool) -> State:
    if known:
        return "mastered" if firm else "fading"
    return "fringe" if ready else "fog"


def counts(rows: Sequence[Row]) -> dict[str, int]:
    """How many skills stand in each state."""
    return {state: sum(row.state == state for row in rows) for state in WORDS}


def sort_key(name: str) -> Callable[[Row], Any]:
    """How the list is sorted: by area, title, state or minutes."""
    states = list(WORDS)
    keys: dict[str, Callable[[Row], Any]] = {
        "area": lambda r: (r.area_title, r.topic, r.title),
        "title": lambda r: r.title,
        "state": lambda r: (states.index(r.state), r.title),
        "minutes": lambda r: (r.minutes, r.title),
    }
    return keys[name]


# ---- the picture ------------------------------------------------------------------------


def sheet(found: Standing, rows: Sequence[Row], options: Sequence[dict[str, Any]]) -> Sheet:
    """The map as the topographic sheet draws it.

    `options` are the coach's: their main skills are the next three. The flag stands on the
    goal skill that lies farthest along the way; you stand on the skill shown last, after a
    placement on that of the next step.
    """
    pack = found.pack
    # As fine as light can be seen: the same map again is then not drawn again.
    light = tuple((r.state, round(r.mastery, 2), round(r.retention, 2), r.placed) for r in rows)
    way = guide.route(pack, found.interest.id).order if found.interest else ()
    ahead = [s for s in way if not found.state.known(s)]
    flag = _flag(found)
    minutes = sum(pack.skills[s].minutes for s in ahead)
    following = _next(found, options)
    you = _you(found, following, way)
    return Sheet(
        nodes=_nodes(pack, light),
        trails=_trails(pack),
        areas={a.id: a.title for a in pack.areas.values()},
        topics={t.id: t.title for t in pack.topics.values()},
        you=you,
        flag=flag,
        next=following,
        route=_route_shown(found, you, flag),
        route_label=f"about {round(minutes / 60)} h" if minutes >= 60 else f"{minutes} min",
    )


@lru_cache(maxsize=16)
def _nodes(pack: Pack, light: tuple[tuple[State, float, float, bool], ...]) -> tuple[Node, ...]:
    """The skills on the map, each in its light: state, mastery, retention, by placement alone."""
    places = _layout(pack)
    return tuple(
        Node(
            id=s.id,
            title=s.title,
            x=places[s.id][0],
            y=places[s.id][1],
            altitude=ALTITUDE[s.depth],
            area=s.area,
            topic=s.topic,
            url=s.url,
            state=state,
            mastery=mastery,
            retention=retention,
            minutes=s.minutes,
            placed=placed,
        )
        for s, (state, mastery, retention, placed) in zip(skills_of(pack), light, strict=True)
    )


@lru_cache(maxsize=4)
def _trails(pack: Pack) -> tuple[Trail, ...]:
    return tuple(Trail(p.skill, s.id) for s in pack.skills.values() for p in s.needed)


@lru_cache(maxsize=4)
def _layout(pack: Pack) -> dict[str, tuple[float, float]]:
    return layout(
        {
            s.id: (s.area, s.topic, s.depth, [p.skill for p in s.needed])
            for s in pack.skills.values()
        }
    )


def _you(found: Standing, following: Sequence[str], way: Sequence[str]) -> str | None:
    """The skill that lit up last. Where that was by a placement, which lights many at once: the
    skill of the next step, else the first of the way that is within reach."""
    skills = found.state.skills
    lit = [(s.since or 0.0, name) for name, s in skills.items() if s.known]
    if not lit:
        return None
    last = max(lit)[1]
    if not by_placement(skills[last]):
        return last
    if following:
        return following[0]
    known, needs = found.state.known_skills(), found.pack.skills
    return next(
        (s for s in way if s not in known and all(p.skill in known for p in needs[s].needed)), last
    )


def _flag(found: Standing) -> str | None:
    """Where the goal stands: the main skill of the loop's project."""
    project = found.pack.activities.get(found.interest.project) if found.interest else None
    return project.main_skill if project else None


def _next(found: Standing, options: Sequence[dict[str, Any]]) -> list[str]:
    """The main skills of what the coach offers."""
    activities = found.pack.activities
    offered = [activities[o["activity"]] for o in options if o["activity"] in activities]
    return list(dict.fromkeys(a.main_skill for a in offered))[:3]


def _route_shown(found: Standing, you: str | None, flag: str | None) -> list[str]:
    """From where you stand to the flag, through what is still to be learned for it."""
    if flag is None:
        return []
    ahead = guide.graph(found.pack).path_to([flag], found.state.known_skills()).skills
    return [*([you] if you else []), *(skill for skill in ahead if skill != you)]
