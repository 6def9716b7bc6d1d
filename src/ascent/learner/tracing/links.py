"""The links of the map as the learner model reads them: what a skill stands on, and how firmly.

The map lies in the pack, above this layer: whoever reads packs says here where to ask
(`come_from`), and the state of a learner asks when it folds. Pure but for that.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple, Protocol


class Link(NamedTuple):
    """One end of a link. `weight` in (0, 1]; `credit` in [0, 1], the share of a review that
    using the upper skill gives to the lower one."""

    skill: str
    weight: float = 1.0
    credit: float = 0.0


class _Prerequisite(Protocol):
    @property
    def skill(self) -> str: ...
    @property
    def weight(self) -> float: ...
    @property
    def credit(self) -> float: ...


class SkillLike(Protocol):
    """What links are read from; `ascent.curriculum.entries.Skill` fits."""

    @property
    def id(self) -> str: ...
    @property
    def needed(self) -> Iterable[_Prerequisite]: ...
    @property
    def helps(self) -> Iterable[_Prerequisite]: ...


Ends = Mapping[str, tuple[Link, ...]]


@dataclass(frozen=True, eq=False)
class Links:
    """For each skill what it needs, and what helps it. Skills without links may be missing."""

    needed: Ends = field(default_factory=dict)
    helps: Ends = field(default_factory=dict)

    @classmethod
    def from_skills(cls, skills: Iterable[SkillLike]) -> Links:
        """The links of a map, by id, so that the order of the files does not matter."""
        known = sorted(skills, key=lambda skill: skill.id)
        return cls(
            {s.id: _ends(s.needed) for s in known if s.needed},
            {s.id: _ends(s.helps) for s in known if s.helps},
        )

    @cached_property
    def dependants(self) -> Ends:
        """For each skill the skills that need it, with the weight and credit of that link."""
        found: dict[str, list[Link]] = {}
        for upper, ends in self.needed.items():
            for link in ends:
                found.setdefault(link.skill, []).append(link._replace(skill=upper))
        return {lower: tuple(sorted(uppers)) for lower, uppers in found.items()}

    @cached_property
    def credits(self) -> Ends:
        """For each skill the skills that using it reviews in part: links with a credit alone."""
        found: dict[str, list[Link]] = {}
        for ends in (self.needed, self.helps):
            for upper, links in ends.items():
                found.setdefault(upper, []).extend(link for link in links if link.credit > 0)
        return {upper: tuple(links) for upper, links in found.items() if links}

    def version(self) -> str:
        """Short, and another one whenever a link, a weight or a credit changes."""
        return self._version

    @cached_property
    def _version(self) -> str:
        said = [sorted(self.needed.items()), sorted(self.helps.items())]
        return hashlib.sha256(repr(said).encode()).hexdigest()[:12]


def _ends(prerequisites: Iterable[_Prerequisite]) -> tuple[Link, ...]:
    return tuple(sorted(Link(p.skill, p.weight, p.credit) for p in prerequisites))


NONE = Links()
_source: Callable[[], Links] = lambda: NONE  # noqa: E731 - a place to be filled


def come_from(source: Callable[[], Links]) -> None:
    """Say who knows the links of the map."""
    global _source
    _source = source


def current() -> Links:
    """The links of the map as it is now."""
    return _source()
