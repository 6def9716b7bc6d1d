"""What can be read from a crash: its last sentence, its place, and the code around it."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from ascent.kinds.workbench.explaining.tree import tree_of

Node = TypeVar("Node", bound=ast.expr)

_TOLD = re.compile(r"stopped(?: in line (\d+))? with (.+)", re.DOTALL)
_FRAME = re.compile(r'^  File "[^"\n]*", line (\d+)', re.MULTILINE)
_MARKED = re.compile(r'^  File "[^"\n]*", line (\d+).*\n    (.*)\n    ( *[~^]+) *$', re.MULTILINE)
_HEADER = "Traceback (most recent call last):\n"
_ENDLESS = "RecursionError: maximum recursion depth exceeded"
_ENOUGH = 2_000


@dataclass(frozen=True)
class Crash:
    """An error as rules read it: `last` is its last sentence, such as `KeyError: 'a'`."""

    last: str
    code: str
    line: int | None = None
    files: Mapping[str, Sequence[str]] = field(default_factory=dict)
    trace: str = ""
    causes: str = ""
    """The tracebacks of the errors that led to this one."""

    @property
    def subject(self) -> str:
        """The place at the beginning of a sentence."""
        return f"Line {self.line}" if self.line else "Your code"

    @property
    def here(self) -> str:
        """The place inside a sentence."""
        return f"in line {self.line}" if self.line else "in your code"

    @cached_property
    def lines(self) -> list[str]:
        """The lines of the file. The first has the index 0."""
        return re.split(r"\r\n?|\n", self.code)

    @property
    def source(self) -> str:
        """The line that failed, as it stands in the file; empty when it is not known."""
        known = self.line is not None and 0 < self.line <= len(self.lines)
        return self.lines[self.line - 1] if self.line and known else ""

    @property
    def word(self) -> str:
        """The first word of the line that failed."""
        found = re.match(r"\s*(\w+)", self.source)
        return found[1] if found else ""

    @cached_property
    def tree(self) -> ast.Module:
        """The file as a tree; an empty one where it is no Python."""
        return tree_of(self.code)

    @cached_property
    def span(self) -> tuple[int, int] | None:
        """First and last-plus-one column of `source` that Python underlines."""
        found = _MARKED.findall(self.trace)
        if not found or int(found[-1][0]) != self.line:
            return None
        _, shown, marks = found[-1]
        shift = self.source.find(shown.strip()) - (len(shown) - len(shown.lstrip()))
        start = len(marks) - len(marks.lstrip()) + shift
        return (start, len(marks) + shift) if shown.strip() in self.source else None

    @property
    def underlined(self) -> str:
        """The text that Python underlines; empty when it underlines nothing."""
        return self.source[slice(*self.span)].strip() if self.span else ""

    def node(self, kind: type[Node]) -> Node | None:
        """The expression of this kind that failed, where there is no doubt which it is."""
        if self.line is None:
            return None
        nodes = [n for n in ast.walk(self.tree) if isinstance(n, kind)]
        nodes = [n for n in nodes if n.lineno <= self.line <= (n.end_lineno or n.lineno)]
        if self.span is None:
            return nodes[0] if len(nodes) == 1 else None
        start, end = (len(self.source[:column].encode()) for column in self.span)
        ends = [n for n in nodes if n.lineno == self.line and n.col_offset == start]
        ends = [n for n in ends if n.end_lineno != self.line or n.end_col_offset == end]
        return ends[0] if ends else None

    def text(self, node: ast.AST) -> str:
        """What stands in the file for `node`."""
        return ast.get_source_segment(self.code, node) or ""

    @cached_property
    def columns(self) -> dict[str, str]:
        """The first file that has a column, for each column."""
        pairs = [(column, name) for name, columns in self.files.items() for column in columns]
        return dict(reversed(pairs))


Rule = tuple[str, Callable[[Crash, re.Match[str]], str]]
"""A pattern of the last sentence, and what to say; "" leaves it to the next rule."""


def read(
    error: str, code: str, line: int | None, files: Mapping[str, Sequence[str]]
) -> Crash | None:
    """The crash that `error` tells of: a traceback, its last lines, or our own sentence on it."""
    told = _TOLD.search(error)
    if told and "\n  File " not in error and not error.startswith("  File "):
        last = re.sub(r" \([^()\n]*, line \d+\)\.?$", "", told[2].rstrip("."))
        known = line or (int(told[1]) if told[1] else None)
        return Crash(_named(last), code, known, files)
    causes, _, trace = error.rpartition(_HEADER)
    frames = _FRAME.findall(trace)
    rest = trace.split("\n")
    while rest and (rest[0].startswith(" ") or not rest[0]):
        rest.pop(0)
    if not rest and len(frames) > 5 * len(set(frames)):
        rest = [_ENDLESS]  # the runner has cut off the end of a traceback this long
    if not rest:
        return None
    known = line or (int(frames[-1]) if frames else None)
    return Crash(_named("\n".join(rest)), code, known, files, trace, causes)


def _named(last: str) -> str:
    """The last sentence with the bare name of its class: `NotFittedError: …`."""
    return re.sub(r"^[\w.]+\.(?=\w+(:|$))", "", last[:_ENOUGH])
