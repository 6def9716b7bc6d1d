"""Reading and remembering: cells that run in place, questions of every kind with their reasons."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from ascent.curriculum.activity import Activity
from tests.journeys import learner
from tests.journeys.conftest import Axes, Serve
from tests.journeys.server import Server

KINDS = ["one-of", "several-of", "numeric", "order", "predict-output"]


@pytest.fixture(scope="module")
def server(serve: Serve) -> Iterator[Server]:
    with serve("reading") as server:
        yield server


@pytest.fixture
def page(page: Page, server: Server) -> Page:
    learner.arrive(page, server)
    return page


def a_lesson() -> Activity:
    """The shortest lesson with three cells and something to do after it."""
    lessons = learner.pack().of_kind("lesson")
    rich = [a for a in lessons if a.text("lesson.md").count("```python run") > 2 and a.spec.next]
    return min(rich, key=lambda a: (a.minutes, a.id))


def a_question(kind: str) -> Activity:
    """A question of a kind in plain words: its reasons can be found again on the page."""
    asked = [q for q in learner.pack().of_kind("question") if q.spec.kind == kind]
    assert asked, f"the pack has no {kind} question"
    return min(asked, key=lambda q: (repr(q.spec).count("$"), q.id))


def run_cell(page: Page, number: int) -> Locator:
    """Press the Run of a cell; its output, once it is there."""
    cell = page.locator(".cell").nth(number - 1)
    cell.get_by_role("button", name="Run").click()
    output = page.locator(f"#output-{number} .output")
    expect(output).to_be_visible()
    return output


def test_a_lesson_is_read_by_running_and_changing_it(page: Page, axe: Axes) -> None:
    lesson = a_lesson()
    page.goto(f"/lesson/{lesson.id}/")
    expect(page.get_by_role("heading", level=1)).to_have_text(lesson.title)
    output = run_cell(page, 1)
    expect(output.locator(".output-error")).to_have_count(0)

    # Change it, run it again; a later cell runs what stands above it.
    page.get_by_role("textbox", name="Code, cell 1").click()
    page.keyboard.press("Control+End")
    page.keyboard.press("Enter")
    page.keyboard.type("mine = 6 * 7")
    page.get_by_role("textbox", name="Code, cell 2").click()
    page.keyboard.press("Control+End")
    page.keyboard.press("Enter")
    page.keyboard.type('"mine is", mine')
    expect(run_cell(page, 2)).to_contain_text("('mine is', 42)")

    # A mistake is shown where it was made, and costs nothing.
    page.get_by_role("textbox", name="Code, cell 2").click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" + ours")
    expect(run_cell(page, 2)).to_contain_text("NameError: name 'ours' is not defined")
    axe(page)

    page.locator("footer").get_by_role("button").click()
    after = learner.pack().activities[lesson.spec.next or ""]
    expect(page.get_by_role("heading", level=1)).to_have_text(after.title)
    page.goto(f"/lesson/{lesson.id}/")
    expect(page.get_by_text("· read")).to_be_visible()


@pytest.mark.parametrize("kind", KINDS)
def test_a_question_answered_wrong_then_right(page: Page, axe: Axes, kind: str) -> None:
    question = a_question(kind)
    spec = question.spec
    for right in (False, True):
        page.goto(f"/question/{question.id}/")
        learner.answer(page, spec, right=right)
        page.get_by_role("button", name="Answer").click()
        expect(
            page.get_by_text("Right." if right else "Not this time. Here is why.")
        ).to_be_visible()
        shown = letters(page.get_by_role("main").inner_text())
        for reason in reasons(spec, right):
            assert letters(reason) in shown, reason
        if not right:
            axe(page)
    page.get_by_role("link", name="Next question").click()
    expect(page).to_have_title("Review · Ascent")


def reasons(spec: object, right: bool) -> list[str]:
    """What has to be said after an answer: every choice's reason, or the explanation."""
    choices = getattr(spec, "choices", ())
    if choices:
        return [choice.why for choice in choices]
    mistakes = getattr(spec, "mistakes", ())
    return [mistakes[0].why if mistakes and not right else spec.explanation]


def letters(text: str) -> str:
    """Only the letters and digits: what Markdown and its rendering have in common."""
    return re.sub(r"[\W_]+", "", text)


def test_what_is_about_to_fade_comes_up_for_review(page: Page, server: Server) -> None:
    learner.plan_loop(page)
    learner.has_passed_code(server)
    learner.open_first_exercise(page)
    learner.press_check(page)
    learner.verdict(page, "Passed")
    page.goto("/review/")
    expect(page.get_by_role("heading", name="Nothing is about to fade")).to_be_visible()

    with server.later(days=60):
        page.goto("/today/")
        page.get_by_role("link", name=re.compile("due for review")).click()
        expect(page.get_by_text(re.compile(r"skills? faded a little"))).to_be_visible()
        expect(page.get_by_role("button", name="Answer")).to_be_visible()
        page.goto("/map/?list")
        expect(page.get_by_text(re.compile(r"[1-9]\d* fading"))).to_be_visible()


def test_dark_pages_and_keys_that_rest(page: Page, axe: Axes) -> None:
    page.goto("/settings/")
    paper = "() => getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(paper)
    page.get_by_label("Light or dark").select_option("dark")
    page.get_by_role("checkbox", name="Single keys").uncheck()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()
    page.wait_for_load_state()
    assert page.evaluate(paper) != light
    axe(page)
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.goto("/map/?list")
    assert page.evaluate(paper) != light

    page.goto("/settings/")
    page.get_by_label("Light or dark").select_option("auto")
    page.get_by_role("checkbox", name="Single keys").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()
    page.wait_for_load_state()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
