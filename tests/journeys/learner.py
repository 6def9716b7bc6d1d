"""What a learner does, in the words of the journeys. A person's ways only: click, type, read."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from ascent.curriculum import Pack
from tests.journeys.server import Server

WISH = "I want to know whether to believe a model before I use it"
FIRST = "first-model"
FEATURES = 'features = ["bill_depth_mm", "body_mass_g"]'  # the line that the first exercise names
BETTER = 'features = ["bill_length_mm", "flipper_length_mm", "body_mass_g"]'
GUESS = 'guess = "nobody has asked the model yet"'  # the line to write anew
OWN = "guess = model.predict([[46.5, 218, 5100]])"


def arrive(page: Page, server: Server) -> None:
    """Open the printed address; who has used it before brings the cookies that it gave."""
    if server.cookies:
        page.context.add_cookies(server.cookies)  # type: ignore[arg-type]
        page.goto("/")
        return
    page.goto(server.address)
    server.cookies = page.context.cookies()


def plan_loop(page: Page, wish: str = WISH) -> None:
    """Answer the survey and land on Today."""
    page.goto("/survey/")
    page.get_by_label("What do you wish you could do?").fill(wish)
    page.get_by_role("radio", name="Predict from tables").check()
    page.get_by_role("button", name="Plan my loop").click()
    expect(page).to_have_title("Today · Ascent")


def open_first_exercise(page: Page) -> None:
    """The first exercise, with its editor awake."""
    page.goto(f"/exercise/{FIRST}/")
    expect(editor(page)).to_be_visible()


def editor(page: Page) -> Locator:
    """The editor of an exercise or a project."""
    return page.get_by_role("textbox", name="Your code")


def rewrite_line(page: Page, old: str, new: str) -> None:
    """Click the line that begins with `old`, select it to its end, and type."""
    line = page.locator(".cm-line").filter(has_text=old)
    line.click()
    page.keyboard.press("Home")
    page.keyboard.press("Shift+End")
    page.keyboard.type(new)
    expect(page.locator(".cm-line").filter(has_text=new)).to_be_visible()


def write_all(page: Page, code: str) -> None:
    """Put `code` in place of all that is in the editor, as a paste does."""
    editor(page).click()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(code.rstrip("\n") + "\n")


def is_saved(page: Page) -> None:
    """Wait until the page says that the text is on the disk."""
    expect(page.locator("[data-editor-status]")).to_have_text("Saved")


def press_check(page: Page) -> None:
    page.get_by_role("button", name="Check").click()


def verdict(page: Page, word: str) -> Locator:
    """The results, once they say `word`."""
    results = page.get_by_role("region", name="Results")
    expect(results.locator(".verdict-word")).to_have_text(word)
    return results


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
