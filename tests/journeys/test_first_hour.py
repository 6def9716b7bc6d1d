"""The first hour: from the printed address to a page and a picture that can be sent to somebody."""

import re
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, expect

from tests.journeys import learner
from tests.journeys.conftest import Another, Axes
from tests.journeys.server import Server

SENTENCE = "Bills tell penguins apart better than weight does."


def test_the_first_hour(
    page: Page, server: Server, axe: Axes, another: Another, tmp_path: Path
) -> None:
    page.goto(server.address)
    expect(page).to_have_title("Welcome · Ascent")
    for promise in ("worth a year of evenings", "What will be asked of you", "What you get"):
        expect(page.get_by_role("heading", name=promise)).to_be_visible()
    page.get_by_role("link", name="Say what you wish for").click()

    # Three answers. The interests show what they are about before one is pinned.
    learner.comes_to(page, "Survey")
    axe(page)
    page.get_by_label("What do you wish you could do?").fill(learner.WISH)
    page.get_by_label("Hours a week").fill("3.5")
    page.get_by_role("radio", name="Predict from tables").check()
    page.get_by_role("button", name="Plan my loop").click()

    # One next step, with its reason and its minutes.
    learner.comes_to(page, "Today")
    step = page.get_by_role("region", name="Train your first model")
    expect(step.locator(".next-why")).not_to_be_empty()
    expect(step).to_contain_text("about 8 min")
    expect(page.get_by_text(f"“{learner.WISH}”", exact=True)).to_be_visible()
    axe(page)
    step.get_by_role("link").click()

    # Run it as it is: a score, a baseline, a plot.
    expect(page.get_by_role("heading", level=1)).to_have_text("Train your first model")
    results = page.get_by_role("region", name="Results")
    page.wait_for_load_state()  # the page's scripts act from here on
    page.get_by_role("button", name="Run").click()
    expect(results).to_contain_text("Always Adelie is right for")
    expect(results.get_by_role("img", name="Plot drawn by your code")).to_be_visible()

    # Change one line and see the score move; write one line of one's own.
    before = score(results.inner_text())
    learner.rewrite_line(page, learner.FEATURES, learner.BETTER)
    page.get_by_role("button", name="Run").click()
    expect(results).to_contain_text("flipper_length_mm")
    assert score(results.inner_text()) > before
    with learner.saving(page, learner.OWN):
        learner.rewrite_line(page, learner.GUESS, learner.OWN)
    learner.press_check(page)
    learner.verdict(page, "Passed")
    expect(results.locator(".check-pass")).to_have_count(5)
    axe(page)

    # What it was worth: a score beside the baseline, skills that light up, the next step and why.
    expect(results.locator(".fact", has_text="your model, on unseen data")).to_be_visible()
    expect(results.locator(".fact", has_text="baseline")).to_be_visible()
    assert lit(page), "no skill lights up after the first pass"
    expect(results.locator(".next-title")).not_to_be_empty()
    expect(results.locator(".next-why")).not_to_be_empty()

    # Something to keep.
    results.get_by_role("link", name="Keep this as a page").click()
    expect(page.get_by_label("One sentence of yours")).to_be_visible()
    expect(page.get_by_text(learner.OWN)).to_be_visible()
    axe(page)
    page.get_by_label("One sentence of yours").fill(SENTENCE)
    page.get_by_role("button", name="Make the page").click()
    expect(page.get_by_text(f"“{SENTENCE}”")).to_be_visible()
    expect(page.get_by_role("img", name="The plot that your code drew")).to_be_visible()
    facts = page.locator(".fact dd")
    expect(facts).to_have_count(2)
    own, baseline = (float(text) for text in facts.all_inner_texts())
    assert own >= 0.9 > baseline
    expect(page.get_by_text(learner.BETTER)).to_be_visible()
    expect(page.get_by_text(learner.OWN)).to_be_visible()
    axe(page)

    html = download(page, "Page (HTML)", tmp_path)
    picture = download(page, "Picture (PNG)", tmp_path)
    assert (html.name, picture.name) == ("first-model.html", "first-model.png")
    with Image.open(picture) as image:
        assert (image.format, image.size) == ("PNG", (1320, 693))
    opens_without_ascent(html, another(offline=True).new_page())

    # And on with it: Today names something new, and the map shows the light.
    page.get_by_role("link", name="Next step").click()
    learner.comes_to(page, "Today")
    expect(page.locator(".next-title")).not_to_have_text("Train your first model")
    expect(page.get_by_text(re.compile(r"[1-9]\d* skills? lit"))).to_be_visible()
    expect(page.get_by_role("link", name="your page to keep")).to_be_visible()


def score(output: str) -> float:
    """The share that the starter prints."""
    found = re.search(r"The model is right for ([\d.]+)", output)
    assert found, output
    return float(found[1])


def lit(page: Page) -> list[str]:
    """The skills that the verdict shows as lit."""
    return (
        page.get_by_role("list", name="Skills").locator("li", has_text="lit up").all_inner_texts()
    )


def download(page: Page, link: str, folder: Path) -> Path:
    with page.expect_download() as caught:
        page.get_by_role("link", name=link).click()
    path = folder / caught.value.suggested_filename
    caught.value.save_as(path)
    return path


def opens_without_ascent(html: Path, reader: Page) -> None:
    """The file is whole: from a disk, without a network, it asks for nothing and shows all."""
    asked: list[str] = []
    reader.on("request", lambda request: asked.append(request.url))
    reader.goto(html.as_uri())
    expect(reader.get_by_text(SENTENCE)).to_be_visible()
    expect(reader.get_by_text(learner.OWN)).to_be_visible()
    assert reader.get_by_role("img").evaluate("image => image.naturalWidth") > 300
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    outside = reader.evaluate(
        "[...document.querySelectorAll('[src], [href]')].map(e => e.src || e.href)"
    )
    assert all(url.startswith("data:") for url in outside), outside
