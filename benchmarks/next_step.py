"""How long the coach takes to say what comes next.

    make bench NAME=next-step ARGS="--cases 140 --attempts 100000"

Engine: one decision with its reasons, from a compiled course and a learner's arrays, in
milliseconds of CPU time, over learners who stand anywhere on maps of 1,000 and 10,000 skills and
in any step of the loop. Beside it, on the same cases: the same decision when the learner model is
asked for each chance of passing; the least that any choice must do, which is to find what is
ready; and the plain scan through the pack with which Ascent began.

Database: what a page asks (`guide.next_step`: the loop, the state, what is done, the offer), in
milliseconds on the wall, on SQLite, with made-up skills laid over the built-in pack. Once one
learner has all the attempts, once a hundred learners share them.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from typing import Any

import numpy as np

from ascent.coach.next_step import Situation, offer
from benchmarks import next_step_naive, next_step_worlds, synthetic
from benchmarks.harness import Figure, report
from benchmarks.next_step_worlds import Case
from benchmarks.visitor import ROOT, environment

GOALS = {1_000: 0.2, 10_000: 1.0}  # skills: milliseconds, 95th percentile
DATABASE_GOAL = 20.0  # milliseconds, 95th percentile
MADE_UP = 1_000  # skills laid over the built-in pack
LEARNERS = 100
ROUNDS = 5
SCANS = {1_000: 14, 10_000: 1}  # cases that the scan is given: it takes seconds on large maps

NOTES = (
    "95th percentile over cases, each with its median round; engine figures are CPU time. "
    "engine: chances of passing prepared as an array. with-model: the learner model is asked. "
    "floor: what is ready, and no more. times-…: how many times the engine's median. "
    "database.stands: the offer that stands is read; .anew: it is made anew and kept; -cpu: "
    "without what other programs took."
)


def main() -> int:
    """Measure, print, write the result; 1 when a goal is missed."""
    parser = argparse.ArgumentParser(prog="next-step", description=__doc__)
    parser.add_argument("--cases", type=int, default=140, help="learners on each map")
    parser.add_argument("--attempts", type=int, default=100_000, help="attempts in the database")
    parser.add_argument("--visits", type=int, default=200, help="questions to the database")
    options = parser.parse_args()
    figures = [f for skills in GOALS for f in engine(skills, options.cases)]
    folder = Path(tempfile.mkdtemp(prefix="ascent-bench-"))
    try:
        for learners in (1, LEARNERS):
            figures += database(folder / str(learners), learners, options)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return report("next-step", figures, NOTES)


# ---- the engine ---------------------------------------------------------------------------


def engine(skills: int, cases: int) -> list[Figure]:
    """The figures of one size of map. The competitors take turns, case by case."""
    course = next_step_worlds.course(skills)
    made = [next_step_worlds.case(course, seed) for seed in range(cases)]
    took: dict[str, list[float]] = {name: [] for name in RIVALS}
    for case in made:
        for name, decide in RIVALS.items():
            took[name].append(median_ms(lambda d=decide, c=case: d(c)))  # type: ignore[misc]
    scans = [median_ms(lambda c=c: scan(c), 1) for c in made[: SCANS[skills]]]  # type: ignore[misc]
    tail = {name: float(np.percentile(ms, 95)) for name, ms in took.items()}
    middle = {name: float(np.median(ms)) for name, ms in took.items()}
    named = f"{skills}-skills"
    return [
        Figure(f"engine.{named}", tail["engine"], "ms", GOALS[skills]),
        Figure(f"engine-median.{named}", middle["engine"], "ms"),
        Figure(f"with-model.{named}", tail["with-model"], "ms"),
        Figure(f"floor.{named}", tail["floor"], "ms"),
        Figure(f"times-floor.{named}", middle["engine"] / middle["floor"], "times"),
        Figure(f"scan-median.{named}", float(np.median(scans)), "ms"),
        Figure(f"times-scan.{named}", float(np.median(scans)) / middle["engine"], "times"),
    ]


def decide(situation: Situation) -> None:
    """A whole decision, as if nothing had been worked out for this situation before."""
    situation.__dict__.pop("ready", None)
    offer(situation, Random(1))


def scan(case: Case) -> None:
    """The plain scan."""
    next_step_naive.offer(case.scan, Random(1))


RIVALS: dict[str, Callable[[Case], object]] = {
    "engine": lambda case: decide(case.situation),
    "with-model": lambda case: decide(case.with_model),
    "floor": lambda case: case.situation.course.ready(case.situation.ground),
}


def median_ms(do: Callable[[], object], rounds: int = ROUNDS) -> float:
    """CPU milliseconds of the median of some rounds."""
    took = []
    for _ in range(rounds):
        begin = time.thread_time()
        do()
        took.append(1000 * (time.thread_time() - begin))
    return float(np.median(took))


# ---- the database -------------------------------------------------------------------------


def database(folder: Path, learners: int, options: argparse.Namespace) -> list[Figure]:
    """The figures of a home in which `learners` share the attempts. Who asks is a fresh process,
    as a server is."""
    folder.mkdir(parents=True)
    pack = synthetic.write_pack(folder / "pack", MADE_UP)
    env = environment(folder / "home", pack)
    in_process(env, "write", learners, options.attempts)
    told = in_process(env, "ask", options.visits)
    whose = "one-learner" if learners == 1 else f"{learners}-learners"
    waited = [
        figure
        for name, (wall, computed) in told["ms"].items()
        for figure in (
            Figure(f"database.{name}.{whose}", wall, "ms", DATABASE_GOAL),
            Figure(f"database-cpu.{name}.{whose}", computed, "ms"),
        )
    ]
    return [
        *waited,
        Figure(f"attempts.{whose}", told["attempts"], "attempts"),
        Figure(f"skills.{whose}", told["skills"], "skills"),
    ]


def in_process(env: dict[str, str], *words: object) -> dict[str, Any]:
    """Run this module in another process, in that home, and read what it prints."""
    ran = subprocess.run(
        [sys.executable, "-m", "benchmarks.next_step", *map(str, words)],
        cwd=ROOT,
        env=env,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    told: dict[str, Any] = json.loads(ran.stdout.splitlines()[-1])
    return told


def write(learners: int, attempts: int) -> dict[str, object]:
    """Open a loop and write the history of everybody."""
    from ascent import clock
    from ascent.accounts.models import Person
    from ascent.accounts.people import solo
    from ascent.kinds import guide, registry
    from ascent.learner import actions
    from benchmarks.inside import WISH, write_history

    person = solo()
    interest = next(iter(registry.pack().interests))
    due = guide.plan_loop(interest, 4, clock.today())
    actions.start_loop(person, wish=WISH, hours=4, interest=interest, due=due)
    others = [Person.objects.create(username=f"learner-{n}") for n in range(1, learners)]
    for somebody in (person, *others):
        write_history(somebody, attempts // learners)
    return {}


def ask(visits: int) -> dict[str, object]:
    """What a page asks, many times."""
    from ascent.accounts.people import solo
    from ascent.kinds import guide, registry
    from ascent.learner.models import Attempt, Offer

    person = solo()

    def anew() -> None:
        Offer.objects.filter(learner=person).update(basis="")

    return {
        "ms": {
            "stands": tail_ms(lambda: guide.next_step(person), visits),
            "anew": tail_ms(lambda: guide.next_step(person), visits, before=anew),
        },
        "attempts": Attempt.objects.count(),
        "skills": len(registry.pack().skills),
    }


def tail_ms(
    do: Callable[[], object], times: int, before: Callable[[], None] | None = None
) -> tuple[float, float]:
    """The 95th percentile in milliseconds, on the wall and of CPU time, after a first time that
    is not counted."""
    do()
    wall: list[float] = []
    computed: list[float] = []
    for _ in range(times):
        if before is not None:
            before()
        begin, worked = time.perf_counter(), time.thread_time()
        do()
        computed.append(1000 * (time.thread_time() - worked))
        wall.append(1000 * (time.perf_counter() - begin))
    return float(np.percentile(wall, 95)), float(np.percentile(computed, 95))


def run(words: Sequence[str]) -> int:
    """`write LEARNERS ATTEMPTS` and `ask VISITS` answer in JSON; all else is the benchmark."""
    modes: dict[str, Callable[..., dict[str, object]]] = {"write": write, "ask": ask}
    if not words or words[0] not in modes:
        return main()
    from ascent.web import startup

    startup.prepare()
    print(json.dumps(modes[words[0]](*map(int, words[1:]))))
    return 0


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
