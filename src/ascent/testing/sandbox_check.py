"""Attacks a sandbox and says which attacks it holds.

`check_sandbox()` tries the runner of this machine; `check_sandbox(backend)` any other that is
called as `runner.grade` is: an executor that runs other people's code has to hold them all.
"""

from __future__ import annotations

import platform
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from ascent.runner import DataFile, Job, Verdict, grade
from ascent.testing.attacks import Attack, attacks
from ascent.testing.attacks.bait import Bait

Backend = Callable[..., Verdict]
"""Called as `backend(job, checks, data=..., seed=...)`, like `ascent.runner.grade`."""

PRIZE = "GOT "
SEED = 7


@dataclass(frozen=True, slots=True)
class Tried:
    """How one attack fared."""

    attack: Attack
    outcome: str
    breaches: tuple[str, ...]
    """What is not as it has to be, in sentences; empty when the attack was held."""

    seconds: float

    @property
    def held(self) -> bool:
        """Whether the attack got nothing and ended as it has to."""
        return not self.breaches

    def __str__(self) -> str:
        if self.held:
            return f"held    {self.attack.id}: {self.outcome}. {self.attack.stopped_by}"
        found = "".join(one if one.isprintable() else " " for one in " ".join(self.breaches))
        return f"BREACH  {self.attack.id}: {self.attack.about} {found}"


@dataclass(frozen=True, slots=True)
class SandboxReport:
    """How all attacks fared."""

    tried: tuple[Tried, ...]

    @property
    def held(self) -> bool:
        """Whether every attack was held."""
        return all(one.held for one in self.tried)

    @property
    def breaches(self) -> tuple[Tried, ...]:
        """The attacks that were not."""
        return tuple(one for one in self.tried if not one.held)


def check_sandbox(
    backend: Backend | None = None,
    only: Iterable[Attack] | None = None,
    on_tried: Callable[[Tried], None] | None = None,
) -> SandboxReport:
    """Try `only` those attacks, or all, one after the other; `on_tried` is told of each.

    `backend` is the runner of this machine when None. Attacks for another kind of processor
    are left out.
    """
    tried = []
    with Bait() as bait:
        for attack in attacks() if only is None else only:
            if attack.machine in ("", platform.machine()):
                tried.append(try_attack(attack, bait, backend or grade))
                if on_tried:
                    on_tried(tried[-1])
    return SandboxReport(tuple(tried))


def try_attack(attack: Attack, bait: Bait, backend: Backend = grade) -> Tried:
    """Run one attack, all its runs, and look what came of it."""
    data = {"bait": DataFile(bait.hidden, bait.hidden)}
    files = {"bait.json": bait.told(attack.checks)}
    started, verdicts = time.monotonic(), []
    try:
        for code in attack.runs:
            job = Job(code, files=files, limits=attack.limits)
            verdicts.append(backend(job, attack.checks, data=data, seed=SEED))
    except Exception as error:  # whatever a back-end raises, learner code has brought it down
        broken = f"The back-end broke: {type(error).__name__}: {error}"
        return Tried(attack, "none", (broken,), time.monotonic() - started)
    seconds = time.monotonic() - started
    breaches = (*_breaches(attack, verdicts, bait.token), *bait.taken())
    return Tried(attack, verdicts[-1].outcome, breaches, seconds)


def _breaches(attack: Attack, verdicts: list[Verdict], token: str) -> Iterator[str]:
    """What the verdicts show that must not be."""
    last = verdicts[-1]
    if last.outcome not in attack.ends:
        wanted = " or ".join(attack.ends)
        yield f"It ended as {last.outcome} instead of {wanted}: {_said(last)} {last.fault[-500:]}"
    if last.points > attack.points:
        yield f"It got {last.points:g} points."
    for verdict in verdicts:
        printed = f"{verdict.stdout}\n{verdict.stderr}"
        yield from (line for line in printed.splitlines() if line.startswith(PRIZE))
        if token in str(verdict.to_json()):
            yield "It read a secret."
    for text in attack.sees:
        if text not in last.stdout:
            yield f"It does not see {text!r}."
    for text in attack.says:
        if text not in _said(last):
            yield f"The message does not say {text!r} but: {_said(last)}"


def _said(verdict: Verdict) -> str:
    """Everything that the learner is told in our words."""
    return " ".join([verdict.message, *(check.message for check in verdict.checks)]).strip()
