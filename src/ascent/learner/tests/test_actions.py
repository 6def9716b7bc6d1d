"""Attempts, evidence and state are written together, once, by whoever holds the token."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from ascent import clock
from ascent.accounts.models import Person
from ascent.learner import access, actions, queue, state
from ascent.learner.actions import Graded, Subject
from ascent.learner.models import Attempt, Evidence, FeltGap, Keepsake, Loop, Offer, Snapshot, Visit

FIT = Subject("first-model", "exercise", "a" * 64, {"ml-fit-predict": 1.0}, guess=0.03, slip=0.1)
PASS = Graded("passed", 1.0, {"outcome": "passed"})
WRONG = Graded("wrong", 0.5, {"outcome": "wrong"}, misconception="fit-on-test")


def handed_in(person: Person, code: str = "x = 1") -> Attempt:
    return actions.hand_in(person, FIT, {"code": code}, "web")


def graded(person: Person, outcome: Graded, code: str = "x = 1") -> Attempt:
    attempt = handed_in(person, code)
    token = queue.claim(attempt.id)
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


def test_a_seed_is_too_large_to_be_found_by_trying(
    ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("secrets.randbits", lambda bits: 2**bits - 1)
    attempt = graded(ada, PASS)
    assert attempt.seed == Evidence.objects.get().seed == 2**63 - 1


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


def test_what_no_database_can_keep_is_replaced(ada: Person) -> None:
    attempt = handed_in(ada, "print('a\0b')")
    assert attempt.answer == {"code": "print('a\ufffdb')"}
    token = queue.claim(attempt.id)
    assert token is not None
    odd = {"stdout": "\0", "error": "\ud800", "facts": {"score": float("inf"), "n": [float("nan")]}}
    assert actions.settle(attempt.id, token, FIT, Graded("passed", 1.0, odd))
    kept = Attempt.objects.get().verdict
    assert kept == {"stdout": "\ufffd", "error": "\ufffd", "facts": {"score": "inf", "n": ["nan"]}}
    visit = actions.note(ada, "project", report=["a\0b"])
    assert visit.note == {"report": ["a\ufffdb"]}
    assert actions.keep(ada, attempt, "a\0b").sentence == "a\ufffdb"


def test_the_same_answer_again_says_nothing_new(ada: Person) -> None:
    graded(ada, WRONG)
    again = graded(ada, WRONG)
    assert (again.outcome, again.verdict) == ("wrong", {"outcome": "wrong"})
    assert Evidence.objects.count() == 1
    graded(ada, PASS)  # the same code; a check that was cut off before may end otherwise
    graded(ada, PASS)
    graded(ada, PASS, code="x = 2")
    assert [row.outcome for row in Evidence.objects.order_by("id")] == ["wrong", "passed", "passed"]


def test_after_our_fault_the_same_answer_counts(ada: Person) -> None:
    graded(ada, Graded("our-fault", 0.0))
    graded(ada, PASS)
    assert Evidence.objects.count() == 1


def test_one_attempt_has_one_page_to_keep(ada: Person) -> None:
    attempt = graded(ada, PASS)
    first = actions.keep(ada, attempt, "one")
    assert actions.keep(ada, attempt, "two").id == first.id
    assert Keepsake.objects.get().sentence == "two"


def test_two_tabs_that_read_the_same_row_do_not_undo_each_other(ada: Person) -> None:
    actions.start_loop(ada, wish="one", hours=3, interest="x", due={})
    actions.keep_offer(ada, "basis", [])
    tabs = [(Loop.objects.get(), Offer.objects.get(), Person.objects.get()) for _ in range(2)]
    for number, (loop, offer, person) in enumerate(tabs):
        actions.move_date(loop, f"step-{number}", clock.today())
        actions.pass_over(offer, f"activity-{number}")
        actions.set_preferences(person, **{f"chosen-{number}": True})
    assert Loop.objects.get().due.keys() == {"step-0", "step-1"}
    assert actions.put_aside(Offer.objects.get()) == ["activity-0", "activity-1"]
    assert Person.objects.get().preferences.keys() >= {"chosen-0", "chosen-1"}


@pytest.mark.django_db(transaction=True)
def test_evidence_that_comes_while_the_state_is_rebuilt_is_not_lost(
    ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time")
    graded(ada, WRONG)
    Snapshot.objects.all().delete()
    replay: Callable[..., Any] = state.replay

    def meanwhile() -> None:
        graded(ada, PASS)
        connection.close()

    other = threading.Thread(target=meanwhile)

    def slowly(*asked: Any) -> Any:
        folded = replay(*asked)
        if not other.ident:
            other.start()
            other.join(timeout=0.5)  # without a lock it is done long before
        return folded

    monkeypatch.setattr(state, "replay", slowly)
    state.of(ada)
    other.join()
    kept = state.of(ada)
    assert kept.skill("ml-fit-predict").seen == 2
    assert kept == state.rebuild(ada)


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
    drawn = {"first-model": 0.25, "other": 0.25, "hidden": 0.25, "hidden-too": 0.25}
    actions.keep_offer(ada, "basis", [{**options[0], "drawn": drawn}, options[1]])
    graded(ada, PASS, code="x = 3")
    offered = Evidence.objects.order_by("-id")[0].offered
    assert [o["activity"] for o in offered] == ["first-model", "other", "hidden", "hidden-too"]
    assert offered[-1]["p"] == 0.25
    actions.keep_offer(ada, "basis", options[1:])
    graded(ada, PASS, code="x = 2")
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
    FeltGap.objects.create(loop=first, text="What is an axis?")
    second = actions.start_loop(ada, wish="two", hours=3, interest="x", due={})
    first.refresh_from_db()
    assert first.finished is not None
    assert access.open_loop(ada) == second
    assert second.number == 2
    assert not FeltGap.objects.exists(), "what no page shows any more is not kept"
