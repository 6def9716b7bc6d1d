"""The worlds of the sequencing benchmark: their maps, their laws, their learners."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from ascent import home
from ascent.atlas.graph import Graph
from ascent.curriculum import load
from ascent.kinds import content_kinds
from ascent.simulate import maps, people
from ascent.simulate.maps import Floats, Map
from ascent.simulate.people import Nature, Person
from benchmarks import seq_constants

MAPS = 5  # maps per world; learner k lives on map k mod 5
REPORT = 100_000  # first learner of the report; tuning saw only learners below this
HELD_OUT = 500  # first learner of H

Table = Callable[[int, int], Floats]  # (map number, skills) -> rows of learn, guess, slip


@dataclass(frozen=True)
class World:
    """`hold` and `credit` as in `people.Nature`; `spread`: how much more than usual learners differ
    in speed and memory; `first`: the number of the first learner."""

    id: str
    about: str
    table: Table
    shape: Callable[[int], Map] = maps.layered
    hold: float = 0.35
    credit: float = 0.3
    exponential: int = 0
    fading: float = 1.0
    spread: float = 1.0
    first: int = REPORT

    @cached_property
    def places(self) -> list[tuple[Map, Nature]]:
        """The maps with the laws on them."""
        found = []
        for number in range(MAPS):
            atlas = self.shape(number)
            rows = self.table(number, len(atlas.level))
            learn, guess, slip = (np.ascontiguousarray(rows[:, c]) for c in range(3))
            law = Nature(self.hold, self.credit, learn, guess, slip, self.exponential, self.fading)
            found.append((atlas, law))
        return found

    def place(self, learner: int) -> tuple[Map, Nature]:
        """Where learner number `learner` lives."""
        return self.places[learner % MAPS]

    def born(self, learner: int) -> Person:
        """The learner, fresh: whatever a course changes is theirs alone."""
        who = people.born(learner, *self.place(learner))
        return who._replace(speed=who.speed**self.spread, memory=who.memory**self.spread)


@dataclass(frozen=True)
class Sources:
    """Where constants of skills come from, and a sentence that says so."""

    fitted: Floats
    held_out: Floats
    said: str
    real: bool = field(default=True)


def sources() -> Sources:
    """Fitted constants where the answers of pupils lie, made-up ones elsewhere."""
    if not seq_constants.available():
        return Sources(
            seq_constants.made_up(0),
            seq_constants.made_up(1),
            f"No answers at {seq_constants.FOLDER}: constants of skills are drawn from "
            "Beta(2, 9.4), Beta(3, 21) and Beta(3, 13) instead; H differs from A by its draw and "
            "learners alone.",
            real=False,
        )
    answers = seq_constants.read()
    fitted = seq_constants.for_code(seq_constants.fitted(answers, without=4))
    held = seq_constants.for_code(seq_constants.held_out(answers))
    return Sources(
        fitted,
        held,
        "Constants of skills: knowledge tracing fitted to ASSISTments 2009, "
        f"{len(fitted)} skills, means {_means(fitted)}; H: {len(held)}, means {_means(held)}.",
    )


def _means(table: Floats) -> str:
    return ", ".join(f"{value:.3f}" for value in table.mean(axis=0))


def rows_of(table: Floats) -> Table:
    """For every skill a row of `table`, drawn with replacement."""

    def draw(number: int, n: int) -> Floats:
        return table[np.random.default_rng(1_000_000 + number).integers(0, len(table), n)]

    return draw


def beta(number: int, n: int) -> Floats:
    """Worlds C and D: constants that owe nothing to the data."""
    rng = np.random.default_rng(2_000_000 + number)
    drawn = [rng.beta(2, 10, n), rng.beta(3, 20, n), rng.beta(3, 25, n)]
    return np.clip(np.stack(drawn, axis=1), seq_constants.LOW, seq_constants.HIGH)


def own_map(_: int = 0) -> Map:
    """The map of the built-in pack: skills and what they need, with the authors' weights."""
    pack = load(home.packs(), content_kinds())
    order = Graph.from_skills(pack.skills.values()).order()
    place = {skill: i for i, skill in enumerate(order)}
    links = [
        sorted((place[p.skill], float(p.weight)) for p in pack.skills[skill].needed)
        for skill in order
    ]
    needs = [[k for k, _ in row] for row in links]
    return maps.build(needs, [[w for _, w in row] for row in links])


def all_worlds(found: Sources) -> list[World]:
    """The matrix. The first five are those of the research page."""
    fit, held = rows_of(found.fitted), rows_of(found.held_out)
    return [
        World("A", "layered maps of 200 skills, strong prerequisites, implicit practice", fit),
        World("B", "A with weak prerequisites and no implicit practice", fit, hold=0.8, credit=0.0),
        World("C", "A with constants from Beta distributions", beta),
        World("D", "B with constants from Beta distributions", beta, hold=0.8, credit=0.0),
        World("H", "A with constants of another fit, hold-out", held, first=HELD_OUT),
        World("own", "the map of the built-in pack", fit, own_map),
        World("chains", "eight long rows of skills", fit, maps.chains),
        World("wide", "a broad foundation, little above it", fit, maps.wide),
        World("strict", "nearly nothing is learned without its prerequisites", fit, hold=0.1),
        World(
            "exponential",
            "memory fades exponentially, no implicit practice",
            fit,
            credit=0.0,
            exponential=1,
        ),
        World(
            "fast",
            "memory fades twice as fast, half the implicit practice",
            fit,
            hold=0.5,
            credit=0.15,
            fading=2.0,
        ),
        World(
            "slow",
            "memory fades half as fast, no implicit practice",
            fit,
            hold=0.5,
            credit=0.0,
            fading=0.5,
        ),
        World("strangers", "learners differ twice as much in speed and memory", fit, spread=2.0),
    ]


def foreign(atlas: Map, found: Sources) -> World:
    """The laws of A on a map from elsewhere."""
    return World("graph", "the laws of A on the given map", rows_of(found.fitted), lambda _: atlas)


def chosen(worlds: Sequence[World], wanted: Sequence[str]) -> list[World]:
    """The wanted worlds.

    Raises:
        ValueError: there is no such world.
    """
    by_id = {world.id: world for world in worlds}
    for name in wanted:
        if name not in by_id:
            raise ValueError(f"There is no world “{name}”. There are: {', '.join(by_id)}.")
    return [by_id[name] for name in wanted] if wanted else list(worlds)
