"""The look-back on a week: sums, what lit up, what comes."""

from datetime import date, timedelta
from unittest.mock import Mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ascent.coach import week, week_words
from ascent.coach.week import LookBack, Plan, Seen
from ascent.learner.tracing.folding import Observation
from ascent.learner.tracing.links import NONE
from ascent.learner.tracing.student import Student

MONDAY = date(2026, 11, 16)
DAY = 86_400.0
BEGINS = 1_800_000_000.0
LOOP = Plan(
    5,
    date(2026, 11, 2),
    step="libraries",
    due={"libraries": date(2026, 11, 24), "project": date(2026, 12, 2), "gap": date(2026, 12, 7)},
    left=frozenset({"survey", "study", "language"}),
)


def row(day: float, outcome: str = "passed", minutes: float = 30, skill: str = "split") -> Seen:
    seen = Observation(
        BEGINS + day * DAY, {skill: 1.0}, outcome, slip=0.1, kind="question", activity=f"q{day}"
    )
    return Seen(f"e{day}", 60 * minutes, seen)


def look(
    *log: Seen, plans: tuple[Plan, ...] = (LOOP,), today: date = MONDAY + timedelta(9)
) -> LookBack:
    now = BEGINS + (today - MONDAY).days * DAY + DAY / 2
    return week.look_back(
        log, NONE, plans, first=MONDAY, begins=BEGINS, ends=BEGINS + 7 * DAY, now=now, today=today
    )


def test_hours_are_the_sum_of_what_lies_inside_the_week() -> None:
    found = look(row(-0.1), row(0), row(6.9), row(7))
    assert found.spent == 1.0
    assert found.rows == 2


def test_what_stayed_open_overnight_counts_as_an_hour() -> None:
    assert look(row(1, minutes=60 * 20)).spent == 1.0


def test_a_skill_that_lights_up_is_told_with_its_evidence() -> None:
    found = look(row(0), row(1), row(2))
    assert [(lit.skill, lit.how) for lit in found.lit] == [("split", "shown")]
    assert found.lit[0].evidence in ("e0", "e1", "e2")


def test_what_was_lit_before_is_not_learnt_again() -> None:
    assert look(row(-3), row(-2), row(-1), row(2)).lit == ()


def test_what_lit_up_and_went_out_again_in_the_week_is_not_told() -> None:
    log = [row(0), row(1), row(2), *(row(3 + n / 10, "wrong") for n in range(8))]
    assert look(*log).lit == ()


def test_a_log_is_walked_without_a_copy_of_the_state_for_each_row(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    copied = Mock(side_effect=Student().copy)
    monkeypatch.setattr(Student, "copy", copied)
    assert look(*(row(n / 50) for n in range(-50, 50))).rows == 50
    assert copied.call_count <= 1


def test_a_placement_is_told_apart() -> None:
    placed = Seen("p", 0, Observation(BEGINS, {"split": 0.9}, "placed", kind="placement"))
    assert [lit.how for lit in look(placed).lit] == ["placed"]


def test_what_came_later_is_not_looked_at() -> None:
    assert look(row(8), row(9)).is_empty


@given(st.integers(0, 6), st.integers(0, 20), st.floats(0.5, 60))
def test_a_loop_plans_its_share_of_the_days(start: int, length: int, hours: float) -> None:
    began = MONDAY + timedelta(start)
    plan = Plan(hours, began, began + timedelta(length))
    days = min(7 - start, length + 1)
    assert week.planned([plan], MONDAY) == pytest.approx(hours * days / 7)


def test_without_a_loop_nothing_was_planned() -> None:
    assert week.planned([LOOP], date(2026, 10, 19)) is None


def test_two_loops_in_one_week_plan_one_week() -> None:
    ended = Plan(7, date(2026, 10, 1), MONDAY + timedelta(2))
    fresh = Plan(7, MONDAY + timedelta(2))
    assert week.planned([ended, fresh], MONDAY) == pytest.approx(7)


def test_a_date_that_has_passed_is_named_once_and_without_a_word_on_pace() -> None:
    late = Plan(5, LOOP.started, step="project", due={"project": MONDAY}, left=LOOP.left)
    found = look(row(1), plans=(late,))
    said = week_words.dates(found, MONDAY + timedelta(9))
    assert said == [
        "Project was due on Monday 16 November. Bring it to an end as it is, or move it."
    ]
    assert week_words.pace(found) == ""


def test_an_old_week_says_nothing_of_dates() -> None:
    found = look(row(1), today=MONDAY + timedelta(21))
    assert (found.ahead, found.next_date, found.overdue) == ((), None, None)
    assert week_words.pace(found) == ""


def test_the_dates_are_those_of_the_next_seven_days() -> None:
    found = look(today=MONDAY + timedelta(2))
    assert found.ahead == (("libraries", date(2026, 11, 24)),)
    assert found.next_date == ("project", date(2026, 12, 2))
    assert week_words.dates(found, MONDAY + timedelta(2)) == [
        "Libraries ends on Tuesday 24 November, in 6 days."
    ]


def test_steps_that_are_left_have_no_date_any_more() -> None:
    done = Plan(5, LOOP.started, due=LOOP.due, left=frozenset({"libraries", "project", "gap"}))
    assert look(plans=(done,), today=MONDAY).next_date is None


def test_a_week_with_less_than_planned_is_no_reproach() -> None:
    found = look(*(row(n, minutes=60) for n in (1, 2, 3)), today=MONDAY + timedelta(7))
    assert week_words.hours(found) == "You planned 5 hours and spent about 3 hours."
    assert week_words.pace(found) == "If the date that comes next is too soon, move it."
    far = Plan(5, LOOP.started, due={"project": date(2027, 1, 8)})
    assert week_words.pace(look(row(1), plans=(far,))) == "Your dates still hold."


def test_a_running_week_is_not_judged() -> None:
    found = look(row(1, minutes=20), today=MONDAY + timedelta(3))
    assert found.running
    assert week_words.hours(found) == (
        "You planned 5 hours this week and have spent about half an hour so far."
    )
    assert week_words.pace(found) == ""


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (0, "no time that Ascent could see"),
        (0.1, "some minutes"),
        (0.4, "about half an hour"),
        (1.1, "about 1 hour"),
        (2.6, "about 2½ hours"),
    ],
)
def test_hours_claim_no_more_than_halves(value: float, said: str) -> None:
    assert week_words.about(value) == said


@pytest.mark.parametrize("text", ["2026-W47", "2026-w47", " 2026-11-16", "2026-11-22"])
def test_a_week_is_named_by_its_number_or_a_day(text: str) -> None:
    assert week.read(text) == MONDAY
    assert week.name(MONDAY) == "2026-W47"


@pytest.mark.parametrize(
    "text", ["", "soon", "2026-W54", "2026-13-01", "0001-01-01", "9999-W99", "٢٠٢٦-W46", "20261116"]
)
def test_nonsense_is_no_week(text: str) -> None:
    assert week.read(text) is None
