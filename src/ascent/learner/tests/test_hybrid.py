"""The online hybrid model: what one answer changes, and how a state is kept."""

import json

from ascent.learner import hybrid
from ascent.learner.hybrid import DEFAULT, Student


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


def test_a_copy_goes_its_own_way() -> None:
    student = answered(True, True)
    other = student.copy()
    hybrid.update(DEFAULT, other, "q0", ["mean"], -1.0, False, 900.0)
    assert student.to_json() == answered(True, True).to_json()
    assert other.to_json() != student.to_json()


def test_a_state_survives_json() -> None:
    student = answered(True, False, True, True)
    again = Student.from_json(json.loads(json.dumps(student.to_json())))
    assert again.to_json() == student.to_json()
    assert ask(again) == ask(student)


def test_parameters_survive_json() -> None:
    again = hybrid.Parameters.from_json(json.loads(json.dumps(DEFAULT.to_json())))
    assert again == DEFAULT
