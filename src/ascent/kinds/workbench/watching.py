"""What pages follow live: the events of graded attempts, from the record, and those of runs."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Min
from django.urls import reverse

from ascent import clock, syntax
from ascent.curriculum.activity import Activity
from ascent.curriculum.tasks import read_checks
from ascent.kinds.workbench import running
from ascent.learner import queue
from ascent.learner.models import Attempt, RunEvent
from ascent.ui.live import Event, feed


class Record:
    """The source of the live stream (`ascent.ui.live`)."""

    def newest(self) -> int:
        """The number of the last event of any attempt."""
        return queue.last_event()

    def after(self, number: int, person: int | None = None) -> Sequence[Event]:
        """What attempts have told since event `number`."""
        if person is None:
            return [_of(row) for row in queue.events_after(number)]
        rows = RunEvent.objects.filter(number__gt=number, attempt__learner=person)
        return [_of(row) for row in rows.select_related("attempt").order_by("number")]

    def unrecorded(self, person: int) -> Sequence[Event]:
        """What the Run button's runs have told."""
        return running.told(person)


def _of(row: RunEvent) -> Event:
    data = {**row.data, "when": row.at.timestamp()}
    return Event(row.attempt.learner_id, str(row.attempt_id), row.number, data, row.number)


def wake(**_: Any) -> None:
    """This process has written an event: whoever listens here need not wait for the next look."""
    transaction.on_commit(feed.wake)


def tell_setting(person: int, topic: str, name: str, value: float) -> None:
    """Show a value that was set in the other tabs, too. They need it once, so it has no place."""
    feed.publish(Event(person, topic, 0, {"event": "setting", "name": name, "value": value}))


def attempt(activity: Activity, attempt: Attempt) -> dict[str, Any]:
    """What the panel of an attempt that is being checked needs to follow it."""
    first: int | None = None
    settings: dict[str, Any] = {}
    if attempt.tries:  # else it has told nothing yet; a quick check is worth the two queries
        first = RunEvent.objects.filter(attempt=attempt).aggregate(first=Min("number"))["first"]
        _, settings = queue.controls([attempt.id])[attempt.id]
    where = [activity.id, attempt.id]
    return {
        "topic": attempt.id,
        "after": first - 1 if first else queue.last_event(),
        "seconds": max(0.0, (clock.now() - attempt.created).total_seconds()),
        "says": "Checking your code …",
        "checks": _sentences(activity.folder, activity.content_hash),
        "values": _values(settings),
        "kept": True,
        "page_url": reverse(f"{activity.kind}:page", args=[activity.id]) + "#results",
        "result_url": reverse(f"{activity.kind}:result", args=where),
        "stop_url": reverse(f"{activity.kind}:stop", args=where),
        "set_url": reverse(f"{activity.kind}:set", args=where),
    }


def run(activity: Activity, run: running.Run) -> dict[str, Any]:
    """What the panel of a run needs to follow it."""
    where = [activity.id, run.id]
    return {
        "topic": run.id,
        "after": queue.last_event(),
        "seconds": run.seconds(),
        "says": "Running your code …",
        "checks": "{}",
        "values": _values(run.control.settings),
        "kept": False,
        "page_url": reverse(f"{activity.kind}:page", args=[activity.id]) + f"?run={run.id}#results",
        "result_url": reverse(f"{activity.kind}:run-result", args=where),
        "stop_url": reverse(f"{activity.kind}:run-stop", args=where),
        "set_url": reverse(f"{activity.kind}:run-set", args=where),
    }


@lru_cache(maxsize=500)
def _sentences(folder: Path, content_hash: str) -> str:
    """What each check of a task expects, by its name, for the page."""
    tree = syntax.parse((folder / "checks.py").read_text(encoding="utf-8"))
    return json.dumps({check.name: check.sentence for check in read_checks(tree)})


def _values(settings: Mapping[str, Any]) -> str:
    """The settings that were turned already, for the page."""
    return json.dumps({name: v for name, v in settings.items() if isinstance(v, int | float)})
