"""The one next step, two others, and the reason for each. Pure.

The order: the project on its date; the first whole experience; what the loop's
step asks for; due review, never twice in a row; a skill that was begun; then
the fringe towards the goal. Where several choices are equally good the pick is
random, and its chance is part of the offer, so that later data can tell what
helps. What was put aside comes last, in the order in which it was put aside.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random

from ascent.learner.folding import LearnerState

# Choices that are no activity: a session of review, and the two ends of a gap.
REVIEW, NAME_GAPS, CLOSE_GAP = "review", "name-gaps", "close-gap"
OTHERS = 2
WHOLE = ("tour", "project")  # kinds that are a step of the loop by themselves


@dataclass(frozen=True)
class Candidate:
    """An activity that can be done. `skill` is its main one; `done`: it was done before."""

    id: str
    kind: str
    step: str
    skill: str
    minutes: int
    difficulty: float = 0.0
    opens: str = ""
    done: bool = False


@dataclass(frozen=True)
class Option:
    """A choice with its reason. `p` is the chance that it was put first, 0 for all others."""

    activity: str
    reason: str
    p: float = 0.0


@dataclass(frozen=True)
class Situation:
    """All that the choice depends on.

    `order` holds the skills on the way to the goal, prerequisites first; `level` their depth in
    that order (skills of one level do not need each other); `needed` their needed prerequisites;
    `names` their titles; `due` the skills to review; `passed_over` what was put aside, in order.
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
    passed_over: Sequence[str] = ()


def offer(s: Situation, rng: Random) -> list[Option]:
    """The next step first, then up to two others. Empty when nothing is left to do."""
    groups = _without_repeats(_groups(s))
    fresh = [[o for o in group if o.activity not in s.passed_over] for group in groups]
    fresh = [rng.sample(group, len(group)) for group in fresh if group]
    by_id = {o.activity: o for group in groups for o in group}
    aside = [by_id[a] for a in s.passed_over if a in by_id]
    ranked = [*(o for group in fresh for o in group), *aside][: 1 + OTHERS]
    equals = len(fresh[0]) if fresh else 1
    return [replace(o, p=0.0 if i else 1 / equals) for i, o in enumerate(ranked)]


def skill_is_ready(s: Situation, skill: str) -> bool:
    """Whether every needed prerequisite is known, or has nothing left that could teach it."""
    teachable = {c.skill for c in s.candidates if not c.done}
    return all(s.state.known(n) or n not in teachable for n in s.needed.get(skill, ()))


# ---- groups of equally good options, the best group first ---------------------------------


def _groups(s: Situation) -> Iterator[list[Option]]:
    whole = [
        Option(c.id, _whole_reason(s, c))
        for c in s.candidates
        if c.kind in WHOLE and c.step == s.step and not c.done
    ]
    if s.date_has_come:
        yield whole
    yield [
        Option(c.id, _FIRST.format(minutes=c.minutes))
        for c in s.candidates
        if c.id == s.first and not c.done
    ]
    yield whole
    if s.step == "gap":
        yield from _gap_groups(s)
        return
    if s.due and not s.last_was_review and s.step != "project":
        yield [Option(REVIEW, _review_reason(s))]
    yield from _towards(s, [k for k in s.order if not s.state.known(k)])


def _gap_groups(s: Situation) -> Iterator[list[Option]]:
    """Name the gap; then what trains it, old or new; then say that it is closed."""
    if s.gap_skill is None:
        yield [Option(NAME_GAPS, "Name what held you back, and choose one gap to close.")]
        return
    below = [k for k in s.needed.get(s.gap_skill, ()) if not s.state.known(k)]
    yield from _towards(s, [*below, s.gap_skill])
    again = [c for c in s.candidates if c.skill == s.gap_skill and c.done and c.kind not in WHOLE]
    for c in sorted(again, key=_within_skill):
        yield [Option(c.id, "You chose this gap. Do this once more, without help.")]
    yield [Option(CLOSE_GAP, "When you can do it without help, say that the gap is closed.")]


def _towards(s: Situation, skills: Sequence[str]) -> Iterator[list[Option]]:
    """The best activity of every ready skill: what was begun first, then by level."""
    groups: dict[tuple[bool, int], list[Option]] = {}
    for skill in skills:
        if not skill_is_ready(s, skill):
            continue
        best = min(_open_for(s, skill), key=_within_skill, default=None)
        if best is not None:
            fresh = s.state.skill(skill).seen == 0 or s.state.known(skill)
            group = groups.setdefault((fresh, s.level.get(skill, 0)), [])
            group.append(Option(best.id, _reason(s, best)))
    for key in sorted(groups):
        yield groups[key]


def _open_for(s: Situation, skill: str) -> list[Candidate]:
    steps = {s.step} if s.step in ("language", "libraries") else {"language", "libraries"}
    return [c for c in s.candidates if c.skill == skill and c.step in steps and not c.done]


def _within_skill(c: Candidate) -> tuple[bool, float, str]:
    return (c.kind != "lesson", c.difficulty, c.id)


def _without_repeats(groups: Iterator[list[Option]]) -> list[list[Option]]:
    seen: set[str] = set()
    result = []
    for group in groups:
        result.append([o for o in group if o.activity not in seen])
        seen |= {o.activity for o in group}
    return result


# ---- reasons ------------------------------------------------------------------------------

_FIRST = (
    "One whole experience before anything else: real data, a model, a score. {minutes} minutes."
)


def _whole_reason(s: Situation, c: Candidate) -> str:
    if c.kind == "tour":
        wish = s.goal.rstrip(".")
        return f"You wished for “{wish}”. This finished project answers the same kind of question."
    if s.date_has_come:
        return "Its date in your plan has come. Start the project, whatever the map says."
    return "You have what it takes to begin. The rest you learn while you make it."


def _review_reason(s: Situation) -> str:
    named = s.names.get(s.due[0], s.due[0])
    if len(s.due) == 1:
        return f"“{named}” is probably about to fade. A minute brings it back."
    return f"“{named}” and {len(s.due) - 1} more are about to fade. A few minutes bring them back."


def _reason(s: Situation, c: Candidate) -> str:
    name = s.names.get(c.skill, c.skill)
    if s.gap_skill == c.skill:
        return f"You chose this gap. It trains “{name}”."
    if s.state.skill(c.skill).seen and c.kind != "lesson":
        return f"You have begun “{name}”. This makes it yours."
    if c.opens:
        return f"It teaches “{name}” and opens a line of the project you study: {c.opens}"
    unlocks = [k for k in s.order if c.skill in s.needed.get(k, ()) and not s.state.known(k)]
    if unlocks:
        return f"It introduces “{name}”, which “{s.names.get(unlocks[0], unlocks[0])}” needs."
    return f"It introduces “{name}”, which your project uses."
