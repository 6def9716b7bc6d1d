"""The gate: only pages of this server act, only somebody signed in sees anything."""

import asyncio
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from ascent.accounts.gate import SameOrigin, SignedIn

HOST = "127.0.0.1:8710"
OURS = f"http://{HOST}"


def page(request: HttpRequest) -> HttpResponse:
    return HttpResponse("the page")


async def async_page(request: HttpRequest) -> HttpResponse:
    return HttpResponse("the page")


def asked(method: str = "POST", host: str = HOST, **headers: str) -> HttpResponse:
    request = RequestFactory().generic(method, "/save/", headers={"host": host, **headers})
    return SameOrigin(page)(request)


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": OURS},
        {"origin": OURS, "sec_fetch_site": "same-origin"},
        {"referer": f"{OURS}/exercise/x/"},
        {"origin": "null", "sec_fetch_site": "same-origin"},
        {},  # no browser: it still needs the session and the CSRF token
    ],
)
def test_a_page_of_ours_may_act(headers: dict[str, str]) -> None:
    assert asked(**headers).content == b"the page"


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "http://127.0.0.1:9999"},
        {"origin": f"https://{HOST}"},
        {"origin": f"{OURS}.evil.example"},
        {"origin": "null"},
        {"origin": OURS, "sec_fetch_site": "cross-site"},
        {"origin": OURS, "sec_fetch_site": "same-site"},
        {"sec_fetch_site": "cross-site"},
        {"referer": "https://evil.example/127.0.0.1:8710"},
        {"origin": "null", "sec_fetch_site": "none"},
    ],
)
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_another_page_may_not_act(method: str, headers: dict[str, str]) -> None:
    answer = asked(method, **headers)
    assert answer.status_code == 403
    assert "did not come from a page of Ascent" in answer.content.decode()


def test_a_name_that_somebody_pointed_at_this_machine_is_refused() -> None:
    answer = asked("GET", host="rebound.example:8710")
    assert answer.status_code == 400
    assert "does not answer under this name" in answer.content.decode()


def test_the_gate_holds_in_an_asynchronous_stack() -> None:
    request = RequestFactory().post("/save/", headers={"host": HOST, "origin": "http://x.example"})
    gate: Any = SameOrigin(async_page)
    assert asyncio.run(gate(request)).status_code == 403


def visit(path: str, **headers: str) -> HttpResponse:
    request = RequestFactory().get(path, headers=headers)
    request.user = AnonymousUser()
    return SignedIn(page)(request)


def test_a_stranger_is_told_how_to_get_in() -> None:
    answer = visit("/today/")
    assert answer.status_code == 403
    assert "ascent start --link" in answer.content.decode()
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", ["/static/ascent/base.css", "/enter/abc"])
def test_static_files_and_the_door_are_open(path: str) -> None:
    assert visit(path).content == b"the page"


@pytest.mark.parametrize("path", ["/staticky", "/enter", "/x/static/", "//static/"])
def test_nothing_else_is(path: str) -> None:
    assert visit(path).status_code == 403


@pytest.mark.parametrize(
    "headers",
    [{"hx_request": "true"}, {"accept": "text/event-stream"}, {"accept": "application/json"}],
)
def test_a_part_of_a_page_gets_a_sentence_and_leaves_the_page_alone(
    headers: dict[str, str],
) -> None:
    answer = visit("/exercise/x/", **headers)
    assert answer.status_code == 401
    assert answer["HX-Reswap"] == "none"
    assert answer.content.decode().startswith("This browser is not signed in.")
    assert "<" not in answer.content.decode()


@pytest.mark.django_db
def test_the_whole_server_is_shut() -> None:
    client = Client(headers={"host": HOST})
    for path in ("/", "/today/", "/map/", "/settings/", "/nowhere/"):
        assert client.get(path).status_code == 403, path
