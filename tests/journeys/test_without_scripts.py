"""A browser in which no scripts run: nothing typed is lost, every answer is a whole page."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys import learner
from tests.journeys.server import Server

TYPED = "typed = 'and saved by no script'"


@pytest.fixture
def plain(browser: Browser, server: Server, page: Page) -> Iterator[Page]:
    """A page of such a browser; the learner has planned a loop."""
    learner.arrive(page, server)
    learner.plan_loop(page)
    context = browser.new_context(
        base_url=server.origin,
        java_script_enabled=False,
        storage_state=page.context.storage_state(),
    )
    yield context.new_page()
    context.close()


def test_help_in_an_exercise_keeps_what_was_typed(plain: Page, server: Server) -> None:
    code = plain.locator("textarea[name=code]")
    plain.goto(f"/exercise/{learner.FIRST}/")
    code.fill(TYPED)
    plain.get_by_role("button", name="Show this hint").click()
    expect(plain.locator(".rung-open")).to_have_count(1)
    expect(code).to_have_value(TYPED)
    code.fill(f"{TYPED}\nmore = 1")
    plain.get_by_text("Show the solution").click()
    plain.get_by_role("button", name="Show it").click()
    expect(plain.get_by_role("heading", name="One solution")).to_be_visible()
    assert learner.answer_file(server).read_text() == f"{TYPED}\nmore = 1"
    plain.get_by_text("Begin again").click()
    plain.get_by_role("button", name="Back to the starter").click()
    expect(code).not_to_have_value(f"{TYPED}\nmore = 1")


def test_questions_and_cells_come_back_as_whole_pages(plain: Page) -> None:
    main = plain.get_by_role("navigation", name="Main")
    asked = next(q for q in learner.pack().of_kind("question") if q.spec.kind == "order")
    plain.goto(f"/question/{asked.id}/")
    for item in plain.locator(".order-item").all():
        place = int(item.locator("[name=given]").input_value()) + 1
        item.get_by_label("Place").fill(str(place))
    expect(plain.get_by_role("button", name="Up")).to_have_count(0)
    plain.get_by_role("button", name="Answer").click()
    expect(plain.get_by_text("Right.")).to_be_visible()
    expect(main).to_be_visible()

    lesson = next(
        a for a in learner.pack().of_kind("lesson") if "python run" in a.text("lesson.md")
    )
    plain.goto(f"/lesson/{lesson.id}/")
    plain.locator("textarea[name=cell-1]").fill("print('my' + 'self')")
    plain.get_by_role("button", name="Run").first.click()
    expect(plain.locator("#output-1 .output")).to_contain_text("myself")
    expect(main).to_be_visible()
