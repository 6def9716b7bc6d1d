"""The map as data for the picture and the list: where every skill stands for one learner."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from ascent.kinds.guide import Standing
from ascent.learner.memory import DUE

WORDS = {"mastered": "mastered", "fading": "fading", "fringe": "within reach", "fog": "further up"}


@dataclass(frozen=True)
class Row:
    """One skill on the map. `mastery` and `retention` in [0, 1]; `state` is a key of `WORDS`."""

    id: str
    title: str
    area: str
    area_title: str
    topic: str
    depth: str
    minutes: int
    state: str
    mastery: float
    retention: float

    @property
    def word(self) -> str:
        return WORDS[self.state]


def rows(found: Standing, now: float) -> list[Row]:
    """Every skill of the pack, in the order of the map's files."""
    pack, learner = found.pack, found.state
    known = learner.known_skills()
    result = []
    for s in pack.skills.values():
        retention = learner.retention(s.id, now)
        area = pack.areas.get(s.area)
        result.append(
            Row(
                id=s.id,
                title=s.title,
                area=s.area,
                area_title=area.title if area else s.area,
                topic=s.topic,
                depth=s.depth,
                minutes=s.minutes,
                state=_state(s.id in known, retention, all(p.skill in known for p in s.needed)),
                mastery=learner.mastery(s.id),
                retention=retention,
            )
        )
    return result


def _state(known: bool, retention: float, ready: bool) -> str:
    if known:
        return "mastered" if retention >= DUE else "fading"
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
