"""The workbench: saving, running, checking, hints, and everything that can go wrong there."""

import errno
import re
import threading
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError
from django.db.models.functions import Now
from django.test import Client

from ascent import disk
from ascent.accounts.models import Person
from ascent.kinds import grading, registry
from ascent.kinds.workbench import lines
from ascent.learner import actions, files, queue
from ascent.learner.models import Attempt, Evidence, Visit

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("warm_kit")]
PAGE = "/exercise/first-model/"


@pytest.fixture
def browser(transactional_db: None) -> Client:
    from ascent.accounts.people import solo

    client = Client(HTTP_HOST="127.0.0.1", headers={"HX-Request": "true"})
    client.force_login(solo())
    return client


@pytest.fixture
def plain(browser: Client) -> Client:
    """The same learner's browser, in which no scripts run."""
    client = Client(HTTP_HOST="127.0.0.1")
    client.cookies = browser.cookies
    return client


@pytest.fixture
def folder() -> Path:
    return registry.pack().activities["first-model"].folder


def checked(browser: Client, code: str, page: str = PAGE) -> tuple[Attempt, str]:
    """Hand `code` in and follow the page to its verdict."""
    html = browser.post(f"{page}check/", {"code": code}).content.decode()
    for _ in range(10):
        again = re.search(r'hx-get="([^"]+attempt[^"]+)"', html)
        if again is None:
            break
        html = browser.get(again[1]).content.decode()
    return Attempt.objects.order_by("-id")[0], html


def test_the_solution_passes_and_the_next_step_is_named(browser: Client, folder: Path) -> None:
    attempt, html = checked(browser, (folder / "solution.py").read_text())
    assert attempt.outcome == "passed", attempt.verdict
    assert "Every check passes" in html
    assert attempt.verdict["facts"]["score"] >= 0.9
    assert Evidence.objects.get().outcome == "passed"


def test_lit_up_is_said_of_what_this_attempt_lit_and_of_nothing_before(
    browser: Client, folder: Path
) -> None:
    solution = (folder / "solution.py").read_text()
    _, first = checked(browser, solution)
    assert "lit up</span>" in first
    _, again = checked(browser, solution + "# once more\n")
    assert "lit up</span>" not in again
    assert "used</span>" in again


def test_who_passed_with_help_is_told_why_nothing_is_lit(browser: Client, folder: Path) -> None:
    browser.post(f"{PAGE}hint/")
    _, html = checked(browser, (folder / "solution.py").read_text())
    assert "You had help here" in html
    assert "lit up</span>" not in html


def sent(plain: Client, where: str, **form: str) -> str:
    """Send a form without scripts; the whole page that the browser comes to."""
    answer = plain.post(PAGE + where, form)
    assert answer.status_code == 303
    address = answer["Location"].partition("#")[0]
    assert address.partition("?")[0] == PAGE
    html = plain.get(address).content.decode()
    assert "<html" in html
    return html


def test_without_scripts_check_leads_to_the_page_with_the_result(
    plain: Client, folder: Path
) -> None:
    html = sent(plain, "check/", code=(folder / "solution.py").read_text(), sha="")
    for _ in range(10):  # a busy machine may still be checking: then the page has a link to itself
        if "See whether the result is there" not in html:
            break
        html = plain.get(PAGE).content.decode()
    assert "Every check passes" in html
    assert "train_test_split" in plain.get(f"{PAGE}save/").json()["text"], "the file is saved"


def test_without_scripts_run_shows_its_output_and_keeps_the_code(plain: Client) -> None:
    assert "hello" in sent(plain, "run/", code="print('hel' + 'lo')", sha="")
    assert plain.get(f"{PAGE}save/").json()["text"] == "print('hel' + 'lo')"


def test_without_scripts_hint_and_solution_come_on_the_page(plain: Client) -> None:
    assert "rung-open" in sent(plain, "hint/")
    assert "One solution" not in plain.get(f"{PAGE}?solution").content.decode(), "not seen yet"
    assert "One solution" in sent(plain, "solution/")


def test_without_scripts_asking_for_help_loses_nothing_that_was_typed(plain: Client) -> None:
    page = plain.get(PAGE).content.decode()
    for where in ("hint/", "solution/", "restart/"):
        assert re.search(rf'<button[^>]* form="workbench"[^>]* formaction="{PAGE}{where}"', page)
    for number, where in enumerate(("hint/", "solution/")):
        html = sent(plain, where, code=f"typed = {number}", sha="")
        assert f"typed = {number}" in html
        assert plain.get(f"{PAGE}save/").json()["text"] == f"typed = {number}"


def test_back_to_the_starter_keeps_what_was_typed_last(plain: Client, browser: Client) -> None:
    answer = plain.post(f"{PAGE}restart/", {"code": "typed = 'and not saved'", "sha": ""})
    assert answer["Location"] == PAGE
    kept = files.folder("first-model").glob("answer.before-reset-*.py")
    assert "typed = 'and not saved'" in [path.read_text() for path in kept]
    assert browser.post(f"{PAGE}restart/", {"code": "x"})["HX-Redirect"] == PAGE


def test_a_known_mistake_is_named_and_its_hint_shown(browser: Client, folder: Path) -> None:
    wrong = sorted((folder / "wrong").glob("*.py"))[0]
    said = dict(re.findall(r"^# *(\w+): *(.+)$", wrong.read_text(), re.M))
    attempt, html = checked(browser, wrong.read_text())
    assert attempt.outcome == "wrong"
    assert Evidence.objects.get().misconception == said["misconception"]
    assert "Look here" in html


@pytest.mark.parametrize(
    ("code", "outcome", "said"),
    [
        ("x = (", "crashed", "SyntaxError"),
        ("print(undefined_name)", "crashed", "undefined_name"),
        ("while True:\n    print('x' * 1000)", "flooded", "too much"),
        ("x = []\nwhile True:\n    x.append(bytearray(50_000_000))", "out-of-memory", "memory"),
        ("", "wrong", ""),
    ],
)
def test_bad_input_gets_a_verdict_that_says_what_to_do(
    browser: Client, code: str, outcome: str, said: str
) -> None:
    attempt, html = checked(browser, code)
    assert attempt.outcome == outcome, attempt.verdict
    assert said in html
    assert attempt.answer["code"] == code


def test_code_without_an_end_is_ended_at_the_limit_of_its_exercise(
    browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    spec: Any = registry.pack().activities["first-model"].spec
    monkeypatch.setitem(vars(spec.limits), "seconds", 0.7)
    attempt, html = checked(browser, "while True:\n    pass")
    assert attempt.outcome == "out-of-time", attempt.verdict
    assert "still running" in html
    assert "0.7 seconds" in html
    assert attempt.answer["code"] == "while True:\n    pass"


def test_run_shows_output_without_an_attempt(browser: Client) -> None:
    html = browser.post(f"{PAGE}run/", {"code": "print('hello')\n1 / 0"}).content.decode()
    assert "hello" in html
    assert "ZeroDivisionError" in html
    assert not Attempt.objects.exists()


def test_output_is_text_and_never_markup(browser: Client) -> None:
    html = browser.post(
        f"{PAGE}run/", {"code": "print('<script>alert(1)</script>')"}
    ).content.decode()
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


def test_a_result_is_shown_as_soon_as_it_is_there(browser: Client) -> None:
    """By itself htmx waits 20 ms between putting an answer in its place and waking it."""
    page = browser.get(PAGE).content.decode()
    forms = re.findall(r'<(?:form|button)[^>]*hx-target="#results"[^>]*>', page)
    assert len(forms) == 2, "Check and Run"
    assert all('hx-swap="innerHTML settle:0ms"' in form for form in forms)


def test_every_edit_is_saved_to_the_file(browser: Client) -> None:
    before = browser.get(f"{PAGE}save/").json()
    saved = browser.post(f"{PAGE}save/", {"text": "x = 1\n", "sha": before["sha"]}).json()
    assert browser.get(f"{PAGE}save/").json() == {"sha": saved["sha"], "text": "x = 1\n"}
    assert "x = 1" in browser.get(PAGE).content.decode()


def test_two_tabs_keep_both_versions(browser: Client) -> None:
    start = browser.get(f"{PAGE}save/").json()["sha"]
    assert browser.post(f"{PAGE}save/", {"text": "one\n", "sha": start}).status_code == 200
    second = browser.post(f"{PAGE}save/", {"text": "two\n", "sha": start})
    shown = second.json()["conflict"]
    assert "one" in shown
    assert "two" in shown
    assert browser.get(f"{PAGE}save/").json()["text"] == "one\n"


def test_a_deleted_file_comes_back(browser: Client, own_home: Path) -> None:
    start = browser.get(f"{PAGE}save/").json()["sha"]
    browser.post(f"{PAGE}save/", {"text": "mine = 1\n", "sha": start})
    (own_home / "work" / "first-model" / "answer.py").unlink()
    html = browser.get(PAGE).content.decode()
    assert "mine = 1" in html
    assert "brought back" in html


def test_a_full_disk_loses_nothing_and_says_so(
    browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = browser.get(f"{PAGE}save/").json()

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(disk, "write", full)
    response = browser.post(f"{PAGE}save/", {"text": "x = 2\n", "sha": start["sha"]})
    assert response.status_code == 507
    assert "disk is full" in response.content.decode()
    monkeypatch.undo()
    assert browser.get(f"{PAGE}save/").json() == start


def test_a_long_file_is_saved_whole_and_a_longer_one_is_refused(
    browser: Client, own_home: Path
) -> None:
    long = "x = 1  # a line like any other\n" * 6_000
    start = browser.get(f"{PAGE}save/").json()["sha"]
    saved = browser.post(f"{PAGE}save/", {"text": long, "sha": start}).json()
    assert (own_home / "work" / "first-model" / "answer.py").read_text() == long
    too_long = "x" * 1_000_001
    for action, field in (("save", "text"), ("run", "code"), ("check", "code")):
        refused = browser.post(f"{PAGE}{action}/", {field: too_long, "sha": saved["sha"]})
        assert refused.status_code == 507
        assert "at most 1,000,000" in refused.content.decode()
    assert (own_home / "work" / "first-model" / "answer.py").read_text() == long
    assert not Attempt.objects.exists()


def test_hints_come_one_rung_at_a_time(browser: Client, folder: Path) -> None:
    browser.get(PAGE)
    rungs = re.findall(r"^## .+$", (folder / "hints.md").read_text(), re.M)
    opened = [
        browser.post(f"{PAGE}hint/").content.decode().count("rung-open")
        for _ in range(len(rungs) + 1)
    ]
    assert opened == [*range(1, len(rungs) + 1), len(rungs)]


def test_the_solution_on_request_is_counted(browser: Client) -> None:
    html = browser.post(f"{PAGE}solution/").content.decode()
    assert "counts it as help" in html
    assert Visit.objects.get().solution_seen


def test_begin_again_keeps_what_was_there(browser: Client, own_home: Path) -> None:
    start = browser.get(f"{PAGE}save/").json()
    browser.post(f"{PAGE}save/", {"text": "mine\n", "sha": start["sha"]})
    browser.post(f"{PAGE}restart/")
    assert browser.get(f"{PAGE}save/").json()["text"] == start["text"]
    kept = [p.read_text() for p in (own_home / "work" / "first-model").glob("answer.before*")]
    assert kept == ["mine\n"]


def test_a_check_cut_off_by_the_end_of_the_server_is_graded_by_the_next(
    browser: Client, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    activity = registry.pack().activities["first-model"]
    person = Person.objects.get()
    answer = {"code": (folder / "solution.py").read_text()}
    attempt = grading.submit(person, activity, answer, via="web")
    stopped = threading.Event()
    stopped.set()
    assert grading.grade_now(attempt, cancel=stopped).state == "queued"
    assert not Evidence.objects.exists()
    assert grading.grade_now(attempt).outcome == "passed"


@pytest.mark.parametrize(
    "code", ["print('\\0')", "raise ValueError('\\ud800')", "x = '\0'"], ids=["nul", "half", "raw"]
)
def test_characters_that_no_database_keeps_get_a_verdict_and_a_page(
    browser: Client, code: str
) -> None:
    attempt, _ = checked(browser, code)
    assert attempt.outcome in ("wrong", "crashed")
    assert "\ufffd" in browser.get(PAGE).content.decode()
    assert browser.post(f"{PAGE}run/", {"code": code}).status_code == 200


def test_a_verdict_that_cannot_be_kept_is_our_fault(
    browser: Client, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settle = actions.settle

    def refused(*told: Any) -> bool:
        if told[-1].outcome != "our-fault":
            raise DatabaseError("no")
        return settle(*told)

    monkeypatch.setattr(actions, "settle", refused)
    attempt, html = checked(browser, (folder / "solution.py").read_text())
    assert (attempt.state, attempt.outcome) == ("done", "our-fault")
    assert "does not count" in html
    assert not Evidence.objects.exists()


def handed_in(code: str = "x = 1") -> Attempt:
    activity = registry.pack().activities["first-model"]
    return grading.submit(Person.objects.get(), activity, {"code": code}, via="cli")


def test_an_attempt_that_ends_every_server_is_given_up(browser: Client) -> None:
    attempt = handed_in()
    for _ in range(actions.MOST_TRIES):
        assert queue.claim(attempt.id)
        Attempt.objects.update(leased=Now() - timedelta(seconds=1))
    assert grading.grade_now(attempt).outcome == "our-fault"


def test_a_page_takes_up_what_a_command_left_behind(browser: Client) -> None:
    attempt = handed_in()
    queue.claim(attempt.id)
    Attempt.objects.update(leased=Now() - timedelta(seconds=1))
    grading.wait(attempt.id, seconds=60)
    attempt.refresh_from_db()
    assert attempt.outcome == "wrong"


def test_a_question_is_answered_while_code_runs(browser: Client) -> None:
    question = registry.pack().of_kind("question")[0]
    with ExitStack() as places:
        for _ in range(grading.AT_ONCE):
            places.enter_context(grading.a_slot())
        browser.post(f"/question/{question.id}/answer/", {"given": "0"})
    assert Attempt.objects.get().state == "done"


def test_an_activity_that_left_the_pack_is_our_fault(browser: Client) -> None:
    person = Person.objects.get()
    subject = actions.Subject("gone", "exercise", "0" * 64, {"py-run": 1.0}, 0.0, 0.1)
    attempt = actions.hand_in(person, subject, {"code": "x"}, "web")
    assert grading.grade_now(attempt).outcome == "our-fault"
    assert not Evidence.objects.exists()


def test_own_lines_are_those_that_the_starter_has_not() -> None:
    starter = "a = 1\nb = 2\n# write here\n"
    assert lines.own_lines(starter, "a = 1\nb = 3\n# write here\nc = b\n") == ["b = 3", "c = b"]
