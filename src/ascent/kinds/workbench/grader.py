"""From the learner's code to a graded attempt, by the runner."""

from __future__ import annotations

from typing import Any

from ascent import runner
from ascent.kinds import grading, materials
from ascent.kinds.base import Submission, share
from ascent.kinds.workbench import diagnosis
from ascent.kinds.workbench.jobs import job
from ascent.learner.actions import Graded
from ascent.runner.job import Verdict

__all__ = ["as_shown", "grade", "job"]


def grade(submission: Submission) -> Graded:
    """Run the checks of an exercise or a project on what was handed in, and name the mistake
    when it is a known one."""
    activity, code = submission.activity, submission.answer["code"]
    with grading.a_slot():  # only code waits for code: a question is answered meanwhile
        verdict = runner.grade(
            job(activity, code, submission.seed),
            checks=activity.folder / "checks.py",
            data=materials.for_checks(activity),
            seed=submission.seed,
            on_event=submission.on_event,
            cancel=submission.cancel,
            control=submission.control,
        )
        mistake = diagnosis.diagnose(activity, code, verdict, submission.cancel)
    shown = as_shown(verdict)
    if mistake is not None:
        shown["hint"] = mistake.hint
    return Graded(
        outcome=verdict.outcome,
        points=share(
            [c["points"] for c in shown["checks"] if c["outcome"] == "passed"],
            [c["points"] for c in shown["checks"]],
        ),
        verdict=shown,
        misconception=mistake.misconception if mistake is not None else "",
    )


def as_shown(verdict: Verdict) -> dict[str, Any]:
    """A verdict as it is kept and shown."""
    checks = [
        {
            "name": c.name,
            "sentence": c.sentence,
            "outcome": c.outcome,
            "message": c.message,
            "error": c.error,
            "points": c.points,
            "seconds": round(c.seconds, 4),
        }
        for c in verdict.checks
    ]
    return {
        "outcome": verdict.outcome,
        "message": verdict.message,
        "checks": checks,
        "stdout": verdict.stdout,
        "stderr": verdict.stderr,
        "error": verdict.error,
        "line": verdict.line,
        "facts": dict(verdict.report),
        "seconds": round(verdict.seconds, 3),
    }
