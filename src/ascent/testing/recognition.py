"""Proves that every wrong answer of an exercise is recognised by what it does.

Each is probed once as it is, and once written otherwise: the second stands for a learner
who makes the same mistake in their own words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ascent.runner.job import Verdict
from ascent.testing.likeness import NAMED, Mistake, alike, recognise, says, trace_of
from ascent.testing.rewriting import rewritten

NOT_RECOGNISED, TWO_NAMES = 68, 69


@dataclass(frozen=True, slots=True)
class Tried:
    """A wrong answer, its probe, and its message in an attempt with another seed."""

    path: Path
    mistake: Mistake
    code: str
    said: str


@dataclass(frozen=True, slots=True)
class Unclear:
    """A wrong answer that is not recognised, or not as itself."""

    rule: int
    path: Path
    message: str
    hint: str = ""


def unrecognised(tried: Sequence[Tried], probe: Callable[[str], Verdict]) -> Iterator[Unclear]:
    """What stands between each wrong answer and its name. `probe` grades a file in probe mode."""
    known = [one.mistake for one in tried]
    for one in tried:
        trace = one.mistake.trace
        if not trace or trace[-1].outcome not in NAMED:
            continue  # what never answers has no behaviour to be recognised by
        again = trace_of(probe(rewritten(one.code)))
        found = recognise(known, again, one.said)
        if found is None or found.misconception != one.mistake.misconception:
            yield _why(one, known, alike(trace, again))


def _why(one: Tried, known: Sequence[Mistake], steady: bool) -> Unclear:
    mine = one.mistake
    for other in known:
        if (
            other.misconception != mine.misconception
            and alike(other.trace, mine.trace)
            and (says(other.says, one.said) or says(mine.says, other.message))
        ):
            return Unclear(
                TWO_NAMES,
                one.path,
                f"It does what {other.file} does, which is called {other.misconception!r}: a "
                "learner who does this could get either name.",
                "Give both the same misconception, or tell them apart in a check.",
            )
    if not steady:
        return Unclear(
            NOT_RECOGNISED,
            one.path,
            f"Run again with other names for its variables, it does something else in "
            f"{mine.trace[-1].check!r}, so no learner's code is recognised by it.",
            "Give everything random in it a seed.",
        )
    return Unclear(
        NOT_RECOGNISED,
        one.path,
        f"The words {mine.says!r} are not in the message of every seed: {one.said}",
        "Choose words that every learner with this mistake gets.",
    )
