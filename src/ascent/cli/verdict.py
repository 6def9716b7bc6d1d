"""A verdict in the terminal: each check with its sign, its word and its sentence."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

from ascent.cli.say import Say, signs

if TYPE_CHECKING:
    from ascent.learner.models import Attempt

OUTCOMES = {
    "passed": "Passed.",
    "wrong": "Not yet: a check fails.",
    "crashed": "Your code stopped with an exception.",
    "out-of-time": "Your code ran out of time.",
    "out-of-memory": "Your code ran out of memory.",
    "flooded": "Your code printed more than the limit.",
    "forbidden": "Your code tried something that is closed to it.",
    "cancelled": "You stopped this run. It counts for nothing.",
    "our-fault": "Ascent failed, not you. This attempt counts for nothing.",
}
MOST_OUTPUT = 30  # lines


def show(say: Say, attempt: Attempt) -> None:
    """Print the verdict; the first check that fails with all that it says."""
    verdict: dict[str, Any] = attempt.verdict or {}
    sign = signs()
    told = False
    applied = [verdict["applied"]] if verdict.get("applied") else []
    for check in [*verdict.get("checks", []), *applied]:
        outcome = check["outcome"]
        if outcome == "passed":
            say.line(f"{sign['pass']} Holds    {check['sentence']}", style="green")
        elif outcome == "not-run":
            say.line(f"{sign['none']} Not run  {check['sentence']}", style="dim")
        else:
            say.line(f"{sign['fail']} Fails    {check['sentence']}", style="red")
            if not told or check in applied:
                _indented(say, check.get("message") or "", "           ")
                told = True
    if verdict.get("error"):
        _indented(say, str(verdict["error"]), "    ")
    if verdict.get("message") and not told:
        say.line(str(verdict["message"]))
    _output(say, verdict)
    if verdict.get("hint"):
        say.line(f"Look here: {verdict['hint']}")
    for name, value in (verdict.get("facts") or {}).items():
        say.line(f"{name}: {value}")
    say.line(OUTCOMES.get(attempt.outcome, attempt.outcome), style="bold")


def document(attempt: Attempt) -> dict[str, Any]:
    """The verdict for programs; pictures are left on the page."""
    verdict = {k: v for k, v in (attempt.verdict or {}).items() if k != "figures"}
    return {
        "activity": attempt.activity,
        "attempt": attempt.id,
        "outcome": attempt.outcome,
        "passed": attempt.outcome == "passed",
        "verdict": verdict,
    }


def _indented(say: Say, text: str, by: str) -> None:
    if text.strip():
        say.line(textwrap.indent(text.rstrip(), by))


def _output(say: Say, verdict: dict[str, Any]) -> None:
    lines = str(verdict.get("stdout") or "").splitlines()
    if not lines:
        return
    say.line("Your code printed:", style="dim")
    for line in lines[:MOST_OUTPUT]:
        say.line(f"    {line}")
    if len(lines) > MOST_OUTPUT:
        say.line(f"    ... and {len(lines) - MOST_OUTPUT} lines more")
