"""What the server refuses is said in its own words, and what was typed stays until it has it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Route, expect

from tests.journeys import learner
from tests.journeys.conftest import Serve
from tests.journeys.server import Server
from tests.journeys.watch import Watch

FULL = '<div class="notice"><p data-said>The disk is full.</p></div>'
NO_KIT = '<p data-said>The kit is missing.</p><a href="/kit/data/" data-way>Add the kit data</a>'
LESSON = "/lesson/a-column-at-once/"
REPORT = "/project/rain-tomorrow/report/"


@pytest.fixture(scope="module")
def server(serve: Serve) -> Iterator[Server]:
    with serve("refused") as server:
        yield server


@pytest.fixture
def page(page: Page, server: Server) -> Page:
    learner.arrive(page, server)
    return page


def refuse(page: Page, address: str, status: int, html: str) -> None:
    """Let the server answer every POST to `address` so."""

    def answer(route: Route) -> None:
        if route.request.method == "POST":
            route.fulfill(status=status, content_type="text/html", body=html)
        else:
            route.continue_()

    page.route(address, answer)


def test_the_editor_says_why_it_could_not_save(page: Page, watch: Watch) -> None:
    learner.open_first_exercise(page)
    status = page.locator("[data-editor-status]")
    with watch.allowing("507"):
        refuse(page, "**/save/", 507, FULL)
        learner.editor(page).press_sequentially("#")
        expect(status).to_contain_text("Not saved. The disk is full.")
        expect(status).to_contain_text("kept in this browser")
        page.unroute_all()
        expect(status).to_have_text("Saved")


def test_a_refused_run_names_its_reason_and_the_way_on(page: Page, watch: Watch) -> None:
    learner.open_first_exercise(page)
    with watch.allowing("503", "htmx"):
        refuse(page, "**/run/", 503, NO_KIT)
        page.get_by_role("button", name="Run").click()
        expect(page.locator(".toast")).to_contain_text("The kit is missing.")
    page.get_by_role("button", name="Add the kit data").click()
    expect(page).to_have_url("/kit/data/")


def test_what_was_made_of_a_lessons_cell_is_there_after_a_reload(page: Page) -> None:
    page.goto(LESSON)
    cell = page.get_by_role("textbox", name="Code, cell 1")
    written = cell.inner_text()
    back = page.get_by_role("button", name="As it was written").first
    expect(back).to_be_hidden()
    cell.press_sequentially("# mine ")
    expect(cell).to_contain_text("# mine")
    page.reload()
    expect(cell).to_contain_text("# mine")
    back.click()
    expect(cell).not_to_contain_text("# mine")
    assert cell.inner_text() == written
    page.reload()
    expect(cell).not_to_contain_text("# mine")


def test_the_last_words_are_kept_when_one_leaves_at_once(page: Page) -> None:
    page.goto(REPORT)
    field = page.locator("textarea").last
    field.fill("Written in haste.")
    page.goto("/today/")
    page.goto(REPORT)
    expect(field).to_have_value("Written in haste.")
    field.fill("")
    page.goto("/today/")
    page.goto(REPORT)
    expect(field).to_have_value("")


def test_a_report_stays_in_the_browser_until_the_server_has_it(page: Page, watch: Watch) -> None:
    page.goto(REPORT)
    field = page.locator("textarea").first
    field.fill("Rain follows rain.")
    with watch.allowing("500"):
        refuse(page, "**/report/", 500, '<main class="error-page">Ascent failed here</main>')
        page.get_by_role("button", name="Save the report").click()
        expect(page.get_by_text("Ascent failed here")).to_be_visible()
        page.unroute_all()
        page.goto("/today/")
        page.goto(REPORT)
    expect(field).to_have_value("Rain follows rain.")
    page.get_by_role("button", name="Save the report").click()
    expect(page.get_by_text("Your report is kept")).to_be_visible()
    assert page.evaluate("Object.keys(localStorage).filter(k => k.includes('report'))") == []
