"""From the learner's code to a graded attempt, by the runner."""

from __future__ import annotations

from functools import partial
from typing import Any

from ascent.kinds import grading, materials
from ascent.kinds.base import OnEvent, Submission, share
from ascent.kinds.workbench import diagnosis
from ascent.kinds.workbench.jobs import job
from ascent.learner.actions import Graded
from ascent.runner.executors.grading import grading as grading_of
from ascent.runner.job import Verdict
from ascent.runner.process import Control, afterwards
from ascent.testing.likeness import PROBE_SEED

__all__ = ["as_shown", "grade", "job"]


def grade(submission: Submission) -> Graded:
    """Run the checks of an exercise or a project on what was handed in, and name the mistake
    when it is a known one. Raises Cancelled, ExecutorLost and NotIsolated."""
    activity = submission.activity
    task = job(activity, submission.answer["code"], submission.seed)
    heard = Heard(submission.on_event)
    control = submission.control or Control(submission.cancel)
    checks, data = activity.folder / "checks.py", materials.for_checks(activity)
    with (
        grading.a_slot(),  # only code waits for code: a question is answered meanwhile
        grading_of(task, checks, data, heard, control, strangers=submission.strangers) as grader,
    ):
        verdict = grader.grade(task, submission.seed)
        heard.is_over = True
        probe = partial(grader.grade, task, PROBE_SEED, probe=True)
        mistake = diagnosis.diagnose(activity, verdict, probe, control.cancelled)
        afterwards(grading.let_verdicts_go_first())
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


class Heard:
    """Passes on what a run tells, until it is over: a probe after it is nobody's news."""

    def __init__(self, on_event: OnEvent) -> None:
        self.on_event, self.is_over = on_event, False

    def __call__(self, event: dict[str, Any]) -> None:
        if not self.is_over:
            self.on_event(event)


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
        "fault": verdict.fault[-2000:],
        "seconds": round(verdict.seconds, 3),
    }
