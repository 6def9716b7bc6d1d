"""What is remembered of a learner: counted right, copied cheaply, plain in JSON."""

import json

from hypothesis import given
from hypothesis import strategies as st

from ascent.learner.tracing.student import STREAK, Student, together

ANSWERS = st.lists(
    st.tuples(
        st.sampled_from(["q1", "q2"]),
        st.lists(st.sampled_from(["a", "b", "c"]), unique=True, max_size=3),
        st.booleans(),
    ),
    max_size=20,
)


def after(answers: list[tuple[str, list[str], bool]]) -> Student:
    student = Student()
    for k, (item, skills, right) in enumerate(answers):
        student.take(item, skills, right, float(k), [0.1] * max(1, len(skills)))
    return student


@given(ANSWERS)
def test_every_answer_is_counted_once_for_each_of_its_skills(
    answers: list[tuple[str, list[str], bool]],
) -> None:
    student = after(answers)
    assert student.total == len(answers)
    assert student.right == sum(right for _, _, right in answers)
    for skill in "abc":
        [row] = student.rows([skill])
        on_it = [right for _, skills, right in answers if skill in skills]
        assert (row.answers, row.right) == (len(on_it), sum(on_it))
    for item in ("q1", "q2"):
        results = [right for which, _, right in answers if which == item]
        assert student.items.get(item, (0, 0)) == (sum(results), len(results) - sum(results))


@given(ANSWERS)
def test_a_state_survives_json(answers: list[tuple[str, list[str], bool]]) -> None:
    student = after(answers)
    again = Student.from_json(json.loads(json.dumps(student.to_json())))
    assert again.to_json() == student.to_json()
    assert again.rows(["a", "b"]) == student.rows(["a", "b"])


def test_a_copy_goes_its_own_way() -> None:
    student = after([("q1", ["a"], True)])
    kept = student.to_json()
    student.copy().take("q1", ["a", "b"], False, 9.0, [0.0, 0.0])
    assert student.to_json() == kept


def test_the_pattern_holds_the_last_three_results_with_the_newest_last() -> None:
    student = after([("q1", ["a"], right) for right in (True, True, False, True, False)])
    assert student.rows(["a"])[0].pattern == 2 * 9 + 1 * 3 + 2
    assert after([("q1", ["a"], False)]).rows(["a"])[0].pattern == 2


def test_a_streak_turns_round_and_ends_at_its_limit() -> None:
    runs = [True] * (STREAK + 3)
    assert after([("q1", ["a"], right) for right in runs]).streak == STREAK
    assert after([("q1", ["a"], right) for right in [*runs, False]]).streak == -1


def test_a_question_without_a_skill_is_remembered_too() -> None:
    student = after([("q1", [], True), ("q2", [], False)])
    [row] = student.rows([])
    assert (row.answers, row.right) == (2, 1)


def test_skills_asked_together_have_one_name_in_any_order() -> None:
    assert together(["b", "a"]) == together(["a", "b"]) != together(["a"])
