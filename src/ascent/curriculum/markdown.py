"""As much of Markdown as checking a content text needs: fences, paragraphs, margin notes, prose.

Pages render the text with a full parser; this one only has to agree with it on where code is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

BlockKind = Literal["text", "heading", "fence", "margin"]

_FENCE = re.compile(r"^(?P<indent> {0,3})(?P<mark>`{3,}|~{3,})(?P<info>[^`]*)$")
_MARGIN = re.compile(r"^:::\s*(\w+)?\s*$")
_HEADING = re.compile(r"^#{1,6}\s+(?P<title>.*?)\s*#*$")
_FIGURE = re.compile(r"!\[(?P<alt>[^\]]*)\]\(figure:(?P<id>[^)\s]+)\)")
_CODE_SPAN = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)")
_MATHS = re.compile(r"\$\$.*?\$\$|\$[^$\n]+\$")
_IMAGE_OR_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_ADDRESS = re.compile(r"<?https?://\S+|<[^>\n]+>")


@dataclass(frozen=True)
class Block:
    """A piece of a text. `line` counts from 1; `info` is a fence's info string or a heading."""

    kind: BlockKind
    line: int
    text: str
    info: str = ""
    closed: bool = True


@dataclass(frozen=True)
class FigureReference:
    id: str
    alt: str
    line: int


def blocks(text: str) -> list[Block]:
    """Split a text into fences, headings, margin notes' marks and paragraphs."""
    found: list[Block] = []
    lines = text.split("\n")
    paragraph: list[str] = []
    at = 0
    open_margin: int | None = None

    def finish(end: int) -> None:
        if paragraph:
            found.append(Block("text", end - len(paragraph) + 1, "\n".join(paragraph)))
            paragraph.clear()

    while at < len(lines):
        line = lines[at]
        if fence := _FENCE.match(line):
            finish(at)
            end = _end_of_fence(lines, at, fence["mark"])
            body = "\n".join(_outdented(one, len(fence["indent"])) for one in lines[at + 1 : end])
            found.append(Block("fence", at + 1, body, fence["info"].strip(), end < len(lines)))
            at = end
        elif margin := _MARGIN.match(line.strip()):
            finish(at)
            open_margin = at + 1 if margin[1] else None
            found.append(Block("margin", at + 1, "", margin[1] or ""))
        elif heading := _HEADING.match(line):
            finish(at)
            found.append(Block("heading", at + 1, line, heading["title"]))
        elif line.strip():
            paragraph.append(line)
        else:
            finish(at)
        at += 1
    finish(len(lines))
    if open_margin is not None:
        found.append(Block("margin", open_margin, "", "margin", closed=False))
    return found


def _outdented(line: str, spaces: int) -> str:
    """A line of an indented fence, without as much of its own indentation."""
    own = len(line) - len(line.lstrip(" "))
    return line[min(own, spaces) :]


def _end_of_fence(lines: list[str], start: int, mark: str) -> int:
    closing = re.compile(rf"^ {{0,3}}{re.escape(mark[0])}{{{len(mark)},}}\s*$")
    for number in range(start + 1, len(lines)):
        if closing.match(lines[number]):
            return number
    return len(lines)


def is_run_cell(block: Block) -> bool:
    """Whether a block is code that the reader may run: a fence marked `python run`."""
    return block.kind == "fence" and block.info.split() == ["python", "run"]


def figure_references(block: Block) -> Iterator[FigureReference]:
    """The pictures `![alt](figure:id)` of a paragraph."""
    for offset, line in enumerate(block.text.split("\n")):
        for match in _FIGURE.finditer(_CODE_SPAN.sub("", line)):
            yield FigureReference(match["id"], match["alt"].strip(), block.line + offset)


def prose_lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines that are read as sentences, with code, maths and addresses taken out."""
    in_maths = False
    for block in blocks(text):
        if block.kind in ("fence", "margin"):
            continue
        for offset, line in enumerate(block.text.split("\n")):
            if line.strip() == "$$":
                in_maths = not in_maths
            elif not in_maths and not line.startswith("    "):
                yield block.line + offset, _without_code(line)


def _without_code(line: str) -> str:
    for pattern, by in ((_CODE_SPAN, "…"), (_MATHS, "…"), (_IMAGE_OR_LINK, r"\1"), (_ADDRESS, "")):
        line = pattern.sub(by, line)
    return line


def word_count(text: str) -> int:
    """Words that a reader reads: everything outside fenced code and margin marks."""
    return sum(
        len(block.text.split()) for block in blocks(text) if block.kind not in ("fence", "margin")
    )
