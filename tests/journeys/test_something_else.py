"""Today names one step. Who does not want it asks for something else, and gets it."""

from playwright.sync_api import Locator, Page, expect

from tests.journeys.learner import arrive, plan_loop
from tests.journeys.server import Server


def step(page: Page) -> Locator:
    """The title of the one next step."""
    return page.get_by_role("main").get_by_role("heading", level=1)


def test_something_else_is_another_step_and_stays_after_a_reload(
    page: Page, server: Server
) -> None:
    arrive(page, server)
    plan_loop(page)
    first = step(page).inner_text()
    page.get_by_role("button", name="Something else").click()
    expect(step(page)).not_to_have_text(first)
    second = step(page).inner_text()
    page.reload()
    expect(step(page)).to_have_text(second)


def test_what_was_put_aside_comes_last(page: Page, server: Server) -> None:
    arrive(page, server)
    plan_loop(page)
    first = step(page).inner_text()
    page.get_by_role("button", name="Something else").click()
    expect(step(page)).not_to_have_text(first)
    others = page.get_by_role("region", name="Or one of these").get_by_role("listitem")
    expect(others.filter(has_not=page.get_by_text(first)).first).to_be_visible()
    expect(others.last).to_contain_text(first)
