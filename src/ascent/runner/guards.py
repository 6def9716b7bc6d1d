"""What stands between learner code and this machine, one by one, and the line that mends a gap."""

from __future__ import annotations

from dataclasses import dataclass

from ascent.runner import cgroups, zygotes
from ascent.runner.sandbox import isolation


@dataclass(frozen=True, slots=True)
class Guard:
    """One means of isolation on this machine."""

    name: str
    holds: bool
    needed: bool
    """Whether running other people's code depends on it."""

    found: str
    """What it does where it holds; why it does not, elsewhere."""

    mend: str = ""
    """What would bring it, as far as that is known."""


def guards() -> tuple[Guard, ...]:
    """Every means of isolation, found out by trying it."""
    found = isolation()
    facts = found.facts
    namespaces = _guard(
        "namespaces",
        facts.get("namespaces"),
        "own users, processes, files, network and host name",
        found.remedy,
    )
    files = "files outside, TCP and signals are refused"
    landlock = _guard(
        "landlock", facts.get("landlock"), files, "Use a Linux kernel of 5.13 or later."
    )
    calls = "only the system calls that Python and its libraries need"
    seccomp = _guard("seccomp", facts.get("seccomp"), calls, "Use Linux on x86-64 or aarch64.")
    return namespaces, landlock, seccomp, _groups(), _warm()


def _guard(name: str, fact: object, found: str, mend: str) -> Guard:
    holds = fact is True
    return Guard(
        name, holds, True, found if holds else str(fact or "not tried"), "" if holds else mend
    )


def _groups() -> Guard:
    """Control groups come on top of limits that hold without them."""
    place = cgroups.found()
    if place.version:
        text = f"version {place.version}: memory and processes of a run are bounded by the kernel"
        return Guard("cgroups", True, False, text)
    text = f"limits per process only; {place.why}"
    return Guard("cgroups", False, False, text, cgroups.REMEDY if "delegated" in place.why else "")


def _warm() -> Guard:
    """No isolation, but what makes it cost nothing."""
    if zygotes.POSSIBLE:
        return Guard("warm start", True, False, "isolated processes wait in advance")
    return Guard("warm start", False, False, "each run starts an interpreter: a second or so")
