"""Text that authors and learners write becomes HTML that does nothing."""

from __future__ import annotations

from html import escape, unescape
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ascent.ui.sanitise import sanitise

pytestmark = pytest.mark.fuzz

PIECES = [
    "<script>", "</script>", "<img src=x onerror=go()>", "<a href='javascript:go()'>", "<svg>",
    "<math>", "<mtext>", "<style>", "<iframe src=//x>", "<table>", "<p", " onclick='go()'", ">",
    "&lt;", "&#x3c;", "<!--", "-->", "]]>", "\0", "'", '"', "`", "<a href=' data:text/html,x'>",
]  # fmt: skip
markup = st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=12).map("".join)


class Dangers(HTMLParser):
    """Notes everything in a piece of HTML that could act or load."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"script", "style", "iframe", "img", "svg", "object", "embed", "form", "base"}:
            self.found.append(tag)
        for name, value in attrs:
            scheme = (value or "").strip().lower().split(":")[0]
            if name.startswith("on") or name in {"src", "style", "srcdoc"}:
                self.found.append(name)
            if name == "href" and scheme in {"javascript", "data", "vbscript"}:
                self.found.append(str(value))


@given(markup)
def test_nothing_that_acts_or_loads_is_left(text: str) -> None:
    dangers = Dangers()
    dangers.feed(sanitise(text))
    dangers.close()
    assert dangers.found == []


@given(st.text(st.characters(categories=["L", "N", "P", "S", "Zs"])))
def test_escaped_text_arrives_letter_by_letter(text: str) -> None:
    assert unescape(sanitise(escape(text))) == text
