"""Asking the questions of a study's test in the terminal, without a word on what is right."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import typer

from ascent.cli.say import Say

if TYPE_CHECKING:
    from ascent.accounts.models import Person
    from ascent.curriculum.activity import Activity
    from ascent.learner.study.plan import Record

UNKNOWN = "?"
MOST = 2000  # characters of an answer
HOW = {
    "one-of": "The number of one answer",
    "several-of": "The numbers of all right answers, with spaces between",
    "order": "All numbers in the right order, with spaces between",
    "numeric": "A number",
    "predict-output": "What the code prints, line by line; an empty line ends it",
}


def whole_test(say: Say, person: Person, record: Record, which: str) -> Record:
    """Ask what is still open of one test. Ctrl-C stops; what was answered stays."""
    from ascent.kinds import studying

    test = getattr(record, which)
    total = len(test.questions)
    while (asked := studying.question(test, record)) is not None:
        number = len(test.answers) + 1
        say.line()
        say.line(f"Question {number} of {total}", style="bold")
        began = time.monotonic()
        right = one(say, asked, seed=number)
        seconds = time.monotonic() - began
        record = studying.keep_answer(person, record, which, asked, right, seconds)
        test = getattr(record, which)
    return record


def one(say: Say, asked: Activity, seed: int) -> bool | None:
    """Ask one question until there is an answer: right, not right, or None for not known."""
    from ascent.kinds import asking

    spec = asked.spec
    items = asking.shuffled(spec, seed) if spec.kind == "order" else []
    say.line(spec.prompt.strip())
    if spec.kind == "predict-output":
        say.line()
        say.line(_indented(spec.code))
    offered = [c.text for c in getattr(spec, "choices", ())] or [text for _, text in items]
    for number, text in enumerate(offered, start=1):
        say.line(f"  {number}. {text}")
    say.line(f"{HOW[spec.kind]}. {UNKNOWN} means: I do not know.", style="dim")
    while True:
        text = _typed(spec.kind == "predict-output")
        if text.strip() == UNKNOWN:
            return None
        try:
            return asking.compare(spec, _given(spec.kind, text, items, len(offered))).right
        except asking.NoAnswer as problem:
            say.line(str(problem))


def _typed(lines: bool) -> str:
    """What is typed, at most `MOST` characters; several lines until an empty one."""
    typed: list[str] = []
    while True:
        line = typer.prompt(
            "..." if typed else ">", default="", show_default=False, prompt_suffix=" "
        )
        if not lines or line.strip() == UNKNOWN or (not line and typed):
            return "\n".join([*typed, line] if line else typed)[:MOST]
        if line:
            typed.append(line)


def _given(kind: str, text: str, items: list[tuple[int, str]], offered: int) -> Any:
    """The answer as the comparison takes it. Numbers shown count from 1."""
    if kind in ("numeric", "predict-output"):
        return text
    words = text.replace(",", " ").split()
    numbers = [int(w) - 1 for w in words if w.isascii() and w.isdigit() and len(w) < 4]
    if len(numbers) != len(words) or not all(0 <= n < offered for n in numbers):
        numbers = []
    if kind == "one-of":
        return numbers[0] if len(numbers) == 1 else None
    return [items[n][0] for n in numbers] if kind == "order" else numbers


def _indented(code: str) -> str:
    return "\n".join(f"    {line}" for line in code.strip("\n").splitlines())
