"""An oracle: the rules of the best rival on what is true of the learner, which no coach sees.

A reference, not a bound: it reviews at 0.9 and learns everything, whether or not that pays.
"""

from __future__ import annotations

from ascent.simulate.maps import Ints, Map
from ascent.simulate.people import Person, recalls

RETENTION = 0.9
REVIEWED = 1  # where the mind notes that the last step was a review


def choose(who: Person, atlas: Map, tries: Ints, mind: Ints, day: float) -> int:
    """The skill to practise next."""
    n = len(tries)
    due, worst = -1, 2.0
    new, rank = -1, -1.0
    for i in range(n):
        if who.known[i]:
            chance = recalls(who, i, day)
            if chance < worst:
                due, worst = i, chance
            continue
        ready = True
        for e in range(atlas.first[i], atlas.first[i + 1]):
            ready = ready and who.known[atlas.needs[e]]
        value = (1e6 if tries[i] > 0 else 0.0) + atlas.above[i]
        if ready and value > rank:
            new, rank = i, value
    review = due >= 0 and ((worst < RETENTION and not mind[REVIEWED]) or new < 0)
    mind[REVIEWED] = 1 if review else 0
    return due if review else new
