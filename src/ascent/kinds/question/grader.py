"""Questions are graded at once: no code of the learner's runs."""

from __future__ import annotations

from ascent.curriculum.activity import Activity
from ascent.kinds import asking
from ascent.kinds.base import Submission
from ascent.learner.actions import Graded


def grade(submission: Submission) -> Graded:
    """Compare the answer; the verdict carries the explanation that fits it."""
    given = submission.answer.get("given")
    answered = asking.compare(submission.activity.spec, given)
    outcome = "passed" if answered.right else "wrong"
    return Graded(
        outcome, answered.points, {"outcome": outcome, "given": given, "why": answered.why}
    )


def chance(activity: Activity) -> float:
    """Chance of a right answer without the skill."""
    return asking.chance(activity.spec)
