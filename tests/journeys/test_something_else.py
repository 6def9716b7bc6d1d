"""Today names one step. Who does not want it asks for something else, and gets it."""

from playwright.sync_api import Page, expect

from tests.journeys.learner import arrive, plan_loop
from tests.journeys.server import Server


def step(page: Page) -> str:
    """The title of the one next step."""
    return page.get_by_role("main").get_by_role("heading", level=1).inner_text()


def test_something_else_is_another_step_and_stays_after_a_reload(
    page: Page, server: Server
) -> None:
    arrive(page, server)
    plan_loop(page)
    first = step(page)
    page.get_by_role("button", name="Something else").click()
    expect(page).to_have_title("Today · Ascent")
    second = step(page)
    assert second != first
    page.reload()
    assert step(page) == second


def test_what_was_put_aside_is_not_among_the_others(page: Page, server: Server) -> None:
    arrive(page, server)
    plan_loop(page)
    first = step(page)
    page.get_by_role("button", name="Something else").click()
    expect(page).to_have_title("Today · Ascent")
    expect(page.get_by_role("main").get_by_text(first)).to_have_count(0)
