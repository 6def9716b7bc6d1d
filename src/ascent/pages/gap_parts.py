"""What the loop's page shows of the gap: notes, the learner's list, both rankings, the plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ascent.coach.gap import Gap
from ascent.coach.loop import MOST_GAP_DAYS
from ascent.curriculum.entries import Skill
from ascent.kinds import gap_days, gaps, guide, registry
from ascent.learner import gaps as record
from ascent.learner import names
from ascent.learner.models import FeltGap, Loop

EMPTY_LINES = 3
USUAL_DAYS = 3
FELT, SHOWN = "felt", "shown"  # where a choice comes from: the learner's list, or the evidence's


@dataclass(frozen=True)
class Felt:
    """A felt gap as pages show it: the row, where it was noted, and the skill it may mean."""

    row: FeltGap
    title: str = ""
    url: str = ""
    skill: str = ""


@dataclass(frozen=True)
class Ranked:
    """A gap that the evidence shows, with its skill; `seen`: pieces of evidence about it."""

    gap: Gap
    skill: Skill
    seen: int


def shown(found: guide.Standing, posted: Sequence[record.Line] | None = None) -> dict[str, Any]:
    """The part of the loop's page that is about the gap: one of four states, in their order."""
    loop = found.loop
    assert loop is not None
    if loop.step != "gap" and not loop.gap.get("skill"):
        return {"gap_state": "notes", "felt": _felt(found, loop)}
    if loop.gap.get("skill"):
        return {"gap_state": "closing", **_closing(found, loop)}
    if not loop.gap.get("ranked"):
        return {"gap_state": "writing", **_writing(found, loop, posted)}
    return {"gap_state": "choosing", **_choosing(found, loop)}


def _felt(found: guide.Standing, loop: Loop) -> list[Felt]:
    rows = []
    for row in record.felt(loop):
        activity = found.pack.activities.get(names.present(row.activity)) if row.activity else None
        title = activity.title if activity is not None else ""
        url = registry.url(activity) if activity is not None else ""
        rows.append(Felt(row, title, url))
    return rows


def _writing(
    found: guide.Standing, loop: Loop, posted: Sequence[record.Line] | None
) -> dict[str, Any]:
    """The lines of the form: what is kept, or what was sent and refused; some empty ones."""
    felt = {str(f.row.id): f for f in _felt(found, loop)}
    lines = posted or [
        record.Line(f.row.text, str(f.row.id), str(f.row.rank or "")) for f in felt.values()
    ]
    shown = [{"line": line, "felt": felt.get(line.id)} for line in lines]
    empty = max(1, EMPTY_LINES - len(shown)) if posted is None else 0
    shown += [{"line": record.Line(""), "felt": None}] * empty
    return {"lines": shown, "most_text": record.MOST_TEXT}


def _choosing(found: guide.Standing, loop: Loop) -> dict[str, Any]:
    """Theirs, each with the skill it probably means; and beside it the evidence's."""
    felt = [Felt(f.row, f.title, f.url, gaps.meant(found, f.row)) for f in _felt(found, loop)]
    way = gaps.on_the_way(found)
    more = [f.skill for f in felt if f.skill not in way and f.skill in found.pack.skills]
    return {
        "felt": felt,
        "ranking": [
            Ranked(g, found.pack.skills[g.skill], found.state.skill(g.skill).seen)
            for g in gaps.ranking(found)
        ],
        "skills": [found.pack.skills[s] for s in [*way, *dict.fromkeys(more)]],
        "most_days": MOST_GAP_DAYS,
        "usual_days": USUAL_DAYS,
    }


def _closing(found: guide.Standing, loop: Loop) -> dict[str, Any]:
    """The chosen gap: its days, what is to be applied, and the end."""
    applied = gaps.application(found)
    days = gap_days.days(found)
    return {
        "skill": found.pack.skills.get(names.present(loop.gap["skill"])),
        "until": date.fromisoformat(loop.gap["until"]),
        "days": days,
        "onwards": next((s for d in days for s in d.steps if not s.done), None),
        "applying": {"project": applied[0], "shown": applied[1]} if applied else None,
        "answers": record.ANSWERS,
    }
