"""What today's review is: at most ten minutes of what fades, the most useful first. Pure.

Worth asking is what has fallen furthest below the wished chance of recall; what the learner's
goal needs counts half as much again, and a doubt a little more. A question or a small task also
reviews what it needs on the side, so those that cover more come earlier. What does not fit waits,
and is owed by nobody: tomorrow's review is again at most ten minutes.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from ascent.learner.tracing.folding import LearnerState, SkillState
from ascent.learner.tracing.knowing import ASK_AGAIN
from ascent.learner.tracing.links import NONE, Links
from ascent.learner.tracing.memory import DAY
from ascent.learner.tracing.remembering import (
    REST as REST,  # days that something rests after it was asked
)

MINUTES = 10.0  # a day
SHORT = 5  # minutes: what takes longer is no review
CODE_AFTER = 2  # questions in a row after which a task with code comes, if there is one
AT_ALL = 0.01  # worth of what is due at all
DOUBTED = 0.05  # and of what may have been a slip
WANTED = 1.5  # factor for what the goal needs
AWAY = 2  # whole days without an answer after which it is said once that things piled up


@dataclass(frozen=True)
class Item:
    """Something to ask. `asked`: when it was last answered, Unix seconds."""

    id: str
    kind: str
    skills: Mapping[str, float]
    minutes: float = 1.0
    asked: float | None = None

    @property
    def main(self) -> str:
        return next(iter(self.skills))

    @property
    def is_code(self) -> bool:
        return self.kind != "question"


def worth(
    state: LearnerState, now: float, retention: float, wanted: Collection[str] = ()
) -> dict[str, float]:
    """What it is worth to ask for each skill that is due: how far its recall has fallen.

    What was missed a moment ago is due and rests some hours, as a doubt does.
    """
    due = [s for s in state.due(now, retention) if not _just_missed(state.skill(s), now)]
    found = {}
    for skill, r in zip(due, state.retentions(due, now), strict=True):
        doubted = DOUBTED if state.skill(skill).doubt is not None else 0.0
        value = max(0.0, retention - float(r)) + AT_ALL + doubted
        found[skill] = value * (WANTED if skill in wanted else 1.0)
    return found


def _just_missed(s: SkillState, now: float) -> bool:
    return s.reviewed is not None and now < (s.last_at or s.reviewed) + ASK_AGAIN * DAY


def plan(
    worth: Mapping[str, float],
    items: Sequence[Item],
    minutes: float,
    now: float,
    rng: Random,
    links: Links = NONE,
    questions: int = 0,
) -> list[Item]:
    """What to ask, in order, in at most `minutes`; each due skill at most once.

    `questions`: how many were asked in a row just before. Nothing is asked that was asked in the
    last days, and nothing that takes longer than is left.
    """
    left = dict(worth)
    by_skill: dict[str, list[Item]] = {}
    for item in items:
        rested = item.asked is None or now - item.asked >= REST * DAY
        if item.main in left and item.minutes <= SHORT and rested:
            by_skill.setdefault(item.main, []).append(item)
    chosen: list[Item] = []
    while True:
        fitting = [i for s in left for i in by_skill.get(s, ()) if i.minutes <= minutes]
        if not fitting:
            return chosen
        best = _best(fitting, left, links, questions >= CODE_AFTER, rng)
        chosen.append(best)
        minutes -= best.minutes
        questions = 0 if best.is_code else questions + 1
        for skill, weight in _covered(best, links).items():
            if skill in left:
                left[skill] *= 1 - weight
        del left[best.main]


def _best(
    items: Sequence[Item], left: Mapping[str, float], links: Links, code: bool, rng: Random
) -> Item:
    """The most useful of the kind whose turn it is; of equals the longest rested, then by lot.

    The skill that code will ask for is left to it while there are others to ask for.
    """
    values = {i.id: sum(w * left.get(s, 0.0) for s, w in _covered(i, links).items()) for i in items}
    tasks = [item for item in items if item.is_code]
    kept = max(tasks, key=lambda i: values[i.id]).main if tasks else ""
    questions = [item for item in items if not item.is_code]
    others = [item for item in questions if item.main != kept]
    turn = (tasks if code else others or questions) or items
    most = max(values[item.id] for item in turn)
    same = [item for item in turn if values[item.id] >= most - 1e-12]
    oldest = min(item.asked or 0.0 for item in same)
    return rng.choice(sorted((i for i in same if (i.asked or 0.0) == oldest), key=lambda i: i.id))


def _covered(item: Item, links: Links) -> dict[str, float]:
    """The share of a review that an item gives: by weight, or by the credit of a link."""
    shares = {skill: min(weight, 1.0) for skill, weight in item.skills.items()}
    shares[item.main] = 1.0
    for link in links.credits.get(item.main, ()):
        shares[link.skill] = max(shares.get(link.skill, 0.0), link.credit)
    return shares


@dataclass(frozen=True)
class Return:
    """Somebody was away: whole days without an answer, skills that fade, skills asked today."""

    days: int
    fading: int
    today: int

    @property
    def sentence(self) -> str:
        faded = "One skill" if self.fading == 1 else f"{self.fading} skills"
        said = f"You were away for {self.days} days. {faded} faded a little"
        if self.today >= self.fading:
            return f"{said}; today asks for {'it' if self.fading == 1 else 'them'}."
        asks = f"today asks for {self.today} of them, the rest waits and nothing is lost"
        return f"{said}; {asks}."


def welcome_back(last: int | None, today: int, fading: int, asked: int) -> Return | None:
    """What to say on the first look after some days away; None when there is nothing to say.

    `last` and `today` are days (numbers that grow by one a day), `last` of the newest answer;
    with an answer of today the return is over. `asked`: how many skills today's plan asks for.
    """
    if last is None or fading == 0 or asked == 0 or today - last - 1 < AWAY:
        return None
    return Return(today - last - 1, fading, asked)
