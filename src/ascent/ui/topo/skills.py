"""One skill on the map: a link with its mark, its label, and what a screen reader says."""

from __future__ import annotations

from html import escape

from ascent.ui.topo.names import wrapped
from ascent.ui.topo.sheet import Node, Sheet

WORDS = {
    "mastered": "mastered",
    "placed": "probably known, by placement",
    "fading": "fading, due for review",
    "fringe": "within reach",
    "fog": "further up",
}


def reading_order(sheet: Sheet) -> list[Node]:
    """For the keyboard: the next steps, the flag, then area by area from the foot upwards."""
    first = {skill: i for i, skill in enumerate((*sheet.next, sheet.flag))}
    return sorted(
        sheet.nodes,
        key=lambda n: (first.get(n.id, len(first)), n.area if n.id not in first else "", -n.y, n.x),
    )


def skill(node: Node, sheet: Sheet) -> str:
    styles = ["topo-node", f"topo-{node.state}"]
    is_next = bool(sheet.next) and node.id == sheet.next[0]
    if is_next:
        styles.append("topo-next")
    elif node.id in sheet.next[:3]:
        styles.append("topo-soon")
    if node.id == sheet.flag:
        styles.append("topo-goal")
    if sheet.crowded(node):
        styles.append("topo-up")
    marks = [_marker(node, is_next)]
    if node.id == sheet.flag:
        marks.append('<path class="topo-flag" d="M0-9V-44L24-35L0-26"/>')
    if node.id == sheet.you:
        marks.append(
            '<g class="topo-you"><path d="M-30-2L-21-20L-12-2Z"/><path d="M-21-20V-25"/></g>'
        )
    x, y = f"{node.x:.0f}", f"{node.y:.0f}"
    return (
        f'<a class="{" ".join(styles)}" href="{escape(node.url)}" data-skill="{escape(node.id)}" '
        f'data-area="{escape(node.area)}" data-x="{x}" data-y="{y}" '
        f'aria-label="{escape(_said(node, sheet))}">'
        f'<g transform="translate({x} {y})"><g class="topo-mark"><circle class="topo-hit" r="22"/>'
        f'{"".join(marks)}<text class="topo-label" y="31">{_lines_of(node.title)}</text>'
        "</g></g></a>"
    )


def _lines_of(title: str) -> str:
    return "".join(
        f'<tspan x="0" dy="{17 if i else 0}">{escape(line)}</tspan>'
        for i, line in enumerate(wrapped(title))
    )


def _marker(node: Node, is_next: bool) -> str:
    if is_next:
        return '<circle class="topo-halo" r="17"/><circle class="topo-dot" r="9"/>'
    if node.state in ("mastered", "placed"):  # the style fills the dot, or leaves it hollow
        return '<circle class="topo-dot" r="9"/><path class="topo-sign" d="M-4 0L-1 3.2L4.5-3.5"/>'
    if node.state == "fading":
        return (
            '<circle class="topo-dot" r="9"/>'
            '<path class="topo-mist" d="M-26 6H-8M-2 6H20M-18 12H6M12 12H26M-24-1H-14M14-1H24"/>'
        )
    if node.state == "fringe":
        return '<circle class="topo-dot" r="9"/><circle class="topo-pip" r="3.500"/>'
    return '<circle class="topo-dot" r="6"/>'


def _said(node: Node, sheet: Sheet) -> str:
    """What a screen reader says: title, part in the climb, state, time."""
    parts = [node.title]
    if sheet.next and node.id == sheet.next[0]:
        parts.append("your next step")
    if node.id == sheet.flag:
        parts.append("your flag")
    if node.id == sheet.you:
        parts.append("you are here")
    parts.append(WORDS[node.state])
    if node.placed and node.state == "fading":
        parts.append(WORDS["placed"])
    if node.minutes and node.state in ("fringe", "fog"):
        parts.append(f"about {node.minutes} min")
    return ", ".join(parts)
