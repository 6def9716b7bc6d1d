"""From the key of Check to the verdict on the screen, in a real browser.

    make bench NAME=feedback ARGS="--exercises 40 --repeat 3 --trace /tmp/presses.json"

A learner with a planned loop goes through the first exercises in the order of study, several
rounds. In each they hand in the author's solution, the starter as it is, and a known mistake.
Every text is new, so nothing can be remembered. Between two presses the server comes to rest.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from benchmarks.harness import Figure, median, report
from benchmarks.pressing import PARTS, Learner, Press, at_a_browser, lines_below
from benchmarks.processes import rest
from benchmarks.visitor import ROOT, Served, environment

MEDIAN_GOAL, P95_GOAL = 100.0, 250.0  # milliseconds
SERVED = ("graded", "computed", "checked")  # what the server tells of an attempt
ANSWERS = ("right", "starter", "mistake")
FIRST = "first-mistake"
WARM_UP = 3  # presses on the first exercise that are not counted
READING = 4.0  # seconds with a task before its first press; the server may use them to prepare
PATIENCE = 120.0  # seconds in which the server comes to rest
SLOWEST = 5

NOTES = (
    "Milliseconds from the key of Check to the frame in which the word of the verdict can be seen, "
    "by the page's own clock. right: the author's solution; starter: the file as it is; mistake: "
    "a known wrong answer; first-mistake: the same when the task was just opened first. median and "
    "p95: over exercises, each with the median of its presses; p95-of-presses: over all. part.*: "
    "where the time of right answers goes, one after the other. graded: in the server, from the "
    "attempt's row to its verdict; beside: the rest of the requests; computed: by the learner's "
    "code; checked: in the checks, with what they call. Exercises: {exercises}; presses of each "
    "answer: {repeat}; requests of a press: {requests}.{slowest}{odd}"
)


@dataclass(frozen=True)
class Checked:
    """One press, with what the server wrote about it. Milliseconds."""

    exercise: str
    answer: str
    press: Press
    outcome: str
    graded: float
    computed: float
    checked: float

    @property
    def shown(self) -> float:
        """Until the verdict could be seen; one that stayed out of sight counts as never."""
        return float("inf") if self.press.seen is None else self.press.seen

    @property
    def beside(self) -> float:
        """Of the requests, what is not grading: forms read, rows written, pages made, the way."""
        return self.press.handed_in + self.press.asked + self.press.answered - self.graded

    @property
    def is_odd(self) -> bool:
        """Whether the verdict is not what such an answer must get, or not what the page says."""
        passed, said = self.outcome == "passed", self.press.word == "Passed"
        return self.outcome == "our-fault" or passed != said or passed != (self.answer == "right")


def inside(env: dict[str, str], *words: str) -> Any:
    """Run `benchmarks.study` in another process and read what it prints."""
    ran = subprocess.run(
        [sys.executable, "-m", "benchmarks.study", *words],
        cwd=ROOT,
        env=env,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return json.loads(ran.stdout.splitlines()[-1])


class Evening:
    """A learner at work: opens exercises, writes, presses. `pressed` is in order."""

    def __init__(self, learner: Learner, server: int) -> None:
        self.learner, self.server = learner, server
        self.pressed: list[tuple[str, str, Press]] = []

    def visit(self, exercise: dict[str, str], answers: Sequence[str], reading: float) -> None:
        """Open a task and hand in one answer after the other."""
        self.learner.open(exercise["address"])
        time.sleep(reading)
        for answer in answers:
            kept = "mistake" if answer == FIRST else answer
            code = f"{exercise[kept].rstrip()}\n\n# Press {len(self.pressed) + 1}\n"
            self.learner.write(code, 2 + lines_below(exercise["starter"], exercise["right"]))
            if not rest(self.server, PATIENCE):
                raise SystemExit("The server does not come to rest.")
            self.pressed.append((exercise["id"], answer, self.learner.check()))


def measure(folder: Path, exercises: int, repeat: int) -> list[Checked]:
    """Every press of an evening in a fresh home."""
    env = environment(folder)
    todo = inside(env, "prepare", str(exercises))
    ascent = str(Path(sys.executable).with_name("ascent"))
    with (
        Served([ascent, "start", "--no-browser", "--port", "0"], env) as served,
        at_a_browser(served.address) as learner,
    ):
        evening = Evening(learner, served.process.pid)
        rest(served.process.pid, PATIENCE)  # kits are warmed, figures drawn
        evening.visit(todo[0], ["right"] * WARM_UP, READING)
        for number in range(repeat):
            print(f"Round {number + 1} of {repeat}", file=sys.stderr, flush=True)
            turn = number % len(ANSWERS)  # each kind of answer comes first once
            answers = [*ANSWERS[turn:], *ANSWERS[:turn]]
            for exercise in todo:
                first = number == 0
                evening.visit(
                    exercise, [FIRST, *answers] if first else answers, READING if first else 0
                )
    return join(evening.pressed, inside(env, "attempts"))[WARM_UP:]


def join(
    pressed: Sequence[tuple[str, str, Press]], attempts: Sequence[dict[str, Any]]
) -> list[Checked]:
    """Presses with the rows that they left. Raises RuntimeError unless each left exactly one."""
    if [exercise for exercise, _, _ in pressed] != [row["activity"] for row in attempts]:
        raise RuntimeError(f"{len(pressed)} presses left {len(attempts)} attempts.")
    return [
        Checked(exercise, answer, press, row["outcome"], *(row[part] for part in SERVED))
        for (exercise, answer, press), row in zip(pressed, attempts, strict=True)
    ]


def percentile_95(values: Sequence[float]) -> float:
    """What 19 of 20 values do not exceed: the smallest such value among them."""
    ordered = sorted(values)
    return ordered[-(-95 * len(ordered) // 100) - 1]


def by_exercise(checked: Sequence[Checked]) -> dict[str, float]:
    """The median press of each exercise."""
    names = dict.fromkeys(one.exercise for one in checked)
    return {
        name: statistics.median_high(one.shown for one in checked if one.exercise == name)
        for name in names
    }


def of_answer(answer: str, checked: Sequence[Checked]) -> list[Figure]:
    """The figures of one kind of answer."""
    typical = list(by_exercise(checked).values())
    quick = sum(ms <= MEDIAN_GOAL for ms in typical) / len(typical)
    every = percentile_95([one.shown for one in checked])
    graded = median([one.graded for one in checked])
    beside = median([one.beside for one in checked])
    return [
        Figure(f"{answer}.median", round(median(typical), 1), "ms", MEDIAN_GOAL),
        Figure(f"{answer}.p95", round(percentile_95(typical), 1), "ms", P95_GOAL),
        Figure(f"{answer}.p95-of-presses", round(every, 1), "ms", P95_GOAL),
        Figure(f"{answer}.within-{MEDIAN_GOAL:g}-ms", round(quick, 3), "of exercises"),
        Figure(f"{answer}.graded", round(graded, 1), "ms"),
        Figure(f"{answer}.beside", round(beside, 1), "ms"),
    ]


def figures_of(checked: Sequence[Checked]) -> list[Figure]:
    """All figures."""
    kinds = {answer: [one for one in checked if one.answer == answer] for answer in ANSWERS}
    first = [one.shown for one in checked if one.answer == FIRST]
    right = kinds["right"]
    parts = {part: median([getattr(one.press, part) for one in right]) for part in PARTS}
    return [
        *(figure for answer in ANSWERS for figure in of_answer(answer, kinds[answer])),
        Figure(f"{FIRST}.median", round(median(first), 1), "ms"),
        Figure(f"{FIRST}.p95", round(percentile_95(first), 1), "ms"),
        *(
            Figure(f"part.{name.replace('_', '-')}", round(ms, 1), "ms")
            for name, ms in parts.items()
        ),
        Figure("computed", round(median([one.computed for one in right]), 1), "ms"),
        Figure("checked", round(median([one.checked for one in right]), 1), "ms"),
        Figure("out-of-sight", sum(one.press.seen is None for one in checked), "presses", 0),
        Figure("odd-verdicts", sum(one.is_odd for one in checked), "presses", 0),
    ]


def notes(checked: Sequence[Checked], exercises: int, repeat: int) -> str:
    """What the figures mean, the slowest exercises, and verdicts that should not have come."""
    slowest = ""
    for answer in ANSWERS:
        times = by_exercise([one for one in checked if one.answer == answer])
        worst = sorted(times.items(), key=lambda pair: -pair[1])[:SLOWEST]
        told = ", ".join(f"{name} {ms:.0f}" for name, ms in worst)
        slowest += f" Slowest, {answer}: {told}."
    odd = sorted({f"{one.exercise} ({one.answer}): {one.outcome}" for one in checked if one.is_odd})
    return NOTES.format(
        exercises=exercises,
        repeat=repeat,
        requests=" or ".join(str(n) for n in sorted({one.press.requests for one in checked})),
        slowest=slowest,
        odd=f" Odd: {', '.join(odd)}." if odd else "",
    )


def main() -> int:
    """Measure, print, write the result; 1 when a goal is missed."""
    parser = argparse.ArgumentParser(prog="feedback", description=__doc__)
    parser.add_argument("--exercises", type=int, default=40)
    parser.add_argument("--repeat", type=int, default=3, help="presses to take the median of")
    parser.add_argument("--trace", type=Path, help="a file for every single press, as JSON")
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="ascent-bench-"))
    try:
        checked = measure(folder / "home", options.exercises, options.repeat)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    if options.trace:
        options.trace.write_text(json.dumps([asdict(one) for one in checked], indent=1) + "\n")
    told = notes(checked, options.exercises, options.repeat)
    return report("feedback", figures_of(checked), told)


if __name__ == "__main__":
    sys.exit(main())
