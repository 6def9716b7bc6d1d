"""What the coach believes after an answer."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from ascent.simulate import belief as beliefs
from ascent.simulate import maps, placing
from ascent.simulate.belief import Belief
from ascent.simulate.tuned import CONSTANTS

CHAIN = maps.build([[], [0], [1]])


def fresh(p: float = 0.3, taught: bool = True) -> Belief:
    belief = beliefs.begin(CONSTANTS, 3)
    for i in range(3):
        beliefs.place(belief, i, p, 10.0)
    belief.taught[:] = taught
    beliefs.dawn(CONSTANTS, belief, 0.0)
    return belief


@given(st.lists(st.tuples(st.integers(0, 2), st.booleans(), st.integers(0, 30)), max_size=60))
def test_belief_stays_a_probability(answers: list[tuple[int, bool, int]]) -> None:
    belief, day = fresh(), 0.0
    for skill, right, days in answers:
        day += days
        beliefs.dawn(CONSTANTS, belief, day)
        beliefs.learn(CONSTANTS, belief, CHAIN, skill, right, day)
        assert (belief.p > 0).all()
        assert (belief.p < 1).all()
        assert (belief.stability > 0).all()
        assert (belief.now > 0).all()
        assert (belief.now <= 1).all()
        weights = belief.unknown[skill].sum() + belief.known[skill].sum()
        assert np.isclose(weights, 1.0)


@given(st.floats(0.01, 0.99), st.integers(0, 300))
def test_a_right_answer_never_lowers_the_skill(p: float, days: int) -> None:
    belief = fresh(p)
    beliefs.dawn(CONSTANTS, belief, days)
    beliefs.learn(CONSTANTS, belief, CHAIN, 1, True, days)
    assert belief.p[1] >= p - 1e-12


def test_a_miss_long_after_practice_is_read_as_forgetting() -> None:
    soon, late = fresh(0.95, False), fresh(0.95, False)
    beliefs.learn(CONSTANTS, soon, CHAIN, 0, False, 0.0)
    beliefs.dawn(CONSTANTS, late, 200.0)
    beliefs.learn(CONSTANTS, late, CHAIN, 0, False, 200.0)
    assert late.p[0] > soon.p[0]


def test_failures_make_a_skill_look_slow_and_the_next_one_too() -> None:
    belief = fresh(0.05)
    before = beliefs.slowness(belief, 1)
    for _ in range(12):
        beliefs.learn(CONSTANTS, belief, CHAIN, 0, False, 0.0)
    assert beliefs.slowness(belief, 0) > before
    beliefs.settle(belief, 0)
    assert beliefs.slowness(belief, 1) > before


def test_an_answer_says_something_of_what_the_skill_needs() -> None:
    right, wrong = fresh(0.7), fresh(0.7)
    beliefs.learn(CONSTANTS, right, CHAIN, 1, True, 0.0)
    beliefs.learn(CONSTANTS, wrong, CHAIN, 1, False, 0.0)
    assert right.p[0] > 0.7 > wrong.p[0]
    assert right.p[2] == wrong.p[2] == 0.7


def test_who_forgets_more_than_believed_has_a_faster_tempo() -> None:
    belief, day = fresh(0.99, False), 0.0
    for _ in range(20):
        day += 5.0
        beliefs.dawn(CONSTANTS, belief, day)
        beliefs.learn(CONSTANTS, belief, CHAIN, 0, False, day)
    assert belief.tempo[0] > 1.0


def test_a_faded_prerequisite_leaves_less_learning() -> None:
    belief = fresh(0.95)
    beliefs.dawn(CONSTANTS, belief, 0.0)
    ready = beliefs.readiness(CONSTANTS, belief, CHAIN, 1)
    beliefs.dawn(CONSTANTS, belief, 100.0)
    assert beliefs.readiness(CONSTANTS, belief, CHAIN, 1) < ready <= 1.0
    assert beliefs.readiness(CONSTANTS, belief, CHAIN, 0) == 1.0


def test_a_review_gains_more_when_memory_is_weak() -> None:
    belief = fresh(0.9)
    belief.stability[0], belief.stability[1] = 5.0, 400.0
    beliefs.dawn(CONSTANTS, belief, 3.0)
    weak, strong = (beliefs.gain(CONSTANTS, belief, i, 3.0, 33.0) for i in (0, 1))
    assert weak > strong


def test_a_report_above_unknown_skills_is_doubted() -> None:
    atlas = maps.build([[], [], [0, 1], [2]])
    doubted = placing.consistent(np.array([0.0, 0.0, 0.0, 1.0]), atlas, 0.93)
    backed = placing.consistent(np.array([1.0, 1.0, 1.0, 1.0]), atlas, 0.93)
    assert doubted[3] < 0.5 < backed[3]
