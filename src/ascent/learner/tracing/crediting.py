"""Does using a skill review what it needs? Due reviews decide. Pure.

An author may give a link a `credit`: the share of a review that using the upper skill gives to
the lower one. A credit that is not there costs learners hours, so it stays 0 until reviews
confirm it. They do when the lower skill was used through the upper one since its own last
review, and is then asked by itself. For each such answer two chances are compared: the one that
memory gives without any credit, and the one with it. The credit under which the answers are most
probable is the estimate (maximum likelihood); it is confirmed when it beats 0 by more than
luck would in one of forty links without any credit (likelihood ratio, Wilks, 1938).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import log

from ascent.learner.tracing import mastery, memory, remembering
from ascent.learner.tracing.folding import Observation, SkillState, Walk
from ascent.learner.tracing.links import Ends, Link, Links
from ascent.learner.tracing.memory import DAY, Memory

CREDITS = tuple(n / 10 for n in range(11))
ENOUGH = 30  # answers below which nothing is said about a link
BEYOND_LUCK = 1.92  # half of the 95th percentile of chi-squared with one degree of freedom
CARRIERS = ("question",)  # a failed check of code is a way of finding out, and no sign


@dataclass
class Edge:
    """What due reviews say of one link. `scores[k]`: log-likelihood under `CREDITS[k]`."""

    upper: str
    lower: str
    authored: float = 0.0
    reviews: int = 0
    right: int = 0
    expected: float = 0.0
    scores: list[float] = field(default_factory=lambda: [0.0] * len(CREDITS))

    @property
    def enough(self) -> bool:
        return self.reviews >= ENOUGH

    @property
    def best(self) -> float:
        """The credit under which the answers are most probable; of equals the smallest."""
        return CREDITS[self.scores.index(max(self.scores))]

    @property
    def confirmed(self) -> float:
        """The largest credit that an author can give on this evidence: 0 until it is confirmed.

        The smallest one that the answers do not speak against, to be on the safe side.
        """
        most = max(self.scores)
        if not self.enough or most - self.scores[0] <= BEYOND_LUCK:
            return 0.0
        return next(c for c, s in zip(CREDITS, self.scores, strict=True) if most - s <= BEYOND_LUCK)

    @property
    def refuted(self) -> bool:
        """Whether the answers speak against the credit that the author gave."""
        authored = min(range(len(CREDITS)), key=lambda k: abs(CREDITS[k] - self.authored))
        return self.enough and max(self.scores) - self.scores[authored] > BEYOND_LUCK


def edges(logs: Iterable[Sequence[Observation]], links: Links) -> list[Edge]:
    """What the due reviews of all people say of each link, those with most reviews first.

    Args:
        logs: the evidence of each person, in any order inside a log.
        links: the map. Its credits are left out while memory is computed.
    """
    plain = Links(_without(links.needed), _without(links.helps))
    found: dict[tuple[str, str], Edge] = {}
    below: dict[str, list[Link]] = {}
    for ends in (links.needed, links.helps):
        for upper, lowers in ends.items():
            below.setdefault(upper, []).extend(lowers)
            for link in lowers:
                found[upper, link.skill] = Edge(upper, link.skill, link.credit)
    for observations in logs:
        _read(observations, plain, below, found)
    return sorted((e for e in found.values() if e.reviews), key=lambda e: (-e.reviews, e.upper))


def _read(
    observations: Sequence[Observation],
    plain: Links,
    below: dict[str, list[Link]],
    found: dict[tuple[str, str], Edge],
) -> None:
    """One person's log."""
    walk = Walk(plain)
    uses: dict[tuple[str, str], list[float]] = {}
    for seen in sorted(observations, key=Observation.order):
        for lower, weight in seen.skills.items():
            if weight >= 1 and seen.kind in CARRIERS and seen.is_answer and not seen.helped:
                _review(walk.skill(lower), seen, lower, uses, found)
        walk.take(seen)
        for lower in seen.skills:  # what was asked by itself begins anew
            for edge in [key for key in uses if key[1] == lower]:
                del uses[edge]
        if seen.passed and not seen.helped:
            for upper in seen.skills:
                for link in below.get(upper, ()):
                    if link.skill not in seen.skills:
                        uses.setdefault((upper, link.skill), []).append(seen.at)


def _review(
    s: SkillState,
    seen: Observation,
    lower: str,
    uses: dict[tuple[str, str], list[float]],
    found: dict[tuple[str, str], Edge],
) -> None:
    """One answer about `lower`, which was used since its last review through one upper skill.

    `s`: how it stood before.
    """
    through = [edge for edge in uses if edge[1] == lower]
    if len(through) != 1 or s.stability is None or s.difficulty is None or s.last is None:
        return  # used through several at once it says nothing about one of them
    if remembering.recall(s, seen.at) >= memory.DUE:
        return
    edge = found[through[0]]
    guess, slip = mastery.chances(seen.guess, max(seen.slip, mastery.SLIP), seen.difficulty)
    start = (Memory(s.stability, s.difficulty), s.last)
    for k, credit in enumerate(CREDITS):
        kept, last = start
        for at in uses[through[0]]:
            kept = memory.credited(kept, (at - last) / DAY, credit)
            last += credit * max(0.0, at - last)
        r = memory.recall(kept.stability, (seen.at - last) / DAY)
        chance = mastery.success(s.p * r, guess, slip)
        edge.scores[k] += log(chance if seen.passed else 1 - chance)
        if credit == 0:
            edge.expected += chance
    edge.reviews += 1
    edge.right += seen.passed


def _without(ends: Ends) -> Ends:
    """The same links without any credit."""
    return {s: tuple(link._replace(credit=0.0) for link in lowers) for s, lowers in ends.items()}
