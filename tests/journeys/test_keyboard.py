"""Without a mouse: everything can be reached, pressed and left, and the focus is always visible."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import learner
from tests.journeys.conftest import Serve
from tests.journeys.keyboard import FOCUS, tab_to
from tests.journeys.server import Server


@pytest.fixture(scope="module")
def server(serve: Serve) -> Iterator[Server]:
    with serve("keyboard") as server:
        yield server


@pytest.fixture
def page(page: Page, server: Server) -> Page:
    learner.arrive(page, server)
    return page


def go_to_line(page: Page, number: int) -> None:
    """In the editor, put the cursor on a line and select it."""
    page.keyboard.press("Control+Home")
    for _ in range(number - 1):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Home")
    page.keyboard.press("Shift+End")


def test_from_welcome_to_a_passed_exercise(page: Page) -> None:
    page.goto("/welcome/")
    tab_to(page, "Say what you wish for")
    page.keyboard.press("Enter")
    learner.comes_to(page, "Survey")
    tab_to(page, "What do you wish")
    page.keyboard.type(learner.WISH)
    tab_to(page, "Hours a week")
    tab_to(page, "Predict from tables")
    page.keyboard.press("Space")
    tab_to(page, "Plan my loop")
    page.keyboard.press("Enter")
    learner.comes_to(page, "Today")
    page.keyboard.press("n")
    expect(page.get_by_role("heading", level=1)).to_have_text("Train your first model")

    page.wait_for_load_state()
    tab_to(page, "Your code")
    go_to_line(page, learner.line_number(learner.FEATURES))
    page.keyboard.type(learner.BETTER)
    go_to_line(page, learner.line_number(learner.GUESS))
    page.keyboard.type(learner.OWN)
    page.keyboard.press("Shift+Enter")
    expect(page.get_by_role("region", name="Results")).to_contain_text("My penguin:")
    page.keyboard.press("Control+Enter")
    learner.verdict(page, "Passed")

    # On with it: out of the editor, and n is the next step.
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    expect(learner.editor(page)).not_to_be_focused()
    page.keyboard.press("n")
    expect(page).not_to_have_url(f"**/exercise/{learner.FIRST}/")


def test_tab_indents_and_escape_then_tab_leaves(page: Page) -> None:
    learner.open_first_exercise(page)
    expect(page.get_by_text("Esc, then Tab leaves the editor")).to_be_visible()
    tab_to(page, "Your code")
    page.keyboard.press("Control+Home")
    page.keyboard.press("Tab")
    expect(page.locator(".cm-line").first).to_have_text(re.compile("^    # A line that begins"))
    expect(learner.editor(page)).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Check")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(learner.editor(page)).to_be_focused()


def test_hints_open_with_h(page: Page) -> None:
    learner.open_first_exercise(page)
    page.keyboard.press("h")
    expect(page.locator(".rung-open")).to_have_count(1)
    page.keyboard.press("h")
    expect(page.locator(".rung-open")).to_have_count(2)


def test_all_keys_are_one_key_away(page: Page) -> None:
    learner.plan_loop(page)
    page.goto("/settings/")
    page.keyboard.press("?")
    keys = page.get_by_role("dialog", name="Keys")
    expect(keys).to_be_visible()
    expect(keys).to_contain_text("next step")
    page.keyboard.press("Escape")
    expect(keys).to_be_hidden()
    for second, title in (("m", "Map"), ("l", "Loop"), ("t", "Today")):
        page.keyboard.press("g")
        page.keyboard.press(second)
        learner.comes_to(page, title)


def test_the_map_by_keyboard(page: Page) -> None:
    page.goto("/map/")
    page.keyboard.press("/")
    search = page.get_by_label("Search the map")
    expect(search).to_be_focused()
    page.keyboard.type(skill_title())
    page.keyboard.press("Enter")
    node = page.locator("a[data-skill=ml-fit-predict]")
    expect(node).to_be_focused()
    assert page.evaluate(FOCUS)["seen"], "the focus on the map cannot be seen"
    page.keyboard.press("Enter")
    sheet = page.get_by_role("complementary", name="Skill")
    expect(sheet.get_by_role("heading", name=skill_title())).to_be_focused()
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    expect(node).to_be_focused()

    # The same as a list, one key away; there too / searches.
    page.keyboard.press("v")
    expect(page.get_by_role("heading", name="Map, as a list")).to_be_visible()
    page.wait_for_load_state()
    rows = page.locator("#skills tr")
    many = rows.filter(visible=True).count()
    page.keyboard.press("/")
    page.keyboard.type(skill_title())
    expect(rows.filter(visible=True)).to_have_count(1)
    assert many > 1
    tab_to(page, skill_title())
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(skill_title())


def test_a_question_is_practised(page: Page, server: Server) -> None:
    learner.has_passed_code(server)
    learner.open_first_exercise(page)
    with page.expect_response("**/check/"):  # an earlier verdict may be on the page
        page.keyboard.press("Control+Enter")
    learner.verdict(page, "Passed")
    page.goto("/review/?practise")
    question = learner.pack().activities[asked(page)].spec
    if question.kind in ("one-of", "several-of"):
        tab_to(page, page.locator("label.choice").first.inner_text())
        page.keyboard.press("Space")
    elif question.kind != "order":  # an order can be handed in as it stands
        tab_to(page, "Your answer" if question.kind == "numeric" else "Type what appears")
        page.keyboard.type("1")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".verdict-word")).to_be_visible()
    tab_to(page, "Next question")
    page.keyboard.press("Enter")
    learner.comes_to(page, "Review")


def test_settings_are_chosen_and_kept(page: Page) -> None:
    page.goto("/settings/")
    tab_to(page, "Light or dark")
    page.keyboard.press("End")
    tab_to(page, "Save")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()
    page.wait_for_load_state()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    tab_to(page, "Light or dark")
    page.keyboard.press("Home")
    tab_to(page, "Save")
    page.keyboard.press("Enter")
    expect(page.locator("html")).to_have_attribute("data-theme", "auto")


def test_from_the_loop_to_the_week_and_to_a_date(page: Page) -> None:
    learner.plan_loop(page)
    page.keyboard.press("g")
    page.keyboard.press("l")
    learner.comes_to(page, "Loop")
    tab_to(page, "Look back on your week")
    page.keyboard.press("Enter")
    learner.comes_to(page, "This week")
    tab_to(page, "Move a date")
    page.keyboard.press("Enter")
    learner.comes_to(page, "Loop")
    tab_to(page, "Move a date")
    page.keyboard.press("Enter")
    tab_to(page, "Step")
    page.keyboard.press("End")
    tab_to(page, "Move it")
    page.keyboard.press("Enter")
    learner.comes_to(page, "Loop")


def asked(page: Page) -> str:
    """The id of the question on the page."""
    sent_to = page.locator("#question").get_attribute("action") or ""
    return sent_to.strip("/").split("/")[1]


def skill_title() -> str:
    return learner.pack().skills["ml-fit-predict"].title


@pytest.mark.parametrize("path", ["/map/", "/map/?list", "/loop/", "/settings/"])
def test_focus_is_visible_on_every_stop(page: Page, path: str) -> None:
    page.goto(path)
    for _ in range(25):
        page.keyboard.press("Tab")
        at = page.evaluate(FOCUS)
        assert at["seen"], f"the focus on {at['name']!r} cannot be seen"


def test_the_skip_link_comes_first(page: Page) -> None:
    page.goto("/settings/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()
