"""What learner code prints, raises, draws and answers stays text on every page that shows it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from django.test import Client

from ascent.runner import cool, warm
from ascent.testing.attacks import Attack, attacks

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
PAGE = "/exercise/first-model/"
SHOWN = [one for one in attacks() if one.family == "attacking-the-page"]
TEXTS = [one for one in attacks() if one.name in ("exception-of-odd-text", "invalid-text")]
NO_TEXT = re.compile("[\x00\ud800-\udfff]")


class Reader(HTMLParser):
    """Collects what a browser would execute or fetch."""

    def __init__(self) -> None:
        super().__init__()
        self.active: list[str] = []
        self._script = False

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        self._script = tag == "script" and given.get("type") != "application/json"
        if tag in ("iframe", "object", "embed", "base", "form") and "srcdoc" in given:
            self.active.append(f"<{tag}>")
        for name, value in given.items():
            if name.startswith("on") or (value or "").strip().lower().startswith("javascript:"):
                self.active.append(f"{tag} {name}={value}")
            if name == "src" and tag == "img" and value == "x":
                self.active.append("an image of theirs")

    def handle_data(self, data: str) -> None:
        if self._script and "alert(" in data:
            self.active.append(f"<script>{data}")

    def handle_endtag(self, tag: str) -> None:
        self._script = self._script and tag != "script"


def active(html: str) -> list[str]:
    reader = Reader()
    reader.feed(html)
    reader.close()
    return reader.active


@pytest.fixture(scope="module", autouse=True)
def warm_kit() -> Iterator[None]:
    warm("data", timeout=120)
    yield
    cool()


@pytest.fixture
def browser(transactional_db: None) -> Client:
    from ascent.accounts.people import solo

    client = Client(HTTP_HOST="127.0.0.1", headers={"HX-Request": "true"})
    client.force_login(solo())
    return client


def followed(browser: Client, html: str) -> str:
    """The page once it has its result."""
    for _ in range(20):
        again = re.search(r'hx-get="([^"]+(?:attempt|run)/[^"]+)"', html)
        if again is None:
            return html
        html = browser.get(again[1]).content.decode()
    raise AssertionError("The page never has its result.")


def test_the_reader_of_pages_sees_what_would_act() -> None:
    for harm in (
        "<script>alert(1)</script>",
        "<img src=x>",
        "<p onclick='x'>",
        "<a href=' JavaScript:x'>",
        "<iframe srcdoc='x'></iframe>",
    ):
        assert active(f"<p>before</p>{harm}<p>after</p>"), harm
    assert active("<pre>&lt;script&gt;alert(1)&lt;/script&gt;</pre>") == []


@pytest.mark.parametrize("attack", [*SHOWN, *TEXTS], ids=lambda one: one.name)
def test_nothing_of_theirs_acts_on_a_page(browser: Client, attack: Attack) -> None:
    code = {"code": attack.runs[0]}
    ran = followed(browser, browser.post(f"{PAGE}run/", code).content.decode())
    checked = followed(browser, browser.post(f"{PAGE}check/", code).content.decode())
    browser.post(
        f"{PAGE}save/", {"text": code["code"], "sha": browser.get(f"{PAGE}save/").json()["sha"]}
    )
    whole = browser.get(PAGE)
    assert whole.status_code == 200
    for html in (ran, checked, whole.content.decode()):
        assert active(html) == []
        assert not NO_TEXT.search(html)


def test_a_megabyte_on_one_line_is_cut(browser: Client) -> None:
    html = browser.post(f"{PAGE}run/", {"code": "print('x' * 1_000_000, end='')"}).content.decode()
    assert len(followed(browser, html)) < 200_000


def test_a_shown_value_is_asked_for_its_text_only(browser: Client) -> None:
    html = browser.post(
        f"{PAGE}run/", {"code": next(one for one in SHOWN if "itself" in one.name).runs[0]}
    ).content.decode()
    html = followed(browser, html)
    assert "repr" in html
    assert "shown" not in html
