"""From the learner's code to a graded attempt, by the runner."""

from __future__ import annotations

from typing import Any

from ascent import runner
from ascent.curriculum.activity import Activity
from ascent.kinds import grading, materials
from ascent.kinds.base import Submission, share
from ascent.kinds.workbench.answers import wrong_answers
from ascent.learner.actions import Graded
from ascent.runner.job import Job, Limits, Verdict


def job(activity: Activity, code: str, seed: int = 0) -> Job:
    """The serialisable job that runs `code` beside the activity's data."""
    spec: Any = activity.spec
    limits = Limits(
        seconds=spec.limits.seconds,
        memory_mb=spec.limits.memory_mb,
        output_kb=spec.limits.output_kb,
    )
    return Job(
        kit=spec.kit, code=code, files=materials.public_files(activity), limits=limits, seed=seed
    )


def grade(submission: Submission) -> Graded:
    """Run the checks of an exercise or a project on what was handed in."""
    activity = submission.activity
    with grading.a_slot():  # only code waits for code: a question is answered meanwhile
        verdict = runner.grade(
            job(activity, submission.answer["code"], submission.seed),
            checks=activity.folder / "checks.py",
            data=materials.for_checks(activity),
            seed=submission.seed,
            cancel=submission.cancel,
        )
    shown = as_shown(verdict)
    wrong = _recognise(activity, shown)
    if wrong:
        shown["hint"] = wrong.hint
    return Graded(
        outcome=verdict.outcome,
        points=share(
            [c["points"] for c in shown["checks"] if c["outcome"] == "passed"],
            [c["points"] for c in shown["checks"]],
        ),
        verdict=shown,
        misconception=wrong.misconception if wrong else "",
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


def _recognise(activity: Activity, shown: dict[str, Any]) -> Any:
    """The known wrong answer that fails in the same check with the same words, if exactly one."""
    failed = next((c for c in shown["checks"] if c["outcome"] not in ("passed", "not-run")), None)
    if failed is None:
        return None
    alike = [
        w
        for w in wrong_answers(activity)
        if w.fails == failed["name"] and w.says.lower() in failed["message"].lower()
    ]
    return alike[0] if len(alike) == 1 else None
