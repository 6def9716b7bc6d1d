"""What a map is drawn from: plain data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

State = Literal["mastered", "placed", "fading", "fringe", "fog"]
LIT: frozenset[State] = frozenset(("mastered", "placed", "fading"))


@dataclass(frozen=True)
class Node:
    """A skill on the map. ``altitude``, ``mastery`` and ``retention`` lie in 0..1; ``minutes`` is
    what learning it probably takes; ``placed``: it is lit by a placement alone.
    """

    id: str
    title: str
    x: float
    y: float
    altitude: float
    area: str
    topic: str
    url: str
    state: State = "fog"
    mastery: float = 0.0
    retention: float = 1.0
    minutes: int | None = None
    placed: bool = False


@dataclass(frozen=True)
class Trail:
    """A prerequisite: the way from ``start`` up to ``end``."""

    start: str
    end: str


@dataclass(frozen=True)
class Sheet:
    """One map. ``you``, ``flag`` and ``next`` (the first one is the next step) name nodes;
    ``route`` is the way from you to the flag, ``route_label`` says how long it is ("about 6 h").
    """

    nodes: Sequence[Node]
    trails: Sequence[Trail] = ()
    areas: Mapping[str, str] = field(default_factory=dict)
    topics: Mapping[str, str] = field(default_factory=dict)
    you: str | None = None
    flag: str | None = None
    next: Sequence[str] = ()
    route: Sequence[str] = ()
    route_label: str = ""

    def __hash__(self) -> int:
        """Of what changes from visit to visit, so that a map that is the same is found again."""
        return hash((tuple(self.nodes), self.you, self.flag, tuple(self.next), tuple(self.route)))

    def important(self) -> list[str]:
        """The skills whose names show from afar, the next step first."""
        return [*self.next[:3], *([self.flag] if self.flag else [])]

    def crowded(self, node: Node) -> bool:
        """Whether an important skill stands so close before it that their names would meet when
        seen from afar: then this one's goes above its mark.
        """
        names = self.important()
        if node.id not in names:
            return False
        before = set(names[: names.index(node.id)])
        others = [other for other in self.nodes if other.id in before]
        return any(abs(o.x - node.x) < 380 and abs(o.y - node.y) < 90 for o in others)
