"""From a queued attempt to its one verdict, whatever happens to the run on the way."""

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import uuid4

import pytest
from django.db import OperationalError, connection
from django.db.models.functions import Now

from ascent.accounts.models import Person
from ascent.kinds import grading, registry
from ascent.kinds.base import Submission
from ascent.kinds.grading import hands, holding, judging, places, workers
from ascent.kinds.grading.telling import Telling
from ascent.learner import actions, queue
from ascent.learner.actions import Graded
from ascent.learner.models import Attempt, Evidence, RunEvent
from ascent.learner.queue import Claim
from ascent.runner import executors, sandbox
from ascent.runner.process import Cancelled

pytestmark = pytest.mark.django_db(transaction=True)
PASS = Graded("passed", 1.0, {"outcome": "passed"})
OURS = Graded("our-fault", 0.0, {"outcome": "our-fault", "error": "the checker ended"})
LONG_ENOUGH = 60.0  # seconds for what takes milliseconds, on a starved machine

Grade = Callable[[Submission], Graded]


@pytest.fixture
def graded_by(monkeypatch: pytest.MonkeyPatch) -> Callable[[Grade], None]:
    """Let exercises be graded by a function of the test."""

    def use(grade: Grade) -> None:
        kind = replace(registry.kinds()["exercise"], grade=grade)
        monkeypatch.setitem(registry.kinds(), "exercise", kind)

    return use


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Heartbeats, questions and rows come at once, and leases are short."""
    monkeypatch.setattr(holding, "TICK", 0.01)
    monkeypatch.setattr(holding, "ASK", 0.02)
    monkeypatch.setenv("ASCENT_LEASE", "1")


def handed_in(person: Person, code: str = "x = 1") -> Attempt:
    activity = registry.pack().activities["first-model"]
    return grading.submit(person, activity, {"code": code}, via="web")


def once_more(*results: Graded | Exception) -> tuple[Grade, list[Submission]]:
    """A grader that gives these results one after another, and what it was asked."""
    asked: list[Submission] = []

    def grade(submission: Submission) -> Graded:
        asked.append(submission)
        result = results[len(asked) - 1]
        if isinstance(result, Exception):
            raise result
        return result

    return grade, asked


def until_cancelled(submission: Submission) -> Graded:
    """A run that goes on until somebody ends it."""
    assert submission.cancel.wait(LONG_ENOUGH), "nobody ended the run"
    raise Cancelled


def eventually(true: Callable[[], bool]) -> None:
    """Wait until something is true."""
    last = time.monotonic() + LONG_ENOUGH
    while not true():
        assert time.monotonic() < last, "it never came true"
        time.sleep(0.01)


def fetched(attempt: Attempt) -> Attempt:
    attempt.refresh_from_db()
    return attempt


# ---- whose fault


@pytest.mark.parametrize("first", [OURS, RuntimeError("fork failed")], ids=["verdict", "raised"])
def test_a_fault_of_ours_is_tried_once_more(
    ada: Person, graded_by: Any, first: Graded | Exception
) -> None:
    grade, asked = once_more(first, PASS)
    graded_by(grade)
    assert grading.grade_now(handed_in(ada)).outcome == "passed"
    assert len(asked) == 2
    assert Evidence.objects.count() == 1


@pytest.mark.parametrize("fault", [OURS, RuntimeError("fork failed")], ids=["verdict", "raised"])
def test_a_fault_that_stays_is_said_and_counts_for_nothing(
    ada: Person, graded_by: Any, caplog: pytest.LogCaptureFixture, fault: Graded | Exception
) -> None:
    grade, asked = once_more(fault, fault)
    graded_by(grade)
    attempt = grading.grade_now(handed_in(ada))
    assert (attempt.state, attempt.outcome) == ("done", "our-fault")
    assert len(asked) == 2
    assert not Evidence.objects.exists()
    assert str(attempt.id) in caplog.text


@pytest.mark.parametrize("outcome", ["out-of-time", "out-of-memory", "flooded", "forbidden"])
def test_a_limit_is_the_learners_and_not_tried_again(
    ada: Person, graded_by: Any, outcome: str
) -> None:
    grade, asked = once_more(Graded(outcome, 0.0, {"outcome": outcome}))
    graded_by(grade)
    assert grading.grade_now(handed_in(ada)).outcome == outcome
    assert len(asked) == 1


def test_what_killed_three_workers_is_parked(ada: Person, graded_by: Any) -> None:
    grade, asked = once_more()
    graded_by(grade)
    attempt = handed_in(ada)
    for _ in range(3):
        assert queue.claim(attempt.id)
        Attempt.objects.update(leased=Now() - timedelta(seconds=1))
    attempt = grading.grade_now(attempt)
    assert (attempt.state, attempt.outcome, asked) == ("done", "our-fault", [])
    assert attempt.verdict["error"]
    assert not Evidence.objects.exists()


def test_two_lost_workers_cost_nothing(ada: Person, graded_by: Any) -> None:
    graded_by(lambda submission: PASS)
    attempt = handed_in(ada)
    for _ in range(2):
        assert queue.claim(attempt.id)
        Attempt.objects.update(leased=Now() - timedelta(seconds=1))
    assert grading.grade_now(attempt).outcome == "passed"


def test_a_database_that_is_away_for_a_moment_costs_no_verdict(
    ada: Person, graded_by: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    grade, asked = once_more(PASS)
    graded_by(grade)
    monkeypatch.setattr(judging, "PAUSES", (0.0, 0.0))
    settle, away = actions.settle, [OperationalError("gone"), OperationalError("gone")]

    def flaky(*told: Any) -> bool:
        if away:
            raise away.pop()
        return settle(*told)

    monkeypatch.setattr(actions, "settle", flaky)
    assert grading.grade_now(handed_in(ada)).outcome == "passed"
    assert len(asked) == 1


def test_a_verdict_that_cannot_be_written_leaves_the_attempt_to_its_lease(
    ada: Person, graded_by: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    graded_by(lambda submission: PASS)
    monkeypatch.setattr(judging, "PAUSES", ())
    attempt = handed_in(ada)
    with monkeypatch.context() as broken:
        broken.setattr(actions, "settle", lambda *told: (_ for _ in ()).throw(OperationalError()))
        with pytest.raises(OperationalError):
            grading.grade_now(attempt)
    assert fetched(attempt).state == "running"
    Attempt.objects.update(leased=Now() - timedelta(seconds=1))
    assert grading.grade_now(attempt).outcome == "passed"


def test_news_that_cannot_be_written_cost_no_verdict(
    ada: Person,
    graded_by: Any,
    quick: None,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def grade(submission: Submission) -> Graded:
        assert isinstance(submission.on_event, Telling)
        eventually(partial(getattr, submission.on_event, "begun"))  # it can be followed by now
        monkeypatch.setattr(queue, "record", locked)
        submission.on_event({"event": "progress", "done": 1, "of": 1, "facts": {}})
        return PASS

    def locked(*told: Any) -> None:
        raise OperationalError("database is locked")

    graded_by(grade)
    attempt = grading.grade_now(handed_in(ada))
    assert (attempt.state, attempt.outcome, attempt.tries) == ("done", "passed", 1)
    assert "database is locked" in caplog.text


# ---- whose code


@pytest.fixture
def limited(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that cannot keep code apart."""
    found = sandbox.Isolation("limited", {"namespaces": "a test"}, "a remedy")
    monkeypatch.setattr(sandbox, "isolation", lambda: found)
    monkeypatch.setattr(judging, "LOST", 0.0)


def test_what_cannot_be_held_here_stays_in_the_queue(
    ada: Person, graded_by: Any, limited: None, caplog: pytest.LogCaptureFixture
) -> None:
    grade, asked = once_more(sandbox.NotIsolated("not here"))
    graded_by(grade)
    attempt = handed_in(ada)
    token = queue.claim(attempt.id)
    assert token
    judging.judge(Claim(attempt.id, token), threading.Event(), strangers=True)
    assert (fetched(attempt).state, attempt.tries) == ("queued", 0)
    assert [submission.strangers for submission in asked] == [True], "it is not tried again"
    assert "not here" in caplog.text
    assert not Evidence.objects.exists()


def test_code_is_a_strangers_where_there_is_more_than_one_person(
    ada: Person, graded_by: Any
) -> None:
    grade, asked = once_more(PASS, PASS)
    graded_by(grade)
    ours = hands.Hands(["short"], 1)
    handed_in(ada)
    assert ours._take_one()
    Person.objects.create_user(username="alan")
    handed_in(ada, "x = 2")
    assert ours._take_one()
    assert [submission.strangers for submission in asked] == [False, True]


def test_a_worker_that_cannot_hold_code_takes_nothing_of_several_people(
    ada: Person, graded_by: Any, limited: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    graded_by(lambda submission: PASS)
    attempt = handed_in(ada)
    workers.require_right()  # one's own code, on one's own machine
    Person.objects.create_user(username="alan")
    told: list[Any] = []
    with pytest.raises(sandbox.NotIsolated, match="stays in the queue"):
        workers.work(["short"], 1, 0.0, told.append)
    assert (fetched(attempt).state, attempt.tries, told) == ("queued", 0, [])
    monkeypatch.setattr(executors, "current", lambda: "a machine elsewhere")
    workers.require_right()  # that one decides for itself


# ---- what happens to a run


def test_the_learner_stops_a_run(ada: Person, graded_by: Any, quick: None) -> None:
    attempt = handed_in(ada)

    def grade(submission: Submission) -> Graded:
        actions.cancel_attempt(ada, attempt.id)
        return until_cancelled(submission)

    graded_by(grade)
    attempt = grading.grade_now(attempt)
    assert (attempt.state, attempt.outcome) == ("done", "cancelled")
    assert attempt.verdict["message"]
    assert not Evidence.objects.exists()


def test_what_was_stopped_is_not_begun_by_the_next_worker(ada: Person, graded_by: Any) -> None:
    grade, asked = once_more()
    graded_by(grade)
    attempt = handed_in(ada)
    queue.claim(attempt.id)
    actions.cancel_attempt(ada, attempt.id)
    Attempt.objects.update(leased=Now() - timedelta(seconds=1))
    assert grading.grade_now(attempt).outcome == "cancelled"
    assert asked == []


def test_a_setting_that_is_turned_reaches_the_run(ada: Person, graded_by: Any, quick: None) -> None:
    attempt = handed_in(ada)

    def grade(submission: Submission) -> Graded:
        assert submission.control is not None
        settings = submission.control.settings

        def has(value: float) -> bool:
            return settings.get("rate") == value

        for value in (0.1, 0.01):
            actions.set_knob(ada, attempt.id, "rate", value)
            eventually(partial(has, value))
        return PASS

    graded_by(grade)
    assert grading.grade_now(attempt).outcome == "passed"


def test_what_a_run_tells_is_written_down(ada: Person, graded_by: Any, quick: None) -> None:
    attempt = handed_in(ada)

    def grade(submission: Submission) -> Graded:
        for done in range(50):
            submission.on_event({"event": "progress", "done": done, "of": 50, "facts": {}})
        eventually(RunEvent.objects.exists)
        submission.on_event({"event": "progress", "done": 50, "of": 50, "facts": {}})
        return PASS

    graded_by(grade)
    grading.grade_now(attempt)
    rows = RunEvent.objects.filter(attempt=attempt).order_by("number")
    told = [row.data for row in rows]
    assert told[0] == {"event": "begun"}
    assert [event["done"] for event in told[1:-1]][-1] == 50, "the last state is never lost"
    assert told[-1] == {"event": "settled", "outcome": "passed"}


def test_a_short_run_writes_no_events(
    ada: Person, graded_by: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    # However busy this machine is, no look comes in between.
    monkeypatch.setattr(holding.Keeper, "_look_after", lambda keeper, holds: None)

    def grade(submission: Submission) -> Graded:
        submission.on_event({"event": "check-started", "name": "keeps_shape"})
        return PASS

    graded_by(grade)
    attempt = grading.grade_now(handed_in(ada))
    assert attempt.outcome == "passed"
    assert not RunEvent.objects.exists()


def test_a_long_run_that_tells_nothing_is_followed_to_its_end(
    ada: Person, graded_by: Any, quick: None
) -> None:
    def grade(submission: Submission) -> Graded:
        eventually(RunEvent.objects.exists)
        return PASS

    graded_by(grade)
    grading.grade_now(handed_in(ada))
    told = [row.data["event"] for row in RunEvent.objects.order_by("number")]
    assert told == ["begun", "settled"]


def test_clearing_up_rests_only_while_a_single_verdict_is_waited_for(
    ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    rests: list[float | None] = []

    class Stop(threading.Event):
        def wait(self, timeout: float | None = None) -> bool:
            rests.append(timeout)
            return False

    monkeypatch.setattr(grading, "stopping", Stop())
    monkeypatch.setattr(holding.Keeper, "_look_after", lambda keeper, holds: None)
    never, one, two = threading.Event(), Claim(uuid4(), uuid4()), Claim(uuid4(), uuid4())
    with holding.keeper.hold(one, never):
        rest = grading.let_verdicts_go_first()
        rest()
        assert rests == [grading.FIRST]
        with holding.keeper.hold(two, never):
            grading.let_verdicts_go_first()()
            rest()
        assert rests == [grading.FIRST], "where more is graded, nobody rests"
    rest()
    with holding.keeper.hold(two, never):
        rest()
    assert rests == [grading.FIRST], "what fell behind is cleared up at once"


def test_the_lease_is_renewed_while_the_job_computes(
    ada: Person, graded_by: Any, quick: None
) -> None:
    attempt = handed_in(ada)

    def grade(submission: Submission) -> Graded:
        first = fetched(attempt).leased
        assert first is not None
        eventually(lambda: (fetched(attempt).leased or first) > first + timedelta(seconds=0.5))
        return PASS

    graded_by(grade)
    attempt = grading.grade_now(attempt)
    assert (attempt.outcome, attempt.tries) == ("passed", 1)


def test_a_lost_lease_ends_the_run_and_writes_nothing(
    ada: Person, graded_by: Any, quick: None
) -> None:
    attempt = handed_in(ada)
    theirs = uuid4()

    def grade(submission: Submission) -> Graded:
        Attempt.objects.filter(id=attempt.id).update(token=theirs)
        return until_cancelled(submission)

    graded_by(grade)
    mine = queue.claim(attempt.id)
    assert mine is not None
    judging.judge(Claim(attempt.id, mine), threading.Event())
    assert (fetched(attempt).state, attempt.token) == ("running", theirs)


def test_a_verdict_of_a_frozen_worker_is_not_written(ada: Person, graded_by: Any) -> None:
    attempt = handed_in(ada)
    others: list[Any] = []

    def grade(submission: Submission) -> Graded:
        Attempt.objects.update(leased=Now() - timedelta(seconds=1))  # it froze past its lease
        others.append(queue.take(queue.POOLS["short"]))
        return PASS

    graded_by(grade)
    mine = queue.claim(attempt.id)
    assert mine is not None
    judging.judge(Claim(attempt.id, mine), threading.Event())
    assert fetched(attempt).state == "running"
    assert not Evidence.objects.exists()
    [theirs] = others
    subject = actions.Subject("first-model", "exercise", "0" * 64, {"x": 1.0}, 0.0, 0.1)
    assert actions.settle(attempt.id, theirs.token, subject, PASS)
    assert Evidence.objects.count() == 1


def test_a_run_that_is_cut_off_goes_back_untried(ada: Person, graded_by: Any, quick: None) -> None:
    attempt, ended = handed_in(ada), threading.Event()

    def grade(submission: Submission) -> Graded:
        ended.set()
        return until_cancelled(submission)

    graded_by(grade)
    assert grading.grade_now(attempt, ended).state == "queued"
    assert attempt.tries == 0


# ---- hands, and waiting


@pytest.fixture
def some_hands(monkeypatch: pytest.MonkeyPatch) -> Iterator[hands.Hands]:
    """Two hands, which end with the test."""
    stopping = threading.Event()
    for module in (places, hands, holding):
        monkeypatch.setattr(module, "stopping", stopping)
    two = hands.Hands(queue.POOLS["short"], 2)
    yield two
    stopping.set()
    two.join()


def test_hands_are_woken_at_once_and_grade_all(
    ada: Person, graded_by: Any, some_hands: hands.Hands
) -> None:
    graded_by(lambda submission: PASS)
    told: list[dict[str, Any]] = []
    some_hands.listener = told.append
    ids = {handed_in(ada, f"x = {n}").id for n in range(12)}
    some_hands.ring()
    eventually(lambda: not Attempt.objects.exclude(state="done").exists())
    eventually(lambda: len(told) == 24)
    assert {e["attempt"] for e in told if e["event"] == "settled"} == ids
    assert Evidence.objects.count() == 12


def test_a_look_finds_what_nobody_rang_for(
    ada: Person, graded_by: Any, some_hands: hands.Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hands, "LOOK", 0.01)
    graded_by(lambda submission: PASS)
    attempt = handed_in(ada)
    queue.claim(attempt.id)
    Attempt.objects.update(leased=Now() - timedelta(seconds=1))
    last = time.monotonic() + LONG_ENOUGH
    hands.Look(some_hands).until(
        lambda: fetched(attempt).state == "done" or time.monotonic() > last
    )
    assert fetched(attempt).outcome == "passed"


def test_a_long_run_is_left_to_a_worker_of_its_own(
    ada: Person, graded_by: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    graded_by(lambda submission: PASS)
    attempt = handed_in(ada)  # as an archive brings it back
    monkeypatch.setattr(judging, "LONG", 1.0)
    short = queue.take(queue.POOLS["short"])
    assert short is not None
    judging.judge(short, threading.Event(), anywhere=False)
    assert (fetched(attempt).state, attempt.pool, attempt.tries) == ("queued", "long", 0)
    again = handed_in(ada, "x = 2")
    assert again.pool == "long"
    assert grading.grade_now(again).outcome == "passed", "a command grades what it hands in"


def test_a_worker_is_started_when_a_long_run_waits_and_none_is_there(
    ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Started:
        code: int | None = None

        def poll(self) -> int | None:
            return self.code

    started: list[Started] = []

    def start() -> Started:
        started.append(Started())
        return started[-1]

    monkeypatch.setattr(workers, "start", start)
    helper = workers.Helper()
    attempt = handed_in(ada)
    helper.ensure()
    assert not started, "nothing long waits"
    Attempt.objects.update(pool="long")
    queue.sign_in(queue.POOLS["all"])
    helper.ensure()
    assert not started, "somebody serves it"
    queue.sign_out()
    helper.ensure()
    helper.ensure()
    assert len(started) == 1, "the first one is still on its way"
    started[0].code = 1
    helper.ensure()
    assert len(started) == 1, "one that cannot run is not started over and over"
    helper._when -= workers.PAUSE
    helper.ensure()
    assert len(started) == 2
    queue.claim(attempt.id)
    helper._when -= 1000
    helper.ensure()
    assert len(started) == 2, "it runs"


def test_waiting_ends_with_the_verdict(ada: Person, graded_by: Any) -> None:
    graded_by(lambda submission: PASS)
    attempt = handed_in(ada)
    began = time.monotonic()
    grading.wait(attempt.id, LONG_ENOUGH)
    assert time.monotonic() - began < LONG_ENOUGH
    assert fetched(attempt).outcome == "passed"


def test_what_somebody_else_has_is_waited_for(ada: Person) -> None:
    attempt = handed_in(ada)
    token = queue.claim(attempt.id)
    assert token is not None
    subject = actions.Subject("first-model", "exercise", "0" * 64, {"x": 1.0}, 0.0, 0.1)

    def other() -> None:
        actions.settle(attempt.id, token, subject, PASS)
        connection.close()

    thread = threading.Timer(0.05, other)
    thread.start()
    assert grading.grade_now(attempt).outcome == "passed"
    thread.join()
    assert Evidence.objects.count() == 1
