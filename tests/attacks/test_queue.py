"""Attacks on the queue: a verdict of one's own, a clock of one's own, a crowd of one's own."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db.models.functions import Now
from django.test import Client

from ascent import clock
from ascent.accounts.models import Person
from ascent.kinds import grading
from ascent.kinds.workbench import pages
from ascent.learner import access, actions, queue
from ascent.learner.actions import Graded, Subject
from ascent.learner.models import Attempt, Evidence, Pool

FIT = Subject("first-model", "exercise", "a" * 64, {"ml-fit-predict": 1.0}, guess=0.03, slip=0.1)
PASS = Graded("passed", 1.0, {"outcome": "passed"})
WRONG = Graded("wrong", 0.0, {"outcome": "wrong"})
SHORT = queue.POOLS["short"]
PAGE = "/exercise/first-model/check/"
CROWD = 1000


def handed_in(person: Person, code: str = "x = 1") -> Attempt:
    return actions.hand_in(person, FIT, {"code": code}, "web")


def claimed(attempt: Attempt) -> uuid.UUID:
    token = queue.claim(attempt.id)
    assert token is not None
    return token


def let_leases_end() -> None:
    Attempt.objects.filter(state="running").update(leased=Now() - timedelta(seconds=1))


def crowd(person: Person, size: int = CROWD) -> None:
    """What a script hands in within a minute."""
    like = handed_in(person)
    told = ("activity", "kind", "content_hash", "seed", "seconds", "via", "pool")
    same = {name: getattr(like, name) for name in told}
    Attempt.objects.bulk_create(
        Attempt(learner=person, answer={"code": f"x = {n}"}, **same) for n in range(size - 1)
    )


# ---- a verdict of one's own


@pytest.mark.parametrize("told", ["a guess", "the one before", "that of another attempt"])
def test_nobody_settles_without_the_token_of_this_run(told: str, ada: Person, alan: Person) -> None:
    attempt, other = handed_in(ada), handed_in(alan)
    before = claimed(attempt)
    let_leases_end()
    token = claimed(attempt)
    forged = {
        "a guess": uuid.uuid4(),
        "the one before": before,
        "that of another attempt": claimed(other),
    }[told]
    assert not actions.settle(attempt.id, forged, FIT, PASS)
    assert not queue.record(attempt.id, forged, {"event": "progress", "done": 1})
    queue.give_back(attempt.id, forged)
    attempt.refresh_from_db()
    assert (attempt.state, attempt.verdict, attempt.token) == ("running", None, token)
    assert not Evidence.objects.exists()
    assert actions.settle(attempt.id, token, FIT, WRONG)


def test_what_waits_cannot_be_settled(ada: Person) -> None:
    attempt = handed_in(ada)
    for token in (uuid.uuid4(), uuid.UUID(int=0)):
        assert not actions.settle(attempt.id, token, FIT, PASS)
    token = claimed(attempt)
    queue.give_back(attempt.id, token)
    assert not actions.settle(attempt.id, token, FIT, PASS), "its token ended with its run"
    assert not Evidence.objects.exists()


def test_a_verdict_is_replayed_in_vain(ada: Person) -> None:
    attempt = handed_in(ada)
    token = claimed(attempt)
    assert actions.settle(attempt.id, token, FIT, WRONG)
    for again in (PASS, WRONG):
        assert not actions.settle(attempt.id, token, FIT, again), "the very token that settled it"
    assert queue.claim(attempt.id) is None
    attempt.refresh_from_db()
    assert (attempt.outcome, attempt.verdict) == ("wrong", {"outcome": "wrong"})
    assert Evidence.objects.count() == 1


def test_the_verdict_of_one_attempt_settles_no_other(ada: Person) -> None:
    easy, hard = handed_in(ada), handed_in(ada, "x = 2")
    tokens = {one.id: claimed(one) for one in (easy, hard)}
    assert actions.settle(easy.id, tokens[easy.id], FIT, PASS)
    assert not actions.settle(hard.id, tokens[easy.id], FIT, PASS)
    assert queue.holds(queue.Claim(hard.id, tokens[hard.id]))


def test_a_stopped_run_is_not_settled_by_stopping_it_again(ada: Person) -> None:
    attempt = handed_in(ada)
    token = claimed(attempt)
    actions.settle(attempt.id, token, FIT, PASS)
    actions.cancel_attempt(ada, attempt.id)
    actions.set_knob(ada, attempt.id, "outcome", "passed")
    attempt.refresh_from_db()
    assert (attempt.outcome, attempt.cancelled) == ("passed", False)


# ---- a clock of one's own


@pytest.mark.parametrize("seconds", [86_400.0, -86_400.0, 1e9])
def test_no_clock_but_the_databases_moves_a_lease(
    seconds: float, ada: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    attempt = handed_in(ada)
    token = claimed(attempt)
    attempt.refresh_from_db()
    until = attempt.leased
    moved = tmp_path / "clock"
    moved.write_text(str(seconds))
    monkeypatch.setenv("ASCENT_CLOCK", str(moved))
    assert abs((clock.now() - datetime.now(UTC)).total_seconds() - seconds) < 60
    assert queue.claim(attempt.id) is None, "its lease is not over"
    assert queue.take(SHORT) is None
    assert queue.release_dead() == 0
    attempt.refresh_from_db()
    assert attempt.leased == until
    assert actions.settle(attempt.id, token, FIT, PASS), "nor is it over for its holder"


def test_a_moved_clock_puts_nobody_first(
    ada: Person, alan: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest = handed_in(ada)
    moved = tmp_path / "clock"
    moved.write_text("-1000000")
    monkeypatch.setenv("ASCENT_CLOCK", str(moved))
    handed_in(alan)
    one = queue.take(SHORT)
    assert one is not None
    assert one.attempt == honest.id


FORGED = {
    "created": "2001-01-01T00:00:00Z",
    "leased": "2101-01-01T00:00:00Z",
    "taken": "2001-01-01",
    "finished": "2001-01-01",
    "state": "done",
    "outcome": "passed",
    "points": "1",
    "token": str(uuid.UUID(int=1)),
    "tries": "-5",
    "seed": "1",
    "seconds": "1e9",
    "pool": Pool.LONG,
    "worker": "me",
    "learner": "1",
    "verdict": '{"outcome": "passed"}',
}


def test_posted_fields_set_nothing_but_the_answer(
    ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(grading, "enqueue", lambda _: None)  # it stays in the queue
    monkeypatch.setattr(pages, "BLINK", 0.0)
    browser = Client(HTTP_HOST="127.0.0.1", headers={"HX-Request": "true"})
    browser.force_login(ada)
    began = datetime.now(UTC)
    assert browser.post(PAGE, {"code": "x = 1", **FORGED}).status_code == 200
    attempt = Attempt.objects.get(learner=ada)
    assert attempt.learner_id == ada.id
    assert attempt.answer == {"code": "x = 1"}
    assert abs((attempt.created - began).total_seconds()) < 60
    assert attempt.state == "queued"
    assert (attempt.token, attempt.leased, attempt.taken) == (None, None, None)
    assert (attempt.tries, attempt.worker, attempt.verdict, attempt.outcome) == (0, "", None, "")
    assert attempt.pool == Pool.SHORT
    assert attempt.seconds <= actions.MOST_SECONDS
    assert str(attempt.seed) != FORGED["seed"]


# ---- a crowd of one's own


def test_a_thousand_submissions_do_not_starve_a_single_one(ada: Person, alan: Person) -> None:
    crowd(ada)
    hands = [queue.take(SHORT) for _ in range(4)]
    assert all(hands), "all hands are full of hers when he comes"
    his = handed_in(alan)
    one = queue.take(SHORT)
    assert one is not None
    assert one.attempt == his.id, "the next hand is his"


def test_nor_do_a_thousand_that_came_before_anybody_was_served(ada: Person, alan: Person) -> None:
    crowd(ada)
    his = handed_in(alan)
    served = []
    for _ in range(2):
        one = queue.take(SHORT)
        assert one is not None
        served.append(one.attempt)
        actions.settle(one.attempt, one.token, FIT, PASS)
    assert his.id in served


def test_a_crowd_gains_nothing_by_giving_up_and_coming_again(ada: Person, alan: Person) -> None:
    """Cancelling and handing in anew must not make her look as if she had never been served."""
    crowd(ada, 50)
    his = [handed_in(alan, f"y = {n}").id for n in range(3)]
    hers = 0
    while his:
        one = queue.take(SHORT)
        assert one is not None
        if one.attempt in his:
            his.remove(one.attempt)
        else:
            hers += 1
        actions.settle(one.attempt, one.token, FIT, PASS)
        mine = Attempt.objects.filter(learner=ada, state="queued").order_by("id").first()
        assert mine is not None
        actions.cancel_attempt(ada, mine.id)
        handed_in(ada, f"z = {hers} {len(his)}")
    assert hers <= 4


def test_nobody_reaches_the_attempts_of_another(ada: Person, alan: Person) -> None:
    attempt = handed_in(ada)
    with pytest.raises(access.NotYours):
        actions.cancel_attempt(alan, attempt.id)
    with pytest.raises(access.NotYours):
        actions.set_knob(alan, attempt.id, "rate", 1)
    attempt.refresh_from_db()
    assert attempt.state == "queued"
