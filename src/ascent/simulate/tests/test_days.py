"""Whole courses of simulated learners, on a small map."""

import numpy as np
import pytest

from ascent.simulate import days, maps, people, rivals
from ascent.simulate.days import Coach, Course
from ascent.simulate.people import Nature
from ascent.simulate.rivals import Rival
from ascent.simulate.tuned import CONSTANTS, RULE

ATLAS = maps.layered(1, n=12, layers=4, areas=2)
N = len(ATLAS.level)
LAW = Nature(0.35, 0.3, np.full(N, 0.3), np.full(N, 0.1), np.full(N, 0.1), 0, 1.0)


def coach_of(kind: int, rule: int = rivals.LINEAR) -> Coach:
    return Coach(kind, Rival(rule, 0.1, 0.15, 0.2, 0.1, 0.9, 0), RULE, CONSTANTS)


def follow(by: Coach, seed: int = 3, placed: bool = False, date: float = days.NEVER) -> Course:
    who = people.born(seed, ATLAS, LAW)
    draws = np.random.default_rng(1000 + seed).random(4096)
    every = np.ones(N, dtype=np.int64)
    reported = days.reports(who, draws) if placed else np.zeros(0)
    return days.follow(by, who, ATLAS, LAW, every, every, draws, reported, date)


RULES = [rivals.LINEAR, rivals.LINEAR_MASTERY, rivals.FRINGE, rivals.ZPDES, rivals.MEMORY]
ALL = [
    *(coach_of(days.RIVAL, rule) for rule in RULES),
    coach_of(days.OURS),
    coach_of(days.PRODUCT),
    coach_of(days.ORACLE),
]


@pytest.mark.parametrize("by", ALL)
def test_every_coach_reaches_the_goal(by: Coach) -> None:
    done = follow(by)
    assert done.share >= days.ENOUGH
    assert 0 < done.hours < days.MOST * N


@pytest.mark.parametrize("by", [coach_of(days.RIVAL, rivals.MEMORY), coach_of(days.OURS)])
def test_the_same_learner_has_the_same_course_again(by: Coach) -> None:
    assert follow(by, placed=True) == follow(by, placed=True)


def test_the_project_begins_on_its_date_whatever_was_learned() -> None:
    done = follow(coach_of(days.OURS), date=60.0)
    assert 1.0 <= done.project < 1.3
    assert done.begun_with < days.ENOUGH
    assert done.hours >= done.project + days.PROJECT / 60


def test_our_coach_needs_fewer_hours_than_the_order_of_the_map() -> None:
    seeds = range(8)
    ours = sum(follow(coach_of(days.OURS), s).hours for s in seeds)
    linear = sum(follow(coach_of(days.RIVAL), s).hours for s in seeds)
    assert ours < linear


def test_placement_is_taken_over_by_every_coach_that_begins_with_it() -> None:
    for by in (coach_of(days.OURS), coach_of(days.PRODUCT)):
        assert follow(by, placed=True) != follow(by)
