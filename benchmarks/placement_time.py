"""How long the learner of a placement waits for the next question, on a map of 300 skills."""

from __future__ import annotations

import time

import numpy as np

from ascent.coach import placement
from ascent.coach.particles import Belief
from ascent.coach.placement import Asked, Item
from benchmarks.harness import Figure
from benchmarks.placement_world import SKILLS, World, believed_structure, items


def latency(learners: int) -> list[Figure]:
    """CPU time from an answer to the next question: the belief, renewed or not, and the choice.

    All of it runs on one thread and waits for nothing, so an idle machine's clock shows the same.
    Each is measured three times and the fastest counts.
    """
    seconds = list[float]()
    structure, every = believed_structure(World()), items(World())
    for number in range(learners):
        rng = np.random.default_rng(number)
        knows_to = rng.uniform(0.1, 0.9) * SKILLS
        start = belief = Belief.start(structure, number)
        asked = list[Asked]()
        item = placement.next_item(start, belief, every, asked).item
        for _ in range(placement.MOST):
            if item is None:
                break
            knows = structure.place[item.skill] < knows_to
            asked.append(Asked(item, bool(rng.random() < (0.9 if knows else 0.1))))
            timed = [_timed(start, belief, asked) for _ in range(3)]
            seconds.append(min(t for t, _, _ in timed))
            _, belief, item = timed[0]
    return [
        Figure("next-question.median", 1000 * float(np.median(seconds)), "ms"),
        Figure("next-question.p95", 1000 * float(np.percentile(seconds, 95)), "ms", 100.0),
        Figure("next-question.slowest", 1000 * max(seconds), "ms", 100.0),
    ]


def _timed(start: Belief, belief: Belief, asked: list[Asked]) -> tuple[float, Belief, Item | None]:
    began = time.process_time()
    after = belief.after(placement.seen(belief.structure, asked[-1]))
    item = placement.next_item(start, after, items(World()), asked).item
    return time.process_time() - began, after, item
