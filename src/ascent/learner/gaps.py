"""Gaps: what the learner felt, in which order, and the one that they close.

A felt gap is a row (`FeltGap`) of the open loop. `Loop.gap` holds the rest, in the order in
which it comes to be: `ranked` (their own order stands, so the evidence's may be shown); `text`,
`skill`, `chosen`, `until`, `days`, `plan`, `base` (one gap is chosen, and all rows are deleted);
`applied` (it was used in the project); `right`, `closed` (the end).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from ascent import clock
from ascent.learner import names, state
from ascent.learner.actions import PASSED, Subject
from ascent.learner.models import Attempt, Evidence, FeltGap, Loop
from ascent.learner.storable import clean

MOST_NOTES = 30  # in one loop
MOST_TEXT = 300  # characters of one
ANSWERS = {"yes": "yes", "no": "no", "unsure": "not sure"}  # to: was it the right one?


class CannotNote(ValueError):
    """The note was not taken; the message says why and what to do."""


class TooEarly(ValueError):
    """Nothing is chosen before the learner has put their own gaps in order."""


@dataclass(frozen=True)
class Line:
    """A felt gap as the form has it: `id` is empty for a new one, `place` for no number."""

    text: str
    id: str = ""
    place: str = ""


@dataclass(frozen=True)
class Chosen:
    """The gap to close. `plan`: [[{activity, why, minutes}]] by day; `base`: the attempt at the
    project against which the next ones are compared, or empty."""

    text: str
    skill: str
    days: int
    plan: Sequence[Sequence[dict[str, Any]]] = field(default_factory=list)
    base: str = ""


# ---- what was felt ------------------------------------------------------------------------


def felt(loop: Loop) -> list[FeltGap]:
    """The felt gaps of a loop: those with a rank first, in its order, then as they came."""
    if loop.gaps:
        _adopt(loop)
    rows = FeltGap.objects.filter(loop=loop).order_by("id")
    return sorted(rows, key=lambda row: (row.rank is None, row.rank or 0))


def takes_notes(loop: Loop | None) -> bool:
    """Whether something felt can be noted now: in an open loop, until a gap is chosen."""
    return loop is not None and loop.finished is None and not _is_chosen(loop)


@transaction.atomic
def note(loop: Loop, text: str, activity: str = "", skill: str = "") -> FeltGap:
    """Keep one line. The same line, noted twice at the same place, is one. Raises CannotNote."""
    _now(loop)
    said = one_line(text)
    if not takes_notes(loop):
        raise CannotNote(
            "In this loop a gap is chosen already. Note this in the next loop, if it still matters."
        )
    if not said:
        raise CannotNote("Write one line that says what holds you up, then press the button again.")
    if len(said) > MOST_TEXT:
        raise CannotNote(
            f"The line has {len(said)} characters; {MOST_TEXT} are kept. Say it shorter."
        )
    rows = felt(loop)
    same = next((r for r in rows if r.text == said and r.activity == activity), None)
    if same is not None:
        return same
    if len(rows) >= MOST_NOTES:
        raise CannotNote(
            f"{MOST_NOTES} lines are noted in this loop, and that is how many are kept. Remove "
            "one on the Loop page, then note this."
        )
    place = len(rows) + 1 if loop.gap.get("ranked") else None
    return FeltGap.objects.create(loop=loop, text=said, activity=activity, skill=skill, rank=place)


@transaction.atomic
def remove(loop: Loop, gap_id: UUID) -> None:
    """Delete one felt gap of this loop. One that is not there is left as it is."""
    _now(loop)
    FeltGap.objects.filter(loop=loop, id=gap_id).delete()


@transaction.atomic
def write(loop: Loop, lines: Sequence[Line], *, ranked: bool = False) -> None:
    """The learner's list as they want it: changed texts, new lines, their order.

    A line whose text is gone is deleted. Numbers put lines in order; where two have the same,
    the one that was changed comes first; those without a number come last. With `ranked` this
    order stands, and the evidence's ranking may be shown. Raises CannotNote.
    """
    _now(loop)
    if not takes_notes(loop):
        return
    here = {str(row.id): row for row in felt(loop)}
    kept = [(line, said) for line in lines if (said := one_line(line.text))]
    kept = [(line, said) for line, said in kept if _is_news(line, said, here)]
    if any(len(said) > MOST_TEXT for _, said in kept):
        raise CannotNote(f"A line is longer than {MOST_TEXT} characters. Say it shorter.")
    unsent = [row for key, row in here.items() if key not in {line.id for line in lines}]
    if len(kept) + len(unsent) > MOST_NOTES:
        raise CannotNote(f"More than {MOST_NOTES} lines cannot be kept. Leave some out.")
    order = sorted(range(len(kept)), key=lambda n: _place(kept[n][0], here, n))
    gone = {line.id for line in lines} & here.keys() - {line.id for line, _ in kept}
    for number, at in enumerate(order, start=1):
        line, said = kept[at]
        row = here.get(line.id) or FeltGap(loop=loop)
        row.text, row.rank = said, number
        row.save()
    for number, row in enumerate(unsent, start=len(kept) + 1):  # noted elsewhere meanwhile
        row.rank = number
        row.save(update_fields=["rank"])
    FeltGap.objects.filter(loop=loop, id__in=gone).delete()
    if ranked:
        loop.gap = {**loop.gap, "ranked": clock.today().isoformat()}
        loop.save(update_fields=["gap"])


def _is_news(line: Line, said: str, here: dict[str, FeltGap]) -> bool:
    """Whether a line is one of this loop's, or new and not there yet (a form sent twice)."""
    if line.id:
        return line.id in here
    return all(row.text != said for row in here.values())


def _place(line: Line, here: dict[str, FeltGap], number: int) -> tuple[float, bool, int]:
    """Where a line goes: by its number, then what was changed, then as it stood."""
    try:
        place = float(line.place)
    except ValueError:
        place = math.inf
    before = here[line.id].rank if line.id in here else None
    return (place if math.isfinite(place) else math.inf, before == place, number)


# ---- the one that is closed ---------------------------------------------------------------


@transaction.atomic
def choose(loop: Loop, chosen: Chosen) -> None:
    """One gap is chosen; all that was felt is deleted. Chosen twice, the first one stands.

    Raises TooEarly.
    """
    _now(loop)
    if _is_chosen(loop):
        return
    if not loop.gap.get("ranked"):
        raise TooEarly("Write the gaps that you felt first, and put them in order.")
    FeltGap.objects.filter(loop=loop).delete()
    loop.gaps = []
    loop.gap = {
        "ranked": loop.gap["ranked"],
        "text": clean(one_line(chosen.text)[:MOST_TEXT]),
        "skill": chosen.skill,
        "chosen": clock.now().isoformat(),
        "until": (clock.today() + timedelta(days=chosen.days - 1)).isoformat(),
        "days": chosen.days,
        "plan": [[dict(item) for item in day] for day in chosen.plan],
        "base": chosen.base,
    }
    loop.save(update_fields=["gap", "gaps"])


@transaction.atomic
def applied(loop: Loop, attempt: Attempt, subject: Subject, how: str) -> None:
    """The chosen skill was used in the learner's project, in `attempt`. Said once.

    It is evidence of that skill, unless the attempt was about it anyway.
    """
    _now(loop)
    skill = names.present(loop.gap.get("skill", ""))
    if not skill or loop.gap.get("applied"):
        return
    loop.gap = {
        **loop.gap,
        "applied": {"attempt": str(attempt.id), "at": clock.today().isoformat(), "how": how},
    }
    loop.save(update_fields=["gap"])
    if skill in subject.skills or how != "check":
        return
    row = Evidence.objects.create(
        learner=loop.learner,
        attempt=attempt,
        activity=subject.activity,
        kind=subject.kind,
        content_hash=subject.content_hash,
        skills={skill: 1.0},
        outcome=PASSED,
        points=1.0,
        guess=subject.guess,
        slip=subject.slip,
        difficulty=subject.difficulty,
        seed=attempt.seed,
    )
    state.add(loop.learner, row)


@transaction.atomic
def close(loop: Loop, right: str = "") -> None:
    """The end of the gap, with the answer to the one question: was it the right one?

    Without a chosen gap it is the end of a loop in which none was closed.
    Raises ValueError for an answer that is none of `ANSWERS`.
    """
    _now(loop)
    if loop.gap.get("closed"):
        return
    if _is_chosen(loop) and right not in ANSWERS:
        raise ValueError("Say whether it was the right gap: yes, no or not sure.")
    FeltGap.objects.filter(loop=loop).delete()
    answer = {"right": right} if _is_chosen(loop) else {}
    loop.gap = {**loop.gap, **answer, "closed": clock.today().isoformat()}
    loop.gaps = []
    loop.save(update_fields=["gap", "gaps"])


# ---- parts --------------------------------------------------------------------------------


def one_line(text: str) -> str:
    """A text as one line that can be kept: runs of white space are one space."""
    return " ".join(str(clean(text)).split())


def _is_chosen(loop: Loop) -> bool:
    return bool(loop.gap.get("skill"))


@transaction.atomic
def _adopt(loop: Loop) -> None:
    """Gaps written before they were rows become rows, in their order."""
    _now(loop)
    for number, text in enumerate(loop.gaps, start=1):
        if said := one_line(str(text))[:MOST_TEXT]:
            FeltGap.objects.create(loop=loop, text=said, rank=number)
    loop.gaps = []
    loop.save(update_fields=["gaps"])


def _now(loop: Loop) -> None:
    """The loop as it is now, not as a page read it, and nobody else's to change meanwhile."""
    state.hold(loop.learner)
    loop.refresh_from_db()
