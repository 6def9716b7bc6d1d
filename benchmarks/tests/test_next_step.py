"""The maps, the learners and the rivals of `next-step`: all are asked the same."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest

from ascent.coach.course import BESIDE
from ascent.coach.next_step import offer
from benchmarks import next_step_naive, next_step_worlds
from benchmarks.next_step_worlds import Case

COURSE = next_step_worlds.course(200)
CASES = [next_step_worlds.case(COURSE, seed) for seed in range(28)]


def test_a_made_up_map_has_no_circle_and_a_long_way() -> None:
    order = {place.id: n for n, place in enumerate(COURSE.places)}
    assert all(order[n] < order[p.id] for p in COURSE.places for n in p.needed)
    assert sum(len(p.needed) for p in COURSE.places) == len(COURSE.links.above)
    assert (COURSE.stage < BESIDE).mean() > 0.5


def test_learners_stand_anywhere_and_in_every_step() -> None:
    known = [case.situation.ground.known.mean() for case in CASES]
    assert min(known) < 0.2
    assert max(known) > 0.8
    assert {case.situation.step for case in CASES} == set(next_step_worlds.STEPS)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.situation.step)
def test_each_rival_decides_about_the_same_learner(case: Case) -> None:
    assert offer(case.situation, Random(1)).options
    assert offer(case.with_model, Random(1)).options
    assert next_step_naive.offer(case.scan, Random(1)) or case.situation.step == "gap"
    assert case.scan.done == case.situation.done == case.with_model.done
    known = case.situation.ground.known.tolist()
    assert known == [case.scan.state.known(p.id) for p in COURSE.places]


def test_the_model_is_asked_only_where_it_says_so() -> None:
    some = np.arange(5)
    for case in CASES[:5]:
        prepared, asked = case.situation.forecast(some), case.with_model.forecast(some)
        assert prepared.shape == asked.shape == (5,)
        assert ((asked > 0) & (asked < 1)).all()
        assert not np.allclose(prepared, asked)
