"""Walking prerequisites: what a goal needs, what it takes, and whether there is a cycle.

A graph is a mapping from a node to the nodes it needs; names that are no node are stepped over.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

Needs = Mapping[str, Sequence[str]]


def closure(needs: Needs, goals: Iterable[str]) -> set[str]:
    """The goals and all that they need, however far away."""
    found: set[str] = set()
    waiting = [goal for goal in goals if goal in needs]
    while waiting:
        node = waiting.pop()
        if node not in found:
            found.add(node)
            waiting.extend(other for other in needs[node] if other in needs)
    return found


def find_cycle(needs: Needs) -> list[str]:
    """A cycle as a walk that ends where it begins, `[a, b, a]`; empty when there is none.

    Always the same one for the same graph.
    """
    done: set[str] = set()
    for start in needs:
        if start not in done and (cycle := _cycle_from(needs, start, done)):
            return cycle
    return []


def _cycle_from(needs: Needs, start: str, done: set[str]) -> list[str]:
    trail = [start]
    on_trail = {start}
    branches = [iter(needs[start])]
    while trail:
        following = next((n for n in branches[-1] if n in needs and n not in done), None)
        if following is None:
            branches.pop()
            done.add(trail[-1])
            on_trail.discard(trail.pop())
        elif following in on_trail:
            return [*trail[trail.index(following) :], following]
        else:
            trail.append(following)
            on_trail.add(following)
            branches.append(iter(needs[following]))
    return []
