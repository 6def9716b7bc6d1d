"""The curve of one skill over time: how probably it is known, and can be recalled.

A staircase with dots for what is known (only evidence moves it), a smooth line for recall (time
moves it too), today as an upright line, and what is to come in dashes. The lines are named where
they end. Colours come from classes; the words stand beside the drawing, at the size of text.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

Line = Sequence[tuple[float, float]]
WIDE = 1000.0  # units of the drawing from its left edge to its right edge
APART = 0.13  # shares of the height that two names at the right edge keep between them
TICKS = (0.0, 0.5, 1.0)
EDGE = 8.0  # per cent from an edge within which the word for today leans inwards
ROOM, NARROW = 18.0, 42.0  # per cent of the width that a date needs beside it, wide and narrow


@dataclass(frozen=True)
class Curve:
    """What is drawn. Lines are (time, probability), oldest first; times in one unit.

    `known`: where it began, then after each piece of evidence; `recall`: up to `now`; `ahead`:
    from `now` on; `line`: the probability from which a skill counts as known; `begins`, `today`,
    `ends`: the words below the left edge, the present and the right edge.
    """

    known: Line
    recall: Line
    ahead: Line
    now: float
    line: float
    begins: str
    today: str
    ends: str
    label: str


def curve_svg(curve: Curve) -> SafeString:
    """A ``<div class="curve">`` of three drawings: the scale, the lines, their names."""
    return format_html(
        '<div class="curve" role="img" aria-label="{}">{}{}{}{}</div>',
        curve.label,
        _scale(curve),
        _lines(curve),
        _names(curve),
        _times(curve),
    )


def _scale(curve: Curve) -> SafeString:
    ticks = sorted({*TICKS, curve.line})
    words = format_html_join(
        "",
        '<text class="curve-tick" x="100%" y="{}%" dy="0.32em">{} %</text>',
        ((f"{_y(tick):.1f}", round(100 * tick)) for tick in ticks),
    )
    return format_html('<svg class="curve-scale" aria-hidden="true">{}</svg>', words)


def _lines(curve: Curve) -> SafeString:
    x = _across(curve)
    known = [*curve.known, (curve.now, curve.known[-1][1])]
    stairs = "".join(
        f"H{x(t):.1f}V{_y(value):.1f}" if i else f"M{x(t):.1f} {_y(value):.1f}"
        for i, (t, value) in enumerate(known)
    )
    grid = format_html_join(
        "",
        '<path class="{}" d="M0 {}H{}"/>',
        (
            ("curve-line" if tick == curve.line else "curve-grid", f"{_y(tick):.1f}", int(WIDE))
            for tick in sorted({*TICKS, curve.line})
        ),
    )
    return format_html(
        '<svg class="curve-plot" aria-hidden="true"><svg viewBox="0 0 {} 100" width="100%" '
        'height="100%" preserveAspectRatio="none">{}<path class="curve-today" d="M{} 0V100"/>'
        '{}{}<path class="curve-known" d="{}"/></svg>{}</svg>',
        int(WIDE),
        grid,
        f"{x(curve.now):.1f}",
        _path("curve-recall", curve.recall, x),
        _path("curve-ahead", curve.ahead, x),
        stairs,
        format_html_join(
            "",
            '<circle class="curve-dot" cx="{}%" cy="{}%" r="3"/>',
            ((f"{100 * x(t) / WIDE:.2f}", f"{_y(value):.2f}") for t, value in curve.known[1:]),
        ),
    )


def _names(curve: Curve) -> SafeString:
    known = curve.known[-1][1]
    recall = (curve.ahead or curve.recall or [(0.0, 0.0)])[-1][1]
    upper, lower = _apart(known, recall)
    return format_html(
        '<svg class="curve-names" aria-hidden="true">'
        '<text class="curve-name-known" y="{}%" dy="0.32em">known</text>{}</svg>',
        f"{_y(upper):.1f}",
        format_html(
            '<text class="curve-name-recall" y="{}%" dy="0.32em">recall</text>', f"{_y(lower):.1f}"
        )
        if curve.recall
        else mark_safe(""),
    )


def _times(curve: Curve) -> SafeString:
    """The words below: none is written where it would run into another, on its width of screen."""
    here = 100 * _across(curve)(curve.now) / WIDE
    anchor = "middle" if EDGE < here < 100 - EDGE else ("end" if here >= 100 - EDGE else "start")
    words = [("0", "start", curve.begins, here), ("100", "end", curve.ends, 100 - here)]
    shown = [
        ("curve-tick" if room > NARROW else "curve-tick curve-wide", at, how, word)
        for at, how, word, room in words
        if word and room > ROOM
    ]
    return format_html(
        '<svg class="curve-times" aria-hidden="true">{}</svg>',
        format_html_join(
            "",
            '<text class="{}" x="{}%" y="1em" text-anchor="{}">{}</text>',
            [*shown, ("curve-tick", f"{here:.1f}", anchor, curve.today)],
        ),
    )


def _across(curve: Curve) -> Callable[[float], float]:
    """From a time to units from the left edge."""
    first = min(line[0][0] for line in (curve.known, curve.recall, curve.ahead) if line)
    last = max([curve.now, *(line[-1][0] for line in (curve.known, curve.ahead) if line)])
    return lambda t: WIDE * (t - first) / max(last - first, 1e-9)


def _y(value: float) -> float:
    """From a probability to hundredths of the height from its upper edge."""
    return 96 - 92 * min(max(value, 0.0), 1.0)


def _apart(one: float, other: float) -> tuple[float, float]:
    """Two heights at which names can stand without touching."""
    lack = APART - abs(one - other)
    if lack <= 0:
        return one, other
    shift = lack / 2 if one >= other else -lack / 2
    low, high = min(one, other) - lack / 2, max(one, other) + lack / 2
    inside = max(0.0, -low) - max(0.0, high - 1)
    return one + shift + inside, other - shift + inside


def _path(name: str, line: Line, x: Callable[[float], float]) -> SafeString:
    if len(line) < 2:
        return mark_safe("")
    d = "M" + "L".join(f"{x(t):.1f} {_y(value):.1f}" for t, value in line)
    return format_html('<path class="{}" d="{}"/>', name, d)
