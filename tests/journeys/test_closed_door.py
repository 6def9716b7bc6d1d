"""Who else may come in? Nobody: what a browser lets another site try, and what it gets."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys import learner
from tests.journeys.conftest import Another, Serve
from tests.journeys.server import Server

PAGES = ("/", "/today/", "/map/", "/loop/", "/settings/", "/exercise/first-model/", "/design/")


@pytest.fixture(scope="module")
def server(serve: Serve) -> Iterator[Server]:
    with serve("door") as server:
        yield server


@pytest.fixture
def ada(context: BrowserContext, server: Server) -> Page:
    """Ada's page; unwatched, for other sites' pages open in the same browser."""
    page = context.new_page()
    learner.arrive(page, server)
    return page


class Site(BaseHTTPRequestHandler):
    """Another site: one page with nothing on it."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<!doctype html><title>Elsewhere</title><h1>Elsewhere</h1>")

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    site = ThreadingHTTPServer(("127.0.0.1", 0), Site)  # browsers connect ahead and say nothing
    thread = threading.Thread(target=site.serve_forever, daemon=True)
    thread.start()
    yield site.server_port
    site.shutdown()
    site.server_close()
    thread.join()


@pytest.fixture(params=["127.0.0.1", "localhost"])
def elsewhere(ada: Page, port: int, request: pytest.FixtureRequest) -> Page:
    """A page of another origin in Ada's own browser. On 127.0.0.1 even the site is the same."""
    page = ada.context.new_page()
    page.goto(f"http://{request.param}:{port}/")
    return page


def theme(page: Page) -> str:
    page.goto("/settings/")
    return page.get_by_label("Light or dark").input_value()


def test_another_site_cannot_post(ada: Page, elsewhere: Page, server: Server) -> None:
    before = theme(ada)
    fetched = elsewhere.evaluate(
        """url => fetch(url, {method: "POST", mode: "no-cors", credentials: "include",
            body: new URLSearchParams({theme: "dark"})}).then(r => r.type, () => "refused")""",
        f"{server.origin}/settings/",
    )
    assert fetched == "refused"
    with elsewhere.expect_navigation() as landing:
        elsewhere.evaluate(
            """url => { const form = document.createElement("form");
                form.method = "post"; form.action = url;
                form.innerHTML = "<input name=theme value=dark>";
                document.body.append(form); form.submit(); }""",
            f"{server.origin}/settings/",
        )
    assert landing.value.status == 403
    expect(elsewhere.get_by_text("did not come from a page of Ascent")).to_be_visible()
    assert theme(ada) == before


def test_another_site_cannot_read(elsewhere: Page, server: Server) -> None:
    for path in ("/map/", "/exercise/first-model/save/"):
        read = elsewhere.evaluate(
            """url => fetch(url, {credentials: "include"}).then(r => r.text(), () => "refused")""",
            server.origin + path,
        )
        assert read == "refused"
    shown = elsewhere.evaluate(
        """url => new Promise(done => { const image = new Image();
            image.onload = () => done("shown"); image.onerror = () => done("refused");
            image.src = url; })""",
        f"{server.origin}/static/ascent/icon.svg",
    )
    assert shown == "refused"


def test_another_site_cannot_frame(elsewhere: Page, server: Server) -> None:
    with elsewhere.expect_event("framenavigated", lambda frame: frame.url != "about:blank"):
        elsewhere.evaluate(
            """url => { const frame = document.createElement("iframe"); frame.src = url;
                document.body.append(frame); }""",
            f"{server.origin}/map/",
        )
    frame = elsewhere.frames[-1]
    assert frame.url == "chrome-error://chromewebdata/", "a foreign page shows Ascent in a frame"
    assert "topo" not in frame.content()


def test_another_site_cannot_hold_on_to_a_window(elsewhere: Page, server: Server) -> None:
    with elsewhere.context.expect_page() as opened:
        elsewhere.evaluate("url => { window.held = window.open(url) }", f"{server.origin}/map/")
    opened.value.wait_for_load_state()
    assert elsewhere.evaluate("() => { try { return held.closed } catch { return true } }")


def test_a_used_link_lets_nobody_in(ada: Page, another: Another, server: Server) -> None:
    stranger = another().new_page()
    answer = stranger.goto(server.address)
    assert answer is not None
    assert answer.status == 403
    expect(stranger.get_by_role("heading", name="This address has been used.")).to_be_visible()
    expect(stranger.get_by_text("ascent start --link")).to_be_visible()


def test_a_fresh_link_lets_a_second_browser_in(ada: Page, another: Another, server: Server) -> None:
    said = server.command("start", "--link")
    address = next(word for word in said.stdout.split() if word.startswith(server.origin))
    second = another().new_page()
    second.goto(address)
    expect(second).to_have_title("Welcome · Ascent")


def test_without_the_cookie_every_page_is_shut(another: Another, server: Server) -> None:
    page = another(base_url=server.origin).new_page()
    for path in PAGES:
        answer = page.goto(path)
        assert answer is not None
        assert answer.status == 403, path
    expect(page.get_by_role("heading", name="This browser is not signed in.")).to_be_visible()
