"""The first minute: the printed address opens Ascent, once, and for nobody else."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Another, Axes, Serve
from tests.journeys.server import Server
from tests.journeys.watch import Watch


@pytest.fixture(scope="module")
def server(serve: Serve) -> Iterator[Server]:
    with serve("arrival") as server:
        yield server


@pytest.fixture
def fresh(server: Server) -> str:
    """An address like the printed one, which no other journey has used."""
    said = server.command("start", "--link").stdout
    return next(word for word in said.split() if word.startswith(server.origin))


def test_the_printed_address_opens_the_first_page(page: Page, server: Server, axe: Axes) -> None:
    page.goto(server.address)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_role("main")).to_be_visible()
    assert "/enter/" not in page.url, "the one-time token stays in the address bar"
    axe(page)


def test_a_reload_keeps_the_visitor_signed_in(page: Page, fresh: str) -> None:
    page.goto(fresh)
    title = page.title()
    page.reload()
    assert page.title() == title


def test_the_address_works_once(page: Page, fresh: str, another: Another) -> None:
    page.goto(fresh)
    answer = another().new_page().goto(fresh)
    assert answer is not None
    assert answer.status == 403


def test_a_browser_without_the_token_sees_nothing(page: Page, server: Server, watch: Watch) -> None:
    with watch.allowing("status 403", "Failed to load resource"):
        answer = page.goto(server.origin + "/")
    assert answer is not None
    assert answer.status == 403
