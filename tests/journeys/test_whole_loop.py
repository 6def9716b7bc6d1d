"""One loop from the wish to the closed gap, with the calendar turned by the test."""

import re

from playwright.sync_api import Page, expect

from tests.journeys import learner
from tests.journeys.conftest import Axes
from tests.journeys.server import Server

AGAIN = "I want the next one to be about something that I measured myself"
GAPS = ("I do not know which score to believe", "Dates confuse me", "My plots say nothing")


def test_the_whole_first_loop(page: Page, server: Server, axe: Axes) -> None:
    learner.arrive(page, server)
    learner.plan_loop(page)
    study(page)

    # Language and libraries, partly: twice what Today names, once a choice of one's own.
    for _ in range(2):
        do_next_step(page)
    page.goto("/skill/pd-read/")
    with page.expect_navigation():
        page.get_by_role("listitem").filter(has_text="exercise").get_by_role("button").first.click()
    note_what_holds_up(page)
    hand_in_what_passes(page)
    here = page.locator(".stage-here")
    page.goto("/today/")
    expect(here).to_contain_text("Language")

    # The date comes, and the loop moves on although much is left open.
    server.ahead(days=9.5)
    page.goto("/today/")
    moved = page.get_by_text("ended on their dates")
    expect(moved).to_be_visible()
    expect(page.get_by_text("goes on with Project")).to_be_visible()
    expect(here).to_contain_text("Project")
    step = page.get_by_role("region", name="Will it rain in Seattle tomorrow?")
    expect(step.locator(".next-why")).not_to_be_empty()
    axe(page)

    # Nothing ends a project but its end. Its date rings.
    server.ahead(days=26.5)
    page.goto("/today/")
    expect(moved).to_have_count(0)
    expect(page.get_by_text("Project was due")).to_be_visible()
    make_the_project(page, axe)
    close_the_gap(page, axe)

    # What lies behind is kept; another loop can begin.
    ended = page.get_by_role("region", name=f"“{learner.WISH}”")
    expect(ended).to_contain_text("This loop is behind you.")
    expect(page.get_by_text(f"You closed a gap: {GAPS[1]}")).to_be_visible()
    behind = page.get_by_role("region", name="Behind you")
    expect(behind).to_contain_text(learner.WISH)
    axe(page)
    page.get_by_role("link", name="Begin the next loop").click()
    learner.plan_loop(page, AGAIN)
    page.goto("/loop/")
    expect(page.get_by_text("Loop 2")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"“{AGAIN}”")
    expect(behind).to_contain_text(learner.WISH)


def study(page: Page) -> None:
    """Walk the tour: answer one question, turn one knob, come to its end."""
    page.goto("/loop/")
    tour = learner.pack().activities["bike-rentals"]
    page.get_by_role("link", name=tour.title).click()
    asked = turned = False
    for number, stop in enumerate(tour.spec.stops, start=1):
        expect(page.get_by_text(f"stop {number} of {len(tour.spec.stops)}")).to_be_visible()
        expect(page.get_by_role("heading", level=1)).to_have_text(stop.title)
        expect(page.locator(".project-line-here").first).to_be_visible()
        if stop.question and not asked:
            asked = True
            learner.answer(page, stop.question)
            page.get_by_role("button", name="Answer").click()
            expect(page.get_by_text("Right.")).to_be_visible()
        if stop.knob and not turned:
            turned = True
            page.wait_for_load_state()
            page.get_by_role("radio", name=stop.knob.choices[1]).check()
            page.get_by_role("button", name="Turn and run").click()
            output = page.locator("#knob-output .output")
            expect(output).to_contain_text(stop.knob.choices[1])
            expect(output.locator(".output-error")).to_have_count(0)
        if number < len(tour.spec.stops):
            page.get_by_role("link", name="Next stop").click()
    assert asked
    assert turned
    page.get_by_role("button", name="Finish the tour").click()
    expect(page.get_by_text("You can read already")).to_be_visible()
    page.goto("/loop/")
    expect(page.get_by_role("listitem").filter(has_text="Study").last).to_contain_text("done")


def do_next_step(page: Page) -> None:
    """Open what Today names, and do it."""
    page.goto("/today/")
    page.keyboard.press("n")
    page.wait_for_url(re.compile("/(exercise|lesson)/"))
    if "/lesson/" in page.url:
        with page.expect_navigation():
            page.locator("footer").get_by_role("button").click()
    else:
        hand_in_what_passes(page)


def hand_in_what_passes(page: Page) -> None:
    """Paste the author's solution of the exercise or project that is open, and check it."""
    learner.write_all(page, learner.passing(page.url.rstrip("/").rsplit("/", 1)[1]))
    learner.press_check(page)
    learner.verdict(page, "Passed")


def make_the_project(page: Page, axe: Axes) -> None:
    """From Today into the project; every milestone passes; the report is written."""
    page.get_by_role("link", name="Start it").click()
    project = learner.pack().activities["rain-tomorrow"]
    expect(page.get_by_role("heading", level=1)).to_have_text(project.title)
    for milestone in project.spec.milestones:
        expect(page.get_by_text(milestone.title, exact=True)).to_be_visible()
    hand_in_what_passes(page)
    axe(page)
    page.get_by_role("link", name="Write the report").click()
    for number, question in enumerate(project.spec.report):
        page.get_by_label(question).fill(f"Answer {number} to this, in my words.")
    axe(page)
    page.get_by_role("button", name="Save the report").click()
    expect(page.get_by_text("Your report is kept with the project.")).to_be_visible()
    page.reload()
    expect(page.get_by_label(project.spec.report[-1])).to_have_value(
        f"Answer {len(project.spec.report) - 1} to this, in my words."
    )
    expect(page.get_by_role("link", name="Keep the project as a page")).to_be_visible()


def note_what_holds_up(page: Page) -> None:
    """By keyboard alone, on the page of an exercise; the page stays where it is."""
    here = page.url
    page.wait_for_load_state()
    page.get_by_text("Something holds you up? Note it.").focus()
    page.keyboard.press("Enter")
    page.get_by_label("What holds you up, in one line").focus()
    page.keyboard.type(GAPS[0])
    page.keyboard.press("Enter")
    expect(page.get_by_text(f"Noted: “{GAPS[0]}”.")).to_be_visible()
    expect(page.get_by_label("What holds you up, in one line")).to_be_focused()
    assert page.url == here


def close_the_gap(page: Page, axe: Axes) -> None:
    """Write what held back and rank it; see the evidence; choose one, use it, close it."""
    page.goto("/loop/")
    expect(page.get_by_role("heading", name="The gap")).to_be_visible()
    expect(page.get_by_label("Gap 1")).to_have_value(GAPS[0])
    for number, gap in enumerate(GAPS[1:], start=2):
        page.get_by_label(f"Gap {number}").fill(gap)
    page.get_by_label("Place").nth(1).fill("1")
    axe(page)
    page.get_by_role("button", name="Keep these").click()
    expect(page.get_by_label("Gap 1")).to_have_value(GAPS[1])
    shown = page.get_by_role("region", name="What the evidence says")
    expect(shown).to_have_count(0)
    page.get_by_role("button", name="This is my order").click()
    expect(shown).to_be_visible()
    page.get_by_role("radio", name=GAPS[1]).check()
    page.get_by_label("The skill that it is about").first.select_option(value="pd-timeseries")
    page.get_by_label("Days for it").fill("4")
    axe(page)
    page.get_by_role("button", name="Close this one").click()
    expect(page.get_by_text(f"You chose: {GAPS[1]}")).to_be_visible()
    expect(page.get_by_text(GAPS[0])).to_have_count(0)
    expect(shown).to_have_count(0)
    axe(page)
    page.goto("/today/")
    expect(page.locator(".next-title")).not_to_be_empty()
    use_it_in_the_project(page)
    page.goto("/loop/")
    expect(page.get_by_role("region", name="Use it in your project")).to_contain_text(
        "The check passes"
    )
    page.get_by_role("radio", name="Yes").check()
    page.get_by_role("button", name="Close the gap").click()
    expect(page.get_by_text("Was it the right one? You said: yes.")).to_be_visible()


def use_it_in_the_project(page: Page) -> None:
    """Add to the finished project what the gap asks for; the check beside its own passes."""
    project = learner.pack().activities["rain-tomorrow"]
    page.goto("/loop/")
    page.get_by_role("link", name="Open your project").click()
    expect(page.get_by_role("heading", name="For your gap")).to_be_visible()
    added = project.text("applies/counts_dry_days.py")
    learner.write_all(page, f"{project.text('solution.py')}\n\n{added}")
    learner.press_check(page)
    results = learner.verdict(page, "Passed")
    expect(results).to_contain_text("has the column days_since_rain")
