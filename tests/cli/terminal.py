"""A terminal inside this process, and a grader that needs no kit."""

from __future__ import annotations

import json
from typing import Any

from click.testing import Result
from typer.testing import CliRunner

from ascent.kinds.base import Submission
from ascent.learner.actions import Graded

EXERCISE = "first-model"


class Terminal:
    """Types a command and reads what comes back."""

    def __call__(self, *words: str) -> Result:
        from ascent.cli.main import app

        result = CliRunner().invoke(app, list(words))
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    def json(self, *words: str) -> Any:
        """The answer of a command with `--json`."""
        return json.loads(self(*words, "--json").stdout)


def by_word(submission: Submission) -> Graded:
    """Passes when the code begins with `right`; else the first of two checks fails."""
    right = submission.answer["code"].startswith("right")
    outcome = "passed" if right else "wrong"
    checks = [
        {
            "name": "is_right",
            "sentence": "The word is there.",
            "outcome": outcome,
            "message": "" if right else "You wrote [another] word. Look at line 1.",
            "points": 1,
        },
        {
            "name": "second",
            "sentence": "The second holds.",
            "outcome": "passed" if right else "not-run",
            "message": "",
            "points": 1,
        },
    ]
    verdict = {
        "outcome": outcome,
        "checks": checks,
        "stdout": "".join(f"line {n}\n" for n in range(40)),
        "hint": "" if right else "Read line 1 aloud.",
        "figures": ["cG5n"],
        "facts": {"score": 0.5},
    }
    return Graded(outcome, 1.0 if right else 0.0, verdict)
