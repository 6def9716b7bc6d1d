"""What it costs to prove the built-in pack, whole and again with nothing changed.

    make bench NAME=pack ARGS="--jobs 2"

Proving: `ascent curriculum check` in a home of its own, from its start to its end. CPU seconds
count every process on the way: the engine, learner and checker processes, zygotes.

Loading: reading and checking the files of a pack, without running any of them, in a fresh
process: the built-in pack, and one with made-up skills laid over it.
"""

from __future__ import annotations

import argparse
import contextlib
import ctypes
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks import synthetic
from benchmarks.harness import Figure, median, report
from benchmarks.visitor import ROOT, environment

FRESH_GOAL, AGAIN_GOAL = 60.0, 2.0  # seconds
MANY_SKILLS = 400
SLOWEST = 5
LOADS = 5
SUBREAPER = 36  # PR_SET_CHILD_SUBREAPER

NOTES = (
    "uncached: ascent curriculum check with nothing kept; cached: the same command again. "
    "cpu: seconds of all processes together. slowest: single proofs of the uncached run. "
    f"load: reading and checking files only; the large map has {MANY_SKILLS} skills."
)
LOAD = """
import json, time
from ascent import home
from ascent.curriculum import load
from ascent.kinds import content_kinds
kinds = content_kinds()
begin = time.perf_counter()
pack = load(home.packs(), kinds)
print(json.dumps([time.perf_counter() - begin, len(pack.skills), len(pack.errors)]))
"""


@dataclass(frozen=True)
class Spent:
    """What a command printed, its seconds, and the CPU seconds of all its processes."""

    said: Any
    wall: float
    cpu: float | None


def adopt() -> Callable[[], None] | None:
    """Inherit what grandchildren leave behind, so that their CPU time is counted too; how to bury
    them. None where the system cannot."""
    if not sys.platform.startswith("linux"):
        return None
    if ctypes.CDLL(None, use_errno=True).prctl(SUBREAPER, 1, 0, 0, 0) != 0:
        return None

    def bury() -> None:
        with contextlib.suppress(ChildProcessError):
            while True:
                os.waitpid(-1, 0)

    return bury


def spend(words: list[str], env: dict[str, str], bury: Callable[[], None] | None) -> Spent:
    """Run a command that answers in JSON. Raises RuntimeError when it answers nothing."""
    before, begin = _children(), time.perf_counter()
    ran = subprocess.run(words, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True, check=False)
    wall = time.perf_counter() - begin
    if bury is not None:
        bury()
    try:
        said = json.loads(ran.stdout)
    except ValueError:
        raise RuntimeError(f"{words[-3:]} answered nothing: {ran.stdout[-500:]}") from None
    return Spent(said, wall, _children() - before if bury else None)


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def prove(env: dict[str, str], jobs: int | None, bury: Callable[[], None] | None) -> Spent:
    """One check of the whole pack. Raises RuntimeError when it finds an error: what fails early
    costs less."""
    more = ["--jobs", str(jobs)] if jobs else []
    ascent = str(Path(sys.executable).with_name("ascent"))
    spent = spend([ascent, "curriculum", "check", "--json", *more], env, bury)
    if not spent.said.get("ok"):
        raise RuntimeError(f"The pack has errors: {spent.said.get('problems') or spent.said}")
    return spent


def load(env: dict[str, str]) -> tuple[float, int]:
    """Median seconds to read the packs in a fresh process, and how many skills they have."""
    answers = []
    for _ in range(LOADS):
        ran = subprocess.run(
            [sys.executable, "-c", LOAD], cwd=ROOT, env=env, stdout=subprocess.PIPE, check=True
        )
        seconds, skills, errors = json.loads(ran.stdout)
        if errors:
            raise RuntimeError(f"The packs have {errors} errors.")
        answers.append((seconds, skills))
    return median([seconds for seconds, _ in answers]), answers[0][1]


def run(folder: Path, jobs: int | None) -> list[Figure]:
    """All figures. The home and the made-up pack lie in `folder`."""
    env = environment(folder / "home")
    bury = adopt()
    fresh, again = prove(env, jobs, bury), prove(env, jobs, bury)
    seconds, skills = load(env)
    made_up = synthetic.write_pack(folder / "pack", MANY_SKILLS - skills)
    many_seconds, many = load(environment(folder / "home", made_up))
    both = ("uncached", fresh), ("cached", again)
    cpu = [Figure(f"{n}.cpu", round(one.cpu, 2), "s") for n, one in both if one.cpu is not None]
    slowest = list(fresh.said["took"].items())[:SLOWEST]
    return [
        Figure("uncached", round(fresh.wall, 2), "s", FRESH_GOAL),
        Figure("cached", round(again.wall, 2), "s", AGAIN_GOAL),
        *cpu,
        Figure("proofs", fresh.said["proved"], "proofs"),
        *(Figure(f"slowest.{name}", round(took, 2), "s") for name, took in slowest),
        Figure("load", round(seconds, 3), "s"),
        Figure("load.skills", skills, "skills"),
        Figure("load.large-map", round(many_seconds, 3), "s"),
        Figure("load.large-map.skills", many, "skills"),
    ]


def main() -> int:
    """Measure, print, write the result; 1 when a goal is missed."""
    parser = argparse.ArgumentParser(prog="pack", description=__doc__)
    parser.add_argument("--jobs", type=int, help="proofs at a time; one for each core without it")
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="ascent-bench-"))
    try:
        figures = run(folder, options.jobs)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return report("pack", figures, NOTES)


if __name__ == "__main__":
    sys.exit(main())
