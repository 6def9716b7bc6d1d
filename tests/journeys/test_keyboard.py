"""Without a mouse: everything can be reached, pressed and left, and the focus is always visible."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import learner
from tests.journeys.conftest import Serve
from tests.journeys.server import Server

MOST_TABS = 60
FOCUS = """() => {
    const at = document.activeElement;
    const drawn = (element) => {
        const style = getComputedStyle(element);
        return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2)
            || (style.stroke !== "none" && parseFloat(style.strokeWidth) >= 3);  // on the map
    };
    const around = [at, at.closest(".editor-frame, .choice, .editor"), ...at.querySelectorAll("*")];
    const name = at.ariaLabel || at.innerText || at.labels?.[0]?.innerText || at.id || at.tagName;
    return {
        name: name.trim(),
        seen: at === document.body || around.some(element => element && drawn(element)),
    };
}"""


@pytest.fixture(scope="module")
def server(serve: Serve) -> Iterator[Server]:
    with serve("keyboard") as server:
        yield server


@pytest.fixture
def page(page: Page, server: Server) -> Page:
    learner.arrive(page, server)
    return page


def tab_to(page: Page, name: str, key: str = "Tab") -> None:
    """Press Tab until the focus is on what is called `name`; each stop on the way is visible."""
    stops = []
    for _ in range(MOST_TABS):
        page.keyboard.press(key)
        at = page.evaluate(FOCUS)
        assert at["seen"], f"the focus on {at['name']!r} cannot be seen ({page.url})"
        stops.append(at["name"].split("\n")[0])
        if name in at["name"]:
            return
    pytest.fail(f"Tab does not come to {name!r}; it came to {stops}")


def go_to_line(page: Page, number: int) -> None:
    """In the editor, put the cursor on a line and select it."""
    page.keyboard.press("Control+Home")
    for _ in range(number - 1):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Home")
    page.keyboard.press("Shift+End")


def test_from_welcome_to_a_passed_exercise(page: Page) -> None:
    tab_to(page, "Say what you wish for")
    page.keyboard.press("Enter")
    expect(page).to_have_title("Survey · Ascent")
    tab_to(page, "What do you wish")
    page.keyboard.type(learner.WISH)
    tab_to(page, "Hours a week")
    tab_to(page, "Predict from tables")
    page.keyboard.press("Space")
    tab_to(page, "Plan my loop")
    page.keyboard.press("Enter")
    expect(page).to_have_title("Today · Ascent")
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
        expect(page).to_have_title(f"{title} · Ascent")
        page.wait_for_load_state()  # keys act once the page's script is there


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
    rows = page.locator("#skills tr")
    many = rows.filter(visible=True).count()
    page.keyboard.press("/")
    page.keyboard.type(skill_title())
    expect(rows.filter(visible=True)).to_have_count(1)
    assert many > 1
    tab_to(page, skill_title())
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(skill_title())


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
