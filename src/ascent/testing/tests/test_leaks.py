"""A message that holds the answer is found; one that speaks of the learner's own code is not."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from ascent.runner.job import CheckResult, Outcome, Verdict
from ascent.testing.fingerprint import Recorder
from ascent.testing.leaks import Answer, Solution, found, significant

LINE = "return length * width  # the area"


@dataclass
class Files:
    folder: Path
    starter: str = "def area(length, width):\n    pass\n"
    solution: str = f"def area(length, width):\n    {LINE}\n"


def probe(messages: list[str], values: list[Any], outcome: Outcome = "wrong") -> Verdict:
    seeds = []
    for message, value in zip(messages, values, strict=True):
        recorder = Recorder()
        recorder.asked({"args": [77.125], "path": ["area"]})
        recorder.replied("call", {"value": value})
        seeds.append({"outcome": outcome, "message": message, **recorder.sketch()})
    sketch = {"seeds": seeds, "tolerance": None}
    result = CheckResult("multiplies", "It multiplies.", outcome, messages[0], sketch=sketch)
    return Verdict(outcome, checks=(result,), seed=1)


def leaks(tmp_path: Path, messages: list[str], its: list[Any], mine: list[Any]) -> list[str]:
    (tmp_path / "prompt.md").write_text("`area(20.5, 30.25)` is 620.125. Call it 'big'.")
    solution = Solution.of(Files(tmp_path), [probe(["", ""], its, "passed")])
    answer = Answer(
        "wrong/adds.py", "def area(a, b):\n    return a + b\n", (probe(messages, mine),)
    )
    return list(found([answer], solution))


HOLDS: dict[str, tuple[list[str], list[Any], list[Any]]] = {
    "a line": (["Write return length*width.", "Write it."], [6.5, 8.5], [5.0, 6.0]),
    "a number": (["5.12 is not 6.51.", "6.12 is not 8.51."], [6.512, 8.511], [5.12, 6.12]),
    "many digits": (["It is 612.34.", "So 71.2345"], [[1.0, 612.34], [71.23451]], [5.0, 6.0]),
    "a text": (["The species is 'Gentoo'."] * 2, ["Gentoo", "Gentoo"], ["Adelie", "Adelie"]),
}
HARMLESS: dict[str, tuple[list[str], list[Any], list[Any]]] = {
    "nothing": (["All values differ."] * 2, [6.512, 8.511], [5.0, 6.0]),
    "the learner's number": (["You have 5.12.", "You have 6.12."], [5.12, 6.12], [5.12, 6.12]),
    "a number of the task": (["Not 620.125."] * 2, [620.125, 620.125], [5.0, 6.0]),
    "a word of the task": (["Call it 'big'."] * 2, ["big", "big"], ["small", "small"]),
    "a number in the learner's text": (
        ["It reads 'share 0.7466'."] * 2,
        [0.7466, 0.7466],
        ["share 0.7466", "share 0.7466"],
    ),
    "an input": (["For x = 77.125 it fails."] * 2, [77.125, 77.125], [5.0, 6.0]),
    "one of many numbers of the learner": (
        ["The last is 199."] * 2,
        [199.0, 199.0],
        [list(range(200)), list(range(200))],
    ),
    "few digits": (["Of 25 rows.", "Of 25 rows."], [25, 25], [5.0, 6.0]),
    "chance on one seed": (["Row 651 is off.", "Row 123 is off."], [651.2, 8.511], [5.0, 6.0]),
    "the learner's line": (["You wrote return a + b."] * 2, [6.5, 8.5], [5.0, 6.0]),
}


@pytest.mark.parametrize("what", HOLDS)
def test_a_message_that_holds_the_answer_is_named(what: str, tmp_path: Path) -> None:
    said = leaks(tmp_path, *HOLDS[what])
    assert len(said) == 1
    assert said[0].startswith("The message of 'multiplies' to wrong/adds.py holds ")


@pytest.mark.parametrize("what", HARMLESS)
def test_a_message_about_the_learners_code_is_no_leak(what: str, tmp_path: Path) -> None:
    assert leaks(tmp_path, *HARMLESS[what]) == []


@pytest.mark.parametrize(
    ("numeral", "digits"), [("0.001", 1), ("-1.50", 3), ("250", 2), ("344", 3), ("1000.5", 5)]
)
def test_digits_that_say_something(numeral: str, digits: int) -> None:
    assert significant(numeral) == digits
