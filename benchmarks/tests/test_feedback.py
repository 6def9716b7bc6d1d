"""The feedback benchmark reads the page's moments right, and lets no missing verdict pass."""

from __future__ import annotations

from typing import Any

import pytest

from ascent.kinds import registry
from benchmarks.feedback import ANSWERS, FIRST, Checked, figures_of, join, notes, percentile_95
from benchmarks.pressing import Press, as_press, lines_below
from benchmarks.study import in_order


def told(*requests: tuple[str, float, float], seen: float | None = 195.0) -> dict[str, Any]:
    """What a page tells of a press at 100 ms, whose frame was done at 190 ms."""
    rows = [{"path": path, "began": began, "over": over} for path, began, over in requests]
    moments = {"pressed": 100.0, "there": 185.0, "drawn": 190.0, "word": "Passed"}
    return {**moments, "requests": rows, **({"seen": seen} if seen else {})}


def press(ms: float | None = 80.0, word: str = "Passed") -> Press:
    return Press(ms, 2.0, 40.0, 20.0, 10.0, 8.0, 0.0, requests=2, word=word)


def checked(exercise: str, answer: str, ms: float | None, outcome: str = "") -> Checked:
    outcome = outcome or ("passed" if answer == "right" else "wrong")
    seen = press(ms, "Passed" if outcome == "passed" else "Not yet")
    return Checked(exercise, answer, seen, outcome, graded=30.0, computed=5.0, checked=9.0)


def evening(ms: float | None = 80.0) -> list[Checked]:
    """One press of each answer to two exercises, of which the second takes 10 ms more."""
    return [
        checked(exercise, answer, None if ms is None else ms + more)
        for exercise, more in (("one", 0), ("two", 10))
        for answer in (FIRST, *ANSWERS)
    ]


def figure(checked: list[Checked], name: str) -> Any:
    return next(one for one in figures_of(checked) if one.id == name)


def test_the_parts_of_a_press_add_up_to_the_whole() -> None:
    save, check = ("/exercise/one/save/", 50.0, 101.0), ("/exercise/one/check/", 103.0, 130.0)
    found = as_press(told(save, check, ("/exercise/one/attempt/1/", 150.0, 180.0)))
    assert (found.sent, found.handed_in, found.asked, found.answered) == (3.0, 27.0, 20.0, 30.0)
    assert (found.drawn, found.in_sight, found.requests) == (10.0, 5.0, 2)
    assert found.seen == 95.0 == 3 + 27 + 20 + 30 + 10 + 5


def test_a_verdict_may_come_with_the_first_answer() -> None:
    found = as_press(told(("/exercise/one/check/", 103.0, 180.0)))
    assert (found.handed_in, found.asked, found.answered, found.drawn) == (77.0, 0.0, 0.0, 10.0)


def test_a_verdict_below_the_fold_is_no_verdict_on_the_screen() -> None:
    assert as_press(told(("/exercise/one/check/", 103.0, 180.0), seen=None)).seen is None
    assert figure(evening(None), "right.median").met is False
    assert figure(evening(None), "out-of-sight").met is False


def test_of_twenty_values_nineteen_do_not_exceed_the_95th_percentile() -> None:
    assert percentile_95(range(1, 21)) == 19
    assert percentile_95(range(1, 22)) == 20
    assert percentile_95([7.0]) == 7.0


def test_each_kind_of_answer_has_its_goals() -> None:
    for answer in ANSWERS:
        assert figure(evening(90.0), f"{answer}.median").value == 95.0
        assert figure(evening(90.0), f"{answer}.median").met is True
        assert figure(evening(99.0), f"{answer}.median").met is False
        assert figure(evening(245.0), f"{answer}.p95").met is False
    assert figure(evening(95.0), "right.within-100-ms").value == 0.5


def test_one_slow_press_moves_the_95th_percentile_of_presses_alone() -> None:
    slow = [*evening(), *evening(), checked("one", "right", 900.0)]
    assert figure(slow, "right.p95").value == 90.0
    assert figure(slow, "right.p95-of-presses").value == 900.0


@pytest.mark.parametrize(
    ("answer", "outcome"), [("right", "wrong"), ("starter", "passed"), ("mistake", "our-fault")]
)
def test_a_verdict_that_should_not_have_come_misses_a_goal(answer: str, outcome: str) -> None:
    found = [*evening(), checked("three", answer, 80.0, outcome)]
    assert figure(evening(), "odd-verdicts").met is True
    assert figure(found, "odd-verdicts").met is False
    assert f"three ({answer}): {outcome}" in notes(found, 3, 1)


def test_a_page_that_says_something_else_than_the_server_misses_a_goal() -> None:
    found = Checked(
        "one", "right", press(word="Not yet"), "passed", graded=30.0, computed=5.0, checked=9.0
    )
    assert figure([*evening(), found], "odd-verdicts").value == 1


def test_the_slowest_exercises_are_named() -> None:
    assert "Slowest, right: two 90, one 80." in notes(evening(), 2, 1)


def test_every_press_leaves_one_attempt() -> None:
    row = {"activity": "one", "outcome": "passed", "graded": 30.0, "computed": 5.0, "checked": 9.0}
    assert join([("one", "right", press())], [row])[0].graded == 30.0
    with pytest.raises(RuntimeError, match="1 presses left 2 attempts"):
        join([("one", "right", press())], [row, row])


def test_the_cursor_stays_where_the_answer_is_written() -> None:
    starter = "import x\n# write here\nguess = 0\n\nprint(guess)\nprint('end')\n"
    assert lines_below(starter, starter.replace("guess = 0", "guess = x.y()\nmore = 1")) == 3
    assert lines_below(starter, starter + "answer = 1\n") == 0


def test_the_order_of_study_begins_with_each_interests_first_exercise() -> None:
    pack = registry.pack()
    order = [one.id for one in in_order(pack)]
    assert len(order) == len(set(order)) >= 40
    assert order[0] == next(iter(pack.interests.values())).first
    assert order.index("first-print") < order.index("first-look")  # the language, then libraries
