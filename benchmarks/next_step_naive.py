"""The scan that `next_step` is compared with: the coach's rules as plain loops over the pack.

It is how Ascent chose at first: for every skill of the way it looks through all activities. It
knows neither the chance of passing nor stages, and gives the same kind of reasons.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from ascent.coach.course import WHOLE, Candidate
from ascent.learner.tracing.folding import LearnerState


@dataclass(frozen=True)
class Scan:
    """What the scan looks through. `order` and `level` are the way, prerequisites first."""

    step: str
    candidates: Sequence[Candidate]
    done: frozenset[str]
    state: LearnerState
    order: Sequence[str]
    level: Mapping[str, int]
    needed: Mapping[str, Sequence[str]]
    due: Sequence[str] = ()


def offer(s: Scan, rng: Random) -> list[tuple[str, str, float]]:
    """Up to three (activity, reason, chance of being first)."""
    groups = [rng.sample(group, len(group)) for group in _groups(s) if group]
    ranked = [option for group in groups for option in group][:3]
    equals = len(groups[0]) if groups else 1
    return [(a, reason, 0.0 if n else 1 / equals) for n, (a, reason) in enumerate(ranked)]


def _groups(s: Scan) -> Iterator[list[tuple[str, str]]]:
    whole = [c for c in s.candidates if c.kind in WHOLE and c.step == s.step]
    yield [(c.id, "Its turn has come.") for c in whole if c.id not in s.done]
    if s.due:
        yield [("review", f"“{s.due[0]}” is about to fade.")]
    groups: dict[tuple[bool, int], list[tuple[str, str]]] = {}
    for skill in (k for k in s.order if not s.state.known(k)):
        if not _is_ready(s, skill):
            continue
        best = min(_open_for(s, skill), key=_within_skill, default=None)
        if best is not None:
            fresh = s.state.skill(skill).seen == 0
            group = groups.setdefault((fresh, s.level[skill]), [])
            group.append((best.id, _reason(s, best)))
    for key in sorted(groups):
        yield groups[key]


def _is_ready(s: Scan, skill: str) -> bool:
    teachable = {c.skill for c in s.candidates if c.id not in s.done}
    return all(s.state.known(n) or n not in teachable for n in s.needed[skill])


def _open_for(s: Scan, skill: str) -> list[Candidate]:
    steps = {s.step} if s.step in ("language", "libraries") else {"language", "libraries"}
    return [c for c in s.candidates if c.skill == skill and c.step in steps and c.id not in s.done]


def _within_skill(c: Candidate) -> tuple[bool, float, str]:
    return (c.kind != "lesson", c.difficulty, c.id)


def _reason(s: Scan, c: Candidate) -> str:
    if s.state.skill(c.skill).seen and c.kind != "lesson":
        return f"You have begun “{c.skill}”. This makes it yours."
    unlocks = [k for k in s.order if c.skill in s.needed[k] and not s.state.known(k)]
    if unlocks:
        return f"It introduces “{c.skill}”, which “{unlocks[0]}” needs."
    return f"It introduces “{c.skill}”, which your project uses."
