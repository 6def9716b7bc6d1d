"""The elevation profile of a loop: its stages as a climb, where the learner stands, the flag.

The drawing carries no text: names and dates stand below it as HTML, so that they stay readable
on a narrow screen.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

State = Literal["done", "here", "ahead"]

#: Shares of the full height: where the climb starts, the stage before its goal, the goal, the
#: saddle behind it, and the shoulder of the next loop at the right edge.
FOOT, CAMP, SUMMIT, SADDLE, SHOULDER = 0.06, 0.5, 0.94, 0.58, 0.8
STEPS = 24  # points of the line between two stages


@dataclass(frozen=True)
class Stage:
    """One stage of a loop. ``ends`` is its date; ``flag`` marks the goal of the climb."""

    name: str
    state: State
    ends: date | None = None
    flag: bool = False


def profile_svg(stages: Sequence[Stage], label: str = "The climb of this loop") -> SafeString:
    """An ``<svg class="profile">`` that fills its column at a fixed height.

    Stage *i* of *n* stands in the middle of column *i*, as the names below do.
    """
    count = len(stages)
    xs = [(i + 0.5) / count for i in range(count)]
    ground = _ground(stages)
    line = _line(count, ground)
    walked = _walked(stages, xs)
    posts = format_html_join(
        "", "{}", ((_post(s, x, _height(x, ground)),) for s, x in zip(stages, xs, strict=True))
    )
    drops = format_html_join(
        "",
        '<line class="profile-drop" x1="{0}%" x2="{0}%" y1="{1}%" y2="100%"/>',
        ((f"{100 * x:.2f}", f"{_y(_height(x, ground)):.2f}") for x in xs),
    )
    return format_html(
        '<svg class="profile" role="img" aria-label="{}">'
        '<svg viewBox="0 0 1000 100" width="100%" height="100%" preserveAspectRatio="none">'
        '<path class="profile-ground" d="{}"/>{}<path class="profile-line" d="{}"/>{}</svg>'
        '{}<line class="profile-base" x1="0" x2="100%" y1="100%" y2="100%"/>{}</svg>',
        _described(stages, label),
        _area(line),
        _shape("profile-done", _area(_part(line, walked))),
        _path(line),
        _shape("profile-walked", _path(_part(line, walked))),
        drops,
        posts,
    )


def _ground(stages: Sequence[Stage]) -> list[tuple[float, float]]:
    """Points (x, height) that the climb passes: its edges and the middle of every stage."""
    count = len(stages)
    goal = next((i for i, stage in enumerate(stages) if stage.flag), count - 1)
    heights = []
    for i in range(count):
        if i < goal:
            heights.append(FOOT + (CAMP - FOOT) * ((i + 1) / goal) ** 1.25)
        elif i == goal:
            heights.append(SUMMIT)
        else:
            heights.append(SADDLE + (SHOULDER - SADDLE) * (i - goal - 1) / max(count - goal - 1, 1))
    inner = [((i + 0.5) / count, height) for i, height in enumerate(heights)]
    return [(0.0, FOOT), *inner, (1.0, SHOULDER if goal < count - 1 else SADDLE)]


def _height(x: float, ground: Sequence[tuple[float, float]]) -> float:
    """Height of the climb at ``x`` in [0, 1]: smooth between the points, never quite even."""
    i = max(k for k, (left, _) in enumerate(ground[:-1]) if left <= x)
    (x0, low), (x1, high) = ground[i], ground[i + 1]
    t = (x - x0) / (x1 - x0)
    ripple = 0.02 * 4 * t * (1 - t) * (1 if i % 2 else -1)
    return low + (high - low) * t * t * (3 - 2 * t) + ripple


def _y(height: float) -> float:
    return 100 * (1 - 0.92 * height)


def _line(count: int, ground: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    total = count * STEPS
    return [(1000 * i / total, _y(_height(i / total, ground))) for i in range(total + 1)]


def _walked(stages: Sequence[Stage], xs: Sequence[float]) -> float:
    """How far the learner is, as a share of the way."""
    here = [x for s, x in zip(stages, xs, strict=True) if s.state == "here"]
    if here:
        return here[-1]
    done = [x for s, x in zip(stages, xs, strict=True) if s.state == "done"]
    return 1.0 if len(done) == len(stages) else (done[-1] if done else 0.0)


def _part(line: Sequence[tuple[float, float]], share: float) -> list[tuple[float, float]]:
    return [point for point in line if point[0] <= 1000 * share + 1e-6]


def _path(points: Sequence[tuple[float, float]]) -> str:
    if len(points) < 2:
        return ""
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)


def _area(points: Sequence[tuple[float, float]]) -> str:
    return f"{_path(points)}V100H0Z" if len(points) > 1 else ""


def _shape(name: str, d: str) -> SafeString:
    return format_html('<path class="{}" d="{}"/>', name, d) if d else mark_safe("")


def _post(stage: Stage, x: float, height: float) -> SafeString:
    left, top = f"{100 * x:.2f}%", f"{_y(height):.2f}%"
    here = stage.state == "here"
    style = {
        "done": "profile-post profile-post-done",
        "here": "profile-here",
        "ahead": "profile-post",
    }[stage.state]
    dot = format_html(
        '<circle class="{}" cx="{}" cy="{}" r="{}"/>', style, left, top, 7 if here else 4.5
    )
    if not stage.flag:
        return dot
    flag = format_html(
        '<svg x="{}" y="{}" overflow="visible">'
        '<path class="profile-flag" d="M0 -6V-26L14 -21L0 -16"/></svg>',
        left,
        top,
    )
    return dot + flag


def _described(stages: Sequence[Stage], label: str) -> str:
    words = {"done": "done", "here": "you are here", "ahead": "ahead"}
    return f"{label}: " + ", ".join(f"{s.name} ({words[s.state]})" for s in stages) + "."
