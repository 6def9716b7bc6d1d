"""Trails between skills, and the route from the learner to the flag."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from math import dist

from ascent.ui.topo.names import text
from ascent.ui.topo.sheet import LIT, Node, Sheet, Trail

Point = tuple[float, float]


@lru_cache(maxsize=8)
def shown(trails: tuple[Trail, ...]) -> tuple[Trail, ...]:
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

    return tuple(
        trail
        for trail in trails
        if not any(reaches(other, trail.start) for other in below[trail.end] - {trail.start})
    )


def trail_path(by_id: Mapping[str, Node], trail: Trail) -> str:
    start, end = by_id.get(trail.start), by_id.get(trail.end)
    if start is None or end is None:
        return ""
    walked = all(node.state in LIT for node in (start, end))
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


def route(sheet: Sheet, by_id: Mapping[str, Node]) -> str:
    stops = [by_id[skill] for skill in sheet.route if skill in by_id]
    if len(stops) < 2:
        return ""
    label = ""
    if sheet.route_label:
        a, b = stops[len(stops) // 2 - 1], stops[len(stops) // 2]
        label = text("topo-hours", (a.x + b.x) / 2, (a.y + b.y) / 2, [sheet.route_label], dx=14)
    path = _spline([(stop.x, stop.y) for stop in stops])
    return f'<g class="topo-route" aria-hidden="true"><path d="{path}"/>{label}</g>'


def _spline(points: Sequence[Point]) -> str:
    """A smooth line through all points, its bends no wider than the shorter way beside them."""
    path = f"M{points[0][0]:.0f} {points[0][1]:.0f}"
    padded = [points[0], *points, points[-1]]
    for a, b, c, d in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        (x1, y1), (x2, y2) = _handle(a, b, c, 1), _handle(b, c, d, -1)
        path += f"C{x1:.0f} {y1:.0f} {x2:.0f} {y2:.0f} {c[0]:.0f} {c[1]:.0f}"
    return path


def _handle(before: Point, at: Point, after: Point, way: int) -> Point:
    """The handle of a curve at ``at``: along the line of its neighbours, forwards or back."""
    span = dist(before, after)
    if not span:
        return at
    reach = way * min(dist(before, at) or span, dist(at, after) or span) / (3 * span)
    return at[0] + (after[0] - before[0]) * reach, at[1] + (after[1] - before[1]) * reach
