"""Asking and comparing: the five shapes of a question, in reviews and at a tour's stops. Pure."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from random import Random
from typing import Any, Protocol

MOST_TEXT, MOST_ITEMS = 2000, 50  # characters, and items, of one answer
MOST_DIGITS = 4  # of a place in an order


class NoAnswer(ValueError):
    """What was given is no answer to this question; the message says what one looks like."""


@dataclass(frozen=True)
class Answered:
    """Whether an answer is right, the explanation that fits it, and a share of the points."""

    right: bool
    why: str
    points: float


def compare(spec: Any, given: Any) -> Answered:
    """Compare what was given with the question `spec`.

    `given` is a text for numeric and predict-output questions, the index of a choice for one-of,
    a list of indices for several-of, and the items' indices in the learner's order for order.

    Raises:
        NoAnswer: nothing was chosen, or the number cannot be read: ask again, judge nothing.
    """
    return Answered(*_COMPARE[spec.kind](spec, given))


class Form(Protocol):
    """A form that was sent."""

    def getlist(self, key: str) -> list[str]: ...


def given(spec: Any, form: Form) -> Any:
    """The answer in a form, in the shape that `compare` takes."""
    sent = form.getlist("given")[:MOST_ITEMS]
    if spec.kind == "order":
        return _by_number(sent, form.getlist("place")[:MOST_ITEMS])
    if spec.kind == "several-of":
        return sent
    return sent[-1][:MOST_TEXT] if sent else ""


def _by_number(items: list[str], places: list[str]) -> list[str]:
    """Items in order: as they were moved, or, where no scripts move them, by their numbers. Of
    two with the same number one is missing, so that the question is asked again."""
    if not places:
        return items
    told = zip(places, items, strict=False)
    at = {int(p): item for p, item in told if len(p) <= MOST_DIGITS and p.isdecimal()}
    return [at[place] for place in sorted(at)]


def shuffled(spec: Any, seed: int) -> list[tuple[int, str]]:
    """The items of an order question as (index, text), never in the right order."""
    items = list(enumerate(spec.items))
    rng = Random(seed)  # noqa: S311 - a shuffle for the eye
    while [i for i, _ in items] == sorted(i for i, _ in items):
        rng.shuffle(items)
    return items


def chance(spec: Any) -> float:
    """Chance of a right answer without the skill, by the shape of the question, in [0, 1)."""
    if spec.kind == "one-of":
        return float(1 / len(spec.choices))
    if spec.kind == "several-of":
        return float(1 / 2 ** len(spec.choices))
    if spec.kind == "order":
        return float(1 / math.factorial(len(spec.items)))
    return 0.05


NUMBER = re.compile(r"([-+]?(?:\d[\d.,]*|\.\d+)(?:e[-+]?\d+)?)\s*(%?)[^\d]*", re.IGNORECASE)
THOUSANDS = re.compile(r"[-+]?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?")


def numbers(text: str) -> list[float]:
    """What somebody may mean by what they typed; empty when it is no number.

    `0,75`, `1,200 g` and `3e-2` are one number. `60 %` may mean 60 or 0.6.
    """
    found = NUMBER.fullmatch(text.strip().replace("\N{MINUS SIGN}", "-").replace("\u00a0", " "))
    if found is None:
        return []
    digits, percent = found.groups()
    if THOUSANDS.fullmatch(digits):
        digits = digits.replace(",", "")
    try:
        value = float(digits.replace(",", "."))
    except ValueError:
        return []
    if not math.isfinite(value):
        return []
    return [value, value / 100] if percent else [value]


Compared = tuple[bool, str, float]


def _numeric(spec: Any, given: Any) -> Compared:
    values = numbers(str(given or ""))
    if not values:
        raise NoAnswer("That is not a number that can be read. Write it like 0.75.")
    if any(abs(value - spec.answer) <= spec.tolerance for value in values):
        return True, spec.explanation, 1.0
    close = [m for m in spec.mistakes if any(abs(v - m.value) <= spec.tolerance for v in values)]
    return False, close[0].why if close else spec.explanation, 0.0


def _one_of(spec: Any, given: Any) -> Compared:
    chosen = [c for i, c in enumerate(spec.choices) if str(i) == str(given)]
    if not chosen:
        raise NoAnswer("Choose one of the answers.")
    return chosen[0].right, chosen[0].why, float(chosen[0].right)


def _several_of(spec: Any, given: Any) -> Compared:
    chosen = {str(i) for i in (given or [])}
    if not chosen:
        raise NoAnswer("Choose at least one of the answers.")
    hits = [(str(i) in chosen) == c.right for i, c in enumerate(spec.choices)]
    missed = [c for c, hit in zip(spec.choices, hits, strict=True) if not hit]
    return not missed, missed[0].why if missed else "", sum(hits) / len(hits)


def _order(spec: Any, given: Any) -> Compared:
    wanted = [str(i) for i in range(len(spec.items))]
    got = [str(i) for i in (given or [])]
    if sorted(got) != sorted(wanted):
        raise NoAnswer("Put all of the items in order.")
    right = sum(a == b for a, b in zip(got, wanted, strict=True))
    return got == wanted, spec.explanation, right / len(wanted)


def _output(spec: Any, given: Any) -> Compared:
    said = _lines(str(given or ""))
    if said == [""]:
        raise NoAnswer("Write what the code prints.")
    if said == _lines(spec.answer):
        return True, spec.explanation, 1.0
    if [line.strip("'\"") for line in said] == _lines(spec.answer):
        return False, f"Nearly: Python prints text without its quotes. {spec.explanation}", 0.5
    close = [m for m in spec.mistakes if said == _lines(m.value)]
    return False, close[0].why if close else spec.explanation, 0.0


def _lines(text: str) -> list[str]:
    """Printed text without what nobody can see: spaces at line ends, empty lines at the end."""
    return [line.rstrip() for line in text.replace("\r\n", "\n").strip().split("\n")]


_COMPARE = {
    "numeric": _numeric,
    "one-of": _one_of,
    "several-of": _several_of,
    "order": _order,
    "predict-output": _output,
}
