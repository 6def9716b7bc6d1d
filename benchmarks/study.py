"""What `feedback` needs from inside the home of its server, in a process of its own.

    python -m benchmarks.study prepare COUNT    open a loop; print the first COUNT exercises
    python -m benchmarks.study attempts         print what the server wrote about each attempt

Both print JSON. `ASCENT_HOME` says where.
"""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

from ascent.web import startup

if TYPE_CHECKING:
    from ascent.curriculum import Pack
    from ascent.curriculum.activity import Activity

STEPS = ("language", "libraries")  # of a loop, in their order: exercises belong to these


def prepare(count: int) -> list[dict[str, str]]:
    """A learner who has planned a loop, and what they meet: each exercise with its answers."""
    from ascent.kinds import registry
    from ascent.testing.wrong import wrong_answers
    from benchmarks import inside

    inside.prepare(0)
    return [
        {
            "id": one.id,
            "address": registry.url(one),
            "starter": one.text("starter.py"),
            "right": one.text("solution.py"),
            "mistake": wrong_answers(one.folder)[0].code,
        }
        for one in in_order(registry.pack())[:count]
    ]


def in_order(pack: Pack) -> list[Activity]:
    """The exercises of a pack in the order of study: interest after interest, each with its very
    first one, then by step of the loop, by how deep their main skill lies, and by difficulty."""
    from ascent.kinds import guide

    found: dict[str, Activity] = {}
    exercises = pack.of_kind("exercise")
    for interest in pack.interests.values():
        way = guide.route(pack, interest.id)
        met = [one for one in exercises if one.main_skill in way.level or one.id == interest.first]

        def place(one: Activity, first: str = interest.first, way: guide.Route = way) -> Any:
            level = way.level.get(one.main_skill, 0)
            return one.id != first, STEPS.index(one.step), level, one.difficulty, one.id

        for one in sorted(met, key=place):
            found.setdefault(one.id, one)
    return list(found.values())


def attempts() -> list[dict[str, Any]]:
    """Every attempt that was handed in, oldest first. `graded` is the milliseconds from the row's
    making to its verdict; of these `computed` went to the learner's code, and `checked` to the
    checks, with the learner's code that they call."""
    from ascent.learner.models import Attempt

    return [
        {
            "activity": one.activity,
            "outcome": one.outcome,
            "graded": (one.finished - one.created).total_seconds() * 1000 if one.finished else None,
            "computed": 1000 * (one.verdict or {}).get("seconds", 0.0),
            "checked": 1000 * sum(c["seconds"] for c in (one.verdict or {}).get("checks", [])),
        }
        for one in Attempt.objects.order_by("id")
    ]


def main(words: list[str]) -> None:
    """Do what the first word says and print JSON."""
    startup.prepare()
    print(json.dumps(prepare(int(words[1])) if words[0] == "prepare" else attempts()))


if __name__ == "__main__":
    main(sys.argv[1:])
