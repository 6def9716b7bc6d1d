"""One file, several places: two tabs, eight tabs, another editor, a file that was deleted."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.journeys import learner
from tests.journeys.conftest import Axes, Serve
from tests.journeys.server import Server

TABS = 8
FIRST_LINE = "# A line that begins with #"


@pytest.fixture(scope="module")
def server(serve: Serve) -> Iterator[Server]:
    with serve("places") as server:
        yield server


@pytest.fixture
def page(page: Page, server: Server) -> Page:
    """The first tab, on the first exercise."""
    learner.arrive(page, server)
    learner.has_passed_code(server)
    learner.open_first_exercise(page)
    return page


def a_tab_that_has_not_looked(context: BrowserContext) -> Page:
    """A second tab whose browser lets it sleep: it does not ask whether the file has changed."""

    def asleep(route: Route) -> None:
        if route.request.method == "GET":
            route.fulfill(status=204)
        else:
            route.continue_()

    tab = context.new_page()
    tab.route("**/save/", asleep)
    learner.open_first_exercise(tab)
    return tab


@pytest.mark.parametrize("chosen", ["this page", "the file"])
def test_two_tabs_write_and_both_versions_are_shown(
    page: Page, context: BrowserContext, server: Server, axe: Axes, chosen: str
) -> None:
    second = a_tab_that_has_not_looked(context)
    with learner.saving(page, "# by tab one"):
        learner.rewrite_line(page, learner.OWN, learner.OWN + "  # by tab one")
    learner.rewrite_line(second, FIRST_LINE, "# by tab two")

    # Both are there, side by side and on the disk, with the differing lines marked.
    choice = second.get_by_role("region", name="This file changed in another place")
    mine = choice.get_by_label("The version on this page")
    theirs = choice.get_by_label("The version in the file")
    expect(mine.locator(".line-differs")).to_have_text(["# by tab two", learner.OWN])
    expect(theirs.locator(".line-differs").last).to_contain_text("# by tab one")
    expect(second.locator("[data-editor-status]")).to_have_text("Two versions: choose one")
    beside = list(learner.answer_file(server).parent.glob("answer.conflict-*.py"))
    assert any("# by tab two" in path.read_text() for path in beside)
    assert any("# by tab one" in path.read_text() for path in beside)
    axe(second)

    word = "Go on with this one" if chosen == "this page" else "Go on with the file"
    choice.get_by_role("button", name=word).click()
    expect(second.locator("[data-editor-status]")).to_have_text("Saved")
    expect(choice).to_have_count(0)
    wanted, other = ("two", "one") if chosen == "this page" else ("one", "two")
    learner.holds(second, f"by tab {wanted}")
    kept = learner.answer_file(server).read_text()
    assert f"by tab {wanted}" in kept
    assert f"by tab {other}" not in kept

    # The first tab follows, and goes on writing.
    learner.holds(page, f"by tab {wanted}")
    with learner.saving(page, "# agreed"):
        learner.rewrite_line(page, "model.fit(", "model.fit(X_train, y_train)  # agreed")
    assert "# agreed" in learner.answer_file(server).read_text()


def test_who_is_typing_keeps_the_caret_when_two_versions_appear(
    page: Page, context: BrowserContext
) -> None:
    second = a_tab_that_has_not_looked(context)
    with learner.saving(page, "# first"):
        learner.rewrite_line(page, FIRST_LINE, "# first")
    learner.rewrite_line(second, FIRST_LINE, "# second")
    choice = second.get_by_role("region", name="This file changed in another place")
    expect(choice).to_be_visible()
    expect(learner.editor(second)).to_be_focused()
    second.keyboard.type(" and no more")  # n, h and the space bar would be commands
    choice.get_by_role("button", name="Go on with this one").click()
    expect(second.locator("[data-editor-status]")).to_have_text("Saved")
    learner.holds(page, "# second and no more")


def test_eight_tabs_at_once(page: Page, context: BrowserContext) -> None:
    small = learner.smallest_exercise()
    tabs = [page, *(context.new_page() for _ in range(TABS - 1))]
    for tab in tabs:
        tab.goto(f"/exercise/{small}/")
        expect(learner.editor(tab)).to_be_visible()
    with learner.saving(page, "\n"):
        learner.write_all(page, learner.passing(small))
    for tab in tabs[1:]:
        expect(tab.locator("[data-editor-status]")).to_contain_text("Updated")
    for tab in tabs:
        learner.press_check(tab)
    for tab in tabs:
        learner.verdict(tab, "Passed")
    shown = learner.times_shown(page, learner.main_skill(small))
    assert shown == 1, "the same answer, handed in eight times, says one thing"


def test_another_editor_writes_the_file(page: Page, server: Server) -> None:
    path = learner.answer_file(server)
    path.write_text(path.read_text().replace(learner.OWN, "guess = 'from another editor'"))
    learner.holds(page, "guess = 'from another editor'")
    expect(page.locator("[data-editor-status]")).to_contain_text("the file changed")
    with learner.saving(page, learner.OWN):
        learner.rewrite_line(page, "guess = 'from another editor'", learner.OWN)
    assert learner.OWN in path.read_text()


def test_a_deleted_file_comes_back(page: Page, server: Server) -> None:
    path = learner.answer_file(server)
    with learner.saving(page, "# mine, and not to be lost"):
        learner.rewrite_line(page, FIRST_LINE, "# mine, and not to be lost")
    path.unlink()
    page.reload()
    expect(page.get_by_text("Your file was brought back")).to_be_visible()
    learner.holds(page, "# mine, and not to be lost")
    assert "# mine, and not to be lost" in path.read_text()
