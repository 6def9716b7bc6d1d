"""A placement: from Today to the end and back, by keyboard, with and without scripts."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import learner
from tests.journeys.conftest import PHONE, Axes
from tests.journeys.server import Server


@pytest.mark.parametrize("screen", [PHONE])
def test_who_begins_from_zero_is_out_after_three_questions(
    page: Page, server: Server, axe: Axes
) -> None:
    learner.arrive(page, server)
    learner.plan_loop(page)
    page.get_by_role("link", name="A few questions").click()
    learner.comes_to(page, "Placement")
    axe(page)
    page.keyboard.press("n")
    for number in (1, 2, 3):
        asked = page.get_by_role("heading", level=1)
        expect(asked).to_contain_text(f"Question {number}")
        if number > 1:  # the next one came into the page, and the keyboard is at its head
            expect(asked).to_be_focused()
        expect(page.get_by_text("Probably known: 0 of")).to_be_visible()
        page.wait_for_load_state()
        button = page.get_by_role("button", name="I don't know yet")
        button.focus()
        page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("You begin at the beginning")
    axe(page)
    page.keyboard.press("n")
    expect(page).to_have_title("Today · Ascent")


def test_it_works_without_scripts_and_stops_where_one_likes(plain: Page) -> None:
    learner.plan_loop(plain)
    plain.goto("/placement/")
    plain.get_by_role("button", name="Ask me").click()
    plain.get_by_role("button", name="I don't know yet").click()
    expect(plain.get_by_role("heading", level=1)).to_contain_text("Question 2")
    plain.get_by_text("The same in words").click()
    expect(plain.get_by_text("Not clear yet:")).to_be_visible()
    plain.get_by_role("button", name="Stop here and keep this").click()
    expect(plain.get_by_role("heading", level=2).first).to_have_text("What one question says")
