"""What one answer says about a skill."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ascent.learner.tracing import mastery

probabilities = st.floats(0.01, 0.99)
weights = st.floats(0.05, 1.0)
small = st.floats(0.0, 0.45)
shares = st.floats(0.0, 1.0)


@given(p=probabilities, weight=weights, guess=small, slip=small, points=shares, share=shares)
def test_a_right_answer_never_lowers_and_a_wrong_one_never_raises(
    p: float, weight: float, guess: float, slip: float, points: float, share: float
) -> None:
    assert p <= mastery.after_right(p, weight, guess, slip) <= mastery.MOST
    assert 0 < mastery.after_wrong(p, weight, guess, slip, points, share) <= p


@given(p=probabilities, weight=weights, guess=small, slip=small)
def test_points_soften_a_wrong_answer(p: float, weight: float, guess: float, slip: float) -> None:
    nothing = mastery.after_wrong(p, weight, guess, slip, points=0.0)
    assert nothing <= mastery.after_wrong(p, weight, guess, slip, points=0.8) <= p


@given(
    p=st.floats(0.01, 1.0), guess=small, slip=small, times=st.integers(1, 50), read=st.booleans()
)
def test_after_any_number_of_passes_a_failure_still_counts(
    p: float, guess: float, slip: float, times: int, read: bool
) -> None:
    for _ in range(times):
        right = mastery.after_right(p, 1.0, guess, slip)
        p = mastery.after_reading(p, 1.0) if read else right
    assert mastery.after_wrong(p, 1.0, guess, slip) < mastery.MOST


def test_what_nobody_can_guess_makes_nobody_certain() -> None:
    sure = mastery.after_right(0.5, 1.0, guess=0.0, slip=0.0)
    assert sure == mastery.MOST
    assert 0 < mastery.after_wrong(sure, 1.0, guess=0.0, slip=0.0) < sure


def test_the_full_step_is_corbett_and_andersons() -> None:
    # By hand: 0.4 * 0.9 / (0.4 * 0.9 + 0.6 * 0.2) = 0.75, then 0.176 of the rest is learned.
    assert mastery.after_right(0.4, 1.0, 0.2, 0.1) == pytest.approx(0.75 + 0.176 * 0.25)
    # 0.4 * 0.1 / (0.4 * 0.1 + 0.6 * 0.8) = 1 / 13, then the same.
    wrong = 1 / 13 + 0.176 * 12 / 13
    assert mastery.after_wrong(0.4, 1.0, 0.2, 0.1) == pytest.approx(wrong)


def test_a_choice_among_two_says_less_than_code() -> None:
    guessed = mastery.after_right(0.3, 1.0, guess=0.5, slip=0.1)
    written = mastery.after_right(0.3, 1.0, guess=0.03, slip=0.1)
    assert guessed < written


def test_what_is_hard_is_guessed_less_and_slipped_on_more() -> None:
    assert mastery.chances(0.25, 0.1, 0.5) == pytest.approx((0.25, 0.1))
    light, heavy = mastery.chances(0.25, 0.1, 0.1), mastery.chances(0.25, 0.1, 0.9)
    assert heavy[0] < light[0]
    assert heavy[1] > light[1]
    assert mastery.chances(0.0, 0.0, 1.0) == (0.0, 0.0)


def test_every_hint_makes_a_pass_say_less() -> None:
    chances = [mastery.after_help(0.03, hints, False) for hints in range(4)]
    assert chances == sorted(chances)
    assert chances[0] == pytest.approx(0.03)
    assert mastery.after_help(0.03, 0, True) == mastery.SOLUTION


def test_a_passed_exercise_lights_a_skill_up_and_one_slip_does_not_put_it_out() -> None:
    lit = mastery.after_right(mastery.START, 1.0, 0.03, 0.1)
    assert mastery.is_known(lit, was_known=False)
    after_a_slip = mastery.after_wrong(lit, 1.0, 0.25, mastery.SLIP)
    assert mastery.is_known(after_a_slip, was_known=True)


def test_a_pass_after_the_solution_was_seen_does_not_light_it_up() -> None:
    guess = mastery.after_help(0.03, 3, True)
    assert not mastery.is_known(mastery.after_right(mastery.START, 1.0, guess, 0.1), False)


def test_whoever_knows_more_is_right_more_often() -> None:
    chances = [mastery.success(p / 10, 0.25, 0.1) for p in range(11)]
    assert chances == sorted(chances)
    assert (chances[0], chances[-1]) == pytest.approx((0.25, 0.9))
