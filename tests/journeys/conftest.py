"""The harness of the journeys: a real server, a real browser, and eyes on both."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from scripts.chromium import FLAGS, MISSING, find
from tests.journeys.server import Server
from tests.journeys.watch import Watch, serious

DESK = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}
PATIENCE_MS = 15_000  # a cold run of learner code on a busy machine
Axes = Callable[[Page], None]
expect.set_options(timeout=PATIENCE_MS)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all journeys of this worker."""
    path = find()
    if path is None:
        pytest.fail(MISSING)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A server in an empty home: Ada's machine on her first evening."""
    server = Server(tmp_path / "ascent")
    server.start()
    yield server
    server.stop()


@pytest.fixture
def watch(server: Server) -> Iterator[Watch]:
    """Fails the journey at its end when a page had a fault."""
    watch = Watch(server.origin)
    yield watch
    assert not watch.faults, "Faults on the way:\n" + "\n".join(watch.faults)


@pytest.fixture
def screen() -> dict[str, int]:
    """The size of the window; `@pytest.mark.parametrize("screen", [PHONE])` makes it small."""
    return DESK


@pytest.fixture
def context(browser: Browser, server: Server, screen: dict[str, int]) -> Iterator[BrowserContext]:
    """A browser that has never been here: no cookies, downloads allowed."""
    context = browser.new_context(
        base_url=server.origin, viewport=screen, accept_downloads=True, reduced_motion="reduce"
    )
    context.set_default_timeout(PATIENCE_MS)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext, watch: Watch) -> Page:
    """A watched, blank page. It reaches Ascent by `page.goto(server.address)`."""
    context.on("page", watch.follow)
    return context.new_page()


@pytest.fixture
def axe() -> Axes:
    """`axe(page)` fails when axe finds something serious or critical on the page."""

    def check(page: Page) -> None:
        found = serious(Axe().run(page).response["violations"])
        assert not found, f"axe on {page.url}:\n" + "\n".join(found)

    return check
