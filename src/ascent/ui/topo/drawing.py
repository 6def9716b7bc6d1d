"""The whole sheet: ground, light, contours, ways, names, skills, from the bottom up."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from html import escape

from ascent.ui.topo.names import area_names, topic_names
from ascent.ui.topo.relief import contours
from ascent.ui.topo.sheet import LIT, Node, Sheet
from ascent.ui.topo.skills import reading_order, skill
from ascent.ui.topo.views import PAD, View, box, box_of, zoom
from ascent.ui.topo.ways import route, shown, trail_path

LIGHT = 150  # px: how far a mastered skill lights the ground


@lru_cache(maxsize=16)
def draw(sheet: Sheet, view: View = "near", label: str = "Map of skills") -> str:
    """The map as an ``<svg class="topo">``, opened at ``view``; the same one is drawn once."""
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
        _group("topo-trails", (trail_path(by_id, trail) for trail in shown(tuple(sheet.trails)))),
        route(sheet, by_id),
        _group("topo-areas", area_names(sheet)),
        _group("topo-topics", topic_names(sheet)),
        _group("topo-nodes", (skill(node, sheet) for node in reading_order(sheet))),
        "</svg>",
    ]
    return "".join(parts)


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
    """Light on ground that is known, probably or shown, as much as is remembered."""
    if node.state not in LIT:
        return ""
    share = max(0.25, min(1.0, node.mastery * node.retention))
    return (
        f'<circle cx="{node.x:.0f}" cy="{node.y:.0f}" r="{LIGHT}" fill="url(#topo-light)" '
        f'opacity="{share:.2f}"/>'
    )


def _group(style: str, parts: Iterable[str]) -> str:
    return f'<g class="{style}">{"".join(parts)}</g>'
