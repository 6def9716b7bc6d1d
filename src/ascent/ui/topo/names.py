"""Names on the map: areas over their ridges, topics where they find room."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from ascent.ui.topo.sheet import Node, Sheet

LABEL_WIDTH = 21  # characters of a line below a skill
TOPIC_ROOM = (250.0, 84.0)  # px that the name of a topic takes at half size


def area_names(sheet: Sheet) -> Iterable[str]:
    for area, title in sheet.areas.items():
        nodes = [node for node in sheet.nodes if node.area == area]
        if nodes:
            x, y = _above(nodes)
            flagged = any(
                n.id == sheet.flag and n.y < y + 110 and abs(n.x - x) < 220 for n in nodes
            )
            lines = wrapped(title, 13)
            rise = (40 if flagged else 0) + 27 * (len(lines) - 1)
            yield text("topo-area", x, y, lines, leading=27, dy=-rise)


def _above(nodes: Sequence[Node]) -> tuple[float, float]:
    """The place of an area's name: over the middle of its ridge."""
    middle = (min(n.x for n in nodes) + max(n.x for n in nodes)) / 2
    return middle, min(n.y for n in nodes) - 50


def topic_names(sheet: Sheet) -> Iterable[str]:
    """Names of topics close to the middle of their skills, as many as find room at half size."""
    important = set(sheet.important())
    taken = [
        (node.x, node.y + (-70 if sheet.crowded(node) else 60))
        for node in sheet.nodes
        if node.id in important
    ]
    for area in sheet.areas:
        members = [node for node in sheet.nodes if node.area == area]
        taken += [_above(members)] if members else []
    for topic, title in sheet.topics.items():
        nodes = [node for node in sheet.nodes if node.topic == topic]
        if not nodes:
            continue
        x, y = sum(n.x for n in nodes) / len(nodes), sum(n.y for n in nodes) / len(nodes)
        for shift in (52, -46, 76, 0):
            if _free(x, y + shift, taken, sheet.nodes):
                taken.append((x, y + shift))
                yield text("topo-topic", x, y + shift, wrapped(title, 18), leading=15)
                break


def _free(x: float, y: float, taken: Sequence[tuple[float, float]], nodes: Sequence[Node]) -> bool:
    """Whether a name at half size would meet no other name and no skill."""
    wide, high = TOPIC_ROOM
    names = all(abs(x - ox) > wide or abs(y - oy) > high for ox, oy in taken)
    return names and all(abs(x - n.x) > wide * 0.45 or not -30 < y - n.y < 44 for n in nodes)


def text(
    style: str,
    x: float,
    y: float,
    lines: Sequence[str],
    leading: int = 17,
    dx: int = 0,
    dy: int = 0,
) -> str:
    """Text at a place of the map that keeps its size on the screen (``topo-mark`` in map.css)."""
    spans = "".join(
        f'<tspan x="{dx}" dy="{leading if i else dy}">{escape(line)}</tspan>'
        for i, line in enumerate(lines)
    )
    return (
        f'<g transform="translate({x:.0f} {y:.0f})">'
        f'<text class="topo-mark {style}" aria-hidden="true">{spans}</text></g>'
    )


def wrapped(title: str, width: int = LABEL_WIDTH) -> list[str]:
    """Lines of about ``width`` characters, as even as they come; never more than three."""
    words = title.split()
    count = min(3, max(1, -(-len(title) // width)))
    lines: list[str] = []
    for word in words:
        left = count - len(lines)
        ahead = len(" ".join(words)) - sum(len(line) + 1 for line in lines[:-1])
        fits = lines and len(lines[-1]) + 1 + len(word) <= max(width, -(-ahead // max(left + 1, 1)))
        if fits or (lines and len(lines) == count):
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines
