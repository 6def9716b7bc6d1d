"""The harness of the journeys: a real server, a real browser, and eyes on both."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from scripts.chromium import FLAGS, MISSING, find
from tests.journeys import learner
from tests.journeys.server import Server
from tests.journeys.watch import Watch, serious

DESK = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}
PATIENCE_MS = 180_000  # for a machine that is starved; what passes never waits for it
VIOLATIONS = "axe.run({resultTypes: ['violations']}).then(found => found.violations)"
Axes = Callable[[Page], None]
Another = Callable[..., BrowserContext]
Serve = Callable[[str], contextlib.AbstractContextManager[Server]]
expect.set_options(timeout=PATIENCE_MS)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--throttle",
        type=float,
        default=1.0,
        metavar="TIMES",
        help="pages compute so many times slower than this machine can, as on an old laptop",
    )


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
def another(browser: Browser, pytestconfig: pytest.Config) -> Iterator[Another]:
    """`another(**options)`: one more browser that has never been here, as patient as the first."""
    times = pytestconfig.getoption("--throttle", 1.0)
    opened: list[BrowserContext] = []

    def slow_down(page: Page) -> None:
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": times})

    def open_one(**options: Any) -> BrowserContext:
        context = browser.new_context(**options)
        context.set_default_timeout(PATIENCE_MS)
        if times > 1:
            context.on("page", slow_down)
        opened.append(context)
        return context

    yield open_one
    for context in opened:
        context.close()


@pytest.fixture
def context(another: Another, server: Server, screen: dict[str, int]) -> BrowserContext:
    """The learner's browser: it has never been here."""
    return another(base_url=server.origin, viewport=screen, reduced_motion="reduce")


@pytest.fixture
def page(context: BrowserContext, watch: Watch) -> Page:
    """A watched, blank page. It reaches Ascent by `page.goto(server.address)`."""
    context.on("page", watch.follow)
    return context.new_page()


@pytest.fixture
def plain(another: Another, server: Server, page: Page) -> Page:
    """The learner's page in a browser that runs no scripts."""
    learner.arrive(page, server)
    signed_in = page.context.storage_state()
    context = another(base_url=server.origin, java_script_enabled=False, storage_state=signed_in)
    return context.new_page()


@pytest.fixture
def axe() -> Axes:
    """`axe(page)` fails when axe finds something serious or critical on the page."""

    def check(page: Page) -> None:
        page.wait_for_load_state()
        if not page.evaluate("'axe' in window"):
            page.evaluate(Axe().axe_script)
        found = serious(page.evaluate(VIOLATIONS))
        assert not found, f"axe on {page.url}:\n" + "\n".join(found)

    return check
