"""Which part of the map a view opens."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from ascent.ui.topo.sheet import Node, Sheet

View = Literal["near", "topic", "area", "all"]

PAD = 150.0  # px around what a view shows
LEAST = 760.0  # px: no view comes closer than this width


@dataclass(frozen=True)
class Box:
    """A part of the map, in its own pixels."""

    x: float
    y: float
    width: float
    height: float

    def __str__(self) -> str:
        return f"{self.x:.0f} {self.y:.0f} {self.width:.0f} {self.height:.0f}"


def box(sheet: Sheet, view: View) -> Box:
    """The part of the map that a view opens: you, the flag and the next three; the topic or the
    area of the next step; or everything.
    """
    by_id = {node.id: node for node in sheet.nodes}
    here = next((by_id[i] for i in (*sheet.next, sheet.you, sheet.flag) if i in by_id), None)
    if view == "all" or here is None:
        return box_of(sheet.nodes, pad=PAD * 1.6)
    if view == "near":
        wanted = {sheet.you, sheet.flag, *sheet.next[:3]}
        return box_of([node for node in sheet.nodes if node.id in wanted])
    if view == "topic":
        return box_of([node for node in sheet.nodes if node.topic == here.topic])
    return box_of([node for node in sheet.nodes if node.area == here.area])


def views(sheet: Sheet) -> dict[View, Box]:
    """Every view with its box, for the buttons that switch between them."""
    names: tuple[View, ...] = ("near", "topic", "area", "all")
    return {name: box(sheet, name) for name in names}


def box_of(nodes: Collection[Node], pad: float = PAD) -> Box:
    """The box around some nodes and their labels, never closer than a readable width."""
    if not nodes:
        return Box(0, 0, LEAST, LEAST * 0.6)
    left, right = min(n.x for n in nodes) - pad, max(n.x for n in nodes) + pad
    top, bottom = min(n.y for n in nodes) - pad * 1.7, max(n.y for n in nodes) + pad * 1.5
    extra = max(0.0, LEAST - (right - left)) / 2
    return Box(left - extra, top, right - left + 2 * extra, bottom - top)


def zoom(part: Box) -> str:
    """Which labels a box of this width has room for: skills, topics, or areas only."""
    if part.width <= 1700:
        return "near"
    return "mid" if part.width <= 3400 else "far"
