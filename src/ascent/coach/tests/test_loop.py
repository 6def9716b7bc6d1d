"""The loop's calendar."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ascent.coach import loop
from ascent.coach.loop import Move

START = date(2026, 3, 2)


@given(hours=st.floats(0.5, 60.0), needed=st.floats(1.0, 100.0))
def test_every_loop_fits_thirty_days_and_its_steps_come_in_order(
    hours: float, needed: float
) -> None:
    due = loop.plan(START, hours, needed)
    days = [due[step] for step in loop.STEPS]
    assert days == sorted(days)
    assert len(set(days)) == len(days)
    assert 14 <= (due["gap"] - START).days <= 30
    assert (due["project"] - due["libraries"]).days >= 7
    assert (due["gap"] - due["project"]).days <= loop.MOST_GAP_DAYS


def test_preparation_takes_a_quarter() -> None:
    due = loop.plan(START, hours_a_week=4, hours_needed=16)
    assert (due["gap"] - START).days == 28
    assert due["libraries"] == START + timedelta(days=7)


def test_no_hours_is_refused() -> None:
    with pytest.raises(ValueError, match="more than 0"):
        loop.plan(START, 0, 10)


@pytest.fixture
def due() -> dict[str, date]:
    return loop.plan(START, 4, 16)


def test_a_step_is_left_when_it_is_done(due: dict[str, date]) -> None:
    left = loop.moves("study", due, frozenset({"study"}), START)
    assert left == [Move("study", "done")]
    assert loop.step_after("study", left) == "language"


def test_a_step_ends_after_its_last_day_even_when_unfinished(due: dict[str, date]) -> None:
    assert loop.moves("study", due, frozenset(), due["study"]) == []
    left = loop.moves("study", due, frozenset(), due["study"] + timedelta(days=1))
    assert left == [Move("study", "date")]


def test_who_comes_back_after_weeks_starts_the_project(due: dict[str, date]) -> None:
    left = loop.moves("study", due, frozenset(), START + timedelta(days=20))
    assert [m.step for m in left] == ["study", "language", "libraries"]
    assert loop.step_after("study", left) == "project"


def test_the_project_is_ended_by_the_learner_alone(due: dict[str, date]) -> None:
    much_later = START + timedelta(days=300)
    assert loop.moves("project", due, frozenset(), much_later) == []
    assert loop.moves("project", due, frozenset({"project"}), START) == [Move("project", "done")]


def test_after_the_gap_the_loop_is_over(due: dict[str, date]) -> None:
    left = loop.moves("gap", due, frozenset({"gap"}), START)
    assert loop.step_after("gap", left) is None
