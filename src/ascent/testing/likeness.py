"""Whether two answers do the same, by what their probes saw. Pure Python.

A *trace* is what one probe saw of one answer, up to its first check that failed. Two
traces are alike when the same checks passed and the same one failed, and learner code
answered alike in all of them: the same structure, and numbers within the tolerance of
the check. See `fingerprint` for what a sketch holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from ascent.runner.job import Verdict

PROBE_SEED = 1
"""The seed of every probe. Known to all, and of no use: no verdict comes from a probe."""

TOLERANCE = 1e-5
"""By how much numbers may differ, relative to their size, where a check says nothing else."""

ROUNDED = 0.1  # what is left of a scale that was written with two digits

NAMED = ("wrong", "crashed")
"""Outcomes that a mistake can be recognised by. The others say too little."""


@dataclass(frozen=True, slots=True)
class Step:
    """What a probe saw of one check: one sketch for each seed."""

    check: str
    outcome: str
    message: str
    tolerance: float
    seeds: tuple[Mapping[str, Any], ...]

    @property
    def outcomes(self) -> list[str]:
        """How it ended on each seed."""
        return [str(one["outcome"]) for one in self.seeds]


Trace = tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Mistake:
    """A known wrong answer, and what it does."""

    file: str
    misconception: str
    says: str
    hint: str
    trace: Trace

    @property
    def message(self) -> str:
        """What the check that fails says to it."""
        return self.trace[-1].message if self.trace else ""

    def to_json(self) -> dict[str, Any]:
        """Plain data."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Mistake:
        """What `to_json` wrote. Raises TypeError and KeyError for something else."""
        steps = (Step(**{**step, "seeds": tuple(step["seeds"])}) for step in data["trace"])
        return cls(**{**data, "trace": tuple(steps)})


def trace_of(probe: Verdict) -> Trace:
    """What a probe saw; nothing when the file did not run to its end."""
    return tuple(
        Step(
            one.name,
            one.outcome,
            one.message,
            float(one.sketch.get("tolerance") or TOLERANCE),
            tuple(one.sketch["seeds"]),
        )
        for one in probe.checks
        if one.sketch is not None
    )


def alike(one: Trace, other: Trace) -> bool:
    """Whether two answers fail in the same check and did the same up to there."""
    if [step.check for step in one] != [step.check for step in other] or not one:
        return False
    if any(a.outcomes != b.outcomes for a, b in _pairs(one, other)):
        return False
    if one[-1].outcome not in NAMED:
        return False
    earlier = all(_same_answers(a, b, words=False) for a, b in _pairs(one[:-1], other[:-1]))
    return earlier and _same_answers(one[-1], other[-1])


def recognise(known: Iterable[Mistake], trace: Trace, said: str) -> Mistake | None:
    """The mistake that `trace` shows; None when none does, or several with different names.

    `said` is the message of the check that failed, and has to hold the words of the mistake.
    Where a check looks at more than answers (at the source, at time), it is these words alone
    that tell mistakes apart.
    """
    like = [one for one in known if alike(one.trace, trace)]
    found = [one for one in like if says(one.says, said)]
    if not found:
        return None
    found += [one for one in like if any(says(other.says, one.message) for other in found)]
    return found[0] if len({one.misconception for one in found}) == 1 else None


def says(words: str, message: str) -> bool:
    """Whether a message holds the words of a mistake."""
    return words.lower() in message.lower()


def _pairs(one: Trace, other: Trace) -> Iterable[tuple[Step, Step]]:
    return zip(one, other, strict=True)


def _same_answers(one: Step, other: Step, *, words: bool = True) -> bool:
    """Whether learner code answered alike on every seed. `words` are those that it printed:
    where the check passed, they are free."""
    return len(one.seeds) == len(other.seeds) and all(
        same(a, b, max(one.tolerance, other.tolerance), words=words)
        for a, b in zip(one.seeds, other.seeds, strict=True)
    )


def same(
    one: Mapping[str, Any], other: Mapping[str, Any], tolerance: float, *, words: bool = True
) -> bool:
    """Whether two sketches of one check with one seed agree."""
    exact = ("answers", "shape", "words") if words else ("answers", "shape")
    if any(one[key] != other[key] for key in exact):
        return False
    size = max(one["size"], other["size"])
    return _close(one, other, tolerance) and all(
        abs(a - b) <= tolerance * size for a, b in zip(one["sums"], other["sums"], strict=True)
    )


def _close(one: Mapping[str, Any], other: Mapping[str, Any], tolerance: float) -> bool:
    """Whether the numbers agree in turn. One near zero is measured by its neighbours."""
    numbers = zip(one["sample"], other["sample"], one["scales"], other["scales"], strict=False)
    return len(one["sample"]) == len(other["sample"]) and all(
        abs(a - b) <= tolerance * max(abs(a), abs(b), 1e-3 * scale)
        and abs(scale - its) <= max(ROUNDED, tolerance) * scale
        for a, b, scale, its in numbers
    )
