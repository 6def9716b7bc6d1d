"""Which reasons there are for a choice: facts of the situation, and nothing else. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

import numpy as np

from ascent.coach.course import LESSON, Candidate
from ascent.coach.fringe import outside
from ascent.coach.reasons import Facts, Reason
from ascent.coach.situation import Choice, Situation
from ascent.learner.tracing.folding import PASSED, LearnerState, Observation, fold
from ascent.learner.tracing.mastery import KNOWN
from ascent.learner.tracing.memory import DAY
from ascent.learner.tracing.saying import HELPED, SUCCESS

BY_CHANCE = ("way", "gap", "beside", "more")  # rules that look at the chance of passing


def of(s: Situation, choice: Choice) -> tuple[Reason, ...]:
    """The reasons for a choice, the main one first."""
    return tuple(RULES[choice.rule](s, choice))


def of_first(s: Situation, choice: Choice, equals: int) -> tuple[Reason, ...]:
    """How the first came to be first: the chance of passing it, and the draw among equals."""
    found = []
    at = s.course.trainer_at.get(choice.activity)
    if at is not None and choice.rule in BY_CHANCE and not s.course.lesson[at]:
        chance = s.forecast(np.array([at]))
        of_ten = min(max(round(10 * float(chance[0])), 1), 9)  # nobody is certain
        within = int(outside(chance)[0] == 0)
        facts: Facts = {"activity": choice.activity, "of_ten": of_ten, "within": within}
        found.append(Reason("forecast", facts))
    if equals > 1:
        found.append(Reason("equals", {"count": equals}))
    return tuple(found)


# ---- one function for each rule -------------------------------------------------------------


def _plain(kind: str) -> Callable[[Situation, Choice], Iterator[Reason]]:
    def reasons(s: Situation, choice: Choice) -> Iterator[Reason]:
        yield Reason(kind, {})

    return reasons


def _tour(s: Situation, choice: Choice) -> Iterator[Reason]:
    yield Reason("tour", {"wish": s.wish})


def _review(s: Situation, choice: Choice) -> Iterator[Reason]:
    yield Reason("review", {"skill": s.due[0], "count": len(s.due)})


def _on_the_way(s: Situation, choice: Choice) -> Iterator[Reason]:
    """What it is for; then what it builds on that was shown, else what helps and is missing."""
    c = s.course.candidates[choice.activity]
    lesson = int(c.kind == LESSON)
    use = s.course.use[c.skill]
    if s.state.skill(c.skill).seen and not lesson:
        yield Reason("begun", {"skill": c.skill, "goal": use.goal, "by": use.by})
    elif c.opens:
        yield Reason("opens", {"skill": c.skill, "line": c.opens, "lesson": lesson})
    elif use.goal == c.skill:
        yield Reason("uses", {"skill": c.skill, "by": use.by, "lesson": lesson})
    else:
        facts: Facts = {"skill": c.skill, "goal": use.goal, "by": use.by, "lesson": lesson}
        yield Reason("leads", facts)
    yield from _beneath(s, c)


def _gap(s: Situation, choice: Choice) -> Iterator[Reason]:
    c = s.course.candidates[choice.activity]
    facts: Facts = {"skill": c.skill, "lesson": int(c.kind == LESSON)}
    if c.skill == s.gap_skill:
        yield Reason("gap", facts)
    else:
        yield Reason("below-gap", {**facts, "gap": str(s.gap_skill)})
    yield from _beneath(s, c)


def _gap_ask(s: Situation, choice: Choice) -> Iterator[Reason]:
    yield Reason("gap-ask", {"gap": str(s.gap_skill)})


def _gap_apply(s: Situation, choice: Choice) -> Iterator[Reason]:
    yield Reason("gap-apply", {"gap": str(s.gap_skill)})


def _beside(s: Situation, choice: Choice) -> Iterator[Reason]:
    c = s.course.candidates[choice.activity]
    yield Reason("beside", {"skill": c.skill, "lesson": int(c.kind == LESSON)})
    yield from _beneath(s, c)


def _more(s: Situation, choice: Choice) -> Iterator[Reason]:
    c = s.course.candidates[choice.activity]
    yield Reason("more", {"skill": c.skill, "lesson": int(c.kind == LESSON)})


def _once_more(s: Situation, choice: Choice) -> Iterator[Reason]:
    """Whether there was help, and whether one pass without it lights the skill."""
    c = s.course.candidates[choice.activity]
    seen = s.state.skill(c.skill)
    passed = Observation(
        at=(seen.last_at or 0.0) + DAY,
        skills={c.skill: c.skills.get(c.skill, 1.0)},
        outcome=PASSED,
        guess=c.guess,
        slip=c.slip,
        kind=c.kind,
        activity=c.id,
        difficulty=c.difficulty,
        points=1.0,
    )
    lights = fold(LearnerState({c.skill: seen}), passed).known(c.skill)
    helped = HELPED in seen.recent
    yield Reason("once-more", {"skill": c.skill, "helped": int(helped), "lights": int(lights)})


def _ask(s: Situation, choice: Choice) -> Iterator[Reason]:
    yield Reason("ask", {"skill": _asked_for(s, choice.activity)})


def _refresh(s: Situation, choice: Choice) -> Iterator[Reason]:
    """What has faded, when it was last asked for, and what is next and stands on it."""
    skill = _asked_for(s, choice.activity)
    last = s.state.skill(skill).last_at  # None: only a placement says that it is known
    day = "" if last is None else datetime.fromtimestamp(last, s.zone).date().isoformat()
    yield Reason("refresh", {"skill": skill, "for": choice.above, "day": day})


def _again(s: Situation, choice: Choice) -> Iterator[Reason]:
    c = s.course.candidates[choice.activity]
    yield Reason("again", {"skill": c.skill, "lesson": int(c.kind == LESSON)})


def _beneath(s: Situation, c: Candidate) -> Iterator[Reason]:
    """The needed skill that was shown last, with its day; and a skill that would help."""
    place = s.course.place(c.skill)
    shown = [(at, k) for k in place.needed if (at := _shown_at(s, k)) is not None]
    placed = [k for k in place.needed if _placed(s, k)]
    if shown:
        at, skill = max(shown)
        day = datetime.fromtimestamp(at, s.zone).date().isoformat()
        yield Reason("shown", {"skill": skill, "day": day})
    elif placed:
        yield Reason("placed", {"skill": placed[0]})
    helping = next((k for k in place.helps if not s.state.known(k)), None)
    if helping is not None:
        yield Reason("helps", {"skill": helping})


def _asked_for(s: Situation, question: str) -> str:
    """The skill that a question is about."""
    return next(k for k, asks in s.course.questions.items() if question in asks)


def _shown_at(s: Situation, skill: str) -> float | None:
    """When the learner lit a skill up by an answer of their own; None when they did not."""
    found = s.state.skill(skill)
    lit_by_placement = found.placed is not None and found.placed >= KNOWN
    return found.since if found.known and not lit_by_placement else None


def _placed(s: Situation, skill: str) -> bool:
    """Whether a skill is lit because a placement said so, and nothing else does yet."""
    found = s.state.skill(skill)
    said = found.placed is not None and found.placed >= KNOWN
    return found.known and said and not set(found.recent) & SUCCESS


RULES: Mapping[str, Callable[[Situation, Choice], Iterator[Reason]]] = {
    "first": _plain("first"),
    "tour": _tour,
    "date": _plain("date"),
    "turn": _plain("turn"),
    "review": _review,
    "name-gaps": _plain("name-gaps"),
    "close-gap": _plain("close-gap"),
    "gap": _gap,
    "gap-again": _plain("gap-again"),
    "gap-ask": _gap_ask,
    "gap-apply": _gap_apply,
    "way": _on_the_way,
    "rest": _plain("rest"),
    "once-more": _once_more,
    "ask": _ask,
    "refresh": _refresh,
    "beside": _beside,
    "more": _more,
    "again": _again,
}
