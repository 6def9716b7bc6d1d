"""Photograph every page: wide and narrow, light and dark, for a new and a returning learner.

    make screens                    everything, into screens/
    make screens ARGS="--wide"      only 1280 pixels, light

Pages are found by following links; of pages of one sort (exercises, skills)
the first two are taken. It prints what went wrong on any page, and exits
with 1 if anything did.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, sync_playwright

from scripts.chromium import FLAGS, MISSING, find
from tests.journeys.server import Server
from tests.journeys.watch import Watch

ROOT = Path(__file__).parents[1]
SCREENS = ROOT / "screens"
SIZES = {"1280": (1280, 800), "390": (390, 844)}
THEMES = ("light", "dark")
OF_A_SORT = 2
ATTEMPTS = "24"
HREFS = "links => links.map(link => link.getAttribute('href'))"  # SVG links have no pathname
ROOTS = (
    "/",
    "/welcome/",
    "/survey/",
    "/map/",
    "/loop/",
    "/review/",
    "/settings/",
    "/placement/",
    "/week/",
    "/design/",
)


@dataclass(frozen=True)
class View:
    """One way to look: a width by name, and a colour scheme."""

    size: str
    theme: str

    def page(self, browser: Browser, server: Server, watch: Watch, state: Path) -> Page:
        """A page of a browser that looks this way and is signed in."""
        width, height = SIZES[self.size]
        context = browser.new_context(
            base_url=server.origin,
            viewport={"width": width, "height": height},
            color_scheme=self.theme,  # type: ignore[arg-type]
            reduced_motion="reduce",
            storage_state=state,
        )
        page = context.new_page()
        watch.follow(page)
        return page


def sign_in(browser: Browser, server: Server, state: Path) -> None:
    """Use the printed address once and keep the cookies in `state`."""
    context = browser.new_context()
    context.new_page().goto(server.address)
    context.storage_state(path=state)
    context.close()


def find_pages(page: Page, roots: list[str]) -> list[str]:
    """Paths of pages, reached from `roots` by links, each sort at most twice."""
    found: list[str] = []
    sorts: dict[str, int] = {}
    waiting = list(roots)
    while waiting:
        path = waiting.pop(0)
        sort = sort_of(path)
        if path in found or sorts.get(sort, 0) >= OF_A_SORT:
            continue
        answer = page.goto(path)
        if answer is None or "text/html" not in answer.headers.get("content-type", ""):
            continue
        landed = urlsplit(page.url).path
        if landed in found:
            continue
        found.append(landed)
        sorts[sort] = sorts.get(sort, 0) + 1
        links = page.eval_on_selector_all("a[href^='/']", HREFS)
        waiting += [urlsplit(link).path for link in links]
    return found


def sort_of(path: str) -> str:
    """`/exercise/first-model/` and `/exercise/second/` are of one sort; `/map/` is alone."""
    return "/".join(path.split("/")[:2]) if path.count("/") > 2 else path


def name_of(path: str) -> str:
    """`/skill/ml-split/` becomes `skill-ml-split`."""
    return re.sub(r"[^a-z0-9]+", "-", path.lower()).strip("-") or "root"


def photograph(page: Page, path: str, file: Path) -> None:
    """One picture of the whole page, when nothing is loading any more."""
    page.goto(path)
    page.wait_for_load_state("load")
    page.evaluate("document.fonts.ready")
    page.screenshot(path=file, full_page=True, animations="disabled")


def walk(
    browser: Browser, server: Server, who: str, views: list[View], roots: list[str]
) -> list[str]:
    """Photograph what one learner sees. Returns the faults."""
    server.start()
    state = server.home.with_name(f"{who}-cookies.json")
    sign_in(browser, server, state)
    watch = Watch(server.origin)
    paths = find_pages(views[0].page(browser, server, watch, state), roots)
    for view in views:
        page = view.page(browser, server, watch, state)
        for path in paths:
            name = f"{who}-{name_of(path)}-{view.size}-{view.theme}.png"
            photograph(page, path, SCREENS / name)
        page.context.close()
    print(f"{who}: {len(paths)} pages in {len(views)} views")
    server.stop()
    return watch.faults


def write_history(server: Server) -> list[str]:
    """Make the learner of this home somebody who returns. Returns a path of each kind of page."""
    words = [sys.executable, "-m", "benchmarks.inside", "prepare", ATTEMPTS]
    ran = subprocess.run(
        words, cwd=ROOT, env=server.environment(), stdout=subprocess.PIPE, text=True, check=True
    )
    return list(json.loads(ran.stdout.splitlines()[-1])["pages"].values())


def main() -> int:
    """Photograph everything; 1 when a page had a fault."""
    parser = argparse.ArgumentParser(prog="screens", description=__doc__)
    parser.add_argument("--wide", action="store_true", help="only 1280 pixels, light")
    options = parser.parse_args()
    views = [View(size, theme) for size in SIZES for theme in THEMES][: 1 if options.wide else None]
    path = find()
    if path is None:
        print(MISSING)
        return 1
    shutil.rmtree(SCREENS, ignore_errors=True)
    SCREENS.mkdir()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        new, returning = Server(Path(folder) / "new"), Server(Path(folder) / "returning")
        more = write_history(returning)
        faults: list[str] = []
        for who, server, roots in (("new", new, []), ("returning", returning, more)):
            try:
                faults += walk(browser, server, who, views, [*ROOTS, *roots])
            finally:
                server.stop()
        browser.close()
    print("\n".join(sorted(set(faults))) or "No fault on any page.")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
