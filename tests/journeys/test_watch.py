"""The watch sees what it is there to see. Pages are served from memory, nothing is started."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Route

from tests.journeys.watch import Watch, serious

ORIGIN = "http://ascent.test"
Visit = Callable[[str], list[str]]


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    """`visit(html)` shows a page and returns the faults that the watch noted."""
    context = browser.new_context()
    watch = Watch(ORIGIN, allowed=["favicon"])

    def show(html: str) -> list[str]:
        def answer(route: Route) -> None:
            if route.request.url == f"{ORIGIN}/":
                route.fulfill(content_type="text/html", body=f"<title>t</title>{html}")
            else:
                route.fulfill(status=404, body="nothing here")

        context.route("**/*", answer)
        page = context.new_page()
        watch.follow(page)
        page.goto(f"{ORIGIN}/")
        return watch.faults

    yield show
    context.close()


def test_a_quiet_page_has_no_fault(visit: Visit) -> None:
    assert visit("<p>Hello.</p><script>console.log('fine')</script>") == []


def test_a_console_error_is_a_fault(visit: Visit) -> None:
    assert "broken here" in visit("<script>console.error('broken here')</script>")[0]


def test_an_uncaught_exception_is_a_fault(visit: Visit) -> None:
    assert "lost" in visit("<script>throw new Error('lost')</script>")[0]


def test_a_missing_file_is_a_fault(visit: Visit) -> None:
    faults = visit("<img alt='' src='/missing.png'>")
    assert any("status 404" in fault and "missing.png" in fault for fault in faults)


def test_a_request_to_another_place_is_a_fault(visit: Visit) -> None:
    faults = visit("<img alt='' src='http://elsewhere.test/pixel.png'>")
    assert any("another place" in fault for fault in faults)


def test_what_a_journey_allows_is_forgiven_only_inside_its_block() -> None:
    watch = Watch(ORIGIN)
    with watch.allowing("status 403"):
        watch.note("status 403: GET /")
        watch.note("status 500: GET /")
    watch.note("status 403: GET /later")
    assert watch.faults == ["status 500: GET /", "status 403: GET /later"]


def test_only_serious_findings_of_axe_are_reported() -> None:
    node = {"html": "<input>"}
    found = [
        {"id": "label", "impact": "critical", "help": "Give it a name", "nodes": [node]},
        {"id": "region", "impact": "moderate", "help": "Use landmarks", "nodes": [node]},
    ]
    assert serious(found) == ["label (critical): Give it a name: <input>"]
