"""The skills within reach, and of each the activity that fits the learner best. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from math import inf

import numpy as np

from ascent.coach.course import BESIDE, LESSON, PREPARING, Numbers, Shares
from ascent.coach.review import REST
from ascent.coach.situation import Choice, Group, Situation
from ascent.coach.standing import Bools, slept_on

LOW, HIGH = 0.60, 0.85  # the chance of passing that is neither discouraging nor idle
AT_ONCE = 12  # skills of the fringe that are compared with each other


def towards(
    s: Situation, wanted: Bools, rule: str, step: str, then: Iterable[Group] = ()
) -> Iterator[Group]:
    """The best activity of every skill that is wanted and ready: what was begun comes first, then
    `then`, the fringe, and what rests until tomorrow; of each, what leads to the project and the
    interest before what only reading takes."""
    found = _open(s, wanted, step).nonzero()[0]
    skills = s.course.skill_of[found]
    begun = s.ground.begun & ~s.ground.known
    sort = np.where(begun, 0, 1) + 2 * s.ground.resting
    tier = (sort * (BESIDE + 1) + s.course.stage)[skills]
    tiers = sorted(set(tier.tolist()))
    for one in tiers:
        if one <= BESIDE:
            yield from _fringe(s, found[tier == one], rule)
    yield from then
    for one in tiers:
        if one > BESIDE:
            yield from _fringe(s, found[tier == one], rule)


def on_firm_ground(s: Situation, groups: Iterable[Group]) -> Iterator[Group]:
    """The same groups; in each comes first what stands on nothing that has faded. Before the rest
    a question refreshes that: one in an offer, and not right after a review."""
    asks = not s.last_was_review
    for group in groups:
        below = {c.activity: _faded_below(s, c) for c in group}
        if firm := [c for c in group if not below[c.activity]]:
            yield firm
        if rest := [c for c in group if below[c.activity]]:
            if asks:
                yield _refreshing(s, rest[0], below[rest[0].activity])
                asks = False
            yield rest


def _faded_below(s: Situation, choice: Choice) -> str:
    """The needed skill to refresh before a choice; empty when there is none."""
    trainer = s.course.trainer_at.get(choice.activity)
    if trainer is None:  # a question, which builds on nothing
        return ""
    at = int(s.ground.refresh[s.course.skill_of[trainer]])
    return s.course.places[at].id if at >= 0 else ""


def _refreshing(s: Situation, choice: Choice, faded: str) -> Group:
    above = s.course.candidates[choice.activity].skill
    return [Choice(q, "refresh", above) for q in s.course.questions[faded]]


def second_best(s: Situation) -> Iterator[Group]:
    """What else trains the skills within reach, so that there are others to choose from."""
    for at in _open(s, s.ahead, s.step).nonzero()[0].tolist():
        yield [Choice(s.course.trainers[at].id, "way")]


def once_more(s: Situation) -> Iterator[Group]:
    """What can still light a skill of the way that was begun and has nothing new left: its hardest
    exercise, from its start and without help, when a night lies between. A skill without any
    exercise is asked for by a question, when its answers are no longer in sight."""
    dark = s.ahead & s.ready & s.ground.begun & ~s.course.teachable(s.ground)
    found = dark.nonzero()[0]
    for at in found[np.argsort(s.course.stage[found], kind="stable")].tolist():
        skill = s.course.places[at].id
        seen, midnight = s.state.skill(skill), s.ground.midnight
        tasks = [c for c in s.course.trainers_of(skill) if c.kind != LESSON]
        if tasks and slept_on(seen, midnight):
            yield [Choice(c.id, "once-more") for c in tasks if c.difficulty == tasks[-1].difficulty]
        elif not tasks and slept_on(seen, midnight, REST):
            yield [Choice(question, "ask") for question in s.course.questions.get(skill, ())]


def _open(s: Situation, wanted: Bools, step: str) -> Bools:
    """By trainer: not done, of this step, and for a skill that is wanted and ready."""
    open_ = ~s.ground.done & (s.ready & wanted)[s.course.skill_of]
    return open_ & s.course.steps[step] if step in PREPARING else open_


def _fringe(s: Situation, found: Numbers, rule: str) -> Iterator[Group]:
    """One activity for each skill of `found` (in the order of `Course.trainers`), the nearest to
    the band first, `AT_ONCE` skills at a time; of equally near ones `use` before `explain`, and
    then what opens most for each minute."""
    skills = s.course.skill_of[found]
    begins = [0, *((skills[1:] != skills[:-1]).nonzero()[0] + 1).tolist(), len(found)]
    for n in range(0, len(begins) - 1, AT_ONCE):
        here = begins[n : n + AT_ONCE + 1]
        groups: dict[tuple[float, int, int], Group] = {}
        for at, far in _best_of_each(s, found[here[0] : here[-1]], [b - here[0] for b in here]):
            skill = s.course.skill_of[at]
            near = round(far, 3), int(s.course.depth[skill]), -int(s.ground.value[skill])
            groups.setdefault(near, []).append(Choice(s.course.trainers[at].id, rule))
        for near in sorted(groups):
            yield groups[near]


def _best_of_each(s: Situation, found: Numbers, begins: list[int]) -> list[tuple[int, float]]:
    """For each skill the activity to begin with, and how far the skill is from the band. The
    skills lie between two of `begins` each.

    A lesson comes before the exercises, unless the skill may be known already; then the exercise
    that is nearest to the band. A skill is as far from it as its nearest exercise; one with
    lessons only is as good as inside.
    """
    lesson = s.course.lesson[found]
    distances = np.full(len(found), np.inf)
    distances[~lesson] = outside(s.forecast(found[~lesson]))
    read = (lesson & ~s.ground.primed[s.course.skill_of[found]]).tolist()
    off, at = distances.tolist(), found.tolist()
    best = []
    for begin, end in pairwise(begins):
        far = min(off[begin:end])
        first = begin if read[begin] else off.index(far, begin)
        best.append((at[first], 0.0 if far == inf else far))
    return best


def outside(chance: Shares) -> Shares:
    """How far chances of passing lie outside the band from `LOW` to `HIGH`; 0 inside."""
    return np.maximum(np.maximum(LOW - chance, chance - HIGH), 0.0)
