"""One simulated learner under one coach, day by day, until the goal would be remembered."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from ascent.simulate import belief as beliefs
from ascent.simulate import knowing, ours, people, placing, product, rivals
from ascent.simulate.belief import Belief, Constants
from ascent.simulate.maps import Floats, Ints, Map
from ascent.simulate.ours import EXERCISE, LESSON, MISTAKE, Rule
from ascent.simulate.people import Nature, Person
from ascent.simulate.product import Record
from ascent.simulate.rivals import Notes, Rival

RIVAL, OURS, ORACLE, PRODUCT = 0, 1, 2, 3
DAY = 45.0  # minutes of learning
AFTER = 30.0  # days after which recall counts
ENOUGH = 0.8
MOST = 3.5  # hours per skill after which a course is given up
PLACEMENT = 0.3  # minutes per skill of the map ...
LONGEST = 60.0  # ... and in all
PLACED_RIGHT = 0.93  # share of skills that placement reports right
NEVER = 1e9  # a date that does not come
PROJECT = 450.0  # minutes of a project: ten days


class Coach(NamedTuple):
    """A rule of one `kind`; `rival` belongs to that kind, `rule` and `constants` to ours."""

    kind: int
    rival: Rival
    rule: Rule
    constants: Constants


class Desk(NamedTuple):
    """What lies before a coach: the notes of a rival; the record of the product's; the belief and
    the mind of ours; tries and lessons per skill."""

    notes: Notes
    record: Record
    belief: Belief
    mind: Ints
    tries: Ints
    taught: Ints


class Course(NamedTuple):
    """What it took: hours, exercises, the share of them on skills that were known, the share of
    the goal recalled at the end; hours until the first project began, the share of the goal
    recalled then, and the share of right steps in the project."""

    hours: float
    exercises: int
    known: float
    share: float
    project: float
    begun_with: float
    went_well: float


def reports(who: Person, draws: Floats) -> Floats:
    """What an idealised placement says of each skill: 1 known, 0 not."""
    n = len(who.known)
    found = np.zeros(n)
    for i in range(n):
        true = people.recalls(who, i, 0.0) > 0.5
        found[i] = 1.0 if (draws[len(draws) - 1 - i] < PLACED_RIGHT) == true else 0.0
    return found


def follow(
    by: Coach,
    who: Person,
    atlas: Map,
    nature: Nature,
    scope: Ints,
    wanted: Ints,
    draws: Floats,
    reported: Floats,
    date: float,
) -> Course:
    """Let the learner `who` (who changes) follow a coach.

    Args:
        scope: 1 for every skill that the coach teaches (ours alone looks at it).
        wanted: 1 for every skill of the goal.
        reported: what placement said, or nothing.
        date: the minute at which a project begins, whatever was learned; `NEVER`: none is made.
    """
    n = len(who.known)
    desk = _begin(by, n)
    minutes, at, exercises, known = 0.0, 0, 0, 0
    if len(reported):
        minutes = min(LONGEST, PLACEMENT * n)
        _place(by, desk, atlas, reported)
    goal = wanted > 0
    today, share = -1.0, 0.0
    began, begun_with, steps, good = NEVER, 0.0, 0, 0
    while minutes < MOST * 60.0 * n:
        day = np.floor(minutes / DAY)
        if day > today:
            share = people.remembered(who, day - 1.0 + AFTER, goal)
            if share >= ENOUGH and (date == NEVER or minutes >= began + PROJECT):
                break
            today = day
            if by.kind == OURS:
                ours.look(by.rule, by.constants, desk.belief, desk.mind, scope, day)
        waits = began == NEVER and date < NEVER
        if waits and (minutes >= date or _has_all(by, desk, wanted)):
            began = minutes
            begun_with = people.remembered(who, day, goal)
        in_project = began <= minutes < began + PROJECT
        if in_project:
            at += 1
            i = _some(wanted, draws[at % len(draws)])
            lesson = not desk.taught[i] and not who.known[i]
        else:
            i, lesson, at = _next(by, desk, who, atlas, scope, day, draws, at)
        if lesson:
            minutes += LESSON
            desk.taught[i], desk.belief.taught[i], who.taught[i] = 1, 1, True
        known += 1 if who.known[i] else 0
        right, at = people.attempt(who, atlas, nature, i, day, draws, at)
        _take(by, desk, atlas, i, right, day)
        exercises += 1
        minutes += EXERCISE if right else EXERCISE + MISTAKE
        steps += 1 if in_project else 0
        good += 1 if in_project and right else 0
    return Course(
        minutes / 60.0,
        exercises,
        known / max(1, exercises),
        share,
        min(began, minutes) / 60.0,
        begun_with,
        good / max(1, steps),
    )


def _begin(by: Coach, n: int) -> Desk:
    return Desk(
        rivals.begin(by.rival, n),
        product.begin(n),
        beliefs.begin(by.constants, n),
        ours.begin(n),
        np.zeros(n, dtype=np.int64),
        np.zeros(n, dtype=np.int64),
    )


def _place(by: Coach, desk: Desk, atlas: Map, reported: Floats) -> None:
    if by.kind == OURS:
        found = placing.consistent(reported, atlas, PLACED_RIGHT)
        ours.placed(by.rule, desk.belief, desk.mind, found)
    elif by.kind == PRODUCT:
        product.place(desk.record, placing.consistent(reported, atlas, PLACED_RIGHT))
    elif by.kind == RIVAL:
        rivals.place(desk.notes, reported > 0.5)


def _next(
    by: Coach, desk: Desk, who: Person, atlas: Map, scope: Ints, day: float, draws: Floats, at: int
) -> tuple[int, bool, int]:
    """The skill to practise, whether its lesson comes first, and the next position in `draws`."""
    if by.kind == RIVAL:
        i, at = rivals.choose(by.rival, desk.notes, atlas, day, draws, at)
        return i, not desk.taught[i] and not desk.notes.mastered[i], at
    if by.kind == OURS:
        i = ours.choose(by.rule, by.constants, desk.belief, desk.mind, atlas, scope, day)
        return i, ours.wants_lesson(by.rule, desk.belief, desk.mind, i), at
    if by.kind == PRODUCT:
        at += 1
        i = product.choose(desk.record, atlas, scope, day, draws[at % len(draws)])
        return i, product.wants_lesson(desk.record, desk.taught, i), at
    i = knowing.choose(who, atlas, desk.tries, desk.mind, day)
    return i, not desk.taught[i] and not who.known[i], at


def _take(by: Coach, desk: Desk, atlas: Map, i: int, right: bool, day: float) -> None:
    """Let the coach take the answer into account."""
    desk.tries[i] += 1
    if by.kind == RIVAL:
        rivals.learn(by.rival, desk.notes, i, right, day)
    elif by.kind == PRODUCT:
        product.learn(desk.record, atlas, i, right, day)
    elif by.kind == OURS:
        beliefs.learn(by.constants, desk.belief, atlas, i, right, day)
        ours.after(by.rule, by.constants, desk.belief, desk.mind, i, day)


def _has_all(by: Coach, desk: Desk, wanted: Ints) -> bool:
    """Whether the coach believes that the goal is learned, or has gone past all of it."""
    notes = desk.notes
    for i in range(len(wanted)):
        if not wanted[i]:
            continue
        if by.kind == OURS:
            if not desk.mind[ours.SIZE + i]:
                return False
        elif by.kind == PRODUCT:
            if not desk.record.known[i]:
                return False
        elif not notes.mastered[i] and notes.scratch[2] == 0 and notes.scratch[0] <= i:
            return False
    return True


def _some(wanted: Ints, u: float) -> int:
    """A skill of the goal, each as likely as the other."""
    left = int(u * wanted.sum())
    for i in range(len(wanted)):
        if wanted[i]:
            if left == 0:
                return i
            left -= 1
    return 0
