"""What a benchmark does inside the home of a server, in a process of its own.

    python -m benchmarks.inside prepare ATTEMPTS   write a learner's history; print pages and skills
    python -m benchmarks.inside queries            print how many queries each page needs

Both print JSON. `ASCENT_HOME` and `ASCENT_PACKS` say where.
"""

from __future__ import annotations

import json
import sys
from datetime import timedelta
from typing import TYPE_CHECKING

from ascent.web import startup

if TYPE_CHECKING:
    from ascent.accounts.models import Person

KINDS = ("lesson", "exercise", "question", "tour", "project")
SHARE_PASSED = 3  # two of three attempts pass
BATCH = 1000
WISH = "I want to know today how many bikes people will rent tomorrow"


def prepare(attempts: int) -> dict[str, object]:
    """Open a loop and write `attempts` attempts with their evidence, spread over a year."""
    from ascent import clock
    from ascent.accounts.people import solo
    from ascent.kinds import guide, registry
    from ascent.learner import actions

    person = solo()
    pack = registry.pack()
    interest = next(iter(pack.interests))
    due = guide.plan_loop(interest, 4, clock.today())
    actions.start_loop(person, wish=WISH, hours=4, interest=interest, due=due)
    write_history(person, attempts)
    return {"pages": pages(), "skills": len(pack.skills)}


def write_history(person: Person, attempts: int) -> None:
    """Rows as grading leaves them, in bulk, and the state folded from them."""
    from ascent import clock
    from ascent.kinds import registry
    from ascent.learner import state
    from ascent.learner.models import Attempt, AttemptState, Evidence, Visit

    pack = registry.pack()
    first = {interest.first for interest in pack.interests.values()}
    answered = [*pack.of_kind("exercise"), *pack.of_kind("question")]
    answered.sort(key=lambda activity: activity.id not in first)
    now = clock.now()
    tries, rows = [], []
    for number in range(attempts):
        activity = answered[number % len(answered)]
        subject = registry.kind_of(activity).subject(activity)
        at = now - timedelta(days=365) * (1 - number / attempts)
        outcome = "wrong" if number % SHARE_PASSED == 0 else "passed"
        about = {
            "learner": person,
            "activity": activity.id,
            "kind": activity.kind,
            "content_hash": activity.content_hash,
            "outcome": outcome,
            "seed": number,
        }
        attempt = Attempt(
            **about,
            answer={"code": activity.text("solution.py")} if activity.kind == "exercise" else {},
            state=AttemptState.DONE,
            verdict={"outcome": outcome},
            created=at,
            finished=at,
        )
        tries.append(attempt)
        rows.append(
            Evidence(
                **about,
                attempt=attempt,
                skills=dict(subject.skills),
                points=float(outcome == "passed"),
                guess=subject.guess,
                slip=subject.slip,
                at=at,
            )
        )
    Attempt.objects.bulk_create(tries, batch_size=BATCH)
    Evidence.objects.bulk_create(rows, batch_size=BATCH)
    been = answered[: min(attempts, len(answered) // 2)]
    visits = [Visit(learner=person, activity=activity.id, done=now) for activity in been]
    Visit.objects.bulk_create(visits, batch_size=BATCH)
    state.rebuild(person)


def pages() -> dict[str, str]:
    """A name and a path for each page that a learner meets."""
    from django.urls import reverse

    from ascent.kinds import registry

    pack = registry.pack()
    named = ("welcome", "survey", "today", "map", "loop", "review", "settings")
    found = {name: reverse(name) for name in named}
    found["skill"] = reverse("skill", args=[next(iter(pack.skills))])
    for kind in KINDS:
        own = [a for a in pack.of_kind(kind) if not a.id.startswith("q-made-up")]
        if own:
            found[kind] = registry.url(own[0])
    return found


def queries() -> dict[str, int]:
    """The number of queries of each page on its second visit."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from ascent.accounts.people import solo

    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(solo())
    counted = {}
    for name, path in pages().items():
        client.get(path, follow=True)
        with CaptureQueriesContext(
            connection,
        ) as captured:
            answer = client.get(path, follow=True)
        if answer.status_code != 200:
            raise RuntimeError(f"GET {path} gave status {answer.status_code}.")
        counted[name] = len(captured)
    return counted


def main(words: list[str]) -> None:
    """Do what the first word says and print JSON."""
    startup.prepare()
    print(json.dumps(prepare(int(words[1])) if words[0] == "prepare" else queries()))


if __name__ == "__main__":
    main(sys.argv[1:])
