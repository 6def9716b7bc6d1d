"""A pack made ready for simulated learners: `ascent.simulate` knows no kinds, this does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ascent.curriculum import Pack
from ascent.kinds import looping, ways
from ascent.learner.tracing.links import Links
from ascent.simulate.findings import Findings, find
from ascent.simulate.pupil import Pupil
from ascent.simulate.walk import Way, walk


@dataclass(frozen=True)
class Cohort:
    """Who is simulated: how many, with which hours a week, and what they bring along (the mean of
    their ability in logits, see `Pupil.born`). The same `seed` gives the same learners."""

    learners: int = 100
    hours: float = 5.0
    ability: float = -4.0
    seed: int = 0


def way(pack: Pack, interest_id: str) -> Way:
    """What the coach and the simulation read of a pack, on the way to an interest."""
    interest = pack.interests[interest_id]
    return Way(
        course=ways.course(pack, interest_id),
        links=Links.from_skills(pack.skills.values()),
        questions=[ways.candidate(pack, q) for q in pack.of_kind("question")],
        first=interest.first,
        project=interest.project,
        first_model=interest.first_model,
        goal=interest.skills,
        hours_needed=looping.hours_needed(pack, interest_id),
    )


def simulate(
    pack: Pack, interest_id: str, cohort: Cohort, tell: Callable[[int], None] = lambda _: None
) -> Findings:
    """Lead a cohort through a pack. `tell` hears how many have come through."""
    there = way(pack, interest_id)
    records = []
    for n in range(cohort.learners):
        pupil = Pupil.born(1000 * cohort.seed + n, there.course, cohort.ability)
        records.append(walk(there, pupil, cohort.hours))
        tell(n + 1)
    return find(there, records, minutes_of(pack))


def minutes_of(pack: Pack) -> Mapping[str, int]:
    """What the map says that each skill takes."""
    return {skill.id: skill.minutes for skill in pack.skills.values()}
