"""The one next step, two others, and the reason for each. Pure.

The order: the loop's step and its date; due review, never twice in a row; a
skill that was begun; then the fringe towards the goal. Where several choices
are equally good the pick is random, and its probability is part of the offer,
so that later data can tell what helps.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from random import Random

from ascent.learner.folding import LearnerState

REVIEW = "review"  # the one choice that is a session and not an activity
OTHERS = 2


@dataclass(frozen=True)
class Candidate:
    """An activity that can still be done. `skill` is its main one; `minutes` in minutes."""

    id: str
    kind: str
    step: str
    skill: str
    minutes: int
    difficulty: float = 0.0
    opens: str = ""


@dataclass(frozen=True)
class Option:
    """A choice with its reason and the probability that it was put first."""

    activity: str
    reason: str
    p: float = 0.0


@dataclass(frozen=True)
class Situation:
    """All that the choice depends on.

    `order` holds the skills on the way to the goal, prerequisites first;
    `level` their depth in that order (skills of one level do not need each
    other); `needed` their needed prerequisites; `names` their titles.
    """

    step: str
    candidates: Sequence[Candidate]
    state: LearnerState
    order: Sequence[str]
    level: Mapping[str, int]
    needed: Mapping[str, Sequence[str]]
    names: Mapping[str, str]
    goal: str = ""
    first: str | None = None
    due: Sequence[str] = ()
    last_was_review: bool = False
    date_has_come: bool = False
    gap_skill: str | None = None
    passed_over: frozenset[str] = field(default_factory=frozenset)


def offer(s: Situation, rng: Random) -> list[Option]:
    """The next step first, then up to two others. Empty when nothing is left to do."""
    ranked = [o for o in _ranked(s, rng) if o.activity not in s.passed_over]
    if not ranked:  # everything was put aside: begin again from the first choice
        ranked = _ranked(s, rng)
    return ranked[: 1 + OTHERS]


def skill_is_ready(s: Situation, skill: str) -> bool:
    """Whether every needed prerequisite is known, or has nothing left that could teach it."""
    teachable = {c.skill for c in s.candidates}
    return all(s.state.known(n) or n not in teachable for n in s.needed.get(skill, ()))


def _ranked(s: Situation, rng: Random) -> list[Option]:
    options: list[Option] = []
    by_id = {c.id: c for c in s.candidates}
    if s.first in by_id:
        options.append(Option(s.first or "", _FIRST.format(minutes=by_id[s.first or ""].minutes)))
    whole = [c for c in s.candidates if c.step == s.step and c.kind in ("tour", "project")]
    options += [Option(c.id, _whole_reason(s, c), 1.0) for c in whole]
    if s.due and not s.last_was_review and s.step != "project":
        options.append(Option(REVIEW, _review_reason(s), 1.0))
    options += _towards_goal(s, rng)
    if options:
        options[0] = Option(options[0].activity, options[0].reason, options[0].p or 1.0)
    return options


def _towards_goal(s: Situation, rng: Random) -> list[Option]:
    """Activities on the way to the goal: the best one of every ready skill, in order."""
    skills = [k for k in _skills_in_play(s) if skill_is_ready(s, k)]
    groups: dict[tuple[int, int], list[Candidate]] = {}
    for skill in skills:
        best = min((c for c in _open_for(s, skill)), key=_within_skill, default=None)
        if best is not None:
            begun = s.state.skill(skill).seen > 0 and not s.state.known(skill)
            groups.setdefault((0 if begun else 1, s.level.get(skill, 0)), []).append(best)
    options = []
    for key in sorted(groups):
        equal = groups[key]
        for c in rng.sample(equal, len(equal)):
            options.append(Option(c.id, _reason(s, c), 1 / len(equal)))
    return options


def _skills_in_play(s: Situation) -> list[str]:
    if s.step == "gap" and s.gap_skill:
        return [k for k in (*s.needed.get(s.gap_skill, ()), s.gap_skill) if not s.state.known(k)]
    return [k for k in s.order if not s.state.known(k)]


def _open_for(s: Situation, skill: str) -> list[Candidate]:
    steps = {"language", "libraries"} if s.step not in ("language", "libraries") else {s.step}
    return [c for c in s.candidates if c.skill == skill and c.step in steps]


def _within_skill(c: Candidate) -> tuple[bool, float, str]:
    return (c.kind != "lesson", c.difficulty, c.id)


_FIRST = (
    "One whole experience before anything else: real data, a model, a score. {minutes} minutes."
)


def _whole_reason(s: Situation, c: Candidate) -> str:
    if c.kind == "tour":
        return f"You wished for “{s.goal.rstrip('.')}”. This finished project looks like that."
    if s.date_has_come:
        return "The date you set has come. Start the project, whatever the map says."
    return "You have what it takes to begin. The rest you learn while you make it."


def _review_reason(s: Situation) -> str:
    named = s.names.get(s.due[0], s.due[0])
    if len(s.due) == 1:
        return f"“{named}” is probably about to fade. A minute brings it back."
    return f"“{named}” and {len(s.due) - 1} more are about to fade. A few minutes bring them back."


def _reason(s: Situation, c: Candidate) -> str:
    name = s.names.get(c.skill, c.skill)
    if s.step == "gap" and s.gap_skill == c.skill:
        return f"You chose this gap. It trains “{name}”."
    if s.state.skill(c.skill).seen and c.kind != "lesson":
        return f"You have begun “{name}”. This makes it yours."
    if c.opens:
        return f"It teaches “{name}” and opens a line of the project you study: {c.opens}"
    unlocks = [k for k in s.order if c.skill in s.needed.get(k, ()) and not s.state.known(k)]
    if unlocks:
        return f"It introduces “{name}”, which “{s.names.get(unlocks[0], unlocks[0])}” needs."
    return f"It introduces “{name}”, which your project uses."
