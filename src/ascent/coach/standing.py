"""Where a learner stands on a course, as arrays. Pure."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ascent.learner.tracing.folding import SkillState
from ascent.learner.tracing.memory import DAY

Bools = NDArray[np.bool_]
Numbers = NDArray[np.intp]

GATE = 0.5  # a needed skill no longer blocks the way from this probability on
PRIMED = 0.4  # from here on an exercise comes before the lesson: it may not be needed
SLEEP = 0.6  # from here on a skill is confirmed on another day
TIRED = 5  # wrong answers in a row, after which a skill waits for another day


@dataclass(frozen=True)
class Ground:
    """Where a learner stands. By skill: `known`; `met` (as good as known where another skill
    needs it); `primed` (ready for an exercise without the lesson); `begun` (has evidence);
    `resting` (enough for today); `value` (what it opens for each minute, in steps); `refresh` (the
    place of the needed skill to ask for before, or -1). By activity: `done`. `midnight`: when the
    day began."""

    known: Bools
    met: Bools
    primed: Bools
    begun: Bools
    resting: Bools
    done: Bools
    value: Numbers
    refresh: Numbers
    midnight: float = math.inf


def is_met(skill: SkillState) -> bool:
    """Whether a skill that another one needs no longer blocks the way to it."""
    return skill.known or skill.p >= GATE


def slept_on(skill: SkillState, midnight: float, days: float = 0.0) -> bool:
    """Whether nothing was answered on a skill today, nor in so many days before."""
    return skill.last_at is None or skill.last_at < midnight - days * DAY


def rests(skill: SkillState, midnight: float) -> bool:
    """Whether a skill is left until another day: it went well today and is to be confirmed when
    it was slept on, or it did not want to go at all."""
    if skill.known or skill.last_at is None or skill.last_at < midnight:
        return False
    return skill.p >= SLEEP or skill.misses >= TIRED
