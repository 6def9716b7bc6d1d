"""Attempts, evidence and state are written together, once, by whoever holds the token."""

import uuid
from typing import Any

import pytest

from ascent.accounts.models import Person
from ascent.learner import access, actions, state
from ascent.learner.actions import Graded, Subject
from ascent.learner.models import Attempt, Evidence, Offer, Snapshot, Visit

FIT = Subject("first-model", "exercise", "a" * 64, {"ml-fit-predict": 1.0}, guess=0.03, slip=0.1)
PASS = Graded("passed", 1.0, {"outcome": "passed"})
WRONG = Graded("wrong", 0.5, {"outcome": "wrong"}, misconception="fit-on-test")


def handed_in(person: Person, code: str = "x = 1") -> Attempt:
    return actions.hand_in(person, FIT, {"code": code}, "web")


def graded(person: Person, outcome: Graded) -> Attempt:
    attempt = handed_in(person)
    token = actions.claim(attempt.id)
    assert token is not None
    assert actions.settle(attempt.id, token, FIT, outcome)
    attempt.refresh_from_db()
    return attempt


def test_a_pass_writes_verdict_evidence_state_and_visit_together(ada: Person) -> None:
    attempt = graded(ada, PASS)
    row = Evidence.objects.get()
    assert (attempt.state, attempt.outcome) == ("done", "passed")
    assert (row.attempt_id, row.skills, row.points) == (attempt.id, {"ml-fit-predict": 1.0}, 1.0)
    assert (row.guess, row.slip, row.seed) == (0.03, 0.1, attempt.seed)
    assert state.of(ada).known("ml-fit-predict")
    assert "first-model" in access.done(ada)


def test_a_failure_names_its_misconception_and_keeps_the_visit_open(ada: Person) -> None:
    graded(ada, WRONG)
    assert Evidence.objects.get().misconception == "fit-on-test"
    assert access.done(ada) == frozenset()
    assert Visit.objects.get().tries == 1


def test_what_was_our_fault_leaves_no_evidence(ada: Person) -> None:
    attempt = graded(ada, Graded("our-fault", 0.0))
    assert attempt.outcome == "our-fault"
    assert not Evidence.objects.exists()
    assert Visit.objects.get().tries == 0


def test_an_attempt_is_claimed_once(ada: Person) -> None:
    attempt = handed_in(ada)
    assert actions.claim(attempt.id) is not None
    assert actions.claim(attempt.id) is None
    assert actions.claim(uuid.uuid4()) is None


def test_who_has_lost_the_token_can_write_nothing(ada: Person) -> None:
    attempt = handed_in(ada)
    lost = actions.claim(attempt.id)
    assert lost is not None
    assert actions.requeue_unfinished() == [attempt.id]
    mine = actions.claim(attempt.id)
    assert mine is not None
    assert not actions.settle(attempt.id, lost, FIT, WRONG)
    assert actions.settle(attempt.id, mine, FIT, PASS)
    assert not actions.settle(attempt.id, mine, FIT, PASS)
    assert [row.outcome for row in Evidence.objects.all()] == ["passed"]


def test_an_attempt_given_back_waits_for_the_next_server(ada: Person) -> None:
    attempt = handed_in(ada)
    token = actions.claim(attempt.id)
    assert token is not None
    actions.give_back(attempt.id, token)
    assert actions.requeue_unfinished() == [attempt.id]
    assert Attempt.objects.get().tries == 1


def test_evidence_is_append_only(ada: Person) -> None:
    graded(ada, PASS)
    row = Evidence.objects.get()
    for forbidden in (row.save, row.delete, Evidence.objects.all().delete):
        with pytest.raises(TypeError, match="append-only"):
            forbidden()
    with pytest.raises(TypeError, match="append-only"):
        Evidence.objects.update(outcome="passed")


def test_evidence_leaves_with_its_person(ada: Person, alan: Person) -> None:
    graded(ada, PASS)
    graded(alan, PASS)
    ada.delete()
    assert [row.learner for row in Evidence.objects.all()] == [alan]


def test_the_state_can_be_rebuilt_from_the_log(ada: Person) -> None:
    graded(ada, WRONG)
    graded(ada, PASS)
    kept = state.of(ada)
    Snapshot.objects.all().delete()
    assert state.of(ada) == kept
    Snapshot.objects.update(model="an older one", state={})
    assert state.of(ada) == kept


def test_help_that_was_taken_stands_in_the_evidence(ada: Person) -> None:
    actions.take_hint(ada, "first-model", rungs=3)
    actions.take_hint(ada, "first-model", rungs=3)
    actions.show_solution(ada, "first-model")
    graded(ada, PASS)
    row = Evidence.objects.get()
    assert (row.hints, row.solution_seen) == (2, True)
    assert not state.of(ada).known("ml-fit-predict")


def test_a_ladder_has_an_end_and_a_look_after_the_pass_costs_nothing(ada: Person) -> None:
    for _ in range(5):
        visit = actions.take_hint(ada, "first-model", rungs=3)
    assert visit.hints == 3
    graded(ada, PASS)
    assert not actions.show_solution(ada, "first-model").solution_seen


def test_a_lesson_is_evidence_once(ada: Person) -> None:
    for _ in range(3):
        actions.read(ada, FIT)
    assert [row.outcome for row in Evidence.objects.all()] == ["read"]


def test_the_evidence_says_what_was_offered_beside_it(ada: Person) -> None:
    options: list[dict[str, Any]] = [
        {"activity": "first-model", "reason": "…", "p": 0.5},
        {"activity": "other", "reason": "…", "p": 0.5},
    ]
    actions.keep_offer(ada, "basis", options)
    graded(ada, PASS)
    offered = Evidence.objects.get().offered
    assert offered == [{"activity": "first-model", "p": 0.5}, {"activity": "other", "p": 0.5}]
    actions.keep_offer(ada, "basis", options[1:])
    graded(ada, PASS)
    assert Evidence.objects.order_by("-id")[0].offered == []
    assert Offer.objects.count() == 1


def test_rows_of_somebody_else_do_not_exist(ada: Person, alan: Person) -> None:
    attempt = handed_in(ada)
    assert access.attempt_of(ada, attempt.id) == attempt
    with pytest.raises(access.NotYours):
        access.attempt_of(alan, attempt.id)
    assert access.last_attempt(alan, "first-model") is None


def test_a_new_loop_closes_the_one_before(ada: Person) -> None:
    first = actions.start_loop(ada, wish="one", hours=3, interest="x", due={})
    second = actions.start_loop(ada, wish="two", hours=3, interest="x", due={})
    first.refresh_from_db()
    assert first.finished is not None
    assert access.open_loop(ada) == second
    assert second.number == 2


def test_the_chosen_gap_deletes_the_others(ada: Person) -> None:
    loop = actions.start_loop(ada, wish="one", hours=3, interest="x", due={})
    actions.write_gaps(loop, ["  splits ", "", "plots", "x"])
    assert loop.gaps == ["splits", "plots", "x"]
    actions.choose_gap(loop, "splits", "ml-split", days=3)
    loop.refresh_from_db()
    assert loop.gaps == []
    assert loop.gap["skill"] == "ml-split"
