"""The topographic map as SVG, from plain data. Pure: no Django, no files.

Mastered ground lies in light, fading ground has mist, the fringe shows as lit trailheads, the rest
is fog with its outlines readable. Every skill is a link with a name that says its state. There are
classes only: ``map.css`` gives colours, ``map.js`` moves the view.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Literal

from ascent.ui.relief import contours

State = Literal["mastered", "fading", "fringe", "fog"]
View = Literal["near", "topic", "area", "all"]

LABEL_WIDTH = 21  # characters of a line below a skill
PAD = 150.0  # px around what a view shows
LEAST = 760.0  # px: no view comes closer than this width
TOPIC_ROOM = (250.0, 84.0)  # px that the name of a topic takes at half size
LIGHT = 150  # px: how far a mastered skill lights the ground

WORDS = {
    "mastered": "mastered",
    "fading": "fading, due for review",
    "fringe": "open to you now",
    "fog": "not open yet",
}


@dataclass(frozen=True)
class Node:
    """A skill on the map. ``altitude``, ``mastery`` and ``retention`` lie in 0..1; ``minutes`` is
    what learning it probably takes.
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


@dataclass(frozen=True)
class Box:
    """A part of the map, in its own pixels."""

    x: float
    y: float
    width: float
    height: float

    def __str__(self) -> str:
        return f"{self.x:.0f} {self.y:.0f} {self.width:.0f} {self.height:.0f}"


def draw(sheet: Sheet, view: View = "near", label: str = "Map of skills") -> str:
    """The map as an ``<svg class="topo">``, opened at ``view``."""
    whole = box_of(sheet.nodes, pad=PAD * 1.6)
    opened = box(sheet, view)
    by_id = {node.id: node for node in sheet.nodes}
    parts = [
        f'<svg class="topo" viewBox="{opened}" data-zoom="{zoom(opened)}" role="group" '
        f'aria-label="{escape(label)}" data-whole="{whole}">',
        '<defs><radialGradient id="topo-light"><stop class="topo-light-in" offset="0"/>'
        '<stop class="topo-light-mid" offset="0.55"/><stop class="topo-light-out" offset="1"/>'
        "</radialGradient></defs>",
        _relief(sheet),
        _group("topo-lights", (_light(node) for node in sheet.nodes)),
        _lines(sheet),
        _group("topo-trails", (_trail(by_id, trail) for trail in _shown(sheet.trails))),
        _route(sheet, by_id),
        _group("topo-areas", _area_names(sheet)),
        _group("topo-topics", _topic_names(sheet)),
        _group("topo-nodes", (_node(node, sheet) for node in _reading_order(sheet))),
        "</svg>",
    ]
    return "".join(parts)


# --- views -----------------------------------------------------------------------------------


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
    top, bottom = min(n.y for n in nodes) - pad * 0.8, max(n.y for n in nodes) + pad
    extra = max(0.0, LEAST - (right - left)) / 2
    return Box(left - extra, top, right - left + 2 * extra, bottom - top)


def zoom(part: Box) -> str:
    """Which labels a box of this width has room for: skills, topics, or areas only."""
    if part.width <= 1700:
        return "near"
    return "mid" if part.width <= 3400 else "far"


# --- ground ----------------------------------------------------------------------------------


def _relief(sheet: Sheet) -> str:
    lines = contours(_peaks(sheet))
    return _group("topo-ground", (f'<path d="{line.path}"/>' for line in lines))


def _lines(sheet: Sheet) -> str:
    lines = contours(_peaks(sheet))
    paths = (
        f'<path class="topo-index" d="{line.path}"/>' if line.index else f'<path d="{line.path}"/>'
        for line in lines
    )
    return _group("topo-contours", paths)


def _peaks(sheet: Sheet) -> tuple[tuple[float, float, float], ...]:
    return tuple((node.x, node.y, node.altitude) for node in sheet.nodes)


def _light(node: Node) -> str:
    """Light on mastered ground, as much as is remembered."""
    if node.state not in ("mastered", "fading"):
        return ""
    share = max(0.25, min(1.0, node.mastery * node.retention))
    return (
        f'<circle cx="{node.x:.0f}" cy="{node.y:.0f}" r="{LIGHT}" fill="url(#topo-light)" '
        f'opacity="{share:.2f}"/>'
    )


# --- ways ------------------------------------------------------------------------------------


def _shown(trails: Sequence[Trail]) -> list[Trail]:
    """The trails without those that others already imply: a to c where a, b, c is a way."""
    below: dict[str, set[str]] = {}
    for trail in trails:
        below.setdefault(trail.end, set()).add(trail.start)

    def reaches(start: str, goal: str) -> bool:
        seen, waiting = {start}, [start]
        while waiting:
            for step in below.get(waiting.pop(), set()) - seen:
                if step == goal:
                    return True
                seen.add(step)
                waiting.append(step)
        return False

    return [
        trail
        for trail in trails
        if not any(reaches(other, trail.start) for other in below[trail.end] - {trail.start})
    ]


def _trail(by_id: Mapping[str, Node], trail: Trail) -> str:
    start, end = by_id.get(trail.start), by_id.get(trail.end)
    if start is None or end is None:
        return ""
    walked = all(node.state in ("mastered", "fading") for node in (start, end))
    far = "topo-far" if start.area != end.area else ""
    names = " ".join(name for name in ("topo-walked" if walked else "", far) if name)
    style = f' class="{names}"' if names else ""
    return f'<path{style} d="{_bend(start, end)}"/>'


def _bend(start: Node, end: Node) -> str:
    """A way that leaves upwards and arrives from below, as trails on a slope do."""
    lift = max(36.0, abs(end.y - start.y) * 0.45)
    return (
        f"M{start.x:.0f} {start.y:.0f}C{start.x:.0f} {start.y - lift:.0f} "
        f"{end.x:.0f} {end.y + lift:.0f} {end.x:.0f} {end.y:.0f}"
    )


def _route(sheet: Sheet, by_id: Mapping[str, Node]) -> str:
    stops = [by_id[skill] for skill in sheet.route if skill in by_id]
    if len(stops) < 2:
        return ""
    label = ""
    if sheet.route_label:
        a, b = stops[len(stops) // 2 - 1], stops[len(stops) // 2]
        label = _text("topo-hours", (a.x + b.x) / 2, (a.y + b.y) / 2, [sheet.route_label], dx=14)
    path = _spline([(stop.x, stop.y) for stop in stops])
    return f'<g class="topo-route" aria-hidden="true"><path d="{path}"/>{label}</g>'


def _spline(points: Sequence[tuple[float, float]]) -> str:
    """A smooth line through all points."""
    x, y = points[0]
    path = f"M{x:.0f} {y:.0f}"
    padded = [points[0], *points, points[-1]]
    for (ax, ay), (bx, by), (cx, cy), (dx, dy) in zip(
        padded, padded[1:], padded[2:], padded[3:], strict=False
    ):
        path += (
            f"C{bx + (cx - ax) / 6:.0f} {by + (cy - ay) / 6:.0f} "
            f"{cx - (dx - bx) / 6:.0f} {cy - (dy - by) / 6:.0f} {cx:.0f} {cy:.0f}"
        )
    return path


# --- names -----------------------------------------------------------------------------------


def _area_names(sheet: Sheet) -> Iterable[str]:
    for area, title in sheet.areas.items():
        nodes = [node for node in sheet.nodes if node.area == area]
        if nodes:
            x, y = _above(nodes)
            flagged = any(
                n.id == sheet.flag and n.y < y + 110 and abs(n.x - x) < 220 for n in nodes
            )
            lines = _wrapped(title, 13)
            rise = (40 if flagged else 0) + 27 * (len(lines) - 1)
            yield _text("topo-area", x, y, lines, leading=27, dy=-rise)


def _above(nodes: Sequence[Node]) -> tuple[float, float]:
    """The place of an area's name: over the middle of its ridge."""
    middle = (min(n.x for n in nodes) + max(n.x for n in nodes)) / 2
    return middle, min(n.y for n in nodes) - 50


def _topic_names(sheet: Sheet) -> Iterable[str]:
    """Names of topics close to the middle of their skills, as many as find room at half size."""
    important = {sheet.flag, sheet.you, *sheet.next[:3]}
    taken = [(node.x, node.y + 60) for node in sheet.nodes if node.id in important]
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
                yield _text("topo-topic", x, y + shift, _wrapped(title, 18), leading=15)
                break


def _free(x: float, y: float, taken: Sequence[tuple[float, float]], nodes: Sequence[Node]) -> bool:
    """Whether a name at half size would meet no other name and no skill."""
    wide, high = TOPIC_ROOM
    names = all(abs(x - ox) > wide or abs(y - oy) > high for ox, oy in taken)
    return names and all(abs(x - n.x) > wide * 0.45 or not -30 < y - n.y < 44 for n in nodes)


def _text(
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


def _wrapped(title: str, width: int = LABEL_WIDTH) -> list[str]:
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


# --- skills ----------------------------------------------------------------------------------


def _reading_order(sheet: Sheet) -> list[Node]:
    """For the keyboard: the next steps, the flag, then area by area from the foot upwards."""
    first = {skill: i for i, skill in enumerate((*sheet.next, sheet.flag))}
    return sorted(
        sheet.nodes,
        key=lambda n: (first.get(n.id, len(first)), n.area if n.id not in first else "", -n.y, n.x),
    )


def _node(node: Node, sheet: Sheet) -> str:
    styles = ["topo-node", f"topo-{node.state}"]
    is_next = bool(sheet.next) and node.id == sheet.next[0]
    if is_next:
        styles.append("topo-next")
    elif node.id in sheet.next[:3]:
        styles.append("topo-soon")
    if node.id == sheet.flag:
        styles.append("topo-goal")
    if _crowded(node, sheet):
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
        f'{"".join(marks)}<text class="topo-label" y="31">{_lines_of(node.title)}</text></g></g></a>'
    )


def _crowded(node: Node, sheet: Sheet) -> bool:
    """Whether an important skill stands so close before it that their names would meet when seen
    from afar: then this one's goes above its mark.
    """
    important = [*sheet.next[:3], sheet.flag]
    if node.id not in important:
        return False
    before = set(important[: important.index(node.id)])
    others = [other for other in sheet.nodes if other.id in before]
    return any(abs(o.x - node.x) < 380 and abs(o.y - node.y) < 90 for o in others)


def _lines_of(title: str) -> str:
    return "".join(
        f'<tspan x="0" dy="{17 if i else 0}">{escape(line)}</tspan>'
        for i, line in enumerate(_wrapped(title))
    )


def _marker(node: Node, is_next: bool) -> str:
    if is_next:
        return '<circle class="topo-halo" r="17"/><circle class="topo-dot" r="9"/>'
    if node.state == "mastered":
        return '<circle class="topo-dot" r="9"/><path class="topo-sign" d="M-4 0L-1 3.200L4.500-3.500"/>'
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
    if node.minutes and node.state in ("fringe", "fog"):
        parts.append(f"about {node.minutes} min")
    return ", ".join(parts)


def _group(style: str, parts: Iterable[str]) -> str:
    return f'<g class="{style}">{"".join(parts)}</g>'
