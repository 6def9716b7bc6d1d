"""The door: a token lets one browser in, once, and is worth nothing to anybody else."""

import os
import stat
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client

from ascent import clock
from ascent.accounts import door


def test_a_token_opens_once() -> None:
    token = door.mint()
    assert door.knock(token) is door.Answer.OPEN
    assert door.knock(token) is door.Answer.USED


def test_another_token_opens_nothing() -> None:
    door.mint()
    assert door.knock("a" * 43) is door.Answer.UNKNOWN
    assert door.knock("") is door.Answer.UNKNOWN


def test_each_token_opens_on_its_own() -> None:
    first, second = door.mint(), door.mint()
    assert first != second
    assert door.knock(second) is door.Answer.OPEN
    assert door.knock(first) is door.Answer.OPEN


def test_a_token_grows_old(monkeypatch: pytest.MonkeyPatch) -> None:
    token = door.mint()
    later = clock.now() + door.LIFETIME + timedelta(seconds=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert door.knock(token) is door.Answer.LATE


def test_one_of_eight_knocks_at_once_is_answered() -> None:
    token, answers = door.mint(), []
    start = threading.Barrier(8)

    def knock() -> None:
        start.wait()
        answers.append(door.knock(token))

    threads = [threading.Thread(target=knock) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(a.value for a in answers) == ["open"] + ["used"] * 7


def test_the_token_itself_is_not_on_the_disk(own_home: Path) -> None:
    token = door.mint()
    assert not any(token in p.read_text() for p in (own_home / "run").iterdir())


def test_only_the_learner_may_read_what_the_door_keeps(own_home: Path) -> None:
    door.mint()
    door.secret_key()
    modes = {p.name: stat.S_IMODE(p.stat().st_mode) for p in (own_home / "run").iterdir()}
    assert set(modes.values()) == {0o600}
    assert stat.S_IMODE((own_home / "run").stat().st_mode) == 0o700


def test_the_key_of_the_cookies_is_made_once() -> None:
    key = door.secret_key()
    assert len(key) >= 50
    assert door.secret_key() == key


@pytest.mark.parametrize("text", ["", "{", "[1]", '{"a": 1}', '[{"sha256": 1}]'])
def test_a_damaged_file_lets_nobody_in_and_is_replaced(own_home: Path, text: str) -> None:
    token = door.mint()
    (own_home / "run" / "door.json").write_text(text)
    assert door.knock(token) is door.Answer.UNKNOWN
    assert door.knock(door.mint()) is door.Answer.OPEN


# ---- the page behind the address


def enter(client: Client, token: str, **headers: str):
    return client.get(f"/enter/{token}", headers=headers)


@pytest.mark.django_db
def test_the_address_signs_in_and_leads_home() -> None:
    client = Client()
    answer = enter(client, door.mint())
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert client.session["_auth_user_id"]
    cookie = answer.cookies["ascent-8710"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Strict"


@pytest.mark.django_db
def test_entering_begins_a_new_session() -> None:
    client = Client()
    client.session["planted"] = 1
    session = client.session
    session.save()
    before = session.session_key
    enter(client, door.mint())
    assert client.session.session_key != before


@pytest.mark.django_db
def test_the_second_browser_is_told_how_to_get_in() -> None:
    token = door.mint()
    enter(Client(), token)
    answer = enter(Client(), token)
    assert answer.status_code == 403
    assert "has been used" in answer.content.decode()
    assert "ascent start --link" in answer.content.decode()


@pytest.mark.django_db
def test_reloading_the_address_in_the_same_browser_leads_home() -> None:
    client, token = Client(), door.mint()
    enter(client, token)
    assert enter(client, token)["Location"] == "/"


@pytest.mark.django_db
def test_a_browser_that_guesses_ahead_uses_nothing_up() -> None:
    token = door.mint()
    assert enter(Client(), token, sec_purpose="prefetch;prerender").status_code == 503
    assert enter(Client(), token).status_code == 302


@pytest.mark.django_db
def test_only_looking_is_not_entering() -> None:
    token = door.mint()
    assert Client().head(f"/enter/{token}").status_code == 405
    assert door.knock(token) is door.Answer.OPEN


def test_a_leaflet_leads_on_and_only_its_owner_reads_it(own_home: Path) -> None:
    leaflet = door.leaflet("http://127.0.0.1:8710/enter/abc")
    assert 'url=http://127.0.0.1:8710/enter/abc"' in leaflet.read_text()
    assert stat.S_IMODE(leaflet.stat().st_mode) == 0o600
    assert leaflet.is_relative_to(own_home / "run")


def test_leaflets_are_thrown_away_after_a_minute() -> None:
    old, young = door.leaflet("a"), door.leaflet("b")
    os.utime(old, (0, 0))
    third = door.leaflet("c")
    assert [path.exists() for path in (old, young, third)] == [False, True, True]
    door.sweep_leaflets(0)
    assert not young.exists()


@pytest.mark.django_db
def test_a_browser_that_comes_from_a_leaflet_is_led_on_by_our_own_page() -> None:
    """The cookie is strict: after a redirect the browser would not send it."""
    answer = Client().get(f"/enter/{door.mint()}", headers={"Sec-Fetch-Site": "cross-site"})
    assert (answer.status_code, 'content="0; url=/"' in answer.text) == (200, True)
    plain = Client().get(f"/enter/{door.mint()}", headers={"Sec-Fetch-Site": "none"})
    assert (plain.status_code, plain["Location"]) == (302, "/")
