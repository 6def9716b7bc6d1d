"""What memory is about to lose, held against the package that its constants come from."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from fsrs import Card, Rating, Scheduler
from hypothesis import given
from hypothesis import strategies as st

from ascent.learner.tracing import memory

NOON = datetime(2027, 1, 1, 12, tzinfo=UTC)
PLAIN = Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)

grades = st.sampled_from([memory.AGAIN, memory.HARD, memory.GOOD, memory.EASY])
reviews = st.lists(st.tuples(grades, st.integers(0, 200)), min_size=1, max_size=25)
stabilities = st.floats(0.01, 5000.0)


@given(reviews)
def test_at_whole_days_it_is_the_package(history: list[tuple[int, int]]) -> None:
    card, at, ours = Card(), NOON, None
    for grade, days in history:
        at += timedelta(days=days) if ours else timedelta()
        expected = PLAIN.get_card_retrievability(card, at)
        if ours:
            assert memory.recall(ours.stability, days) == pytest.approx(expected)
        card, _ = PLAIN.review_card(card, Rating(grade), at)
        ours = memory.review(ours, days, grade) if ours else memory.first(grade)
        assert ours == pytest.approx((card.stability, card.difficulty))


def test_the_package_is_certain_for_a_day_and_ours_is_not() -> None:
    card, _ = PLAIN.review_card(Card(), Rating.Again, NOON)
    nearly_a_day = NOON + timedelta(hours=23, minutes=59)
    assert PLAIN.get_card_retrievability(card, nearly_a_day) == 1.0
    assert memory.recall(memory.first(memory.AGAIN).stability, 23.98 / 24) < 0.8


@given(stabilities)
def test_after_as_many_days_as_its_stability_nine_of_ten_are_left(stability: float) -> None:
    assert memory.recall(stability, 0.0) == 1.0
    assert memory.recall(stability, -1.0) == 1.0
    assert memory.recall(stability, stability) == pytest.approx(0.9)


@given(stabilities, st.floats(0.0, 500.0), st.floats(0.0, 500.0))
def test_it_only_fades(stability: float, a: float, b: float) -> None:
    earlier, later = sorted((a, b))
    assert 0 < memory.recall(stability, later) <= memory.recall(stability, earlier) <= 1


@given(st.lists(st.tuples(stabilities, st.floats(-5.0, 3000.0)), min_size=1, max_size=20))
def test_arrays_give_what_numbers_give(pairs: list[tuple[float, float]]) -> None:
    s, t = (np.array(side) for side in zip(*pairs, strict=True))
    assert memory.retrievability(s, t) == pytest.approx([memory.recall(*pair) for pair in pairs])


@given(stabilities, st.floats(0.5, 0.99))
def test_a_day_of_review_is_where_the_curve_crosses_the_wish(stability: float, wish: float) -> None:
    days = memory.days_until(stability, wish)
    assert memory.recall(stability, days) == pytest.approx(wish)


@given(stabilities, st.floats(1.0, 10.0), st.floats(0.0, 800.0), grades)
def test_states_stay_in_range_and_only_a_lapse_shortens(
    stability: float, difficulty: float, days: float, grade: int
) -> None:
    before = memory.Memory(stability, difficulty)
    after = memory.review(before, days, grade)
    assert 1.0 <= after.difficulty <= 10.0
    assert memory.LEAST <= after.stability <= memory.MOST
    if grade != memory.AGAIN:
        assert after.stability >= stability * (1 - 1e-12)


def test_a_success_helps_the_more_the_closer_memory_was_to_losing_it() -> None:
    kept = [memory.review(memory.first(memory.GOOD), t, memory.GOOD).stability for t in (0, 2, 9)]
    assert kept == sorted(kept)
    assert kept[0] < kept[1] < kept[2]


@given(stabilities, st.floats(0.0, 300.0), st.floats(0.0, 1.0))
def test_credit_is_a_share_of_a_review(stability: float, days: float, credit: float) -> None:
    before = memory.Memory(stability, 5.0)
    whole = memory.review(before, days, memory.GOOD)
    part = memory.credited(before, days, credit)
    assert memory.credited(before, days, 0.0) == before
    assert before.stability <= part.stability + 1e-9
    assert part.stability <= whole.stability + 1e-9
    assert part.difficulty == before.difficulty
