"""The grader of projects: its checks, and for who closes a gap, the check of that skill.

An attempt that is made while a gap is open carries `applies`, the skill (see `beside`). What
comes of it stands apart in the verdict: it decides nothing about the project itself.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ascent.accounts.models import Person
from ascent.curriculum.activity import Activity
from ascent.kinds import grading, materials, registry
from ascent.kinds.base import Submission, unheard
from ascent.kinds.project.content import APPLIES
from ascent.kinds.project.schema import Applies
from ascent.kinds.workbench import grader as workbench
from ascent.kinds.workbench.jobs import job
from ascent.learner import access
from ascent.learner.actions import Graded
from ascent.runner.executors.grading import grading as grading_of
from ascent.runner.process import Control

RAN = ("passed", "wrong")  # outcomes after which one more look at the code makes sense


def beside(person: Person, activity: Activity) -> dict[str, Any]:
    """What an attempt is asked beside: the skill of a gap, where the project can show it."""
    skill = asked_of(person, activity)
    return {"applies": skill} if applied_by(activity, skill) is not None else {}


def asked_of(person: Person, activity: Activity) -> str:
    """The skill of the gap that `person` closes in this project; empty when there is none."""
    loop = access.open_loop(person)
    interest = registry.pack().interests.get(loop.interest) if loop is not None else None
    if loop is None or interest is None or interest.project != activity.id:
        return ""
    return str(loop.gap.get("skill", ""))


def applied_by(activity: Activity, skill: str) -> Applies | None:
    """How a project shows that a skill is used in it, if it says so."""
    return next((one for one in activity.spec.applies if one.skill == skill), None)


def grade(submission: Submission) -> Graded:
    """The verdict of the workbench, and beside it what the check of the gap's skill says.

    Raises Cancelled, ExecutorLost and NotIsolated.
    """
    graded = workbench.grade(submission)
    asked = applied_by(submission.activity, str(submission.answer.get("applies", "")))
    if asked is None or graded.outcome not in RAN:
        return graded
    return replace(graded, verdict={**graded.verdict, "applied": _applied(submission, asked)})


def _applied(submission: Submission, asked: Applies) -> dict[str, Any]:
    """What the check of one skill says of the code, as it is kept and shown."""
    activity = submission.activity
    task = job(activity, submission.answer["code"], submission.seed)
    control = submission.control or Control(submission.cancel)
    checks, data = activity.folder / APPLIES, materials.for_checks(activity)
    with (
        grading.a_slot(),
        grading_of(task, checks, data, unheard, control, strangers=submission.strangers) as grader,
    ):
        verdict = grader.grade(task, submission.seed)
    shown = workbench.as_shown(verdict)
    found = next((c for c in shown["checks"] if c["name"] == asked.check), None)
    lost = {"outcome": verdict.outcome, "message": verdict.message, "sentence": ""}
    return {"skill": asked.skill, **(found or lost)}
