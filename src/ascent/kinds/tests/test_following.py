"""What the workbench says of code that still runs: followed, stopped, steered, found again."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from ascent.accounts.models import Person
from ascent.ids import uuid7
from ascent.kinds import grading, registry
from ascent.kinds.workbench import pages, running, watching
from ascent.learner import actions, queue
from ascent.learner.models import Attempt, Control, RunEvent
from ascent.runner.job import CellResult, Job, RunResult
from ascent.runner.process import Cancelled
from ascent.ui.live import feed

pytestmark = pytest.mark.django_db(transaction=True)
PAGE = "/exercise/first-model/"
PART = {"HX-Request": "true"}  # of htmx, which puts the answer in its place
PATIENCE = 60.0
DONE = RunResult("passed", cells=(CellResult("the end\n"),), seconds=0.1)


@pytest.fixture
def browser(ada: Person) -> Client:
    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(ada)
    return client


@pytest.fixture
def stranger(alan: Person) -> Client:
    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(alan)
    return client


class Code:
    """Learner code under the test's hand: it tells what the test says, and ends when told to."""

    def __init__(self) -> None:
        self.tell: Callable[[dict[str, Any]], None] = lambda event: None
        self.started, self.may_end = threading.Event(), threading.Event()
        self.settings: dict[str, Any] = {}

    def __call__(self, job: Job, on_event: Any, *, control: Any) -> RunResult:
        self.tell, self.settings = on_event, control.settings
        self.started.set()
        while not self.may_end.wait(0.01):
            if control.cancelled.is_set():
                raise Cancelled
        return DONE


@pytest.fixture
def code(monkeypatch: pytest.MonkeyPatch) -> Iterator[Code]:
    """Every run of the test does what `code` says; the page loses patience at once."""
    code = Code()
    monkeypatch.setattr(running.executors, "run", code)
    monkeypatch.setattr(pages, "MOMENT", 0.0)
    yield code
    code.may_end.set()
    for run in list(running._runs.values()):
        run.over.wait(PATIENCE)
    running._runs.clear()


def pressed(browser: Client) -> tuple[UUID, str]:
    """Press Run. The id of the run, and what the page shows."""
    html = browser.post(f"{PAGE}run/", {"code": "train()"}, headers=PART).content.decode()
    found = re.search(r'data-live="([^"]+)"', html)
    assert found, html
    return UUID(found[1]), html


def asked(browser: Client, run: UUID, *, wait: bool = False) -> Any:
    return browser.get(f"{PAGE}run/{run}/", {} if wait else {"wait": "0"})


def told(run: UUID) -> list[dict[str, Any]]:
    return [dict(event.data) for event in running._runs[run].told]


def heard(run: UUID, number: int) -> list[dict[str, Any]]:
    """What the run has told, once it is `number` events."""
    timer = running._runs[run]._timer
    if timer is not None:
        timer.join()
    assert len(told(run)) == number
    return told(run)


def test_a_run_that_is_over_at_once_shows_its_output_at_once(
    browser: Client, code: Code, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "MOMENT", PATIENCE)
    code.may_end.set()
    html = browser.post(f"{PAGE}run/", {"code": "x = 1"}, headers=PART).content.decode()
    assert "the end" in html
    assert "data-live" not in html


def test_a_longer_run_is_followed_to_its_end(browser: Client, code: Code) -> None:
    run, html = pressed(browser)
    assert "Running your code" in html
    again = asked(browser, run)
    assert (again["HX-Retarget"], again["HX-Reswap"]) == ("#live-ask", "outerHTML")
    code.may_end.set()
    answer = asked(browser, run, wait=True)
    assert "the end" in answer.content.decode()
    assert "HX-Retarget" not in answer


def test_a_run_that_was_left_is_found_again(browser: Client, code: Code) -> None:
    run, _ = pressed(browser)
    assert f'data-live="{run}"' in browser.get(PAGE).content.decode()
    code.may_end.set()
    asked(browser, run, wait=True)
    assert "data-live=" not in browser.get(PAGE).content.decode()


def test_a_stopped_run_shows_what_it_printed(browser: Client, code: Code) -> None:
    run, _ = pressed(browser)
    assert code.started.wait(PATIENCE)
    code.tell({"event": "output", "stream": "stdout", "text": "step 1\n"})
    assert browser.post(f"{PAGE}run/{run}/stop/", headers=PART).status_code == 204
    html = asked(browser, run, wait=True).content.decode()
    assert "Stopped" in html
    assert "step 1" in html
    assert not Attempt.objects.exists()


def test_a_run_that_waits_for_its_place_is_stopped_at_once(browser: Client, code: Code) -> None:
    with pytest.MonkeyPatch.context() as patch:
        full = threading.BoundedSemaphore(1)
        full.acquire()

        class Place:
            def __enter__(self) -> None:
                full.acquire()

            def __exit__(self, *_: object) -> None:
                full.release()

        patch.setattr(grading, "a_slot", Place)
        run, _ = pressed(browser)
        assert browser.post(f"{PAGE}run/{run}/stop/").status_code == 302
        assert "Stopped" in asked(browser, run).content.decode()
        full.release()
    assert not code.started.is_set()


def test_a_new_run_stops_the_one_before(browser: Client, code: Code) -> None:
    first, _ = pressed(browser)
    assert code.started.wait(PATIENCE)
    second, _ = pressed(browser)
    assert "Stopped" in asked(browser, first, wait=True).content.decode()
    assert "data-live-ask" in asked(browser, second).content.decode()


def test_a_run_fails_as_it_did_when_nobody_followed(browser: Client, code: Code) -> None:
    run, _ = pressed(browser)
    running._runs[run].fault = Cancelled()
    code.may_end.set()
    running._runs[run].over.wait(PATIENCE)
    assert asked(browser, run).status_code == 503


def test_the_end_of_the_server_ends_a_run(browser: Client, code: Code) -> None:
    run, _ = pressed(browser)
    assert code.started.wait(PATIENCE)
    grading.stopping.set()
    try:
        assert running._runs[run].over.wait(PATIENCE)
        assert isinstance(running._runs[run].fault, Cancelled)
    finally:
        grading.stopping.clear()


def test_a_run_that_is_gone_says_so(browser: Client) -> None:
    html = asked(browser, uuid7()).content.decode()
    assert "This run is over" in html


def test_nobody_reaches_the_run_of_another(browser: Client, stranger: Client, code: Code) -> None:
    run, _ = pressed(browser)
    assert "This run is over" in asked(stranger, run).content.decode()
    assert stranger.post(f"{PAGE}run/{run}/stop/").status_code == 404
    assert stranger.post(f"{PAGE}run/{run}/set/", {"name": "a", "value": "1"}).status_code == 404
    assert "data-live=" not in stranger.get(PAGE).content.decode()
    assert not running._runs[run].over.is_set()


def test_what_a_run_tells_in_quick_succession_is_told_as_one(browser: Client, code: Code) -> None:
    run, _ = pressed(browser)
    assert code.started.wait(PATIENCE)
    for step in range(5):
        code.tell({"event": "output", "stream": "stdout", "text": f"{step}"})
    code.tell({"event": "progress", "done": 1, "of": 9, "facts": {"loss": 0.5}})
    code.tell({"event": "progress", "done": 2, "of": None, "facts": {"accuracy": 0.7}})
    first, second = heard(run, 2)
    assert first["text"] == "01234"
    assert (second["done"], second["of"]) == (2, 9)
    assert second["facts"] == {"loss": 0.5, "accuracy": 0.7}


def test_a_long_run_keeps_its_first_and_its_last_words(ada: Person) -> None:
    run = running.Run(ada.pk, "first-model", "x")
    for step in range(5000):
        run._publish({"event": "progress", "done": step, "of": 5000, "facts": {}})
    assert len(run.told) <= running.MOST_EVENTS
    assert run.told[-1].data["done"] == 4999
    assert [e.at for e in run.told] == sorted(e.at for e in run.told)


def test_however_much_a_run_tells_at_once_little_is_kept(browser: Client, code: Code) -> None:
    run, _ = pressed(browser)
    assert code.started.wait(PATIENCE)
    with running._runs[run]._lock:  # the telling waits until all of it is there
        for step in range(5000):
            output = {"event": "output", "stream": "stdout", "text": "x"}
            progress = {"event": "progress", "done": step, "of": None, "facts": {}}
            for event in (output, progress):
                running._gather(running._runs[run]._held, event)
        held = dict(running._runs[run]._held)
    assert len(held) == 2
    assert len(held["output", "stdout"]["text"]) == 5000


def test_a_run_is_steered(browser: Client, code: Code) -> None:
    run, _ = pressed(browser)
    assert code.started.wait(PATIENCE)
    assert (
        browser.post(f"{PAGE}run/{run}/set/", {"name": "rate", "value": "0.5"}).status_code == 204
    )
    assert code.settings == {"rate": 0.5}
    values = re.search(r'data-values="([^"]*)"', browser.get(PAGE).content.decode())
    assert values
    assert json.loads(values[1].replace("&quot;", '"')) == {"rate": 0.5}


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("rate", "fast", "takes a number"),
        ("rate", "nan", "takes a number"),
        ("rate", "", "takes a number"),
        ("", "1", "no name"),
        ("x" * 200, "1", "no name"),
    ],
)
def test_what_is_no_value_is_refused_with_a_sentence(
    browser: Client, code: Code, name: str, value: str, said: str
) -> None:
    run, _ = pressed(browser)
    attempt = waiting(Person.objects.get())
    for where in (f"run/{run}", f"attempt/{attempt.id}"):
        answer = browser.post(f"{PAGE}{where}/set/", {"name": name, "value": value})
        assert answer.status_code == 400
        assert said in answer.content.decode()


# ---- attempts ---------------------------------------------------------------------------


def waiting(person: Person) -> Attempt:
    """A check that nobody has begun with."""
    activity = registry.pack().activities["first-model"]
    return grading.submit(person, activity, {"code": "x = 1"}, via="web")


def running_now(person: Person) -> tuple[Attempt, UUID]:
    """A check that is running elsewhere, and has told two things."""
    attempt = waiting(person)
    token = queue.claim(attempt.id)
    assert token is not None
    queue.begin_events(attempt.id, token)
    queue.record(attempt.id, token, {"event": "progress", "done": 1, "of": 2, "facts": {}})
    return attempt, token


def test_an_attempt_that_runs_is_found_again_with_all_that_it_told(
    browser: Client, ada: Person
) -> None:
    attempt, token = running_now(ada)
    html = browser.get(PAGE).content.decode()
    assert f'data-live="{attempt.id}"' in html
    after = int(re.search(r'data-after="(\d+)"', html)[1])
    events = watching.Record().after(after, ada.pk)
    assert [e.data["event"] for e in events] == ["begun", "progress"]
    assert {e.topic for e in events} == {str(attempt.id)}
    queue.give_back(attempt.id, token)


def test_still_pending_only_asks_again(browser: Client, ada: Person) -> None:
    attempt, token = running_now(ada)
    answer = browser.get(f"{PAGE}attempt/{attempt.id}/", {"wait": "0"})
    assert answer["HX-Retarget"] == "#live-ask"
    assert "data-live=" not in answer.content.decode()
    queue.give_back(attempt.id, token)


def test_a_newer_attempt_takes_the_place_of_the_one_that_was_asked_for(
    browser: Client, ada: Person
) -> None:
    old, token = running_now(ada)
    new, other = running_now(ada)
    answer = browser.get(f"{PAGE}attempt/{old.id}/", {"wait": "0"})
    assert f'data-live="{new.id}"' in answer.content.decode()
    assert "HX-Retarget" not in answer
    queue.give_back(old.id, token)
    queue.give_back(new.id, other)


def test_an_attempt_that_waits_is_stopped_and_says_so(browser: Client, ada: Person) -> None:
    attempt = waiting(ada)
    assert browser.post(f"{PAGE}attempt/{attempt.id}/stop/").status_code == 302
    attempt.refresh_from_db()
    assert attempt.outcome == actions.CANCELLED
    assert "Stopped" in browser.get(PAGE).content.decode()


def test_a_setting_of_an_attempt_is_kept_for_its_run_and_for_the_page(
    browser: Client, ada: Person
) -> None:
    attempt, token = running_now(ada)
    sent = {"name": "rate", "value": "2"}
    assert browser.post(f"{PAGE}attempt/{attempt.id}/set/", sent).status_code == 204
    assert Control.objects.get().value == 2
    assert "{&quot;rate&quot;: 2}" in browser.get(PAGE).content.decode()
    queue.give_back(attempt.id, token)


def test_nobody_reaches_the_attempt_of_another(stranger: Client, ada: Person) -> None:
    attempt = waiting(ada)
    for what in ("stop", "set"):
        sent = {"name": "a", "value": "1"}
        assert stranger.post(f"{PAGE}attempt/{attempt.id}/{what}/", sent).status_code == 404
    assert stranger.post(f"{PAGE}attempt/{uuid4()}/stop/").status_code == 404
    attempt.refresh_from_db()
    assert attempt.outcome == ""


def test_the_record_tells_everybody_their_own(ada: Person, alan: Person) -> None:
    hers, token = running_now(ada)
    his, other = running_now(alan)
    record = watching.Record()
    assert {e.person for e in record.after(0)} == {ada.pk, alan.pk}
    assert {e.topic for e in record.after(0, alan.pk)} == {str(his.id)}
    assert record.newest() == RunEvent.objects.order_by("-number")[0].number
    assert record.after(record.newest()) == []
    queue.give_back(hers.id, token)
    queue.give_back(his.id, other)


def test_what_this_process_writes_wakes_the_stream(ada: Person) -> None:
    feed._woken.clear()
    attempt, token = running_now(ada)
    assert feed._woken.is_set()
    queue.give_back(attempt.id, token)


def test_the_panel_knows_what_each_check_expects(browser: Client, ada: Person) -> None:
    waiting(ada)
    html = browser.get(PAGE).content.decode()
    assert "learns_from_training_rows" in html
    assert "The model learns from the training penguins only." in html


def test_without_scripts_a_check_that_goes_on_has_a_plain_link(
    browser: Client, ada: Person
) -> None:
    waiting(ada)
    html = browser.get(PAGE).content.decode()
    assert f'<noscript><p><a href="{PAGE}#results">' in html
