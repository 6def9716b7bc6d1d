"""The loop's calendar: which step is when, and when the date moves the learner on. Pure."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

STEPS = ("survey", "study", "language", "libraries", "project", "gap")
TITLES = {
    "survey": "Survey",
    "study": "Study",
    "language": "Language",
    "libraries": "Libraries",
    "project": "Project",
    "gap": "Gap",
}
LEAST_DAYS, MOST_DAYS = 14, 30
BEFORE_PROJECT = 0.25  # share of the loop that preparation may take
SHARES = {"study": 0.2, "language": 0.4, "libraries": 0.4}  # of that quarter
GAP_DAYS = (2, 5)
MOST_GAP_DAYS = 7


@dataclass(frozen=True)
class Move:
    """One step left behind: `why` is `done` or `date`."""

    step: str
    why: str


def plan(start: date, hours_a_week: float, hours_needed: float) -> dict[str, date]:
    """The last day of every step of a loop that starts on `start`.

    The loop is as long as `hours_needed` take at `hours_a_week`, but at least
    14 and at most 30 days: what does not fit is left for the next loop.

    Raises:
        ValueError: `hours_a_week` is not above 0.
    """
    if hours_a_week <= 0:
        raise ValueError(f"hours_a_week is {hours_a_week}; a loop needs more than 0.")
    days = min(max(math.ceil(7 * hours_needed / hours_a_week), LEAST_DAYS), MOST_DAYS)
    gap_days = GAP_DAYS[1] if days >= 21 else GAP_DAYS[0]
    due = {"survey": start}
    share = 0.0
    for step, part in SHARES.items():
        share += part
        due[step] = start + timedelta(days=max(1, round(days * BEFORE_PROJECT * share)))
    due["project"] = start + timedelta(days=days - gap_days)
    due["gap"] = start + timedelta(days=days)
    return due


def moves(step: str, due: Mapping[str, date], done: frozenset[str], today: date) -> list[Move]:
    """The steps that `today` leaves behind, from `step` on: finished ones, and those overdue.

    Steps before the project end on their date even when unfinished. The project
    and the gap end only when they are finished: their date rings, but what the
    learner makes is theirs to end.
    """
    left = []
    for s in STEPS[STEPS.index(step) :]:
        if s in done:
            left.append(Move(s, "done"))
        elif s in SHARES and today > due[s]:
            left.append(Move(s, "date"))
        else:
            break
    return left


def step_after(step: str, left: list[Move]) -> str | None:
    """The step that follows, or None when the loop is at its end."""
    at = STEPS.index(step) + len(left)
    return STEPS[at] if at < len(STEPS) else None


def days_left(due: date, today: date) -> int:
    """Whole days until `due`; negative when it has passed."""
    return (due - today).days
