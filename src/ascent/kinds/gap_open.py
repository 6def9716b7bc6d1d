"""What the plan of the chosen gap still holds, read back from what was done since it was chosen."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from ascent import clock
from ascent.coach.gap_plan import Item
from ascent.curriculum import Pack
from ascent.learner import names
from ascent.learner.actions import PASSED, READ
from ascent.learner.models import Evidence, Loop, Visit


def done_since(loop: Loop) -> Counter[str]:
    """How often each activity was passed or read since the gap was chosen."""
    since = loop.gap["chosen"]
    rows = Evidence.objects.filter(
        learner=loop.learner_id, at__gte=since, outcome__in=(PASSED, READ)
    )
    found = Counter(names.present(a) for a in rows.values_list("activity", flat=True))
    read = Visit.objects.filter(learner=loop.learner_id, done__gte=since)
    for activity in read.values_list("activity", flat=True):
        found[names.present(activity)] = max(found[names.present(activity)], 1)
    return found


def is_done(item: Item, loop: Loop, done: Counter[str]) -> bool:
    """Whether one line is done. Each success counts for one line, so `done` is used up: `again`
    waits for the second one."""
    if item.why == "apply":
        return bool(loop.gap.get("applied"))
    activity = names.present(item.activity)
    counts = done[activity] > 0
    done[activity] -= counts
    return counts


def still_open(loop: Loop, pack: Pack) -> list[tuple[str, str]] | None:
    """The lines that are not done, in order: (activity, why). None without a plan.

    A repetition whose day has not come stands behind all others. What is no longer in the pack
    is left out.
    """
    plan = loop.gap.get("plan")
    if not plan or "chosen" not in loop.gap:
        return None
    done = done_since(loop)
    first = date.fromisoformat(loop.gap["until"]) - timedelta(days=len(plan) - 1)
    here = (clock.today() - first).days
    rows = [(number, Item(**item)) for number, items in enumerate(plan) for item in items]
    left = [(number, item) for number, item in rows if not is_done(item, loop, done)]
    left.sort(key=lambda row: row[1].why == "again" and row[0] > here)
    lines = [(names.present(item.activity), item.why) for _, item in left]
    return [(activity, why) for activity, why in lines if activity in pack.activities]
