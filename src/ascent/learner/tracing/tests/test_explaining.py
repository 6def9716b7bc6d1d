"""The reasons for a chance: true of the learner's answers, the strongest first."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ascent.learner.tracing import explaining, hybrid, situations
from ascent.learner.tracing.hybrid import DEFAULT, Student
from ascent.learner.tracing.situations import Situations

DAY = 86_400.0


def answered(*right: bool, skill: str = "mean", every: float = 60.0) -> Student:
    student = Student()
    for k, one in enumerate(right):
        hybrid.update(DEFAULT, student, f"q{k}", [skill], explaining.MIDDLE, one, every * k)
    return student


def reasons(
    student: Student,
    item: str = "new",
    skill: str = "mean",
    difficulty: float = explaining.MIDDLE,
    at: float | None = None,
    known: Situations = situations.NONE,
) -> list[str]:
    told = explaining.why(DEFAULT, student, item, [skill], difficulty, at, known)
    assert [abs(r.logits) for r in told] == sorted((abs(r.logits) for r in told), reverse=True)
    return [reason.text for reason in told]


def test_a_learner_of_whom_nothing_is_known_is_told_so() -> None:
    assert reasons(Student()) == [
        "You have not answered anything on this skill yet. That lowers the chance."
    ]


def test_answers_on_the_skill_are_counted() -> None:
    said = reasons(answered(True, False, True, True))
    assert (
        "3 of your 4 answers on this skill were right. The last one was right. "
        "That raises the chance."
    ) in said


@pytest.mark.parametrize(
    ("right", "sentence"),
    [
        ([True], "Your one answer on this skill was right."),
        ([False], "Your one answer on this skill was wrong."),
        ([False] * 3, "None of your 3 answers on this skill was right."),
        ([True] * 3, "All your 3 answers on this skill were right."),
        ([False, False, True], "1 of your 3 answers on this skill was right."),
    ],
)
def test_counts_are_said_in_words_that_fit(right: list[bool], sentence: str) -> None:
    assert any(said.startswith(sentence) for said in reasons(answered(*right)))


def test_a_run_is_named_when_it_differs_from_the_rest() -> None:
    student = answered(True, True, False, False, False, False)
    said = reasons(student, skill="other")
    assert any(
        one.startswith("2 of your 6 answers so far were right. The last 4 were wrong.")
        for one in said
    )


def test_a_hard_question_and_a_long_pause_are_named() -> None:
    said = reasons(answered(True), difficulty=hybrid.logit_of(0.9), at=3 * DAY)
    assert "This asks more than a middling question. That lowers the chance." in said
    assert "Your last answer on this skill is 3 days old. That lowers the chance." in said


def test_a_question_met_before_is_named() -> None:
    student = answered(True)
    for k in range(3):
        hybrid.update(DEFAULT, student, "q0", ["mean"], explaining.MIDDLE, True, 60.0 * k)
    assert any(
        one.startswith("All your 4 answers to this very question were right.")
        for one in reasons(student, item="q0")
    )


def test_what_others_showed_is_said_when_it_was_counted() -> None:
    student = answered(True)
    rows = student.rows(["mean"])
    keys = situations.keys(student, "new", ["mean"], rows, 120.0)
    for surplus, often in ((1.0, "more"), (-1.0, "less")):
        known = Situations(tuple({key: surplus} for key in keys))
        said = reasons(student, at=120.0, known=known)
        assert any(f"right {often} often than expected" in one for one in said)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.booleans(), st.sampled_from("ab"), st.sampled_from("xy")), max_size=9))
def test_every_reason_moves_the_chance_as_it_says(answers: list[tuple[bool, str, str]]) -> None:
    student = Student()
    for k, (right, item, skill) in enumerate(answers):
        hybrid.update(DEFAULT, student, item, [skill], 0.0, right, 1000.0 * k)
    for reason in explaining.why(DEFAULT, student, "a", ["x", "y"], 0.5, 20_000.0):
        assert reason.text.endswith(
            " That raises the chance." if reason.logits > 0 else " That lowers the chance."
        )
        assert "0 of" not in reason.text
