"""The harness of the journeys: a real server, a real browser, and eyes on both."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator

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
Serve = Callable[[str], contextlib.AbstractContextManager[Server]]
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


@pytest.fixture(scope="session")
def serve(tmp_path_factory: pytest.TempPathFactory) -> Serve:
    """`with serve("name") as server:` a server in an empty home, ended however the block ends.

    All homes share the pack's figures: each is drawn once, not by every server again.
    """
    base = tmp_path_factory.getbasetemp()
    figures = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "figures"
    figures.mkdir(exist_ok=True)

    @contextlib.contextmanager
    def serving(name: str) -> Iterator[Server]:
        server = Server(tmp_path_factory.mktemp(name) / "ascent")
        (server.home / "cache").mkdir(parents=True)
        (server.home / "cache" / "figures").symlink_to(figures)
        try:
            server.start()
            yield server
        finally:
            server.stop()

    return serving


@pytest.fixture
def server(serve: Serve) -> Iterator[Server]:
    """A server in an empty home: Ada's machine on her first evening.

    A module whose stories can share a home makes this fixture anew, for the module.
    """
    with serve("ada") as server:
        yield server


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
