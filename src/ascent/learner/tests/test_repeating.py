"""An answer that is given again: what says nothing, and what was said with the answer in sight."""

from collections.abc import Callable

import pytest

from ascent import clock
from ascent.accounts.models import Person
from ascent.learner import actions, names, queue, state
from ascent.learner.actions import Graded, Subject
from ascent.learner.models import Evidence

ASKED = Subject("q-split", actions.QUESTION, "b" * 64, {"ml-split": 1.0}, guess=0.25, slip=0.1)
TASK = Subject("first-model", "exercise", "a" * 64, {"ml-fit": 1.0}, guess=0.03, slip=0.1)

Later = Callable[[float], None]


def hand_in(person: Person, subject: Subject, answer: str, outcome: str = "passed") -> None:
    attempt = actions.hand_in(person, subject, {"given": answer}, "web")
    token = queue.claim(attempt.id)
    assert token is not None
    assert actions.settle(attempt.id, token, subject, Graded(outcome, 1.0))


def in_sight() -> list[bool]:
    """For each row of evidence, the oldest first: whether the answer counts as seen."""
    return list(Evidence.objects.order_by("id").values_list("solution_seen", flat=True))


def test_a_question_answered_twice_at_once_is_answered_once(ada: Person) -> None:
    for _ in range(3):
        hand_in(ada, ASKED, "1")
    assert in_sight() == [False]
    assert not state.of(ada).known("ml-split")


def test_who_was_shown_the_answer_and_gives_it_back_lights_nothing(ada: Person) -> None:
    hand_in(ada, ASKED, "0", "wrong")
    for _ in range(4):
        hand_in(ada, ASKED, "1")
    assert in_sight() == [False, True]
    assert state.of(ada).mastery("ml-split") < 0.5
    assert state.of(ada).skill("ml-split").recent == "w"


def test_the_answer_is_in_sight_for_three_days_and_then_it_is_asked_afresh(
    ada: Person, later: Later, monkeypatch: pytest.MonkeyPatch
) -> None:
    for day in (0, 1, 3.9, 7):  # each answer shows it again
        later(day)
        hand_in(ada, ASKED, "1")
    assert in_sight() == [False, True, True, False]
    monkeypatch.setattr(names, "_source", lambda: {"q-split": "q-apart"})
    hand_in(ada, Subject("q-apart", *list(vars(ASKED).values())[1:]), "1")
    assert in_sight()[-1]


def test_a_task_shows_no_answer(ada: Person) -> None:
    hand_in(ada, TASK, "x = 1", "wrong")
    hand_in(ada, TASK, "x = 2")
    assert in_sight() == [False, False]


@pytest.mark.parametrize("subject", [ASKED, TASK])
def test_live_equals_replay_whatever_is_handed_in_again(
    ada: Person, subject: Subject, later: Later
) -> None:
    for day in (0, 1, 5):
        later(day)
        for answer, outcome in [("a", "wrong"), ("b", "passed"), ("a", "wrong"), ("c", "passed")]:
            hand_in(ada, subject, answer, outcome)
    assert state.of(ada).to_json() == state.rebuild(ada).to_json()


def test_a_clock_that_ran_ahead_for_an_hour_does_not_replay_the_log(
    ada: Person, later: Later, monkeypatch: pytest.MonkeyPatch
) -> None:
    later(1 / 24)
    hand_in(ada, TASK, "x = 1", "wrong")
    later(0)
    with monkeypatch.context() as never:
        never.setattr(state, "rebuild", lambda _: pytest.fail("the log was replayed"))
        for n in range(3):
            hand_in(ada, TASK, f"x = 2  # {n}", "wrong")
    times = list(Evidence.objects.order_by("id").values_list("at", flat=True))
    assert [t - times[0] for t in times] == sorted({t - times[0] for t in times})
    assert (times[-1] - times[0]).total_seconds() == pytest.approx(3e-6)
    assert state.of(ada).to_json() == state.rebuild(ada).to_json()


def test_days_ahead_the_time_of_a_row_is_its_own(ada: Person, later: Later) -> None:
    later(30)
    hand_in(ada, TASK, "x = 1")
    later(0)
    hand_in(ada, TASK, "x = 2", "wrong")
    assert Evidence.objects.order_by("-id")[0].at <= clock.now()
    assert state.of(ada).to_json() == state.rebuild(ada).to_json()
