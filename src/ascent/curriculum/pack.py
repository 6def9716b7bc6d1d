"""A loaded pack: immutable, indexed by id."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from ascent.curriculum.activity import Activity
from ascent.curriculum.entries import Area, Data, Figure, Interest, Skill, Topic
from ascent.curriculum.problems import Problem, did_you_mean, family_rule
from ascent.curriculum.toml import Loc, Toml


@dataclass(frozen=True)
class Place:
    """Where an entry is written: the file, and the table inside it."""

    path: str
    document: Toml | None = None
    loc: Loc = ()

    def line(self, at: Loc = ()) -> int:
        """The line of the entry, or of the key `at` inside it; 0 for a whole file."""
        return self.document.line((*self.loc, *at)) if self.document else 0


@dataclass(frozen=True, eq=False)
class Pack:
    """All content, by id. The mappings are read-only; a pack equals only itself, and hashes.

    `problems` is everything wrong with it, sorted. `renamed` leads from former ids to present
    ones. `broken` are the ids (with kind) of entries that exist but could not be read.
    """

    id: str
    title: str
    licence: str
    version: str
    folders: tuple[Path, ...]
    areas: Mapping[str, Area]
    topics: Mapping[str, Topic]
    skills: Mapping[str, Skill]
    interests: Mapping[str, Interest]
    data: Mapping[str, Data]
    figures: Mapping[str, Figure]
    activities: Mapping[str, Activity]
    places: Mapping[str, Place]
    kinds: Mapping[str, str]
    renamed: Mapping[str, str]
    broken: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.severity == "error")

    @property
    def warnings(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.severity == "warning")

    def of_kind(self, kind: str) -> tuple[Activity, ...]:
        """The activities of one kind, in the order of their ids."""
        return self._by_kind.get(kind, ())

    @cached_property
    def _by_kind(self) -> Mapping[str, tuple[Activity, ...]]:
        found: dict[str, list[Activity]] = {}
        for activity in self.activities.values():
            found.setdefault(activity.kind, []).append(activity)
        return {kind: tuple(activities) for kind, activities in found.items()}

    @cached_property
    def code_lines(self) -> frozenset[str]:
        """Every line of every reference project, without its indentation."""
        return frozenset(
            line.strip() for activity in self.activities.values() for line in activity.code_lines
        )

    def problem(
        self, rule: str, owner: str, message: str, *, at: Loc = (), hint: str = ""
    ) -> Problem:
        """A problem at the place where the entry `owner` is written (`at`: a key inside it)."""
        place = self.places[owner]
        return Problem(place.path, place.line(at), rule, message, hint)

    def reference(
        self, family: str, owner: str, wanted: str, name: str, *, at: Loc = ()
    ) -> Iterator[Problem]:
        """The problem, if any, with `owner` mentioning `name` as an id of the kind `wanted`.

        `wanted` may be "activity" for any kind of activity.
        """
        kind = self.kinds.get(name)
        if name in self.broken or self._fits(name, kind, wanted):
            return
        if kind is None:
            known = [other for other, k in self.kinds.items() if self._fits(other, k, wanted)]
            said = f"There is no {wanted} '{name}'."
            hint = did_you_mean(name, known, _WHERE.get(wanted, ""))
            if new := self.renamed.get(name):
                hint = f"It is called '{new}' now."
        else:
            said, hint = f"'{name}' is of the kind {kind}, not {wanted}.", ""
        yield self.problem(family_rule(family, 5), owner, said, at=at, hint=hint)

    def _fits(self, name: str, kind: str | None, wanted: str) -> bool:
        return kind == wanted or (wanted == "activity" and name in self.activities)


_WHERE = {
    "skill": "Skills are written in map/<area>.toml.",
    "topic": "Topics are written in map/<area>.toml.",
    "area": "Areas are written in map/areas.toml.",
    "data": "Data lies in data/<id>/source.toml.",
    "figure": "Figures are the files figures/<id>.py.",
}
