"""A wrong answer, what it was, the hints rung by rung, a pass; and code that does not end well."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import learner
from tests.journeys.conftest import Axes, Serve
from tests.journeys.server import Server


@pytest.fixture(scope="module")
def server(serve: Serve) -> Iterator[Server]:
    """One home for all of this: the exercise is begun again for each story."""
    with serve("wrong") as server:
        yield server


@pytest.fixture
def page(page: Page, server: Server) -> Page:
    """Ada before the first exercise, as it is at its start."""
    learner.arrive(page, server)
    learner.open_first_exercise(page)
    page.get_by_text("Begin again").click()
    with page.expect_navigation():
        page.get_by_role("button", name="Back to the starter").click()
    learner.holds(page, learner.GUESS)
    return page


def test_a_wrong_answer_is_named_then_hinted_at_then_passes(page: Page, axe: Axes) -> None:
    before = learner.times_shown(page, "ml-fit-predict")
    learner.open_first_exercise(page)
    learner.rewrite_line(page, learner.FEATURES, learner.BETTER)
    learner.rewrite_line(page, learner.GUESS, 'guess = "Gentoo"')
    learner.press_check(page)
    results = learner.verdict(page, "Not yet")

    # The first failing check is open, with what was found and the hint for this very mistake.
    failing = results.locator(".check-fail details[open]")
    expect(failing).to_have_count(1)
    expect(failing).to_contain_text("'Gentoo', text that you typed")
    expect(failing).to_contain_text("Look here: The name of the species must come from the model")
    expect(results.locator(".check-pass")).to_have_count(4)
    axe(page)

    # The ladder: every rung is visible by name; each press opens one more.
    rungs = page.locator(".rung")
    expect(rungs).to_have_count(3)
    for opened, (name, says) in enumerate(
        [
            ("1. Nudge", "Which two colours lie on top of each other"),
            ("2. Idea", "one number for each name in the list"),
            ("3. Worked step", "guess = model.predict"),
        ],
        start=1,
    ):
        expect(page.get_by_text(name)).to_be_visible()
        expect(rungs.nth(opened - 1)).not_to_contain_text(says)
        page.get_by_role("button", name="Show this hint").click()
        expect(page.locator(".rung-open")).to_have_count(opened)
        expect(rungs.nth(opened - 1)).to_contain_text(says)
    expect(page.get_by_role("button", name="Show this hint")).to_have_count(0)
    axe(page)

    learner.rewrite_line(page, 'guess = "Gentoo"', learner.OWN)
    learner.press_check(page)
    learner.verdict(page, "Passed")

    # Both tries are evidence that can be read back, the help included.
    page.goto("/skill/ml-fit-predict/")
    rows = learner.evidence(page)
    expect(rows).to_have_count(before + 2)
    expect(rows.first).to_contain_text(re.compile("Passed.*3 hints", re.S))
    expect(rows.nth(1)).to_contain_text("Not yet ·")
    expect(rows.nth(1)).not_to_contain_text("hint")


def test_the_solution_is_shown_on_request_and_counted_honestly(page: Page) -> None:
    page.get_by_text("Show the solution").click()
    page.get_by_role("button", name="Show it").click()
    shown = page.get_by_role("region", name="Hints")
    expect(shown).to_contain_text("One solution")
    expect(shown).to_contain_text("guess = model.predict")


def test_a_syntax_error_is_shown_with_its_line(page: Page, axe: Axes) -> None:
    learner.rewrite_line(page, learner.GUESS, "guess = model.predict[[46.5 218]]")
    learner.press_check(page)
    results = learner.verdict(page, "Stopped with an error")
    expect(results).to_contain_text("SyntaxError")
    expect(results).to_contain_text(f"line {learner.line_number(learner.GUESS)}")
    learner.holds(page, "46.5 218")
    axe(page)


def test_a_wrong_name_is_shown_with_its_line_and_what_came_before(page: Page) -> None:
    learner.rewrite_line(page, learner.GUESS, "guess = modle.predict([[17.5, 3900]])")
    page.get_by_role("button", name="Run").click()
    results = learner.verdict(page, "Stopped with an error")
    expect(results).to_contain_text("Always Adelie is right for")
    expect(results).to_contain_text("NameError: name 'modle' is not defined")


def test_too_much_output_is_cut_with_a_reason(page: Page) -> None:
    learner.rewrite_line(page, learner.GUESS, 'guess = [print("penguin" * 1000) for _ in y]')
    learner.press_check(page)
    results = learner.verdict(page, "Too much output")
    expect(results).to_contain_text("Look for a print inside a loop")
