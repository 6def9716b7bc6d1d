"""Evidence in words: what was done, how it went, and what it changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse

from ascent.kinds import registry
from ascent.learner import names
from ascent.learner.models import Evidence, Placement
from ascent.learner.tracing import mastery, saying
from ascent.learner.tracing.history import Point
from ascent.ui.templatetags.ui import OUTCOMES

WORDS = {"read": "Read", "placed": "Placement", **{key: how[2] for key, how in OUTCOMES.items()}}
SIGNS = {"read": "book-open", "placed": "signpost", **{k: how[1] for k, how in OUTCOMES.items()}}
TONES = {"pass": "pine", "fail": "crimson", "stop": "amber", "ours": "slate"}
SAME = 0.005  # a change below half a per cent is none to show


def band(p: float) -> str:
    """A probability of knowing in plain words."""
    if p >= mastery.KNOWN:
        return "probably known"
    return "perhaps known" if p >= mastery.LOST else "probably not yet known"


def sure(sureness: float) -> str:
    """How much an estimate rests on, as a sentence."""
    words = saying.sure_words(sureness)
    return f"{words.capitalize()}." if "yet" in words else f"Ascent is {words} of that."


def evidence(
    row: Evidence, point: Point, titles: Mapping[str, str], placement: Placement | None = None
) -> dict[str, Any]:
    """One piece of evidence as a skill's page shows it.

    `titles`: of skills, by id; `placement`: the one that the evidence is from, if it is.
    """
    activity = registry.pack().activities.get(names.present(row.activity))
    title, url = "" if row.outcome == "placed" else row.activity, ""
    if placement is not None:
        title, url = "what you were asked", reverse("placement-found", args=[placement.id])
    elif activity is not None:
        title, url = activity.title, registry.url(activity)
    return {
        "row": row,
        "title": title,
        "url": url,
        "word": WORDS.get(row.outcome, row.outcome),
        "sign": SIGNS.get(row.outcome, "info"),
        "over": titles.get(point.over, point.over),
        "details": details(row) if point.direct else [],
        "change": change(point),
        "lit": point.lit,
    }


def details(row: Evidence) -> list[str]:
    """Points, help, time, what was expected, a known mistake: as far as there is something."""
    said = []
    if row.outcome == "wrong" and 0 < row.points < 1:
        said.append(f"{round(100 * row.points)} % of the points")
    if row.hints:
        said.append("1 hint" if row.hints == 1 else f"{row.hints} hints")
    if row.solution_seen:
        said.append("solution seen")
    if row.seconds:
        said.append(f"about {max(1, round(row.seconds / 60))} min")
    if row.predicted is not None:
        said.append(f"Ascent had given it a chance of {round(100 * row.predicted)} %")
    if row.misconception:
        said.append(f"a known mistake: {row.misconception.replace('-', ' ')}")
    return said


def change(point: Point) -> str:
    """What it changed, in one sentence."""
    before, after = band(point.before), band(point.mastery)
    old, new = round(100 * point.before), round(100 * point.mastery)
    if abs(point.mastery - point.before) < SAME or old == new:
        if point.retention - point.faded > SAME:
            return f"It stays at {new} %, {after}. Your memory of it is fresher."
        return f"It stays at {new} %, {after}."
    if before == after:
        return f"From {old} % to {new} %: still {after}."
    return f"From {old} % to {new} %: {before} before, {after} after."
