"""The gap: written, ranked, chosen and closed, by keyboard alone and without scripts."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import learner
from tests.journeys.conftest import Serve
from tests.journeys.keyboard import tab_to
from tests.journeys.server import Server

FELT = "Dates confuse me"
SKILL = "pd-timeseries"


@pytest.fixture
def server(serve: Serve) -> Iterator[Server]:
    with serve("gap") as server:
        yield server


def at_the_gap(page: Page, server: Server) -> Page:
    """The loop page of somebody whose project has ended as it was."""
    learner.plan_loop(page)
    server.ahead(days=9.5)  # the steps before the project have ended on their dates
    page.goto("/loop/")
    page.get_by_text("End the project as it is").click()
    page.get_by_role("button", name="End it and look for the gap").click()
    expect(page.get_by_label("Gap 1")).to_be_visible()
    page.wait_for_load_state()
    return page


def test_by_keyboard_alone(page: Page, server: Server) -> None:
    learner.arrive(page, server)
    at_the_gap(page, server)
    tab_to(page, "Gap 1")
    page.keyboard.type(FELT)
    tab_to(page, "This is my order")
    page.keyboard.press("Enter")
    expect(page.get_by_role("region", name="What the evidence says")).to_be_visible()
    page.wait_for_load_state()
    tab_to(page, FELT)
    tab_to(page, "The skill that it is about")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label("The skill that it is about")).not_to_have_value("")
    tab_to(page, "Days for it")
    page.keyboard.type("2")
    page.keyboard.press("Enter")
    expect(page.get_by_text(f"You chose: {FELT}")).to_be_visible()
    page.wait_for_load_state()
    tab_to(page, "Yes")
    page.keyboard.press("Space")
    tab_to(page, "Close the gap")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Was it the right one? You said: yes.")).to_be_visible()


def test_without_scripts(plain: Page, server: Server) -> None:
    at_the_gap(plain, server)
    plain.get_by_label("Gap 1").fill(FELT)
    plain.get_by_role("button", name="Keep these").click()
    expect(plain.get_by_label("Gap 1")).to_have_value(FELT)
    expect(plain.get_by_role("region", name="What the evidence says")).to_have_count(0)
    plain.get_by_role("button", name="This is my order").click()
    plain.get_by_role("radio", name=FELT).check()
    plain.get_by_label("The skill that it is about").select_option(SKILL)
    plain.get_by_role("button", name="Close this one").click()
    expect(plain.get_by_text(f"You chose: {FELT}")).to_be_visible()
    plain.get_by_role("radio", name="Yes").check()
    plain.get_by_role("button", name="Close the gap").click()
    expect(plain.get_by_text("Was it the right one? You said: yes.")).to_be_visible()
