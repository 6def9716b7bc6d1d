"""The map as a graph: what a goal needs, in which order, and what can be learned next. Pure.

Every answer is the same for the same skills, whatever order they came in.
"""

from __future__ import annotations

import heapq
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from ascent.curriculum import prerequisites


class _Link(Protocol):
    @property
    def skill(self) -> str: ...


class SkillLike(Protocol):
    """What the graph has to know of a skill; `ascent.curriculum.entries.Skill` fits."""

    @property
    def id(self) -> str: ...
    @property
    def minutes(self) -> int: ...
    @property
    def needed(self) -> Iterable[_Link]: ...


@dataclass(frozen=True)
class Path:
    """A way to a goal: the skills in an order in which they can be learned, and their minutes."""

    skills: tuple[str, ...]
    minutes: int


@dataclass(frozen=True, eq=False)
class Graph:
    """Skills and their needed prerequisites. `needs[s]` are the skills that s needs directly."""

    needs: Mapping[str, tuple[str, ...]]
    minutes: Mapping[str, int]

    @classmethod
    def from_skills(cls, skills: Iterable[SkillLike]) -> Graph:
        """The graph of some skills. Needed skills that are not among them are left out."""
        by_id = {skill.id: skill for skill in sorted(skills, key=lambda skill: skill.id)}
        needs = {
            name: tuple(sorted({link.skill for link in skill.needed} & by_id.keys()))
            for name, skill in by_id.items()
        }
        return cls(needs, {name: skill.minutes for name, skill in by_id.items()})

    def closure(self, goals: Iterable[str]) -> frozenset[str]:
        """The goals and everything that they need, however far away. Unknown goals are ignored."""
        return frozenset(prerequisites.closure(self.needs, goals))

    def order(self) -> tuple[str, ...]:
        """All skills, each after what it needs; by id where the needs leave a choice.

        Skills on a cycle, and what needs them, come last, by id: a broken map still has an order.
        """
        return self._order

    @cached_property
    def _order(self) -> tuple[str, ...]:
        waiting = {name: len(needed) for name, needed in self.needs.items()}
        ready = [name for name, count in waiting.items() if count == 0]
        heapq.heapify(ready)
        order: list[str] = []
        while ready:
            name = heapq.heappop(ready)
            order.append(name)
            for follower in self.followers[name]:
                waiting[follower] -= 1
                if waiting[follower] == 0:
                    heapq.heappush(ready, follower)
        placed = set(order)
        return (*order, *(name for name in self.needs if name not in placed))

    @cached_property
    def followers(self) -> Mapping[str, tuple[str, ...]]:
        """For each skill, the skills that need it directly, by id."""
        found: dict[str, list[str]] = {name: [] for name in self.needs}
        for name, needed in self.needs.items():
            for other in needed:
                found[other].append(name)
        return {name: tuple(others) for name, others in found.items()}

    @cached_property
    def levels(self) -> Mapping[str, int]:
        """Links below a skill on the longest way down: 0 for one that needs nothing."""
        found: dict[str, int] = {}
        for name in self._order:
            below = (found[other] for other in self.needs[name] if other in found)
            found[name] = 1 + max(below, default=-1)
        return found

    def fringe(self, mastered: Collection[str]) -> tuple[str, ...]:
        """The skills not mastered whose needed prerequisites all are, in learning order."""
        known = frozenset(mastered)
        return tuple(
            name for name in self._order if name not in known and known.issuperset(self.needs[name])
        )

    def path_to(self, goals: Iterable[str], mastered: Collection[str] = ()) -> Path:
        """What is still to be learned for the goals, in learning order, and its minutes.

        What lies below a mastered skill is taken as known: nobody is sent back to it.
        """
        known = frozenset(mastered)
        open_needs = {name: needed for name, needed in self.needs.items() if name not in known}
        wanted = prerequisites.closure(open_needs, goals)
        skills = tuple(name for name in self._order if name in wanted)
        return Path(skills, sum(self.minutes[name] for name in skills))

    def dependants(self, name: str) -> int:
        """How many skills need this one, directly or through others."""
        return len(prerequisites.closure(self.followers, [name])) - 1 if name in self.needs else 0

    def find_cycle(self) -> list[str]:
        """A cycle as a walk that ends where it begins, `[a, b, a]`; empty when there is none."""
        return prerequisites.find_cycle(self.needs)
