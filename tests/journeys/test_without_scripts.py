"""A browser in which no scripts run: nothing typed is lost, every answer is a whole page."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import learner
from tests.journeys.conftest import Serve
from tests.journeys.server import Server

LOOKS = 500  # at a page that is there at once
TYPED = "typed = 'and saved by no script'"


@pytest.fixture(scope="module")
def server(serve: Serve) -> Iterator[Server]:
    with serve("plain") as server:
        yield server


@pytest.fixture
def plain(plain: Page) -> Page:
    """The learner has planned a loop."""
    learner.plan_loop(plain)
    return plain


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


def test_settings_are_kept(plain: Page) -> None:
    plain.goto("/settings/")
    plain.get_by_label("Light or dark").select_option("dark")
    plain.get_by_role("checkbox", name="Single keys").uncheck()
    plain.get_by_role("button", name="Save").click()
    expect(plain.get_by_text("Saved", exact=True)).to_be_visible()
    plain.goto("/week/")
    expect(plain.locator("html")).to_have_attribute("data-theme", "dark")
    expect(plain.locator("html")).to_have_attribute("data-keys", "off")


def test_a_date_is_moved_and_the_week_names_it(plain: Page) -> None:
    plain.goto("/loop/")
    plain.get_by_text("Move a date").click()
    plain.get_by_label("Step", exact=True).select_option("study")
    day = plain.get_by_label("Last day")
    first = date.fromisoformat(day.get_attribute("min") or "")
    last = first + timedelta(days=4)
    day.fill(str(last))
    plain.get_by_role("button", name="Move it").click()
    steps = plain.get_by_role("region", name="Steps and dates").get_by_role("listitem")
    study = steps.filter(has=plain.get_by_text("Study", exact=True))
    expect(study).to_contain_text(f"until {last.day} {last:%B}")
    plain.get_by_role("link", name="Look back on your week").click()
    expect(plain.get_by_role("region", name="What comes next")).to_contain_text("Study ends")


def test_a_skill_and_what_was_handed_in_for_it(plain: Page, server: Server) -> None:
    learner.has_passed_code(server)
    plain.goto(f"/exercise/{learner.FIRST}/")
    learner.press_check(plain)
    look_until_it_is_there(plain)
    learner.verdict(plain, "Passed")
    plain.get_by_text("Show the solution").click()
    plain.get_by_role("button", name="Show it").click()
    expect(plain.get_by_role("heading", name="One solution")).to_be_visible()
    plain.goto("/map/?list")
    plain.get_by_role("link", name=learner.pack().skills["ml-fit-predict"].title).click()
    expect(learner.evidence(plain).first).to_contain_text("Passed")
    plain.get_by_text("The curve as a table").click()
    expect(plain.get_by_role("table")).to_be_visible()
    plain.get_by_role("link", name="what you handed in").first.click()
    expect(plain.get_by_text(learner.OWN)).to_be_visible()


def look_until_it_is_there(plain: Page) -> None:
    """Load the page anew while it says that the code is being checked, as it says to do."""
    for _ in range(LOOKS):
        if plain.locator(".verdict-word").count():
            return
        plain.reload()
