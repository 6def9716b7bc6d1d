"""The queue: every attempt is held by at most one run, and gets exactly one verdict."""

import os
import subprocess
import sys
import threading
import uuid
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.db.models.functions import Now

from ascent import clock
from ascent.accounts.models import Person
from ascent.learner import access, actions, queue
from ascent.learner.actions import Graded, Subject
from ascent.learner.models import Attempt, Control, Evidence, RunEvent, Worker
from ascent.learner.queue import Claim

FIT = Subject("first-model", "exercise", "a" * 64, {"ml-fit-predict": 1.0}, guess=0.03, slip=0.1)
PASS = Graded("passed", 1.0, {"outcome": "passed"})
WRONG = Graded("wrong", 0.5, {"outcome": "wrong"})
SHORT, LONG, ALL = (queue.POOLS[name] for name in ("short", "long", "all"))


def handed_in(person: Person, code: str = "x = 1", pool: str = "short") -> Attempt:
    return actions.hand_in(person, FIT, {"code": code}, "web", pool)


def claimed(attempt: Attempt) -> uuid.UUID:
    token = queue.claim(attempt.id)
    assert token is not None
    return token


def taken(pools: tuple[str, ...] = SHORT) -> Claim:
    one = queue.take(pools)
    assert one is not None
    return one


def events_of(attempt_id: uuid.UUID) -> list[RunEvent]:
    """What one run has told so far, in order."""
    return list(RunEvent.objects.filter(attempt=attempt_id).order_by("number"))


def let_leases_end() -> None:
    Attempt.objects.filter(state="running").update(leased=Now() - timedelta(seconds=1))


# ---- claiming


def test_an_attempt_is_claimed_once(ada: Person) -> None:
    attempt = handed_in(ada)
    assert queue.claim(attempt.id) is not None
    assert queue.claim(attempt.id) is None
    assert queue.claim(uuid.uuid4()) is None
    assert queue.take(ALL) is None


def test_the_oldest_is_taken_first_and_an_empty_queue_gives_nothing(ada: Person) -> None:
    ids = [handed_in(ada, f"x = {n}").id for n in range(3)]
    assert [taken().attempt for _ in ids] == ids
    assert queue.take(SHORT) is None


def test_a_claim_says_who_holds_it_and_until_when(ada: Person) -> None:
    attempt = handed_in(ada)
    one = taken()
    attempt.refresh_from_db()
    assert (attempt.state, attempt.token, attempt.tries) == ("running", one.token, 1)
    assert attempt.worker == queue.me()
    assert attempt.leased is not None
    assert attempt.taken is not None
    held = attempt.leased - attempt.taken
    assert abs(held - timedelta(seconds=queue.LEASE)) < timedelta(milliseconds=50)


def test_short_hands_leave_long_runs_alone(ada: Person) -> None:
    attempt = handed_in(ada, pool="long")
    assert not queue.waits(SHORT)
    assert queue.take(SHORT) is None
    assert queue.waits(LONG)
    assert taken(LONG).attempt == attempt.id


# ---- leases


def test_what_a_dead_worker_held_is_taken_up_when_its_lease_is_over(ada: Person) -> None:
    attempt = handed_in(ada)
    lost = taken()
    assert queue.take(SHORT) is None
    assert not queue.waits(SHORT)
    let_leases_end()
    assert queue.waits(SHORT)
    mine = taken()
    assert mine.attempt == attempt.id
    assert not actions.settle(attempt.id, lost.token, FIT, WRONG)
    assert actions.settle(attempt.id, mine.token, FIT, PASS)
    assert not actions.settle(attempt.id, mine.token, FIT, PASS)
    assert [row.outcome for row in Evidence.objects.all()] == ["passed"]


def test_a_frozen_worker_learns_that_it_has_lost_the_attempt(ada: Person) -> None:
    attempt = handed_in(ada)
    frozen = taken()
    assert queue.renew([frozen]) == set()
    let_leases_end()
    other = taken()
    assert queue.renew([frozen, other]) == {frozen}
    assert not queue.holds(frozen)
    queue.give_back(attempt.id, frozen.token)
    assert queue.holds(other), "what somebody else holds cannot be given back"
    assert not queue.record(attempt.id, frozen.token, {"event": "progress", "done": 1})
    assert not RunEvent.objects.exists()


def test_a_lease_that_ended_unnoticed_can_be_renewed(ada: Person) -> None:
    handed_in(ada)
    mine = taken()
    let_leases_end()
    assert queue.renew([mine]) == set()
    assert queue.take(SHORT) is None


def test_who_slept_past_its_lease_does_not_take_from_itself(ada: Person) -> None:
    handed_in(ada)
    mine = taken()
    let_leases_end()
    assert queue.take(SHORT, but=[mine.attempt]) is None
    assert queue.renew([mine]) == set()
    other = handed_in(ada, "x = 2")
    one = queue.take(SHORT, but=[mine.attempt])
    assert one is not None
    assert one.attempt == other.id


def test_only_the_clock_of_the_database_counts(
    ada: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    attempt = handed_in(ada)
    mine = taken()
    ahead = tmp_path / "clock"
    monkeypatch.setenv("ASCENT_CLOCK", str(ahead))
    for seconds in (86_400, -86_400):
        ahead.write_text(str(seconds))
        assert abs((clock.now() - attempt.created).total_seconds() - seconds) < 60
        assert queue.take(SHORT) is None, "no clock but the database's ends a lease"
        assert queue.renew([mine]) == set()
        attempt.refresh_from_db()
        assert attempt.leased is not None
        assert attempt.taken is not None
        assert attempt.leased - attempt.taken < timedelta(seconds=queue.LEASE + 30)


def test_a_lease_may_be_shorter(ada: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASCENT_LEASE", "2.5")
    attempt = handed_in(ada)
    taken()
    attempt.refresh_from_db()
    assert attempt.leased is not None
    assert attempt.taken is not None
    assert abs(attempt.leased - attempt.taken - timedelta(seconds=2.5)) < timedelta(seconds=0.05)


def test_an_attempt_given_back_waits_again_and_was_not_tried(ada: Person) -> None:
    attempt = handed_in(ada)
    mine = taken()
    queue.give_back(attempt.id, mine.token)
    attempt.refresh_from_db()
    assert (attempt.state, attempt.tries, attempt.token) == ("queued", 0, None)
    assert taken().attempt == attempt.id


def test_an_attempt_in_the_wrong_pool_is_given_to_the_right_one(ada: Person) -> None:
    attempt = handed_in(ada)
    queue.give_back(attempt.id, claimed(attempt), pool="long")
    assert queue.take(SHORT) is None
    assert taken(LONG).attempt == attempt.id


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs /proc")
def test_a_holder_that_died_on_this_machine_is_noticed_at_once(ada: Person) -> None:
    attempts = [handed_in(ada, f"x = {n}") for n in range(3)]
    for attempt in attempts:
        claimed(attempt)
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as other:
        here = queue.me().rsplit("/", 2)[0]
        named = [f"{here}/{other.pid}/{queue._begun(other.pid)}", f"elsewhere/{other.pid}/1"]
        for attempt, worker in zip(attempts, named, strict=False):
            Attempt.objects.filter(id=attempt.id).update(worker=worker)
        assert queue.release_dead() == 0
        other.kill()
        other.wait()
    assert queue.release_dead() == 1
    assert taken().attempt == attempts[0].id
    assert queue.take(SHORT) is None


# ---- fairness


def test_two_hundred_submissions_do_not_stand_in_anothers_way(ada: Person, alan: Person) -> None:
    for n in range(200):
        handed_in(ada, f"x = {n}")
    hands = [taken(), taken()]
    his = handed_in(alan).id
    actions.settle(hands[0].attempt, hands[0].token, FIT, PASS)
    one = queue.take(SHORT, but=[hands[1].attempt])
    assert one is not None
    assert one.attempt == his, "she has a run going on, he has none"


def test_who_has_fewer_runs_going_on_comes_first(ada: Person, alan: Person) -> None:
    for n in range(2):
        handed_in(ada, f"x = {n}")
        handed_in(alan, f"x = {n}")
    hers, his = taken(), taken()
    actions.settle(his.attempt, his.token, FIT, PASS)
    one = queue.take(SHORT, but=[hers.attempt])
    assert one is not None
    assert Attempt.objects.get(id=one.attempt).learner == alan, "though he was served last"


def test_two_learners_take_turns(ada: Person, alan: Person) -> None:
    for n in range(5):
        handed_in(ada, f"x = {n}")
    for n in range(3):
        handed_in(alan, f"x = {n}")
    served = []
    while (one := queue.take(SHORT)) is not None:
        served.append(Attempt.objects.get(id=one.attempt).learner)
        actions.settle(one.attempt, one.token, FIT, PASS)
    assert served == [ada, alan, ada, alan, ada, alan, ada, ada]


def test_nobody_starves_behind_those_who_keep_coming(ada: Person, alan: Person) -> None:
    waiting = handed_in(ada).id
    for n in range(4):
        handed_in(alan, f"x = {n}")
    for n in range(4):
        one = taken()
        if one.attempt == waiting:
            break
        actions.settle(one.attempt, one.token, FIT, PASS)
        handed_in(alan, f"y = {n}")
    assert n <= 1


def test_a_long_run_does_not_cost_its_learner_the_turn(ada: Person, alan: Person) -> None:
    handed_in(ada, pool="long")
    long = taken(LONG)
    his, hers = handed_in(alan), handed_in(ada)
    one = taken()
    assert one.attempt == his.id, "she was served last"
    actions.settle(one.attempt, one.token, FIT, PASS)
    handed_in(alan)
    assert taken().attempt == hers.id, "the pools are counted apart"
    assert queue.holds(long)


# ---- many at once


@pytest.mark.django_db(transaction=True)
def test_four_workers_give_four_hundred_attempts_one_verdict_each(
    ada: Person, alan: Person
) -> None:
    people = (ada, alan)
    ids = [handed_in(people[n % 2], f"x = {n}").id for n in range(400)]
    settled: list[uuid.UUID] = []
    failed: list[BaseException] = []

    def work() -> None:
        try:
            while (one := queue.take(SHORT)) is not None:
                assert actions.settle(one.attempt, one.token, FIT, PASS)
                settled.append(one.attempt)
        except BaseException as error:
            failed.append(error)
        finally:
            connection.close()

    together(work, 4)
    assert not failed
    assert Counter(settled) == Counter(ids)
    assert set(Attempt.objects.values_list("state", "outcome", "tries")) == {("done", "passed", 1)}
    assert Counter(Evidence.objects.values_list("attempt_id", flat=True)) == Counter(ids)


@pytest.mark.django_db(transaction=True)
def test_many_hands_on_one_attempt_and_one_has_it(ada: Person) -> None:
    attempt = handed_in(ada)
    got: list[Claim | None] = []

    def work() -> None:
        got.append(queue.take(SHORT))
        connection.close()

    together(work, 6)
    assert [one.attempt for one in got if one] == [attempt.id]


def test_who_is_in_a_transaction_waits_for_no_thread_that_may_wait_for_it(ada: Person) -> None:
    attempt = handed_in(ada)
    holds, over = threading.Event(), threading.Event()
    in_time: list[bool] = []

    def another() -> None:
        with queue._writing:
            holds.set()
            in_time.append(over.wait(60))

    thread = threading.Thread(target=another)
    thread.start()
    assert holds.wait(60)
    claim = queue.take(SHORT)
    over.set()
    thread.join()
    assert claim is not None
    assert claim.attempt == attempt.id
    assert in_time == [True]


def together(work: Callable[[], None], hands: int) -> None:
    threads = [threading.Thread(target=work) for _ in range(hands)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


# ---- cancelling and setting


def test_what_waits_is_cancelled_at_once(ada: Person) -> None:
    attempt = handed_in(ada)
    actions.cancel_attempt(ada, attempt.id)
    attempt.refresh_from_db()
    assert (attempt.state, attempt.outcome) == ("done", "cancelled")
    assert queue.take(SHORT) is None
    assert not Evidence.objects.exists()


def test_what_runs_is_told_and_ends_without_evidence(ada: Person) -> None:
    attempt = handed_in(ada)
    mine = taken()
    actions.cancel_attempt(ada, attempt.id)
    assert queue.controls([attempt.id]) == {attempt.id: (True, {})}
    assert queue.holds(mine)
    cancelled = Graded(actions.CANCELLED, 0.0, actions.STOPPED)
    assert actions.settle(attempt.id, mine.token, FIT, cancelled)
    assert not Evidence.objects.exists()
    assert access.done(ada) == frozenset()


def test_cancelling_changes_no_verdict(ada: Person) -> None:
    attempt = handed_in(ada)
    mine = taken()
    actions.settle(attempt.id, mine.token, FIT, PASS)
    assert actions.cancel_attempt(ada, attempt.id).outcome == "passed"


def test_a_setting_reaches_the_run_that_goes_on(ada: Person) -> None:
    attempt = handed_in(ada)
    taken()
    actions.set_knob(ada, attempt.id, "rate", 0.1)
    actions.set_knob(ada, attempt.id, "rate", 0.01)
    actions.set_knob(ada, attempt.id, "noisy", True)
    assert queue.controls([attempt.id]) == {attempt.id: (False, {"rate": 0.01, "noisy": True})}


def test_settings_are_bounded_and_only_ones_own(ada: Person, alan: Person) -> None:
    attempt = handed_in(ada)
    taken()
    with pytest.raises(access.NotYours):
        actions.set_knob(alan, attempt.id, "rate", 0.1)
    with pytest.raises(access.NotYours):
        actions.cancel_attempt(alan, attempt.id)
    with pytest.raises(actions.CannotSet, match="characters"):
        actions.set_knob(ada, attempt.id, "rate", "x" * 2000)
    for n in range(actions.MOST_CONTROLS):
        actions.set_knob(ada, attempt.id, f"knob-{n}", n)
    with pytest.raises(actions.CannotSet, match="at most"):
        actions.set_knob(ada, attempt.id, "one-more", 1)
    actions.set_knob(ada, attempt.id, "knob-0", 2)


# ---- events


def test_what_runs_tell_is_read_in_its_order(ada: Person) -> None:
    one, two = handed_in(ada), handed_in(ada, "x = 2")
    tokens = [claimed(one), claimed(two)]
    start = queue.last_event()
    assert queue.begin_events(one.id, tokens[0])
    queue.record(two.id, tokens[1], {"event": "progress", "done": 1})
    queue.record(one.id, tokens[0], {"event": "progress", "done": 2}, {"event": "check"})
    told = queue.events_after(start)
    assert [row.data["event"] for row in told] == ["begun", "progress", "progress", "check"]
    assert [row.number for row in told] == sorted(row.number for row in told)
    assert queue.events_after(told[2].number) == [told[3]]
    assert [row.data["event"] for row in events_of(one.id)] == ["begun", "progress", "check"]


@pytest.mark.django_db(transaction=True)
def test_a_number_becomes_visible_only_after_all_that_are_smaller(ada: Person) -> None:
    one, two = handed_in(ada), handed_in(ada, "x = 2")
    tokens = [claimed(one), claimed(two)]
    written = threading.Event()

    def other() -> None:
        queue.record(two.id, tokens[1], {"event": "progress", "done": 2})
        written.set()
        connection.close()

    thread = threading.Thread(target=other)
    with transaction.atomic():
        queue.record(one.id, tokens[0], {"event": "progress", "done": 1})
        thread.start()
        assert not written.wait(0.2), "a larger number can be seen before a smaller one"
    thread.join()
    assert [row.data["done"] for row in queue.events_after(0)] == [1, 2]


def test_a_run_that_begins_again_tells_anew(ada: Person) -> None:
    attempt = handed_in(ada)
    token = claimed(attempt)
    queue.begin_events(attempt.id, token)
    queue.record(attempt.id, token, {"event": "progress", "done": 1})
    before = queue.last_event()
    let_leases_end()
    queue.begin_events(attempt.id, claimed(attempt))
    assert [row.data for row in events_of(attempt.id)] == [{"event": "begun"}]
    assert queue.last_event() > before


def test_whoever_follows_a_run_is_told_of_its_verdict(ada: Person) -> None:
    attempt, quiet = handed_in(ada), handed_in(ada, "x = 2")
    token = claimed(attempt)
    queue.begin_events(attempt.id, token)
    actions.settle(attempt.id, token, FIT, PASS)
    actions.settle(quiet.id, claimed(quiet), FIT, PASS)
    assert events_of(attempt.id)[-1].data == {"event": "settled", "outcome": "passed"}
    assert events_of(quiet.id) == [], "nobody follows what told nothing"


def test_events_are_bounded_and_the_newest_stay(
    ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue, "MOST_EVENTS", 40)
    attempt = handed_in(ada)
    token = claimed(attempt)
    queue.record(attempt.id, token, {"event": "output", "text": "x" * (queue.MOST_BYTES + 1)})
    assert not RunEvent.objects.exists(), "what is too large is left out"
    queue.record(attempt.id, token, {"event": "output", "text": "first"})
    for n in range(200):
        queue.record(attempt.id, token, {"event": "progress", "done": n})
    kept = [row.data.get("done") for row in events_of(attempt.id)]
    assert len(kept) <= 40
    assert kept[-10:] == list(range(190, 200))
    assert kept[0] == 0, "the beginning stays to be seen"


def test_events_are_forgotten_some_time_after_the_verdict(ada: Person) -> None:
    done, running = handed_in(ada), handed_in(ada, "x = 2")
    for attempt in (done, running):
        token = claimed(attempt)
        queue.record(attempt.id, token, {"event": "progress", "done": 1})
        actions.set_knob(ada, attempt.id, "rate", 1)
        if attempt is done:
            actions.settle(attempt.id, token, FIT, PASS)
    queue.sweep()
    assert len(events_of(done.id)) == 2
    RunEvent.objects.update(at=Now() - queue.KEPT - timedelta(seconds=1))
    queue.sweep()
    assert events_of(done.id) == []
    assert len(events_of(running.id)) == 1
    assert [row.attempt_id for row in Control.objects.all()] == [running.id]


# ---- workers


def test_a_worker_is_known_for_one_lease(db: None) -> None:
    queue.sign_in(LONG)
    queue.sign_in(LONG)
    assert queue.workers("long") == [queue.me()]
    assert queue.workers("short") == []
    Worker.objects.update(seen=Now() - timedelta(seconds=queue.LEASE + 1))
    assert queue.workers("long") == []
    queue.sign_in(LONG)
    queue.sign_out()
    assert not Worker.objects.exists()


def test_this_process_has_a_name_of_its_own() -> None:
    assert f"/{os.getpid()}/" in queue.me()
