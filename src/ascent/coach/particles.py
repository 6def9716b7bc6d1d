"""What is believed of one learner: two thousand pictures of what they may know. Pure.

Each picture (a particle) says for every skill whether it is known, where the learner stands in
each area, and how careful they are. An answer weighs the pictures by its likelihood. When too
few of them carry the weight, they are drawn anew (systematic resampling; Kitagawa, 1996) and
moved by Gibbs sampling (resample-move; Gilks and Berzuini, 2001): the skills group by group,
then ability and standings exactly, given the skills, then care exactly.

What follows is the same for the same seed and answers: every step has its own random numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from ascent.coach.structure import Reals, Structure, Whole, product

PARTICLES = 2000
TIRED = 0.5  # share of effective pictures (1 / sum of squared weights) below which they are renewed
SWEEPS = 2
FACTORS = (0.5, 1.0, 2.0)  # times the expected chance of slipping, and of guessing
TRUST = (0.25, 0.5, 0.25)  # how likely each factor is
MOST_SLIP, MOST_GUESS, LEAST = 0.4, 0.8, 0.005

Flags = npt.NDArray[np.bool_]
Counts = npt.NDArray[np.int8]


@dataclass(frozen=True)
class Seen:
    """One answer: the skill's place on the map, whether it was right, and the chances of a right
    answer without the skill (`guess`) and of a wrong one with it (`slip`)."""

    skill: int
    right: bool
    guess: float
    slip: float


@dataclass(frozen=True, eq=False)
class Belief:
    """Weighted pictures, P of them over n skills.

    `known`: n x P. `missing`: n x P, how many needed skills are not known. `ability`: P, and
    `standing`: areas x P, points of the structure's grid. `care`: P, which pair of factors holds.
    """

    structure: Structure
    seed: int
    known: Flags
    missing: Counts
    ability: Whole
    standing: Whole
    care: Whole
    weight: Reals
    seen: tuple[Seen, ...] = ()

    @classmethod
    def start(cls, structure: Structure, seed: int, particles: int = PARTICLES) -> Belief:
        """Pictures drawn from the prior, the abilities evenly over its quantiles."""
        rng = np.random.default_rng([seed, 0])
        chances = np.cumsum(np.exp(structure.ability))
        even = (np.arange(particles) + rng.random(particles)) / particles * chances[-1]
        ability = rng.permutation(np.searchsorted(chances, even)).astype(np.intp)
        near = structure.spread[ability]
        standing = np.stack([_draw(near, rng) for _ in structure.areas])
        known = np.zeros((len(structure.names), particles), dtype=np.bool_)
        missing = np.zeros(known.shape, dtype=np.int8)
        for skill, needs in enumerate(structure.needs):
            missing[skill] = sum((~known[below]).astype(np.int8) for below in needs)
            at = np.exp(structure.known_at[skill, standing[structure.area[skill]]])
            chance = np.where(missing[skill] == 0, at, structure.leak)
            known[skill] = rng.random(particles) < chance
        care = rng.choice(len(_CARE), size=particles, p=_TRUST).astype(np.intp)
        weight = np.full(particles, 1 / particles, dtype=np.float32)
        return cls(structure, seed, known, missing, ability, standing, care, weight)

    @cached_property
    def p(self) -> Reals:
        """The probability that each skill is known, n values in [0, 1]."""
        p: Reals = np.clip((self.known * self.weight).sum(axis=1), 0, 1)
        return p

    def chances(self, guess: float, slip: float) -> tuple[Reals, Reals]:
        """Chances of a right answer with and without the skill, in each picture."""
        right_known, right_unknown = _by_care(guess, slip)
        return right_known[self.care], right_unknown[self.care]

    def after(self, seen: Seen) -> Belief:
        """The belief after one more answer."""
        with_it, without = self.chances(seen.guess, seen.slip)
        right = np.where(self.known[seen.skill], with_it, without)
        weight = self.weight * (right if seen.right else 1 - right)
        weight /= weight.sum()
        told = replace(self, weight=weight, seen=(*self.seen, seen))
        effective = 1 / float((weight.astype(np.float64) ** 2).sum())
        return _renewed(told) if effective < TIRED * weight.size else told


def after_all(belief: Belief, seen: Sequence[Seen]) -> Belief:
    """The belief after several answers, in their order: what a live placement came to."""
    for one in seen:
        belief = belief.after(one)
    return belief


_CARE = [(slip, guess) for slip in FACTORS for guess in FACTORS]
_TRUST = [a * b for a in TRUST for b in TRUST]


def _by_care(guess: float, slip: float) -> tuple[Reals, Reals]:
    """Chances of a right answer with and without the skill, for each pair of factors."""
    slips = np.array([a for a, _ in _CARE], dtype=np.float32) * np.float32(slip)
    guesses = np.array([b for _, b in _CARE], dtype=np.float32) * np.float32(guess)
    return 1 - np.clip(slips, LEAST, MOST_SLIP), np.clip(guesses, LEAST, MOST_GUESS)


def _draw(chances: npt.NDArray[Any], rng: np.random.Generator) -> Whole:
    """For each row of chances (not normalised), a column drawn with them."""
    up_to = np.cumsum(chances, axis=1)
    at = rng.random(len(chances), dtype=np.float32) * up_to[:, -1]
    drawn = (up_to < at[:, None]).sum(axis=1)
    column: Whole = np.minimum(drawn, chances.shape[1] - 1).astype(np.intp)
    return column


def _renewed(old: Belief) -> Belief:
    """Equally weighted pictures of the same belief: resampled, then moved."""
    rng = np.random.default_rng([old.seed, len(old.seen)])
    size = old.weight.size
    even = (np.arange(size) + rng.random()) / size
    drawn = np.minimum(np.searchsorted(np.cumsum(old.weight, dtype=np.float64), even), size - 1)
    new = replace(
        old,
        known=np.take(old.known, drawn, axis=1),
        missing=np.take(old.missing, drawn, axis=1),
        ability=old.ability[drawn],
        standing=np.take(old.standing, drawn, axis=1),
        care=old.care[drawn],
        weight=np.full(size, 1 / size, dtype=np.float32),
    )
    for _ in range(SWEEPS):
        _move_skills(new, rng)
        ability, standing = _drawn_standing(new, rng)
        new = replace(new, ability=ability, standing=standing, care=_drawn_care(new, rng))
    return new


def _move_skills(belief: Belief, rng: np.random.Generator) -> None:
    """One Gibbs sweep over all skills, in place: the arrays are this belief's own.

    `closed` are the log-odds of knowing a skill that lacks something it needs, `rise` what they
    gain when it lacks nothing. `says` is what a skill says of one that it needs: if_not, and the
    same rise again when it is known.
    """
    structure, known, missing = belief.structure, belief.known, belief.missing
    at = np.take(belief.standing, structure.area, axis=0)
    at += structure.known_at.shape[1] * np.arange(len(structure.names))[:, None]
    unknown = np.take(structure.unknown_at, at)
    closed = np.float32(np.log(structure.leak) - np.log1p(-structure.leak))
    rise = np.take(structure.known_at, at) - unknown - closed
    if_not = unknown - np.float32(np.log1p(-structure.leak))
    says = if_not + rise * known
    told = _told(belief)
    for group in structure.groups:
        skills, children = group.skills, group.children
        rising = rise[skills]
        odds = closed + rising * (missing[skills] == 0)
        before = known[group.parents]
        # A skill says something of one that it needs only where all else it needs is known.
        heard = says[children] * (missing[children] == ~before)
        for edges, rows in group.slots:
            odds[rows] += heard[edges]
        for row, skill in enumerate(skills):
            if skill in told:
                odds[row] += told[int(skill)]
        chance = 1 / (1 + np.exp(-np.clip(odds, -60, 60)))
        drawn = rng.random(odds.shape, dtype=np.float32) < chance
        known[skills] = drawn
        says[skills] = if_not[skills] + rising * drawn
        # No skill stands twice among the children: who is needed together is drawn apart.
        missing[children] += before.view(np.int8) - known[group.parents].view(np.int8)


def _told(belief: Belief) -> dict[int, Reals]:
    """The log-odds that the learner's own answers give to each skill asked about."""
    told: dict[int, Reals] = {}
    for seen in belief.seen:
        with_it, without = belief.chances(seen.guess, seen.slip)
        ratio = with_it / without if seen.right else (1 - with_it) / (1 - without)
        told[seen.skill] = told.get(seen.skill, np.float32(0)) + np.log(ratio)
    return told


def _drawn_standing(belief: Belief, rng: np.random.Generator) -> tuple[Whole, Whole]:
    """Ability and standings, drawn exactly, given what is known: first the ability with the
    standings summed out, then the standing of each area."""
    structure = belief.structure
    is_open = belief.missing == 0
    yes = (is_open & belief.known).astype(np.float32)
    no = (is_open & ~belief.known).astype(np.float32)
    likely = []
    ability = np.broadcast_to(
        structure.ability, (belief.weight.size, structure.ability.size)
    ).copy()
    for skills in structure.areas:
        says = product(yes[skills].T, structure.known_at[skills])
        says += product(no[skills].T, structure.unknown_at[skills])
        says -= says.max(axis=1, keepdims=True)
        np.exp(says, out=says)
        likely.append(says)
        ability += np.log(product(says, structure.spread.T) + np.float32(1e-30))
    ability -= ability.max(axis=1, keepdims=True)
    drawn = _draw(np.exp(ability), rng)
    near = structure.spread[drawn]
    return drawn, np.stack([_draw(says * near, rng) for says in likely])


def _drawn_care(belief: Belief, rng: np.random.Generator) -> Whole:
    """Which factors hold in each picture, drawn exactly, given what is known in it."""
    odds = np.tile(np.log(np.array(_TRUST, dtype=np.float32)), (belief.weight.size, 1))
    for seen in belief.seen:
        with_it, without = _by_care(seen.guess, seen.slip)
        right = np.where(belief.known[seen.skill][:, None], with_it, without)
        odds += np.log(right if seen.right else 1 - right)
    return _draw(np.exp(odds - odds.max(axis=1, keepdims=True)), rng)
