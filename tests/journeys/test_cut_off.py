"""Cut off in the middle: a reload, a power cut, a server that is away. Nothing is lost."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import learner
from tests.journeys.conftest import Serve
from tests.journeys.server import Server
from tests.journeys.watch import AWAY, Watch

SLOWLY = "import time; time.sleep(2)"  # in the learner's code: a check that takes its time
CHECK = "**/check/"
FIRST_LINE = "# A line that begins with #"


@pytest.fixture(scope="module")
def server(serve: Serve) -> Iterator[Server]:
    """One home; the server in it is killed and comes back at the same address."""
    with serve("cut-off") as server:
        yield server


@pytest.fixture
def page(page: Page, server: Server) -> Page:
    learner.arrive(page, server)
    learner.has_passed_code(server)
    learner.open_first_exercise(page)
    return page


def test_a_reload_in_the_middle_of_a_check_loses_nothing(page: Page, watch: Watch) -> None:
    before = learner.times_shown(page, "ml-fit-predict")
    learner.open_first_exercise(page)
    learner.rewrite_line(page, FIRST_LINE, SLOWLY)
    with page.expect_response(CHECK):
        learner.press_check(page)
    with watch.allowing("ERR_ABORTED"):  # a save may be on its way: it arrives, its answer is lost
        page.reload()
    learner.verdict(page, "Passed")
    learner.holds(page, SLOWLY)
    page.reload()
    learner.verdict(page, "Passed")
    assert learner.times_shown(page, "ml-fit-predict") == before + 1


def test_a_power_cut_in_the_middle_of_a_check(page: Page, server: Server, watch: Watch) -> None:
    before = learner.times_shown(page, "ml-fit-predict")
    learner.open_first_exercise(page)
    learner.rewrite_line(page, learner.OWN, learner.OWN.replace("218", "219"))
    learner.rewrite_line(page, FIRST_LINE, SLOWLY + "  # the last words before the dark")
    with page.expect_response(CHECK):
        learner.press_check(page)
    with watch.allowing(*AWAY):
        server.come_back_after(server.kill)
        page.reload()

    # Every edit is there, and the check that was cut off is taken up again.
    learner.holds(page, "[[46.5, 219, 5100]]")
    learner.holds(page, "the last words before the dark")
    learner.verdict(page, "Passed")
    assert learner.times_shown(page, "ml-fit-predict") == before + 1


def test_what_is_typed_while_the_server_is_away_is_kept_and_sent(
    page: Page, server: Server, watch: Watch
) -> None:
    status = page.locator("[data-editor-status]")
    with watch.allowing(*AWAY):

        def away() -> None:
            server.kill()
            learner.rewrite_line(page, learner.OWN, learner.OWN + "  # typed alone")
            expect(status).to_contain_text("Ascent does not answer")
            expect(status).to_contain_text("kept in this browser")
            page.get_by_role("button", name="Check").click()
            expect(page.get_by_role("status").filter(has_text="Try again")).to_be_visible()

        server.come_back_after(away)
        expect(status).to_have_text("Saved")
    assert "# typed alone" in learner.answer_file(server).read_text()
    page.get_by_role("button", name="Try again").click()
    learner.verdict(page, "Passed")


def test_a_page_that_is_closed_while_the_server_is_away(
    page: Page, server: Server, watch: Watch
) -> None:
    status = page.locator("[data-editor-status]")
    with watch.allowing(*AWAY):

        def away() -> None:
            server.kill()
            learner.rewrite_line(page, learner.OWN, learner.OWN + "  # and then I left")
            expect(status).to_contain_text("kept in this browser")
            page.goto("about:blank")

        server.come_back_after(away)
        with learner.saving(page, "# and then I left"):
            learner.open_first_exercise(page)
        learner.holds(page, "# and then I left")
    assert "# and then I left" in learner.answer_file(server).read_text()
