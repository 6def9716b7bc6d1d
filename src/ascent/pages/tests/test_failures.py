"""What a page says when something is missing, too long, full or ending."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from ascent.accounts.models import Person
from ascent.learner import access
from ascent.learner.models import Attempt, Visit
from ascent.runner import executors, kits
from ascent.runner.process import Cancelled

PART = {"HX-Request": "true"}


@pytest.fixture
def without_kit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASCENT_KITS", str(tmp_path / "none-is-here"))


@pytest.mark.parametrize("action", ["run", "check"])
def test_without_its_kit_code_is_refused_with_the_way_to_it(
    on_the_way: Client, without_kit: None, action: str
) -> None:
    response = on_the_way.post(f"/exercise/first-model/{action}/", {"code": "x = 1"}, headers=PART)
    html = response.content.decode()
    assert response.status_code == 503
    assert "data-said" in html
    assert 'href="/kit/data/" data-way' in html
    assert not Attempt.objects.exists()
    whole = on_the_way.post(f"/exercise/first-model/{action}/", {"code": "x = 1"})
    assert 'href="/kit/data/"' in whole.content.decode()


@pytest.mark.parametrize(
    "address",
    ["/exercise/first-model/", "/project/rain-tomorrow/", "/lesson/a-column-at-once/"],
)
def test_a_page_that_needs_a_missing_kit_offers_it(
    on_the_way: Client, without_kit: None, address: str
) -> None:
    assert 'href="/kit/data/"' in on_the_way.get(address).content.decode()


def test_a_page_whose_kit_is_there_offers_nothing(
    on_the_way: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kits, "is_ready", lambda _: True)
    assert "/kit/data/" not in on_the_way.get("/exercise/first-model/").content.decode()


def test_a_run_that_the_end_of_the_server_cuts_off_says_so(
    on_the_way: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut_off(*_: object, **__: object) -> None:
        raise Cancelled

    monkeypatch.setattr(executors, "run", cut_off)
    response = on_the_way.post("/exercise/first-model/run/", {"code": "x"}, headers=PART)
    assert response.status_code == 503
    assert "Ascent is being ended" in response.content.decode()


def test_more_than_a_form_can_carry_is_refused_with_a_sentence(on_the_way: Client) -> None:
    response = on_the_way.post(
        "/exercise/first-model/save/", {"text": "ü" * 4_000_000, "sha": ""}, headers=PART
    )
    assert response.status_code == 413
    assert "longer than Ascent can take" in response.content.decode()


@pytest.mark.parametrize("stop", ["²", "1" * 5000, "-1", "x", "٣"])
def test_a_stop_that_is_no_number_opens_where_the_tour_was(on_the_way: Client, stop: str) -> None:
    on_the_way.get("/tour/bike-rentals/?stop=2")
    response = on_the_way.get("/tour/bike-rentals/", {"stop": stop})
    assert response.status_code == 200
    assert "stop 2 of" in response.content.decode()


def test_a_report_that_is_too_long_is_shown_again_whole(on_the_way: Client, ada: Person) -> None:
    address = "/project/rain-tomorrow/report/"
    on_the_way.post(address, {"answer-0": "Before."})
    long = "rain " * 1001
    response = on_the_way.post(address, {"answer-0": long})
    assert response.status_code == 422
    assert long in response.content.decode()
    assert "longer than 5000 characters" in response.content.decode()
    assert Visit.objects.get(activity="rain-tomorrow").note["report"][0] == "Before."
    assert access.done(ada) == frozenset()
