"""The first minute: the printed address opens Ascent, once, and for nobody else."""

from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import Axes
from tests.journeys.server import Server
from tests.journeys.watch import Watch


def test_the_printed_address_opens_the_first_page(page: Page, server: Server, axe: Axes) -> None:
    page.goto(server.address)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_role("main")).to_be_visible()
    assert "/enter/" not in page.url, "the one-time token stays in the address bar"
    axe(page)


def test_a_reload_keeps_the_visitor_signed_in(page: Page, server: Server) -> None:
    page.goto(server.address)
    title = page.title()
    page.reload()
    assert page.title() == title


def test_the_address_works_once(page: Page, server: Server, browser: Browser) -> None:
    page.goto(server.address)
    stranger = browser.new_context().new_page()
    answer = stranger.goto(server.address)
    assert answer is not None
    assert answer.status == 403
    stranger.context.close()


def test_a_browser_without_the_token_sees_nothing(page: Page, server: Server, watch: Watch) -> None:
    with watch.allowing("status 403", "Failed to load resource"):
        answer = page.goto(server.origin + "/")
    assert answer is not None
    assert answer.status == 403
