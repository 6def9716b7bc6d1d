"""The history of a skill as a picture, and as the table that says the same."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from django.utils.safestring import SafeString

from ascent import clock
from ascent.learner.tracing import history
from ascent.learner.tracing.history import Point
from ascent.learner.tracing.mastery import KNOWN
from ascent.learner.tracing.memory import DAY
from ascent.pages import told
from ascent.ui.curve import Curve, curve_svg

MOST_POINTS = 300  # more cannot be told apart in a column of text
MOST_ROWS = 40
AHEAD = 0.3  # of the time until now, to show what is to come
LEAST_AHEAD, MOST_AHEAD = 7 * DAY, 120 * DAY


def drawn(title: str, points: Sequence[Point], skill: str, now: float) -> SafeString:
    """The picture, with a sentence that says what it shows."""
    shown = history.thinned(points, MOST_POINTS)
    first, last = shown[0], shown[-1]
    ends = now + min(max(AHEAD * (now - first.at), LEAST_AHEAD), MOST_AHEAD)
    remembered = last.state.stability is not None
    recall = history.course(shown, skill, now)
    recall = [(t, r) for t, r in recall if r > 0]
    ahead = [(t, history.recall(skill, last.state, t)) for t in _steps(now, ends)]
    return curve_svg(
        Curve(
            known=[(first.at, first.before), *((p.at, p.mastery) for p in shown)],
            recall=recall,
            ahead=ahead if remembered else [],
            now=now,
            line=KNOWN,
            begins=_day(first.at),
            today="today",
            ends=_day(ends) if remembered else "",
            label=_said(title, points, skill, now),
        )
    )


def _steps(start: float, end: float, count: int = 40) -> list[float]:
    return [start + (end - start) * k / count for k in range(count + 1)]


def _said(title: str, points: Sequence[Point], skill: str, now: float) -> str:
    """The picture in a sentence or two."""
    first, last = points[0], points[-1]
    said = (
        f"{title} over time: {told.band(first.before)} before {_day(first.at)}, "
        f"{told.band(last.mastery)} today ({round(100 * last.mastery)} %)."
    )
    if last.state.stability is None:
        return said
    r = history.recall(skill, last.state, now)
    return f"{said} The chance that you recall it now is about {round(100 * r)} %."


def table(points: Sequence[Point]) -> list[list[str]]:
    """Day, known, recall: the same in numbers, thinned where it is long."""
    return [
        [_day(p.at), f"{round(100 * p.mastery)} %", f"{round(100 * p.retention)} %"]
        for p in history.thinned(points, MOST_ROWS)
    ]


def _day(at: float) -> str:
    when = clock.local(datetime.fromtimestamp(at, UTC))
    year = "" if when.year == clock.today().year else f" {when.year}"
    return f"{when.day} {when:%B}{year}"
