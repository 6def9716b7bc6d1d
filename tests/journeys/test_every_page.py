"""Every page, wide and narrow, light and dark: quiet, whole, and open to everybody."""

import subprocess
import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from ascent.kinds import registry
from tests.journeys import learner
from tests.journeys.conftest import DESK, PHONE, Axes, Serve
from tests.journeys.server import Server
from tests.journeys.watch import Watch

ATTEMPTS = "24"  # in the year behind the learner of this home
SMALLEST = 24  # pixels: the least that a finger finds
CONTROLS = "a.button, button, select, summary, nav a, input:not([type=hidden]), textarea"
SMALL = """(controls, least) => controls
    .map(control => control.closest("label.choice") ?? control)
    .filter(control => control.checkVisibility({visibilityProperty: true}))
    .map(control => [control, control.getBoundingClientRect()])
    .filter(([, box]) => box.width > 1 && (box.width < least || box.height < least))
    .map(([control, box]) => `${control.outerHTML.slice(0, 80)} ${box.width} x ${box.height}`)"""
WIDER = """() => [...document.querySelectorAll("body *")]
    .filter(e => e.getBoundingClientRect().right > innerWidth + 1)
    .map(e => e.outerHTML.slice(0, 80)).slice(0, 5)"""


@pytest.fixture(scope="module")
def server(serve: Serve) -> Iterator[Server]:
    """Grace's machine: a loop is open, a year of attempts lies behind her."""
    with serve("grace") as server:
        words = [sys.executable, "-m", "benchmarks.inside", "prepare", ATTEMPTS]
        subprocess.run(words, env=server.environment(), stdout=subprocess.PIPE, check=True)
        yield server


@pytest.fixture
def page(page: Page, server: Server) -> Page:
    learner.arrive(page, server)
    return page


def looks_right(page: Page, axe: Axes) -> None:
    """The page that is open, on a desk and on a phone, by day and by night."""
    page.wait_for_load_state()
    expect(page.get_by_role("main")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    for size in (DESK, PHONE):
        page.set_viewport_size(size)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            axe(page)
        width = page.evaluate("document.scrollingElement.scrollWidth")
        assert width <= size["width"], f"{width} pixels wide: {page.evaluate(WIDER)}"
    small = page.locator(CONTROLS).evaluate_all(SMALL, SMALLEST)
    assert not small, "hard to hit:\n" + "\n".join(small)


def an_id(kind: str) -> str:
    return learner.pack().of_kind(kind)[0].id


PAGES = {
    "welcome": "/welcome/",
    "survey": "/survey/",
    "today": "/today/",
    "map": "/map/",
    "map, whole": "/map/?view=all",
    "map, as a list": "/map/?list",
    "skill": "/skill/ml-fit-predict/",
    "loop": "/loop/",
    "review": "/review/",
    "practice": "/review/?practise",
    "settings": "/settings/",
    "placement": "/placement/",
    "week": "/week/",
    "first exercise": "/exercise/first-model/",
    "lesson": f"/lesson/{an_id('lesson')}/",
    "tour": "/tour/bike-rentals/",
    "tour, a question": "/tour/bike-rentals/?stop=3",
    "tour, line by line": "/tour/bike-rentals/code/",
    "project": "/project/rain-tomorrow/",
    "report": "/project/rain-tomorrow/report/",
    "kit": "/kit/deep/",
    "design": "/design/",
    **{
        f"question, {kind}": f"/question/{q.id}/"
        for kind, q in {q.spec.kind: q for q in learner.pack().of_kind("question")}.items()
    },
}


@pytest.mark.parametrize("name", PAGES)
def test_every_page(page: Page, axe: Axes, name: str) -> None:
    answer = page.goto(PAGES[name])
    assert answer is not None
    assert answer.ok
    looks_right(page, axe)


def test_a_page_that_is_not_there(page: Page, axe: Axes, watch: Watch) -> None:
    with watch.allowing("404"):
        page.goto("/skill/walking-on-water/")
    expect(page.get_by_text("There is no skill “walking-on-water” on this map.")).to_be_visible()
    looks_right(page, axe)


def test_a_page_for_a_stranger(page: Page, axe: Axes, watch: Watch) -> None:
    page.context.clear_cookies()
    with watch.allowing("403"):
        page.goto("/today/")
    looks_right(page, axe)


def test_the_sheet_of_a_skill_on_the_map(page: Page, axe: Axes) -> None:
    page.goto("/map/")
    page.locator("a[data-skill=ml-fit-predict]").press("Enter")
    expect(page.get_by_role("complementary", name="Skill")).to_be_visible()
    looks_right(page, axe)


@pytest.mark.parametrize("screen", [PHONE])
def test_the_first_exercise_on_a_phone(page: Page, server: Server, axe: Axes) -> None:
    learner.has_passed_code(server)
    learner.open_first_exercise(page)
    learner.rewrite_line(page, learner.OWN, 'guess = "Gentoo"')
    page.get_by_role("button", name="Show this hint").click()
    page.get_by_role("button", name="Run").click()
    expect(page.get_by_role("img", name="Plot drawn by your code")).to_be_visible()
    learner.press_check(page)
    learner.verdict(page, "Not yet")
    looks_right(page, axe)
    page.set_viewport_size(PHONE)
    learner.rewrite_line(page, 'guess = "Gentoo"', learner.OWN)
    learner.press_check(page)
    results = learner.verdict(page, "Passed")
    looks_right(page, axe)
    results.get_by_role("link", name="Keep this as a page").click()
    sentence = page.get_by_label("One sentence of yours")
    expect(sentence).to_be_visible()
    looks_right(page, axe)
    sentence.fill("Made with a thumb.")
    page.get_by_role("button", name="Make the page").click()
    expect(page.get_by_text("“Made with a thumb.”")).to_be_visible()
    looks_right(page, axe)


def test_a_browser_finds_the_icon_on_its_own(page: Page) -> None:
    assert page.request.get("/favicon.ico").ok


def test_every_question_fits_on_a_phone(page: Page) -> None:
    page.set_viewport_size(PHONE)
    too_wide = []
    for question in registry.pack().of_kind("question"):
        page.goto(f"/question/{question.id}/")
        if page.evaluate("document.scrollingElement.scrollWidth") > PHONE["width"]:
            too_wide.append((question.id, page.evaluate(WIDER)))
    assert not too_wide
