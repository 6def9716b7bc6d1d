"""A task done before is done once more, from the start."""

from collections.abc import Callable

from ascent.accounts.models import Person
from ascent.learner import access, actions, queue, reviews, state
from ascent.learner.actions import Graded, Subject
from ascent.learner.models import Evidence, Visit

TASK = Subject("first-model", "exercise", "a" * 64, {"fit": 1.0}, guess=0.03, slip=0.1)

Later = Callable[[float], None]


def hand_in(person: Person, outcome: str, code: str = "x = 1") -> None:
    attempt = actions.hand_in(person, TASK, {"code": code}, "web")
    token = queue.claim(attempt.id)
    assert token is not None
    assert actions.settle(attempt.id, token, TASK, Graded(outcome, 1.0))


def newest() -> Evidence:
    return Evidence.objects.order_by("-id")[0]


def test_what_was_never_done_is_not_reviewed(ada: Person) -> None:
    actions.open_visit(ada, TASK.activity)
    assert reviews.begin(ada, TASK.activity) is None


def test_help_of_the_first_time_is_forgotten_and_help_in_the_review_counts(
    ada: Person, later: Later
) -> None:
    actions.take_hint(ada, TASK.activity, rungs=3)
    hand_in(ada, "passed")
    assert newest().hints == 1
    later(1)
    reviews.begin(ada, TASK.activity)
    actions.show_solution(ada, TASK.activity)
    hand_in(ada, "passed", code="y = 1")
    assert (newest().hints, newest().solution_seen) == (0, True)


def test_help_is_not_forgotten_before_a_night_has_passed(ada: Person, later: Later) -> None:
    actions.show_solution(ada, TASK.activity)
    hand_in(ada, "passed")
    for _ in range(3):
        visit = reviews.begin(ada, TASK.activity)
        assert visit is not None
        assert (visit.solution_seen, reviews.since(visit)) == (True, None)
        hand_in(ada, "passed")
    assert not state.of(ada).known("fit")
    assert Evidence.objects.count() == 1
    later(1)
    reviews.begin(ada, TASK.activity)
    hand_in(ada, "passed")
    assert not newest().solution_seen
    assert state.of(ada).known("fit")


def test_the_answer_of_the_first_time_is_an_answer_in_the_review_once(
    ada: Person, later: Later
) -> None:
    hand_in(ada, "passed")
    hand_in(ada, "passed")
    assert Evidence.objects.count() == 1
    later(1)
    reviews.begin(ada, TASK.activity)
    hand_in(ada, "passed")
    hand_in(ada, "passed")
    assert Evidence.objects.count() == 2


def test_a_review_ends_with_its_pass_and_the_task_stays_done(ada: Person, later: Later) -> None:
    hand_in(ada, "passed")
    later(1)
    reviews.begin(ada, TASK.activity)
    actions.take_hint(ada, TASK.activity, rungs=3)
    assert reviews.begin(ada, TASK.activity).hints == 1
    hand_in(ada, "wrong", code="z = 1")
    assert reviews.since(Visit.objects.get()) is not None
    hand_in(ada, "passed")
    assert reviews.since(Visit.objects.get()) is None
    assert TASK.activity in access.done(ada)


def test_evidence_says_what_was_expected_before_it(ada: Person, later: Later) -> None:
    hand_in(ada, "passed")
    later(1)
    first = newest().predicted
    reviews.begin(ada, TASK.activity)
    hand_in(ada, "passed")
    second = newest().predicted
    assert first is not None
    assert second is not None
    assert 0 < first < second < 1
