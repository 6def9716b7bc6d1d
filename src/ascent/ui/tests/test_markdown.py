"""Markdown: what it can say, and what it refuses whoever wrote it."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ascent.ui.markdown import (
    cells_of,
    code_lines,
    figures_of,
    highlight,
    highlight_lines,
    render,
    render_inline,
)
from ascent.ui.maths import MathsError, mathml
from ascent.ui.sanitise import TAGS

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[a](javascript:alert(1))",
    "[a](JaVaScRiPt:alert(1))",
    "[a](&#106;avascript:alert(1))",
    "[a](data:text/html,<script>alert(1)</script>)",
    "[a](vbscript:x)",
    '[a](https://x.org "\\" onclick=\\"alert(1)")',
    "![a](javascript:alert(1))",
    "![a](https://elsewhere.example/pixel.png)",
    "<a href='https://x.org' style='position:fixed'>a</a>",
    "<svg onload=alert(1)>",
    "<iframe src='https://x.org'></iframe>",
    "<math><mi xlink:href='javascript:alert(1)'>x</mi></math>",
    "$\\href{javascript:alert(1)}{x}$",
    "$\\style{color:red;background:url(//x.org)}{x}$",
    "$<script>alert(1)</script>$",
    "$$\\text{<img src=x onerror=alert(1)>}$$",
    "```python\n</code></pre><script>alert(1)</script>\n```",
    "```<script>\nx\n```",
    '``` python run"><script>alert(1)</script>\nx\n```',
    "| a |\n|---|\n| <script>alert(1)</script> |",
    "::: margin\n<script>alert(1)</script>\n:::",
    "<form action='https://x.org'><input name=a></form>",
    "<base href='https://x.org'>",
    "<meta http-equiv=refresh content='0;url=https://x.org'>",
]


class Seen(HTMLParser):
    """What a browser would act on: tags, and attributes with their values."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str]] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes += [(name, (value or "").strip().lower()) for name, value in attrs]


def assert_harmless(text: str) -> None:
    seen = Seen(render(text) + render_inline(text))
    assert seen.tags <= TAGS
    for name, value in seen.attributes:
        assert not name.startswith("on")
        assert name not in {"style", "src", "srcdoc", "action", "formaction", "xlink:href", "id"}
        if name == "href":
            assert re.match(r"https?:|mailto:|[^:]*$|[#/?]", value)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_becomes_harmless(text):
    assert_harmless(text)


@given(st.text(alphabet="<>\"'=/ abonscript:()[]!`$#:|\n\\{}&;x", max_size=120))
def test_no_text_at_all_brings_a_script_or_a_handler(text):
    assert_harmless(text)


def test_a_sentence_stays_inline():
    assert render_inline("The `score` is **0.9**.") == (
        "The <code>score</code> is <strong>0.9</strong>."
    )


def test_links_leave_no_trace():
    html = render("[docs](https://scikit-learn.org/stable/)")
    assert 'href="https://scikit-learn.org/stable/"' in html
    assert 'rel="noopener noreferrer"' in html


def test_maths_becomes_mathml():
    html = render("The mean $\\bar{x}$ and\n\n$$\\sum_{i=1}^n x_i$$")
    assert '<math display="inline">' in html
    assert '<div class="maths-block" tabindex="0"><math display="block">' in html
    assert "<mo>∑</mo>" in html


def test_a_price_is_no_maths():
    assert "<math" not in render("It costs $5 today and $6 tomorrow.")


@pytest.mark.parametrize("latex", ["\\frac", "x^2^2", "\\left( x", "\\nonsense{x}", "a & b"])
def test_a_formula_that_cannot_be_read_is_an_error_and_shown_as_it_was_written(latex):
    with pytest.raises(MathsError, match="cannot be shown"):
        mathml(latex)
    assert f"<code>{latex.replace('&', '&amp;')}</code>" in render(f"${latex}$")


@pytest.mark.parametrize(
    ("latex", "letter"),
    [
        ("\\mathbf{1}", "\N{MATHEMATICAL BOLD DIGIT ONE}"),
        ("\\boldsymbol{\\theta}", "\N{MATHEMATICAL BOLD ITALIC SMALL THETA}"),
        ("\\boldsymbol{x}", "\N{MATHEMATICAL BOLD ITALIC SMALL X}"),
    ],
)
def test_bold_letters_are_letters_that_browsers_draw_bold(latex, letter):
    markup = mathml(latex)
    assert letter in markup
    assert "mathvariant" not in markup


def test_tables_scroll_and_numbers_stand_right():
    html = render("| a | b |\n|---|--:|\n| x | 1 |")
    assert '<div class="table-scroll" tabindex="0"><table>' in html
    assert '<td class="num">1</td>' in html
    assert "style" not in html


def test_margin_notes():
    assert '<aside class="margin-note">' in render("::: margin\nBeside.\n:::")


def test_other_containers_stay_text():
    assert "::: danger" in render("::: danger\nx\n:::")


LESSON = """Look.

```python run
x = 1
```

```python
shown = True
```

```python run
x + 1
```

![Two species of penguins](figure:two-species)
"""


def test_cells_and_figures_come_from_the_callers():
    html = render(
        LESSON,
        cells=lambda number, code: f"<section data-cell='{number}'>{code.strip()}</section>",
        figures=lambda figure, alt: f"<figure id='{figure}'>{alt}</figure>",
    )
    assert "<section data-cell='0'>x = 1</section>" in html
    assert "<section data-cell='1'>x + 1</section>" in html
    assert "<figure id='two-species'>Two species of penguins</figure>" in html
    assert "<p><" not in html  # what comes from callers stands alone, not in a paragraph


def test_without_callers_cells_are_code_and_figures_their_words():
    html = render(LESSON)
    assert html.count('<pre class="code"') == 3
    assert "<em>Two species of penguins</em>" in html


def test_what_a_text_holds_can_be_listed():
    assert cells_of(LESSON) == ["x = 1\n", "x + 1\n"]
    assert figures_of(LESSON) == ["two-species"]


def test_a_text_cannot_ask_for_a_slot():
    seen = render("![a](figure:f) slot000x0z", figures=lambda *_: "<b>figure</b>")
    assert seen.count("<b>figure</b>") == 1


def test_code_has_the_classes_that_the_style_sheet_colours():
    html = highlight("def f():\n    return 'x'  # why")
    assert '<span class="k">def</span>' in html
    assert '<span class="c1"># why</span>' in html


def test_code_in_a_language_nobody_knows_is_plain():
    assert highlight_lines("a < b", "klingon") == "a &lt; b"


def test_code_line_by_line_has_as_many_lines_and_each_is_whole():
    text = 'x = """one\ntwo"""\n\nprint(x)'
    lines = list(code_lines(text))
    assert len(lines) == 4
    for line in lines:
        assert line.count("<span") == line.count("</span>")
