"""Situations: what came before names them, the answer to come does not."""

import json

import pytest

from ascent.learner.tracing import situations
from ascent.learner.tracing.situations import KINDS, Situations
from ascent.learner.tracing.student import Student


def after(*answers: tuple[str, str, bool]) -> Student:
    """Answers one minute apart: question, skill, right or wrong."""
    student = Student()
    for k, (item, skill, right) in enumerate(answers):
        student.take(item, [skill], right, 60.0 * k, [0.0])
    return student


def key(kind: str, student: Student, item: str = "q", skill: str = "a", at: float = 1e4) -> str:
    found = situations.keys(student, item, [skill], student.rows([skill]), at)
    return found[KINDS.index(kind)]


BEFORE = (("q1", "a", True), ("q2", "b", True))


@pytest.mark.parametrize(
    ("kind", "same", "different"),
    [
        ("skills before", ("q9", "b", True), ("q2", "b", False)),
        ("skills before", ("q9", "b", True), ("q2", "c", True)),
        ("question before", ("q2", "c", True), ("q2", "b", False)),
        ("question before", ("q2", "c", True), ("q9", "b", True)),
        ("other skills before", ("q9", "b", False), ("q2", "c", True)),
    ],
)
def test_the_last_answer_makes_the_situation(
    kind: str, same: tuple[str, str, bool], different: tuple[str, str, bool]
) -> None:
    here = key(kind, after(*BEFORE))
    assert key(kind, after(BEFORE[0], same)) == here
    assert key(kind, after(BEFORE[0], different)) != here


def test_the_answer_before_the_last_makes_one_too() -> None:
    here = key("skills two before", after(*BEFORE))
    assert key("skills two before", after(BEFORE[0], ("q5", "c", False))) == here
    assert key("skills two before", after(("q1", "a", False), BEFORE[1])) != here


def test_other_skills_are_the_last_that_differ_from_these() -> None:
    one = after(("q1", "b", True), ("q2", "a", True), ("q3", "a", True))
    assert key("other skills before", one) == "b>a"
    assert key("other skills before", one, skill="c") == "a>c"


def test_results_on_the_skill_make_a_pattern() -> None:
    right, wrong = after(("q1", "a", True)), after(("q1", "a", False))
    for kind in ("pattern on the skill", "pattern and question"):
        assert key(kind, right) != key(kind, wrong)
    assert key("pattern on the skill", right, item="q") == key(
        "pattern on the skill", right, item="r"
    )
    assert key("pattern and question", right, item="q") != key(
        "pattern and question", right, item="r"
    )


def test_pauses_are_alike_within_a_step() -> None:
    student = after(("q1", "a", True))
    pauses = [1, 2, 5, 30, 100, 500, 2000, 5000, 1e6]
    found = [key("pause", student, at=seconds) for seconds in pauses]
    assert found[0] == found[1]
    assert found[-1] == found[-2]
    assert len(set(found)) == situations.LONGEST + 1


def test_without_time_there_is_no_pause() -> None:
    student = Student()
    assert key("pause", student) == ""
    student.take("q1", ["a"], True, None, [0.0])
    assert key("pause", student) == ""


def test_what_was_never_counted_adds_nothing() -> None:
    student = after(*BEFORE)
    asked = (student, "q", ["a"], student.rows(["a"]), 1e4)
    assert list(situations.NONE.of(*asked)) == [0.0] * len(KINDS)
    some = Situations(
        tuple({k: 0.5} if n % 2 else {} for n, k in enumerate(situations.keys(*asked)))
    )
    assert list(some.of(*asked)) == [0.0, 0.5, 0.0, 0.5, 0.0, 0.5, 0.0]
    again = Situations.from_json(json.loads(json.dumps(some.to_json())))
    assert again == some
