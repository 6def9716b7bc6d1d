"""The coaches that are compared, ours among them, and one run of a learner under one of them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from ascent.simulate import days, rivals, tuned
from ascent.simulate.days import Course
from ascent.simulate.maps import Floats, Ints
from ascent.simulate.rivals import Rival
from benchmarks.seq_worlds import World

GENERIC = (0.1, 0.15, 0.2, 0.1)  # known at the start, learn, guess, slip
SHARED = (0.1, 0.176, 0.126, 0.186)  # about the means of the worlds
DRAWS = 1 << 16
NONE = np.zeros(0)


@dataclass(frozen=True)
class Policy:
    """`placed`: whether it begins with an hour of placement."""

    id: str
    about: str
    kind: int
    rival: Rival
    placed: bool = False

    @property
    def coach(self) -> days.Coach:
        return days.Coach(self.kind, self.rival, tuned.RULE, tuned.CONSTANTS)


def _rival(
    rule: int,
    constants: tuple[float, float, float, float] = GENERIC,
    retention: float = 0.9,
    unlocks: int = 0,
) -> Rival:
    return Rival(rule, *constants, retention, unlocks)


_NOBODY = _rival(rivals.LINEAR)
_FRINGE = _rival(rivals.FRINGE)
LINEAR, MASTERY, FRINGE, FRINGE_PLACED = "linear", "linear-mastery", "fringe", "fringe-placed"
REFERENCE, ORACLE, OURS, PRODUCT = "reference", "oracle", "ours", "product"
THEIRS, WE, KNOWS = days.RIVAL, days.OURS, days.ORACLE
POLICIES = (
    Policy(LINEAR, "the order of the map, 8 exercises each", THEIRS, _NOBODY),
    Policy(MASTERY, "the same until mastered", THEIRS, _rival(rivals.LINEAR_MASTERY)),
    Policy(FRINGE, "a random skill that is ready", THEIRS, _FRINGE),
    Policy(FRINGE_PLACED, "the same after placement", THEIRS, _FRINGE, True),
    Policy(
        "fringe-shared",
        "random, with the reference's constants",
        THEIRS,
        _rival(rivals.FRINGE, SHARED),
    ),
    Policy("zpdes", "ready skills by learning progress", THEIRS, _rival(rivals.ZPDES)),
    Policy("memory-90", "mastery, reviews at 0.90, placement", THEIRS, _rival(rivals.MEMORY), True),
    Policy(
        REFERENCE,
        "our reference policy: reviews at 0.80, what opens most first, placement",
        THEIRS,
        _rival(rivals.MEMORY, SHARED, 0.8, 1),
        True,
    ),
    Policy("ours-unplaced", "our coach without placement", WE, _NOBODY),
    Policy(OURS, "our coach, placement", WE, _NOBODY, True),
    Policy(PRODUCT, "the coach as learners meet it, placement", days.PRODUCT, _NOBODY, True),
    Policy(ORACLE, "the reference's rules on what is true", KNOWS, _NOBODY),
)


def chosen(wanted: list[str]) -> list[Policy]:
    """The wanted coaches.

    Raises:
        ValueError: there is no such coach.
    """
    by_id = {one.id: one for one in POLICIES}
    for name in wanted:
        if name not in by_id:
            raise ValueError(f"There is no policy “{name}”. There are: {', '.join(by_id)}.")
    return [by_id[name] for name in wanted] if wanted else list(POLICIES)


def follow(
    world: World,
    learner: int,
    by: Policy,
    wanted: Ints | None = None,
    scope: Ints | None = None,
    date: float = days.NEVER,
) -> Course:
    """One learner under one coach. The same learner meets the same luck under every coach."""
    atlas, nature = world.place(learner)
    who = world.born(learner)
    everything = np.ones(len(atlas.level), dtype=np.int64)
    goal = everything if wanted is None else wanted
    draws = np.random.default_rng(1000 + learner).random(DRAWS)
    reported = days.reports(who, draws) if by.placed else NONE
    return days.follow(
        by.coach,
        who,
        atlas,
        nature,
        everything if scope is None else scope,
        goal,
        draws,
        reported,
        date,
    )


def hours(world: World, by: Policy, learners: int) -> Floats:
    """Simulated hours of the first `learners` learners of a world."""
    world.place(0)
    with ThreadPoolExecutor(2) as pool:  # compiled code runs outside Python's lock
        numbers = range(world.first, world.first + learners)
        return np.array(list(pool.map(lambda k: follow(world, k, by).hours, numbers)))
