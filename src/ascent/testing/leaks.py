"""Whether a message to a learner holds the answer.

A message leaks when it quotes a line of the solution, or a value that the solution gives
where this answer gives another, and that the learner has not seen in the task. Numbers are
looked for with three significant digits or more; one that coincides by chance does so
on one seed and not on all of them. What a check itself gave to the learner's code, such
as the inputs of the call that went wrong, may be told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from ascent.runner.job import Verdict
from ascent.testing.fingerprint import digest
from ascent.testing.likeness import trace_of

LEAST_LINE = 12  # characters of a line that is worth quoting
LEAST_DIGITS = 3
SURE_DIGITS = 5  # as many do not coincide by chance
NUMERAL = re.compile(r"(?<![\w.])-?\d+(?:\.\d+)?(?![\w.]*\d)")
QUOTED = re.compile(r"'([^']{3,60})'|“([^”]{3,60})”|\"([^\"]{3,60})\"|`([^`]{3,60})`")

Sketch = Mapping[str, Any]


class Files(Protocol):
    """Where the texts of an exercise are."""

    @property
    def folder(self) -> Path: ...
    @property
    def starter(self) -> str: ...
    @property
    def solution(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer that fails, and its probes."""

    name: str
    code: str
    probes: tuple[Verdict, ...]


@dataclass(frozen=True, slots=True)
class Solution:
    """What must not be told, and what everybody knows."""

    lines: tuple[str, ...]
    known: str
    sketches: Mapping[tuple[str, int], Sketch]
    """By check and seed: what the solution answers."""

    @classmethod
    def of(cls, exercise: Files, probes: Sequence[Verdict]) -> Solution:
        """The solution of an exercise, with its probes."""
        prompt = exercise.folder / "prompt.md"
        told = prompt.read_text(encoding="utf-8") if prompt.is_file() else ""
        known = f"{told}\n{exercise.starter}"
        lines = {*map(_bare, exercise.solution.splitlines())}
        own = (line for line in lines if len(line) >= LEAST_LINE and line not in _bare(known))
        return cls(tuple(sorted(own)), known, dict(_sketches(probes)))


def found(answers: Sequence[Answer], solution: Solution) -> Iterator[str]:
    """A sentence for each leak; one for each check is enough."""
    told = set()
    for answer in answers:
        failures = [_failure(probe) for probe in answer.probes]
        seen = [one for failure in failures for one in failure]
        for check in dict.fromkeys(check for check, _, _ in seen):
            here = [(seed, sketch) for name, seed, sketch in seen if name == check]
            what = _leak(answer, check, here, solution)
            if what and check not in told:
                told.add(check)
                yield f"The message of {check!r} to {answer.name} holds {what}."


def _failure(probe: Verdict) -> Iterator[tuple[str, int, Sketch]]:
    """(check, seed, sketch) for every seed on which the check failed at which a probe ended."""
    for step in trace_of(probe)[-1:]:
        for at, sketch in enumerate(step.seeds):
            if sketch["outcome"] not in ("passed", "our-fault"):
                yield step.check, probe.seed + at, sketch


def _leak(
    answer: Answer, check: str, here: Sequence[tuple[int, Sketch]], solution: Solution
) -> str:
    """What the messages of one check to one answer give away, in words; empty if nothing."""
    code = _bare(answer.code)
    for _, sketch in here:
        message = _bare(sketch["message"])
        if line := next((x for x in solution.lines if x in message and x not in code), ""):
            return f"a line of the solution, {line!r}"
    pairs = [
        (sketch, solution.sketches[check, seed])
        for seed, sketch in here
        if (check, seed) in solution.sketches
    ]
    if not pairs:
        return ""
    return _text_in_all(pairs, solution.known) or _number_in_all(pairs, solution.known)


def _text_in_all(pairs: Sequence[tuple[Sketch, Sketch]], known: str) -> str:
    """A text that only the solution gives, quoted in the message of every seed."""
    leaked = []
    for mine, its in pairs:
        quoted = ["".join(groups).strip() for groups in QUOTED.findall(mine["message"])]
        secret = {*its["texts"]} - {*mine["texts"], *mine["given_texts"]}
        leaked.append([one for one in quoted if digest(one) in secret and one not in known])
    return f"{leaked[0][0]!r}, which the solution gives" if all(leaked) else ""


def _number_in_all(pairs: Sequence[tuple[Sketch, Sketch]], known: str) -> str:
    """A number that only the solution gives, in the message of every seed: at the same place
    of the message and of the solution's numbers, or with too many digits for chance. Where
    not all numbers of the answer itself are known, nothing is said."""
    if any(mine["count"] > len(mine["sample"]) for mine, _ in pairs):
        return ""
    public = {*NUMERAL.findall(known)}
    places: set[tuple[int, int]] | None = None
    sure: list[str] = []
    for mine, its in pairs:
        hits = set()
        long = ""
        for at, numeral in enumerate(NUMERAL.findall(mine["message"])):
            digits = significant(numeral)
            if digits < LEAST_DIGITS or numeral in public:
                continue
            if _among(numeral, mine["sample"]) or _among(numeral, mine["given"]):
                continue
            where = _among(numeral, its["sample"])
            hits |= {(at, place) for place in where}
            if where and digits >= SURE_DIGITS:
                long = numeral
        places = hits if places is None else places & hits
        sure.append(long)
    if all(sure):
        return f"the number {sure[0]}, which the solution gives"
    if places and len(pairs) > 1:
        numeral = NUMERAL.findall(pairs[0][0]["message"])[min(places)[0]]
        return f"the number {numeral}, which the solution gives"
    return ""


def _among(numeral: str, numbers: Sequence[float]) -> list[int]:
    """Where a number stands that is written like this when rounded."""
    half = 0.5 * 10.0 ** -len(numeral.partition(".")[2])
    value = float(numeral)
    slack = half * (1 + 1e-6)
    return [at for at, one in enumerate(numbers) if abs(one - value) <= slack]


def significant(numeral: str) -> int:
    """How many significant digits a written number has; zeros at the end of a whole one do
    not count."""
    digits = numeral.lstrip("-").replace(".", "").lstrip("0")
    return len(digits if "." in numeral else digits.rstrip("0"))


def _sketches(probes: Sequence[Verdict]) -> Iterator[tuple[tuple[str, int], Sketch]]:
    for probe in probes:
        for step in trace_of(probe):
            for at, sketch in enumerate(step.seeds):
                yield (step.check, probe.seed + at), sketch


def _bare(text: str) -> str:
    """A text without what does not matter for quoting: comments and white space."""
    return "".join(line.partition("#")[0] for line in "".join(text.split(" ")).splitlines())
