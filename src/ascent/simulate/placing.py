"""What an idealised placement reports, made consistent with the map.

Nobody knows a skill without what it needs. So a skill that is reported known while what lies
below it is not, is probably a mistake of the test: each report is one piece of evidence, and
the map links them (messages between neighbours as in Pearl, 1988, chapter 4; on a map that is no
tree they are an approximation).
"""

import numpy as np

from ascent.simulate.maps import Floats, Map

SWEEPS = 4
LEAST, MOST = 0.02, 0.98


def consistent(reported: Floats, atlas: Map, right: float) -> Floats:
    """The probability that each skill is known, given reports that are `right` that often."""
    n = len(reported)
    odds = np.empty(n)
    p = np.full(n, 0.2)
    up = np.ones(n)
    share = 0.6
    for _ in range(SWEEPS):
        for i in range(n):
            odds[i] = right / (1.0 - right) if reported[i] > 0.5 else (1.0 - right) / right
        for i in range(n - 1, -1, -1):
            for e in range(atlas.first_open[i], atlas.first_open[i + 1]):
                j = atlas.opens[e]
                others = share
                for d in range(atlas.first[j], atlas.first[j + 1]):
                    if atlas.needs[d] != i:
                        others *= p[atlas.needs[d]]
                odds[i] *= others * min(up[j], 1e6) + 1.0 - others
            up[i] = odds[i]
        able, have = 1.0, 0.6
        for i in range(n):
            below = 1.0
            for e in range(atlas.first[i], atlas.first[i + 1]):
                below *= p[atlas.needs[e]]
            prior = share * below
            q = prior * odds[i] / (prior * odds[i] + 1.0 - prior)
            p[i] = min(MOST, max(0.005, q))
            able += below
            have += p[i]
        share = min(0.9, max(0.1, have / able))
    return p
