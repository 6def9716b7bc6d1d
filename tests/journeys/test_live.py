"""Code that runs for seconds: seen while it runs, steered, stopped, left and found again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, Request, expect

from tests.journeys import learner
from tests.journeys.conftest import DESK, PHONE, Axes, Serve
from tests.journeys.server import Server
from tests.journeys.watch import AWAY, Watch

SLOW = "train-in-the-open"
LONG = "train-for-long"
ASKED = "train-when-asked"
SKILL = "ml-fit-predict"
STEPS = 5_400  # of the training below, thirty a second: it goes on until somebody ends it
CODE = f"""
import time

from ascent_run import progress, setting

weight, step = 0.0, 0
while True:
    rate = setting("learning rate", 0.00001, low=0.00001, high=1.0, about="How far a step goes.")
    if step >= setting("steps", {STEPS}, low=1, high={STEPS}, about="After so many it ends."):
        break
    weight -= rate * 2 * (weight - 3)
    step += 1
    progress(step, of={STEPS}, loss=(weight - 3) ** 2, phase="training")
    if step % 10 == 1:
        print(f"step {{step}}: weight {{weight:.3f}}")
    time.sleep(1 / 30)
print(f"trained to {{weight:.1f}}")
"""
CHECKS = """
from ascent.testing import check, fail


@check("`weight` is a number.")
def is_a_number(learner):
    if type(learner.weight.get()) is not float:
        fail("`weight` is no number.")


@check("The training has found the weight.")
def is_found(learner):
    if abs(learner.weight.get() - 3) > 0.2:
        fail("`weight` is still far from what the data says. Try a larger learning rate.")
"""


ASKED_CODE = f"""
import time

from ascent_run import progress, setting


def train(steps):
    step = 0
    while step < min(steps, setting("steps", {STEPS}, low=1, high={STEPS})):
        step += 1
        progress(step, of=steps, loss=1 / step)
        time.sleep(1 / 30)
    return 3.0
"""
ASKED_CHECKS = """
from ascent.testing import check, fail, progress


@check("`train` answers at once when there is nothing to do.")
def is_quick(learner):
    if learner.train(0) != 3.0:
        fail("`train(0)` is not 3.0.")


@check("`train` finds the weight.")
def is_found(learner):
    for part in range(3):
        progress(part, of=3, part=part + 1)
        if learner.train(5_400) != 3.0:
            fail("`train(5_400)` is not 3.0.")
"""


def write_pack(folder: Path) -> None:
    """A pack with exercises whose code trains until it is told to end. The second may take so
    long that a worker process grades it; the third trains when a check asks it to."""
    folder.mkdir(parents=True)
    (folder / "pack.toml").write_text(
        'format = 1\nid = "slow"\ntitle = "Slow"\nlicence = "CC0-1.0"\nversion = "1"\n'
    )
    write_exercise(folder / "exercises" / SLOW, "Train in the open", seconds=60)
    write_exercise(folder / "exercises" / LONG, "Train for long", seconds=600)
    asked = folder / "exercises" / ASKED
    write_exercise(asked, "Train when asked", seconds=60)
    for name in ("starter.py", "solution.py"):
        (asked / name).write_text(ASKED_CODE)
    (asked / "checks.py").write_text(ASKED_CHECKS)


def write_exercise(exercise: Path, title: str, seconds: int) -> None:
    (exercise / "wrong").mkdir(parents=True)
    (exercise / "exercise.toml").write_text(
        f'id = "{exercise.name}"\ntitle = "{title}"\nskills = {{ {SKILL} = 1.0 }}\n'
        f'difficulty = 0.2\nminutes = 5\nkit = "data"\nlimits = {{ seconds = {seconds} }}\n'
    )
    (exercise / "prompt.md").write_text("Train, and watch the loss.\n")
    (exercise / "starter.py").write_text(CODE)
    (exercise / "solution.py").write_text(CODE.replace(", 0.00001, low", ", 0.5, low"))
    (exercise / "checks.py").write_text(CHECKS)
    (exercise / "hints.md").write_text("## Nudge\nA.\n\n## Idea\nB.\n\n## Worked step\nC.\n")


@pytest.fixture(scope="module")
def server(serve: Serve) -> Iterator[Server]:
    """One home for these stories, with the slow exercise in it."""
    with serve("live") as server:
        write_pack(server.home / "packs" / "slow")
        yield server


@pytest.fixture
def page(page: Page, server: Server) -> Page:
    learner.arrive(page, server)
    path = learner.answer_file(server, SLOW)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(CODE)
    return opened(page)


def opened(page: Page, exercise: str = SLOW) -> Page:
    """The slow exercise, its page awake."""
    page.goto(f"/exercise/{exercise}/")
    expect(learner.editor(page)).to_be_visible()
    return page


def results(page: Page) -> Locator:
    return page.get_by_role("region", name="Results")


def steps(page: Page) -> int:
    """How far the page says that the training is; waits until it says so."""
    told = results(page).locator("[data-done]")
    expect(told).to_have_text(re.compile(rf"^[\d,]+ of {STEPS:,}$"))
    return int(told.inner_text().split()[0].replace(",", ""))


def moves_on(page: Page, after: int) -> int:
    """Wait until the training is further than `after`."""
    page.wait_for_function(
        """after => parseInt(document.querySelector("[data-done]")?.textContent.replace(",", ""))
            > after""",
        arg=after,
    )
    return steps(page)


def streams_of(page: Page) -> list[str]:
    """The addresses of the live streams that a page opens from now on."""
    found: list[str] = []

    def note(request: Request) -> None:
        if "/live/" in request.url:
            found.append(request.url)

    page.on("request", note)
    return found


def turn(page: Page, setting: str, to: str) -> None:
    """Give a setting of the code that runs another value."""
    field = results(page).get_by_role("spinbutton", name=setting)
    field.fill(to)
    field.press("Enter")


def learn(page: Page, rate: str = "0.5") -> None:
    """Turn the learning rate up, and wait until that has helped."""
    turn(page, "learning rate", rate)
    has_learned(page)


def has_learned(page: Page) -> None:
    expect(results(page)).to_contain_text("weight 3.000")


def end(page: Page) -> None:
    """Let the training come to its end now."""
    turn(page, "steps", "1")


def end_unseen(page: Page) -> None:
    """The same from elsewhere: on this page nothing shows the settings."""
    status = page.evaluate(
        """() => fetch(document.querySelector("[data-live]").dataset.set, {
            method: "POST",
            headers: {"X-CSRFToken": document.querySelector("meta[name=csrf-token]").content},
            body: new URLSearchParams({name: "steps", value: 1}),
        }).then(answer => answer.status)"""
    )
    assert status == 204


def press_stop(page: Page) -> None:
    results(page).get_by_role("button", name="Stop").click()


def test_a_long_check_is_seen_steered_and_passed(page: Page, axe: Axes) -> None:
    learner.press_check(page)
    first = steps(page)
    expect(results(page).get_by_text("step 1: weight")).to_be_visible()
    loss = results(page).locator(".live-fact").filter(has_text="loss")
    expect(loss.get_by_role("img")).to_have_attribute("aria-label", re.compile(r"^from \d"))
    expect(results(page)).to_contain_text("training")
    axe(page)
    rate = results(page).get_by_role("spinbutton", name="learning rate")
    expect(rate).to_have_value("0.00001")
    assert moves_on(page, first) > first
    learn(page)
    end(page)
    shown = learner.verdict(page, "Passed")
    expect(shown.locator("[data-live]")).to_have_count(0)


def test_left_alone_it_does_not_pass_and_the_slider_would_have_helped(page: Page) -> None:
    learner.press_check(page)
    steps(page)
    end(page)
    learner.verdict(page, "Not yet")

    learner.press_check(page)
    slider = results(page).get_by_role("slider", name="learning rate, slider")
    slider.focus()
    slider.press("End")
    expect(results(page).get_by_role("spinbutton", name="learning rate")).to_have_value("1")
    slider.press("PageDown")
    has_learned(page)
    end(page)
    learner.verdict(page, "Passed")


def test_stopped_it_counts_for_nothing(page: Page) -> None:
    before = learner.times_shown(page, SKILL)
    opened(page)
    learner.press_check(page)
    steps(page)
    press_stop(page)
    learner.verdict(page, "Stopped")
    expect(results(page)).to_be_focused()
    page.reload()
    learner.verdict(page, "Stopped")
    assert learner.times_shown(page, SKILL) == before


def test_two_tabs_show_the_same_by_one_stream(page: Page, context: BrowserContext) -> None:
    first_opens = streams_of(page)
    learner.press_check(page)
    seen = steps(page)
    second = context.new_page()
    second_opens = streams_of(second)
    opened(second)
    there = steps(second)
    assert there >= seen
    moves_on(second, there)
    moves_on(page, there)
    assert second_opens == []
    assert 1 <= len(first_opens) <= 2, "once more when the second tab needs what it missed"
    turn(second, "learning rate", "0.5")
    expect(page.get_by_role("spinbutton", name="learning rate")).to_have_value("0.5")
    has_learned(second)
    end(second)
    for tab in (page, second):
        learner.verdict(tab, "Passed")


def test_the_tab_that_reads_is_closed_and_the_other_goes_on(
    page: Page, context: BrowserContext
) -> None:
    other = opened(context.new_page())
    learner.press_check(other)
    steps(other)
    opened(page)
    seen = steps(page)
    other.close()
    moves_on(page, seen)
    press_stop(page)
    learner.verdict(page, "Stopped")


def test_a_reload_in_the_middle_goes_on(page: Page, watch: Watch) -> None:
    learner.press_check(page)
    seen = moves_on(page, 20)
    with watch.allowing("ERR_ABORTED"):
        page.reload()
    assert steps(page) >= seen
    expect(results(page).get_by_text("step 1: weight")).to_be_visible()
    end(page)
    learner.verdict(page, "Not yet")


def test_a_server_that_is_killed_in_the_middle_still_gives_one_verdict(
    page: Page, server: Server, watch: Watch
) -> None:
    before = learner.times_shown(page, SKILL)
    opened(page)
    learner.rewrite_line(page, "weight, step = 0.0, 0", "weight, step = 2.9, 0")
    learner.press_check(page)
    moves_on(page, 10)
    with watch.allowing(*AWAY):
        server.come_back_after(server.kill)
        steps(page)  # the page has found the new server by itself
        end(page)
        learner.verdict(page, "Passed")
    assert learner.times_shown(page, SKILL) == before + 1


def test_a_long_run_does_not_even_notice_that_the_server_was_killed(
    page: Page, server: Server, watch: Watch
) -> None:
    opened(page, LONG)
    learner.press_check(page)
    seen = moves_on(page, 10)
    with watch.allowing(*AWAY):
        server.come_back_after(server.kill)
        moves_on(page, seen)
    learn(page)
    end(page)
    learner.verdict(page, "Passed")


def ends_quietly(page: Page, server: Server) -> bool:
    """End the server and start it again: whether nothing that was open had to be cut off."""
    server.printed.clear()
    with page.expect_response("**/live/?*"):  # the page has come back to it
        server.come_back_after(server.interrupt)
    return not any("Cancel" in line or "Traceback" in line for line in server.printed)


def test_the_end_of_the_server_waits_for_no_stream(
    page: Page, server: Server, watch: Watch
) -> None:
    learner.press_check(page)
    steps(page)
    with watch.allowing(*AWAY):
        ends = (ends_quietly(page, server) for _ in range(3))  # one may starve for its one second
        assert any(ends), "".join(server.printed)
        press_stop(page)
        learner.verdict(page, "Stopped")


def test_the_page_says_which_check_runs_and_which_have_passed(page: Page) -> None:
    opened(page, ASKED)
    learner.press_check(page)
    status = results(page).get_by_role("status")
    expect(status).to_have_text("Check 2 of 2 runs: train finds the weight.")
    passed = results(page).locator("[data-live-checks] .check-pass")
    expect(passed).to_have_text(re.compile("Passes.*train answers at once", re.S))
    expect(results(page).locator("[data-done]")).to_have_text(re.compile("of (3|5,400)$"))
    end(page)
    learner.verdict(page, "Passed")


def test_run_shows_the_same_and_stops(page: Page) -> None:
    page.get_by_role("button", name="Run").click()
    seen = steps(page)
    moves_on(page, seen)
    page.reload()  # left and found again
    moves_on(page, seen)
    expect(results(page).get_by_text("step 1: weight")).to_be_visible()
    press_stop(page)
    shown = learner.verdict(page, "Stopped")
    expect(shown.get_by_label("Output")).to_contain_text("step 1: weight")


def test_run_is_steered_and_shows_its_output_at_the_end(page: Page) -> None:
    page.get_by_role("button", name="Run").click()
    learn(page, "0.25")
    end(page)
    expect(results(page)).to_contain_text("trained to 3.0")
    expect(results(page).locator("[data-live]")).to_have_count(0)


def test_by_keyboard_alone(page: Page) -> None:
    learner.editor(page).focus()
    page.keyboard.press("Control+Enter")
    steps(page)
    results(page).focus()
    page.keyboard.press("Tab")
    expect(results(page).get_by_role("button", name="Stop")).to_be_focused()
    page.keyboard.press("Tab")
    rate = results(page).get_by_role("spinbutton", name="learning rate")
    expect(rate).to_be_focused()
    page.keyboard.type("0.5")
    page.keyboard.press("Enter")
    has_learned(page)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(results(page).get_by_role("spinbutton", name="steps")).to_be_focused()
    page.keyboard.type("1")
    page.keyboard.press("Enter")
    learner.verdict(page, "Passed")


@pytest.mark.parametrize("screen", [DESK, PHONE])
def test_the_panel_fits_the_screen(page: Page, screen: dict[str, int]) -> None:
    learner.press_check(page)
    steps(page)
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= screen["width"]
    press_stop(page)
    learner.verdict(page, "Stopped")


def test_without_the_stream_the_verdict_comes_as_ever(page: Page, watch: Watch) -> None:
    page.route("**/live/?*", lambda route: route.abort())
    with watch.allowing("ERR_FAILED"):
        learner.press_check(page)
        expect(results(page).get_by_role("button", name="Stop")).to_be_visible()
        end_unseen(page)
        learner.verdict(page, "Not yet")


def test_without_scripts_of_ours_the_verdict_comes_as_ever(page: Page) -> None:
    page.route("**/running.js", lambda route: route.fulfill(content_type="text/javascript"))
    opened(page)
    learner.press_check(page)
    expect(page.get_by_text("Checking your code")).to_be_visible()
    end_unseen(page)
    learner.verdict(page, "Not yet")
