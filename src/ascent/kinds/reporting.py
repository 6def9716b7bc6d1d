"""The report of a loop's project: what is answered, and its place among the coach's choices.

No check reads a report, so it is no activity and no evidence. It is the last part of a project
all the same: when the checks have passed, it comes first until it is written.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from ascent.coach.next_step import OTHERS, Offered, Option
from ascent.coach.reasons import Reason
from ascent.curriculum import Pack
from ascent.curriculum.entries import Interest
from ascent.kinds import anew
from ascent.learner import actions
from ascent.learner.models import Loop

REPORT = "report"  # the choice that is no activity, and where a visit keeps the answers


@dataclass(frozen=True)
class Report:
    """The report of `project`: how many of its `questions` are answered."""

    project: str
    questions: int
    answered: int

    @property
    def is_written(self) -> bool:
        return self.answered >= self.questions


def of(loop: Loop, pack: Pack, interest: Interest | None, done: Collection[str]) -> Report | None:
    """The report of the project that was made in this loop; None before, and where none is asked.

    `done`: what is done, the project only when it was passed in this loop.
    """
    project = pack.activities.get(interest.project) if interest else None
    if project is None or project.id not in done or not project.spec.report:
        return None
    visit = actions.open_visit(loop.learner, project.id)
    questions = len(anew.report_questions(visit, project))
    answers = visit.note.get(REPORT, [])[:questions]
    answered = [a for a in answers if isinstance(a, str) and a.strip()]
    return Report(project.id, questions, len(answered))


def among(offered: Offered, report: Report | None, aside: Sequence[str], *, later: bool) -> Offered:
    """The offer with the report in its place while it waits: first, or `later` second, behind
    what closes a gap. Put aside, it comes back in its turn, as all else does."""
    if report is None or report.is_written:
        return offered
    facts = {"answered": report.answered, "of": report.questions}
    own = Option(REPORT, (Reason(REPORT, facts),))
    fresh = [o for o in offered.options if o.activity not in aside]
    last = [o for o in offered.options if o.activity in aside]
    if REPORT in aside:
        last = sorted([*last, own], key=lambda o: aside.index(o.activity))
    else:
        fresh.insert(1 if later else 0, own)
    ranked = tuple([*fresh, *last][: 1 + OTHERS])
    if ranked[0] != own:
        return replace(offered, options=ranked)
    options = tuple(replace(o, p=float(o == own)) for o in ranked)
    return Offered(options, {REPORT: 1.0})
