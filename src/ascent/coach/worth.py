"""What a skill is worth learning next, and which needed skill to refresh before it. Pure.

Who learns a skill while something it needs is missing or forgotten takes more tries. So a skill
is worth what stands on it for each minute that it will probably take, and a needed skill that
has faded is asked for first when that saves more minutes than it costs. The constants come from
simulated learners (docs/developer/sequencing.md).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ascent.coach.standing import Bools, Numbers
from ascent.learner.tracing.mastery import LEARN

Shares = NDArray[np.float64]

HOLD = 0.48  # share of learning that is left while a needed skill of weight 1 is missing
OPENS = 0.1  # what a skill is worth more for each skill of the way that stands on it
CONFIRMED = 2  # exercises that it takes at least to be sure of a skill
FRESH = 0.95  # a needed skill above this chance of recall is left alone
MENDS = 0.8  # share of the doubt about a needed skill that asking for it removes
SAVES = 0.5  # minutes that a refreshment must save
STEP = 1.15  # values that differ by less than this factor are equal: minutes are only guessed


class Links(NamedTuple):
    """The links of a map as arrays: skill `above[e]` needs skill `below[e]`, with a weight in
    (0, 1]."""

    above: Numbers
    below: Numbers
    weight: Shares


class Stand(NamedTuple):
    """By skill: `p`, the probability that it is known; `recall`, the chance of recall if it is;
    `misses` since the last right answer; `lesson`, minutes of reading that come first;
    `exercise`, minutes of one try; `can_refresh`: it was learnt, and there is something to ask
    whose answer is no longer in sight, and it is not due, which is the review's."""

    p: Shares
    recall: Shares
    misses: Shares
    lesson: Shares
    exercise: Shares
    can_refresh: Bools


def readiness(stand: Stand, links: Links) -> Shares:
    """By skill: the believed share of learning that the skills it needs leave, in (0, 1]."""
    missing = 1.0 - (stand.p * stand.recall)[links.below]
    logs = np.log1p(-missing * links.weight * (1.0 - HOLD))
    return np.asarray(np.exp(np.bincount(links.above, logs, len(stand.p))))


def minutes(stand: Stand, ready: Shares) -> Shares:
    """By skill: believed minutes until it is known."""
    return CONFIRMED * stand.exercise + (1.0 - stand.p) * stand.lesson + _learning(stand, ready)


def values(stand: Stand, links: Links, opens: Numbers) -> Numbers:
    """By skill: how much it opens for each minute, as whole steps of a factor `STEP`.

    `opens`: how many skills of the way stand on it, at any distance.
    """
    per_minute = (1.0 + OPENS * opens) / minutes(stand, readiness(stand, links))
    return np.asarray(np.floor(np.log(per_minute) / np.log(STEP)), dtype=np.intp)


def refreshed(stand: Stand, links: Links) -> Numbers:
    """By skill: the needed skill whose refreshing saves most minutes of learning it; -1: none."""
    best = np.full(len(stand.p), -1, dtype=np.intp)
    p, there = stand.p[links.below], (stand.p * stand.recall)[links.below]
    loss = links.weight * (1.0 - HOLD)
    now = 1.0 - (1.0 - there) * loss
    then = 1.0 - (1.0 - p) * (1.0 - MENDS) * loss
    spent = _learning(stand, readiness(stand, links))
    saved = spent[links.above] * (1.0 - now / then)
    saved[~(stand.can_refresh & (stand.recall < FRESH))[links.below]] = 0.0
    most = np.full(len(stand.p), SAVES)
    np.maximum.at(most, links.above, saved)
    chosen = saved >= most[links.above]
    best[links.above[chosen]] = links.below[chosen]
    return best


def _learning(stand: Stand, ready: Shares) -> Shares:
    """By skill: believed minutes of tries until it is learnt. What was missed again and again
    takes longer, and is put aside by that."""
    tries = 1.0 / LEARN + stand.misses
    return (1.0 - stand.p) * tries * stand.exercise / ready
