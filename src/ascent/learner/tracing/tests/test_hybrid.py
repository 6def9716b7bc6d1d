"""The online hybrid model: what one answer changes, and what makes a chance."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ascent.learner.tracing import hybrid, situations
from ascent.learner.tracing.hybrid import DEFAULT, Student
from ascent.learner.tracing.situations import Situations


def answered(*right: bool, item: str = "q", skill: str = "mean") -> Student:
    student = Student()
    for k, one in enumerate(right):
        hybrid.update(DEFAULT, student, f"{item}{k}", [skill], -1.0, one, 60.0 * k)
    return student


def ask(student: Student, skill: str = "mean", difficulty: float = -1.0) -> float:
    return hybrid.chance(DEFAULT, student, "new", [skill], difficulty, 900.0)


def test_a_right_answer_raises_the_chance_and_a_wrong_one_lowers_it() -> None:
    for before in ((), (True,), (False, True), (True, True, False)):
        same = ask(answered(*before))
        assert ask(answered(*before, False)) < same < ask(answered(*before, True))


def test_a_harder_question_has_a_lower_chance() -> None:
    student = answered(True, False, True)
    chances = [ask(student, difficulty=hybrid.logit_of(d / 10)) for d in range(11)]
    assert chances == sorted(chances, reverse=True)
    assert chances[0] - chances[-1] > 0.2


def test_terms_and_intercept_add_up_to_the_chance() -> None:
    student = answered(True, False, True)
    told = hybrid.terms(DEFAULT, student, "q0", ["mean"], -1.0, 900.0)
    total = DEFAULT.intercept + sum(value for _, value in told)
    assert hybrid.sigmoid(total) == hybrid.chance(DEFAULT, student, "q0", ["mean"], -1.0, 900.0)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.tuples(st.booleans(), st.sampled_from("ab"), st.sampled_from("xyz")), max_size=12),
    st.floats(0, 1),
    st.sampled_from("ab"),
)
def test_before_any_fit_a_right_answer_never_lowers_the_chance(
    before: list[tuple[bool, str, str]], difficulty: float, item: str
) -> None:
    student, d, asked = Student(), hybrid.logit_of(difficulty), (item, ["x"])
    for k, (right, which, skill) in enumerate(before):
        hybrid.update(DEFAULT, student, which, [skill], 0.0, right, 100.0 * k)
    told = {None: hybrid.chance(DEFAULT, student, *asked, d, 5000.0)}
    for right in (True, False):
        after = student.copy()
        hybrid.update(DEFAULT, after, *asked, d, right, 5000.0)
        told[right] = hybrid.chance(DEFAULT, after, *asked, d, 5000.0)
    assert told[None] <= told[True]
    assert told[False] < told[True]


def test_what_was_counted_of_a_situation_moves_the_chance() -> None:
    student = answered(True)
    keys = situations.keys(student, "q", ["mean"], student.rows(["mean"]), 900.0)
    plain = hybrid.chance(DEFAULT, student, "q", ["mean"], -1.0, 900.0)
    for kind, key in enumerate(keys):
        tables = [{key: 1.0} if kind == n else {} for n in range(len(keys))]
        known = Situations(tuple(tables))
        asked = (DEFAULT, student, "q", ["mean"], -1.0, 900.0, known)
        assert hybrid.chance(*asked) > plain
        assert dict(hybrid.terms(*asked))[situations.KINDS[kind]] == DEFAULT.usual[kind]


def test_skills_may_be_told_in_any_order() -> None:
    one, two = Student(), Student()
    for k, right in enumerate((True, False, True)):
        hybrid.update(DEFAULT, one, "q", ["a", "b"], 0.0, right, 60.0 * k)
        hybrid.update(DEFAULT, two, "q", ["b", "a"], 0.0, right, 60.0 * k)
    assert one.before == two.before
    assert hybrid.chance(DEFAULT, one, "q", ["a", "b"], 0.0) == hybrid.chance(
        DEFAULT, two, "q", ["b", "a"], 0.0
    )


def test_parameters_of_another_shape_are_refused() -> None:
    data = DEFAULT.to_json()
    with pytest.raises(ValueError, match="columns"):
        hybrid.Parameters.from_json({**data, "weights": data["weights"][1:]})


def test_parameters_survive_json() -> None:
    again = hybrid.Parameters.from_json(json.loads(json.dumps(DEFAULT.to_json())))
    assert again == DEFAULT
