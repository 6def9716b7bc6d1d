"""Where code cannot be kept apart: told once, wherever code is run, and never again."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from ascent.accounts.models import Person
from ascent.kinds import isolation, registry
from ascent.runner import sandbox
from ascent.runner.sandbox import Isolation

pytestmark = pytest.mark.django_db
SAID = "Your code runs as an ordinary program here"
REMEDY = "sudo sysctl user.max_user_namespaces=15000"
EXERCISE = "/exercise/first-model/"


@pytest.fixture
def browser(ada: Person) -> Client:
    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(ada)
    return client


class Machine:
    """A machine whose isolation is `level`; `tried` says whether anybody knows."""

    def __init__(self, level: str, *, tried: bool) -> None:
        self.level, self.tried = level, tried

    def __call__(self) -> Isolation:
        self.tried = True
        remedy = REMEDY if self.level == "limited" else ""
        return Isolation(self.level, {}, remedy)

    def cache_info(self) -> Machine:
        return self

    @property
    def currsize(self) -> int:
        return int(self.tried)


@pytest.fixture
def limited(monkeypatch: pytest.MonkeyPatch) -> Machine:
    machine = Machine("limited", tried=True)
    monkeypatch.setattr(sandbox, "isolation", machine)
    return machine


def html(browser: Client, address: str = EXERCISE) -> str:
    return browser.get(address).content.decode()


def test_a_lesson_and_an_exercise_tell_it_with_what_changes_it(
    browser: Client, limited: Machine
) -> None:
    lesson = registry.pack().of_kind("lesson")[0]
    for address in (EXERCISE, f"/lesson/{lesson.id}/"):
        assert SAID in html(browser, address)
        assert REMEDY in html(browser, address)


def test_a_tour_tells_it_where_its_code_can_be_run(browser: Client, limited: Machine) -> None:
    tour = registry.pack().of_kind("tour")[0]
    runs = [number == 1 or stop.knob is not None for number, stop in enumerate(tour.spec.stops, 1)]
    assert False in runs
    for number, is_run in enumerate(runs, 1):
        page = html(browser, f"/tour/{tour.id}/?stop={number}")
        assert (SAID in page) is is_run
    assert SAID in html(browser, reverse("tour:code", args=[tour.id]))


def test_read_once_it_does_not_come_again(browser: Client, limited: Machine) -> None:
    answer = browser.post("/isolation/", headers={"hx-request": "true"})
    assert answer.content == b""
    assert "/isolation/" not in html(browser)
    assert html(browser, "/isolation/") == ""


def test_without_scripts_the_button_leads_on(browser: Client, limited: Machine) -> None:
    assert browser.post("/isolation/").status_code == 302
    assert SAID not in html(browser)


def test_a_page_does_not_wait_for_the_first_try(browser: Client, limited: Machine) -> None:
    limited.tried = False
    page = html(browser)
    assert SAID not in page
    assert not limited.tried
    assert 'hx-get="/isolation/"' in page
    assert SAID in html(browser, "/isolation/")


@pytest.mark.parametrize("level", ["full", "namespaces"])
def test_where_code_is_kept_apart_nothing_is_said(
    browser: Client, limited: Machine, level: str, ada: Person
) -> None:
    limited.level = level
    assert SAID not in html(browser)
    assert "/isolation/" not in html(browser)
    assert html(browser, "/isolation/") == ""
    assert isolation.in_a_line(ada) == ""


def test_a_command_says_it_once_and_then_the_page_is_silent(
    browser: Client, limited: Machine, ada: Person
) -> None:
    assert "ascent doctor" in isolation.in_a_line(ada)
    ada.refresh_from_db()
    assert isolation.in_a_line(ada) == ""
    assert SAID not in html(browser)
