"""What an answer about one skill says about its neighbours on the map. Pure.

Who can do something can do what it needs: P(lower) is at least weight * P(upper). Who lacks
something lacks what needs it: P(upper) is at most 1 - weight * (1 - P(lower)). An answer moves
the neighbours a part of the way to these bounds, and never further. Only `needed` links carry
it, since what merely helps proves nothing. What came over a link alone lights no skill up and
puts none out.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, MutableMapping

from ascent.learner.tracing import mastery
from ascent.learner.tracing.knowing import NOTHING, SkillState
from ascent.learner.tracing.links import Ends, Links

LIFT = 0.4  # share of the way that a right answer lifts what it needs; LIFT ** 2 one link further
DROP = 0.3  # share of the way that a wrong answer lowers what stands on it
FADE = 0.1  # a share below this is not worth following
MOST_IMPLIED = 0.75  # below `mastery.KNOWN`: nobody is taken to know what they were never asked


def lift(
    skills: MutableMapping[str, SkillState], upper: str, links: Links, direct: Collection[str]
) -> None:
    """After a right answer about `upper`: what it needs is probably there, too.

    Skills in `direct` were part of the answer itself and have moved already.
    """
    for name, bound in _reached(links.needed, upper, skills[upper].p, LIFT).items():
        state = skills.get(name, NOTHING)
        p = min(state.p + bound[0] * max(0.0, bound[1] - state.p), MOST_IMPLIED)
        if name not in direct and p > state.p:
            skills[name] = state._replace(p=p, lift=upper, drop="")


def drop(
    skills: MutableMapping[str, SkillState], lower: str, links: Links, direct: Collection[str]
) -> None:
    """After a wrong answer about `lower`: what stands on it is less certain.

    Skills of which nothing is known stay where they are, and so does every light.
    """
    lacking = 1 - skills[lower].p
    for link in links.dependants.get(lower, ()):
        state = skills.get(link.skill)
        if state is None or link.skill in direct:
            continue
        least = mastery.LOST if state.known else mastery.START
        p = state.p - DROP * max(0.0, state.p - (1 - link.weight * lacking))
        if (p := max(p, least)) < state.p:
            skills[link.skill] = state._replace(p=p, drop=lower, lift="")


def _reached(ends: Ends, start: str, p: float, step: float) -> Mapping[str, tuple[float, float]]:
    """Skills below `start`: the share of the way that they move, and where it leads."""
    found: dict[str, tuple[float, float]] = {}
    here, share = {start: p}, step
    while here and share >= FADE:
        below: dict[str, float] = {}
        for upper, bound in here.items():
            for link in ends.get(upper, ()):
                if link.skill not in found and link.skill != start:
                    below[link.skill] = max(below.get(link.skill, 0.0), link.weight * bound)
        found |= {name: (share, bound) for name, bound in below.items()}
        here, share = below, share * step
    return found
