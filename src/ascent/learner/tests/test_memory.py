"""What memory is about to lose."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ascent.learner import memory


@given(st.floats(1.0, 1000.0))
def test_after_as_many_days_as_its_stability_nine_of_ten_are_left(stability: float) -> None:
    assert memory.recall(stability, 0.0) == 1.0
    assert memory.recall(stability, stability) == pytest.approx(0.9)


@given(st.floats(1.0, 1000.0), st.floats(0.0, 500.0), st.floats(0.0, 500.0))
def test_it_only_fades(stability: float, a: float, b: float) -> None:
    earlier, later = sorted((a, b))
    assert memory.recall(stability, later) <= memory.recall(stability, earlier)


def test_a_success_helps_the_more_the_closer_memory_was_to_losing_it() -> None:
    at_once = memory.after_success(3.0, 0.0)
    in_time = memory.after_success(3.0, 3.0)
    late = memory.after_success(3.0, 9.0)
    assert at_once == pytest.approx(3.0)
    assert in_time == pytest.approx(7.5)
    assert in_time < late <= 3.0 * memory.MOST_GROWTH


def test_a_failure_halves_the_stability_but_never_below_a_day() -> None:
    assert memory.after_failure(8.0) == 4.0
    assert memory.after_failure(1.2) == memory.LEAST
