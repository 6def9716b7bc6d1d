"""What a learner does, in the words of the journeys. A person's ways only: click, type, read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from playwright.sync_api import Locator, Page, Response, expect

from ascent.curriculum import Pack
from tests.journeys.server import Server

WISH = "I want to know whether to believe a model before I use it"
FIRST = "first-model"
FEATURES = 'features = ["bill_depth_mm", "body_mass_g"]'  # the line that the first exercise names
BETTER = 'features = ["bill_length_mm", "flipper_length_mm", "body_mass_g"]'
GUESS = 'guess = "nobody has asked the model yet"'  # the line to write anew
OWN = "guess = model.predict([[46.5, 218, 5100]])"  # as the author's solution has it


def arrive(page: Page, server: Server) -> None:
    """Come in by the printed address; who has used it before brings the cookies that it gave."""
    if not server.cookies:
        page.goto(server.address)
        server.cookies = page.context.cookies()
    page.context.add_cookies(server.cookies)


def comes_to(page: Page, title: str) -> None:
    """Wait until the page called `title` is there, awake: its scripts act from here on."""
    expect(page).to_have_title(f"{title} · Ascent")
    page.wait_for_load_state()


def plan_loop(page: Page, wish: str = WISH) -> None:
    """Answer the survey and land on Today."""
    page.goto("/survey/")
    page.get_by_label("What do you wish you could do?").fill(wish)
    page.get_by_role("radio", name="Predict from tables").check()
    page.get_by_role("button", name="Plan my loop").click()
    comes_to(page, "Today")


def has_passed_code(server: Server, activity: str = FIRST) -> None:
    """The learner's file as it is when the work is done: the author's solution."""
    path = answer_file(server, activity)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(passing(activity))


def open_first_exercise(page: Page) -> None:
    """The first exercise, with its editor awake."""
    page.goto(f"/exercise/{FIRST}/")
    expect(editor(page)).to_be_visible()


def editor(page: Page) -> Locator:
    """The editor of an exercise or a project."""
    return page.get_by_role("textbox", name="Your code")


def holds(page: Page, *texts: str) -> None:
    """Wait until the editor holds each of `texts`, in view or not."""
    for text in texts:
        expect(page.locator("textarea[name=code]")).to_have_value(re.compile(re.escape(text)))


def rewrite_line(page: Page, old: str, new: str) -> None:
    """Go down to the line with `old`, select all of it, and paste `new` over it: one change."""
    holds(page, old)
    active = page.locator(".cm-activeLine")
    editor(page).click()
    page.keyboard.press("Control+Home")
    for _ in range(400):  # rows on the screen: long lines are wrapped
        if old in active.inner_text():
            break
        page.keyboard.press("ArrowDown")
    for key in ("Home", "Home", "Shift+End", "Shift+End"):  # of the row, then of the line
        page.keyboard.press(key)
    paste(page, new)
    holds(page, new)


def write_all(page: Page, code: str) -> None:
    """Paste `code` over all that is in the editor."""
    expect(editor(page)).to_be_visible()
    page.wait_for_load_state()  # from here on it is more than a plain field
    editor(page).click()
    page.keyboard.press("Control+A")
    paste(page, code)


def paste(page: Page, text: str) -> None:
    """Put `text` where the caret is."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate("text => navigator.clipboard.writeText(text)", text)
    page.keyboard.press("Control+V")


@contextmanager
def saving(page: Page, text: str) -> Iterator[None]:
    """Wait at the end of the block until the page has sent a version with `text` and says so."""

    def carries(answer: Response) -> bool:
        sent = parse_qs(answer.request.post_data or "").get("text", [""])
        return answer.url.endswith("/save/") and text in sent[0]

    with page.expect_response(carries):
        yield
    expect(page.locator("[data-editor-status]")).to_have_text("Saved")


def press_check(page: Page) -> None:
    page.get_by_role("button", name="Check").click()


def verdict(page: Page, word: str) -> Locator:
    """The results, once they say `word`."""
    results = page.get_by_role("region", name="Results")
    expect(results.locator(".verdict-word")).to_have_text(word)
    return results


def line_number(text: str) -> int:
    """Where a line of the first exercise's starter stands, from 1."""
    return pack().activities[FIRST].text("starter.py").splitlines().index(text) + 1


def passing(activity: str = FIRST) -> str:
    """The author's solution: code that passes."""
    return pack().activities[activity].text("solution.py")


def smallest_exercise() -> str:
    """An exercise in plain Python, without data: the quickest to check."""
    light = [a for a in pack().of_kind("exercise") if not a.data and not a.spec.libraries]
    return min(light, key=lambda a: (a.minutes, a.id)).id


def main_skill(activity: str) -> str:
    return pack().activities[activity].main_skill


def answer(page: Page, question: Any, *, right: bool = True) -> None:
    """Fill in the right answer to a question that is on the page, or a wrong one. Not sent yet."""
    page.wait_for_load_state()
    if question.kind in ("one-of", "several-of"):
        for number, choice in enumerate(question.choices):
            if choice.right == right:
                page.locator(f"input[name=given][value='{number}']").check()
                if question.kind == "one-of":
                    return
    elif question.kind == "order":
        wanted = range(len(question.items))
        put_in_order(page, wanted if right else wanted[::-1])
    else:
        wrong = question.mistakes[0].value if question.mistakes else "nothing of the sort"
        page.locator("[name=given]").fill(str(question.answer if right else wrong))


def put_in_order(page: Page, wanted: Sequence[int]) -> None:
    """Move the items of an order question, by their own buttons, until they stand as `wanted`."""
    fields = page.locator("[data-order] input[name=given]")
    for place, index in enumerate(wanted):
        item = page.locator(".order-item").filter(has=page.locator(f"input[value='{index}']"))
        now = [int(field.input_value()) for field in fields.all()].index(index)
        for _ in range(now - place):
            item.get_by_role("button", name="Up").click()


def times_shown(page: Page, skill: str) -> int:
    """How many pieces of evidence the page of a skill lists."""
    page.goto(f"/skill/{skill}/")
    return evidence(page).count()


def evidence(page: Page) -> Locator:
    """The pieces of evidence on the page of a skill, the newest first."""
    return page.get_by_role("region", name="What you have shown").get_by_role("listitem")


def pass_first_exercise(page: Page) -> Locator:
    """Do what the first exercise asks. Returns the results."""
    open_first_exercise(page)
    rewrite_line(page, FEATURES, BETTER)
    rewrite_line(page, GUESS, OWN)
    press_check(page)
    return verdict(page, "Passed")


def answer_file(server: Server, activity: str = FIRST) -> Path:
    """Where the learner's file of an activity lies."""
    return server.home / "work" / activity / "answer.py"


@cache
def pack() -> Pack:
    """The pack that the server teaches, to know right answers and wrong ones."""
    from ascent.kinds import registry

    return registry.pack()
