"""A mistake is recognised by what it does, and only when it can be no other."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from ascent.runner.job import CheckResult, Verdict
from ascent.testing.fingerprint import Recorder
from ascent.testing.likeness import Mistake, Step, Trace, alike, recognise, trace_of
from ascent.testing.rewriting import rewritten


def seen(value: Any, outcome: str, message: str = "") -> dict[str, Any]:
    recorder = Recorder()
    recorder.replied("call", {"value": value})
    return {"outcome": outcome, "message": message, **recorder.sketch()}


def step(
    check: str, outcome: str, *values: Any, message: str = "", tolerance: float = 1e-5
) -> Step:
    seeds = tuple(seen(value, outcome, message) for value in values)
    return Step(check, outcome, message, tolerance, seeds)


def trace(*values: Any, message: str = "It adds.", before: Any = 1.0) -> Trace:
    return (
        step("first", "passed", before, before),
        step("second", "wrong", *values, message=message),
    )


def mistake(name: str, does: Trace, says: str = "adds", file: str = "a.py") -> Mistake:
    return Mistake(file, name, says, "Look again.", does)


ADDS = mistake("adds", trace(3.0, 5.0))


def test_the_same_behaviour_gets_the_name() -> None:
    assert recognise([ADDS], trace(3.0, 5.0), "It adds.") is ADDS


@pytest.mark.parametrize(
    "other",
    [
        trace(3.0, 6.0),
        trace(3.0, 5.0, before=2.0),
        trace(3.0, 5.0)[1:],
        trace(3.0, 5.0)[:1],
        (),
        (trace(3.0, 5.0)[0], step("second", "crashed", 3.0, 5.0)),
        (trace(3.0, 5.0)[0], step("third", "wrong", 3.0, 5.0)),
    ],
    ids=["seed", "earlier", "missing", "passed", "nothing", "outcome", "check"],
)
def test_another_behaviour_gets_none(other: Trace) -> None:
    assert recognise([ADDS], other, "It adds.") is None


def test_a_message_without_the_words_gets_none() -> None:
    assert recognise([ADDS], trace(3.0, 5.0), "Something else.") is None


def test_two_names_for_one_behaviour_are_no_name() -> None:
    twin = mistake("sums", trace(3.0, 5.0), says="It adds", file="b.py")
    assert recognise([ADDS, twin], trace(3.0, 5.0), "It adds.") is None
    silent = replace(twin, says="never said")  # also when the words of one of them are not there
    assert recognise([ADDS, silent], trace(3.0, 5.0), "It adds.") is None


def test_one_name_twice_is_a_name() -> None:
    twin = replace(ADDS, file="b.py")
    assert recognise([ADDS, twin], trace(3.0, 5.0), "It adds.") is ADDS


def test_where_answers_say_nothing_the_words_decide() -> None:
    loop = mistake("loop", trace(3.0, 5.0, message="There is a loop."), says="loop")
    both = [loop, mistake("import", trace(3.0, 5.0, message="There is an import."), says="import")]
    assert recognise(both, trace(3.0, 5.0, message="There is a loop."), "There is a loop.") is loop


def test_what_ends_otherwise_has_no_behaviour_to_compare() -> None:
    slow = (step("second", "out-of-time", 1.0, message="Too long."),)
    assert not alike(slow, slow)


def test_a_check_says_how_near_is_the_same() -> None:
    def near(value: float, tolerance: float) -> Trace:
        return (step("second", "wrong", value, tolerance=tolerance),)

    assert not alike(near(1.0, 1e-5), near(1.01, 1e-5))
    assert alike(near(1.0, 0.05), near(1.01, 0.05))


def test_a_trace_ends_at_the_first_failure_and_survives_being_kept() -> None:
    sketch = {"seeds": [seen(3.0, "wrong", "No.")], "tolerance": 0.1}
    results = (
        CheckResult("one", "It holds.", "wrong", "No.", sketch=sketch),
        CheckResult("two", "It holds.", "not-run"),
    )
    found = trace_of(Verdict("wrong", checks=results))
    assert [(one.check, one.tolerance, one.outcomes) for one in found] == [("one", 0.1, ["wrong"])]
    kept = mistake("adds", found)
    assert Mistake.from_json(json.loads(json.dumps(kept.to_json()))) == kept


CODE = '''
import math
total = 0  # of all

def area(length, width=2):
    """The area."""
    side = [n for n in (length, width)]
    for n in side:
        part = n
    total = math.prod(side)
    return total * 1, part

def outer(x):
    kept = x
    def inner():
        return kept
    return inner()

class Box:
    def grow(self, by):
        size = self.size + by
        return size
'''


def test_a_program_written_otherwise_does_the_same() -> None:
    other = rewritten(CODE)
    assert "side_here" in other
    assert "size_here" in other
    assert "width=2" in other
    assert "# of all" in other
    assert "kept_here" not in other  # two functions see it
    names: dict[str, Any] = {}
    exec(other, names)
    assert names["total"] == 0
    assert names["area"](length=3) == (6, 2)
    assert names["outer"](4) == 4
