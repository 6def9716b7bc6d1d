"""What one answer says about a skill."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ascent.learner import mastery

chances = st.floats(0.01, 0.99)
small = st.floats(0.0, 0.45)


@given(p=chances, weight=st.floats(0.05, 1.0), guess=small, slip=small)
def test_a_pass_never_lowers_and_a_failure_never_raises(
    p: float, weight: float, guess: float, slip: float
) -> None:
    assert mastery.after_answer(p, True, weight, guess, slip) >= p
    assert mastery.after_answer(p, False, weight, guess, slip) <= p


@given(p=chances, passed=st.booleans(), weight=st.floats(0.05, 1.0), guess=small, slip=small)
def test_it_stays_a_probability(
    p: float, passed: bool, weight: float, guess: float, slip: float
) -> None:
    assert 0 < mastery.after_answer(p, passed, weight, guess, slip) < 1


@given(
    p=st.floats(0.01, 1.0),
    guess=small,
    slip=small,
    passes=st.integers(1, 50),
    read=st.booleans(),
)
def test_after_any_number_of_passes_a_failure_still_counts(
    p: float, guess: float, slip: float, passes: int, read: bool
) -> None:
    for _ in range(passes):
        p = mastery.after_reading(p, 1.0) if read else mastery.after_answer(p, True, 1, guess, slip)
    assert p <= mastery.MOST
    assert mastery.after_answer(p, False, 1.0, guess, slip) < p


def test_what_nobody_can_guess_makes_nobody_certain() -> None:
    sure = mastery.after_answer(0.5, True, 1.0, guess=0.0, slip=0.0)
    assert sure == mastery.MOST
    assert 0 < mastery.after_answer(sure, False, 1.0, guess=0.0, slip=0.0) < sure


def test_the_full_bayesian_step_is_corbett_and_andersons() -> None:
    # By hand: 0.4 * 0.9 / (0.4 * 0.9 + 0.6 * 0.2) = 0.75, then 0.15 of the rest is learned.
    assert mastery.after_answer(0.4, True, 1.0, 0.2, 0.1) == pytest.approx(0.75 + 0.15 * 0.25)


def test_a_choice_among_two_says_less_than_code() -> None:
    guessed = mastery.after_answer(0.3, True, 1.0, guess=0.5, slip=0.1)
    written = mastery.after_answer(0.3, True, 1.0, guess=0.03, slip=0.1)
    assert guessed < written


def test_every_hint_makes_a_pass_say_less() -> None:
    chances = [mastery.guess_after_help(0.03, hints, False) for hints in range(4)]
    assert chances == sorted(chances)
    assert chances[0] == pytest.approx(0.03)
    assert mastery.guess_after_help(0.03, 0, True) == mastery.SOLUTION


def test_a_passed_exercise_lights_a_skill_up_and_one_slip_does_not_put_it_out() -> None:
    lit = mastery.after_answer(mastery.START, True, 1.0, 0.03, 0.1)
    assert mastery.is_known(lit, was_known=False)
    after_a_slip = mastery.after_answer(lit, False, 1.0, 0.25, 0.1)
    assert mastery.is_known(after_a_slip, was_known=True)


def test_a_pass_after_the_solution_was_seen_does_not_light_it_up() -> None:
    guess = mastery.guess_after_help(0.03, 3, True)
    assert not mastery.is_known(mastery.after_answer(mastery.START, True, 1.0, guess, 0.1), False)
