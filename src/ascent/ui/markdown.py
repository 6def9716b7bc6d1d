"""Markdown to safe HTML: lessons, prompts, hints, questions, and what learners write.

CommonMark with tables, ``$maths$`` as MathML, ``::: margin`` notes, highlighted code, runnable
cells and the pack's figures. Raw HTML is shown as text, and whatever comes out passes nh3 with the
short list in :mod:`ascent.ui.sanitise`. Cells and figures come from callbacks and are trusted.
"""

import re
import secrets
from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache
from html import escape
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.container import container_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from pygments import highlight as pygmentize
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name
from pygments.lexers.special import TextLexer
from pygments.util import ClassNotFound

from ascent.ui.maths import MathsError, mathml
from ascent.ui.sanitise import sanitise

#: (figure id, alternative text) -> HTML of the figure
Figures = Callable[[str, str], str]
#: (number of the cell from 0, its code) -> HTML of the cell
Cells = Callable[[int, str], str]


def render(text: str, *, figures: Figures | None = None, cells: Cells | None = None) -> SafeString:
    """HTML of a whole text. Without ``figures`` a figure shows its alternative text; without
    ``cells`` a runnable cell is shown as code. What needs no callback is rendered once.
    """
    if figures is None and cells is None:
        return _plain_text(text)
    return _render(text, figures, cells)


@lru_cache(maxsize=1024)
def _plain_text(text: str) -> SafeString:
    return _render(text, None, None)


def _render(text: str, figures: Figures | None, cells: Cells | None) -> SafeString:
    slots = _Slots()
    env: dict[str, Any] = {"slots": slots, "figures": figures, "cells": cells, "count": 0}
    return mark_safe(slots.fill(sanitise(_parser().render(text, env))))  # noqa: S308  sanitised


@lru_cache(maxsize=4096)
def render_inline(text: str) -> SafeString:
    """HTML of one sentence: code, emphasis, maths and links, no blocks."""
    return mark_safe(sanitise(_parser().renderInline(text, {})).strip())  # noqa: S308  sanitised


def cells_of(text: str) -> list[str]:
    """The code of the runnable cells of a text, in order."""
    tokens = _parser().parse(text, {})
    return [token.content for token in tokens if token.type == "fence" and _runs(token.info)]


def figures_of(text: str) -> list[str]:
    """The ids of the figures that a text shows, in order."""
    tokens = _parser().parse(text, {})
    images = (child for token in tokens for child in token.children or () if child.type == "image")
    sources = (str(image.attrGet("src") or "") for image in images)
    return [source.removeprefix("figure:") for source in sources if source.startswith("figure:")]


def highlight(text: str, language: str = "python") -> SafeString:
    """A block of code with the token classes of Pygments; unknown languages stay plain."""
    return mark_safe(  # noqa: S308  Pygments escapes the text
        f'<pre class="code" tabindex="0"><code>{highlight_lines(text, language)}</code></pre>'
    )


@lru_cache(maxsize=512)
def highlight_lines(text: str, language: str = "python") -> SafeString:
    """Highlighted text without a frame; as many lines as ``text`` (a token never spans two)."""
    try:
        lexer = get_lexer_by_name(language, stripnl=False, ensurenl=False)
    except ClassNotFound:
        lexer = TextLexer(stripnl=False, ensurenl=False)
    marked = pygmentize(text, lexer, HtmlFormatter(nowrap=True))  # always ends its last line
    return mark_safe(marked if text.endswith("\n") else marked.removesuffix("\n"))  # noqa: S308


# --- how each part is written ----------------------------------------------------------------


class _Slots:
    """Places for trusted HTML, filled after the rest has been sanitised.

    The marks carry a random name, so that no text can ask for a slot.
    """

    def __init__(self) -> None:
        self.name = f"slot{secrets.token_hex(12)}"
        self.contents: list[str] = []

    def add(self, html: str) -> str:
        self.contents.append(html)
        return f"{self.name}x{len(self.contents) - 1}z"

    def fill(self, html: str) -> str:
        pattern = re.compile(rf"<p>{self.name}x(\d+)z</p>|{self.name}x(\d+)z")
        return pattern.sub(lambda m: self.contents[int(m.group(1) or m.group(2))], html)


@cache
def _parser() -> MarkdownIt:
    md = MarkdownIt("commonmark", {"html": False}).enable(["table"])
    md.use(dollarmath_plugin, allow_space=False, allow_digits=False, double_inline=True)
    md.use(container_plugin, "margin", render=_margin)
    rules: dict[str, Any] = {
        "fence": _fence,
        "code_block": _code_block,
        "image": _image,
        "math_inline": _maths_inline,
        "math_inline_double": _maths_block,
        "math_block": _maths_block,
        "math_block_label": _maths_block,
        "table_open": _table_open,
        "table_close": _table_close,
        "th_open": _table_cell,
        "td_open": _table_cell,
    }
    for name, rule in rules.items():
        md.add_render_rule(name, rule)
    return md


def _runs(info: str) -> bool:
    return info.split()[:2] == ["python", "run"]


def _fence(_self: Any, tokens: Sequence[Token], index: int, _options: Any, env: Any) -> str:
    token = tokens[index]
    language = (token.info.split() or ["text"])[0]
    if _runs(token.info) and env.get("cells"):
        number = env["count"]
        env["count"] += 1
        return f"<p>{env['slots'].add(env['cells'](number, token.content))}</p>"
    return highlight(token.content.rstrip("\n"), language)


def _code_block(_self: Any, tokens: Sequence[Token], index: int, _options: Any, _env: Any) -> str:
    return highlight(tokens[index].content.rstrip("\n"), "text")


def _image(_self: Any, tokens: Sequence[Token], index: int, _options: Any, env: Any) -> str:
    token = tokens[index]
    source = str(token.attrGet("src") or "")
    alt = _plain(token.children or ())
    if not source.startswith("figure:") or not env.get("figures"):
        return f"<em>{escape(alt)}</em>"
    slot: str = env["slots"].add(env["figures"](source.removeprefix("figure:"), alt))
    return slot


def _plain(tokens: Sequence[Token]) -> str:
    return "".join(token.content or _plain(token.children or ()) for token in tokens)


def _maths_inline(_self: Any, tokens: Sequence[Token], index: int, _options: Any, _env: Any) -> str:
    return _maths(tokens[index].content, display=False)


def _maths_block(_self: Any, tokens: Sequence[Token], index: int, _options: Any, _env: Any) -> str:
    return (
        f'<div class="maths-block" tabindex="0">{_maths(tokens[index].content, display=True)}</div>'
    )


def _maths(latex: str, display: bool) -> str:
    try:
        return mathml(latex.strip(), display)
    except MathsError:
        return f"<code>{escape(latex.strip())}</code>"


def _margin(self: Any, tokens: Sequence[Token], index: int, _options: Any, _env: Any) -> str:
    return '<aside class="margin-note">\n' if tokens[index].nesting == 1 else "</aside>\n"


def _table_open(*_: Any) -> str:
    return '<div class="table-scroll" tabindex="0"><table>\n'


def _table_close(*_: Any) -> str:
    return "</table></div>\n"


def _table_cell(_self: Any, tokens: Sequence[Token], index: int, _options: Any, _env: Any) -> str:
    token = tokens[index]
    style = str(token.attrGet("style") or "")
    names = {"text-align:right": ' class="num"', "text-align:center": ' class="text-center"'}
    return f"<{token.tag}{names.get(style, '')}>"


def code_lines(text: str, language: str = "python") -> Iterator[SafeString]:
    """Highlighted lines, one by one: for pages that mark single lines of a program."""
    for line in highlight_lines(text, language).split("\n"):
        yield mark_safe(line)  # noqa: S308  a line of what Pygments escaped
