"""The look-back in sentences: for the page and for the terminal. Pure.

No blame and no praise: what was planned, what was spent, which dates come, and what can be done.
"""

from __future__ import annotations

from datetime import date

from ascent.coach.loop import TITLES
from ascent.coach.week import LookBack

ESTIMATE = (
    "Hours are an estimate: the time from opening something, or from the last check of it, to "
    "handing it in, an hour at most. What you read, write or try elsewhere is not in it."
)
EMPTY = "Nothing of this week left evidence, and nothing is lost by that."
RUNNING_EMPTY = "Nothing of this week has left evidence yet."
A_QUARTER, HALF = 0.25, 0.5


def hours(look: LookBack) -> str:
    """Hours against plan, in one sentence."""
    spent = about(look.spent)
    if look.planned is None:
        return f"You spent {spent}. No loop was open, so no hours were planned."
    if look.running:
        return f"You planned {_plain(look.planned)} this week and have spent {spent} so far."
    return f"You planned {_plain(look.planned)} and spent {spent}."


def dates(look: LookBack, today: date) -> list[str]:
    """The dates of the loop in the seven days from today on, or the next one."""
    said = []
    if look.overdue is not None:
        step, day = look.overdue
        said.append(
            f"{TITLES[step]} was due {_when(day, today)}. Bring it to an end as it is, or move it."
        )
    said += [f"{TITLES[step]} ends {_when(day, today)}." for step, day in look.ahead]
    if not said and look.next_date is not None:
        step, day = look.next_date
        said = [
            "No date of your loop falls into the next seven days. "
            f"The next is the end of {TITLES[step]}, on {_day(day, today)}."
        ]
    return said


def pace(look: LookBack) -> str:
    """What the hours mean for the dates; empty where there is nothing to decide."""
    if look.running or look.planned is None or look.overdue:
        return ""
    if look.is_behind and look.ahead:
        return "If the date that comes next is too soon, move it."
    return "Your dates still hold." if look.ahead or look.next_date else ""


def about(value: float) -> str:
    """Hours to the nearest half, in words that claim no more than that."""
    if value == 0:
        return "no time that Ascent could see"
    if value < A_QUARTER:
        return "some minutes"
    return f"about {_plain(value)}"


def _plain(value: float) -> str:
    halves = round(value * 2)
    whole, half = divmod(halves, 2)
    if halves <= 1:
        return "half an hour"
    number = f"{whole}½" if half else str(whole)
    return f"{number} hour" if halves == 2 else f"{number} hours"


def _when(day: date, today: date) -> str:
    left = (day - today).days
    near = {0: "today", 1: "tomorrow"}.get(left)
    if near:
        return near
    return f"on {_day(day, today)}, in {left} days" if left > 0 else f"on {_day(day, today)}"


def _day(day: date, today: date) -> str:
    year = "" if day.year == today.year else f" {day.year}"
    return f"{day:%A} {day.day} {day:%B}{year}"
