"""Sentences on blocks: the colon that opens one, the indentation of what belongs to it."""

from __future__ import annotations

import re

from ascent.kinds.workbench.explaining.crash import Crash, Rule
from ascent.kinds.workbench.explaining.wording import WORDS, tick


def colon(crash: Crash, found: re.Match[str]) -> str:
    """A block that begins without a colon."""
    word = crash.word
    if re.match(r"\s*else\s+if\b", crash.source):
        return f"{crash.subject} says `else if`. Python writes it as one word: `elif`."
    if word not in WORDS:
        return ""
    at_end = crash.span is None or crash.span[0] >= len(crash.source.split("#")[0].rstrip())
    if at_end:
        return (
            f"{crash.subject} begins a block with `{word}`, and such a line ends with a colon. "
            "Put `:` at its end."
        )
    before = crash.source[: crash.span[0]].strip() if crash.span else ""
    return (
        f"{crash.subject} begins a block with `{word}`. Python expects the colon `:` right after "
        f"{tick(before)}: look at what stands there instead."
    )


def no_parameters(crash: Crash, found: re.Match[str]) -> str:
    """`def f:`."""
    return (
        f"{crash.subject} defines a function without round brackets. They follow the name, even "
        "when the function takes nothing: `def name():`."
    )


def needs_block(crash: Crash, found: re.Match[str]) -> str:
    """A header with nothing under it."""
    above = int(found[2])
    word = found[1].strip("'").replace("function definition", "def").split("'")[0]
    word = {"class definition": "class"}.get(word, word)
    below = [text for text in crash.lines[above : (crash.line or above) - 1] if text.strip()]
    if crash.line and below and all(text.lstrip().startswith("#") for text in below):
        return (
            f"Under the `{word}` of line {above} stand comments only, and a comment is no step "
            f"that Python can take. Write a line of code there, {spaces(crash, above)}."
        )
    if not crash.line or crash.line <= above or not crash.source.strip():
        return (
            f"The `{word}` of line {above} has nothing under it. Write what belongs to it on the "
            f"next line, {spaces(crash, above)}."
        )
    return (
        f"Line {crash.line} comes after the `{word}` of line {above} and begins with "
        f"{indent(crash.source)}. What belongs under line {above} stands further right: begin "
        f"line {crash.line} {spaces(crash, above)}."
    )


def spaces(crash: Crash, above: int) -> str:
    """The indent that a line under line `above` needs."""
    head = crash.lines[above - 1] if above <= len(crash.lines) else ""
    if head.startswith("\t"):
        return f"one tab further right than line {above}"
    return f"with {len(head) - len(head.lstrip()) + 4} spaces"


def too_deep(crash: Crash, found: re.Match[str]) -> str:
    """A line further right than its neighbours, without a reason."""
    above = [text for text in crash.lines[: (crash.line or 1) - 1] if text.strip()]
    if not above:
        return (
            f"{crash.subject} begins with {indent(crash.source)}, and nothing above it opens a "
            "block. Begin it at the left edge."
        )
    return (
        f"{crash.subject} begins with {indent(crash.source)}, the line above it with "
        f"{indent(above[-1])}, and that one opens no block. Let both begin at the same place."
    )


def no_such_level(crash: Crash, found: re.Match[str]) -> str:
    """A line between two indents."""
    levels: list[int] = [0]
    for text in crash.lines[: (crash.line or 1) - 1]:
        if text.strip() and not text.lstrip().startswith("#"):
            width = len(text) - len(text.lstrip())
            levels = [*(level for level in levels if level < width), width]
    known = " or ".join(map(str, levels))
    return (
        f"{crash.subject} begins with {indent(crash.source)}; the blocks that are open above it "
        f"begin with {known}. Use one of these numbers of spaces."
    )


def tabs(crash: Crash, found: re.Match[str]) -> str:
    """Tabs and spaces in one block."""
    return (
        f"{crash.subject} begins with {indent(crash.source)}, and the block around it is indented "
        "in another way: tabs and spaces do not mix. Use four spaces for each step, in every line."
    )


def indent(text: str) -> str:
    """How a line begins, in words."""
    head = text[: len(text) - len(text.lstrip())]
    parts = []
    for sign, name in ((" ", "space"), ("\t", "tab")):
        number = head.count(sign)
        if number:
            parts.append(f"{number} {name}{'' if number == 1 else 's'}")
    return " and ".join(parts) or "no spaces"


def outside(crash: Crash, found: re.Match[str]) -> str:
    """`return`, `break` or `continue` where it means nothing."""
    word = found[1]
    owner = "a function, in the lines under a `def`" if word == "return" else "a loop"
    return (
        f"{crash.subject} has `{word}`, which has a meaning only inside {owner}. "
        f"This line begins with {indent(crash.source)}: move it right if it belongs there."
    )


_S = "SyntaxError: "
_I = "IndentationError: "
RULES: tuple[Rule, ...] = (
    (_S + r"expected ':'", colon),
    (_S + r"expected '\('", no_parameters),
    (_I + r"expected an indented block after (.+?)(?: statement)? on line (\d+)", needs_block),
    (_I + r"unexpected indent", too_deep),
    (_I + r"unindent does not match", no_such_level),
    (r"TabError: ", tabs),
    (_S + r"'(return|break)' outside", outside),
    (_S + r"'(continue)' not properly in loop", outside),
)
