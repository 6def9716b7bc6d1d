"""One run of the sequencing benchmark: the worlds, the tables, the figures."""

from __future__ import annotations

import time
from pathlib import Path

from ascent.simulate import WORDS, foreign
from benchmarks import seq_coaches, seq_compile, seq_loop, seq_report, seq_worlds
from benchmarks.harness import Figure
from benchmarks.seq_worlds import Sources, World

LOOP_WORLDS = ("A", "own", "graph")
LARGE = 400  # skills above which a given map gets fewer learners
LEAST = 10
SHOWN = 20  # repairs that are printed


def run(
    learners: int, worlds: list[str], policies: list[str], graph: str | None
) -> tuple[list[Figure], str]:
    """Run and print the tables; the figures, and what a reader must know of them.

    Raises:
        ValueError: a name or a number that was asked for makes no sense, or the map is unreadable.
    """
    started = time.perf_counter()
    if learners < 1:
        raise ValueError("At least one learner is needed: --learners 300.")
    coaches = seq_coaches.chosen(policies)
    seq_compile.compile_all()
    found = seq_worlds.sources()
    print(found.said, flush=True)
    if graph:
        chosen, learners = given(Path(graph), found, learners)
    else:
        chosen = seq_worlds.chosen(seq_worlds.all_worlds(found), worlds)
    figures: list[Figure] = []
    for world in chosen:
        begin = time.perf_counter()
        hours = {coach.id: seq_coaches.hours(world, coach, learners) for coach in coaches}
        seq_report.show(world, hours, time.perf_counter() - begin)
        figures += seq_report.figures(world.id, hours)
    for world in chosen:
        if world.id in LOOP_WORLDS and not policies:
            ways = seq_loop.ways(world, learners)
            seq_loop.show(world, ways)
            figures += seq_loop.figures(world, ways)
    minutes = (time.perf_counter() - started) / 60
    notes = (
        f"All figures are {WORDS}: hours of simulated learners until 80 % would be recalled 30 "
        f"days later. {learners} learners per world, numbered from {seq_worlds.REPORT} "
        f"({seq_worlds.HELD_OUT} in H); a course is given up, and counted, at 3.5 hours per skill. "
        f"{found.said} vs: ours against another policy on the same learners (paired ratio of "
        f"means); upper: end of its 95 % bootstrap interval. {minutes:.1f} minutes."
    )
    return figures, notes


def given(path: Path, found: Sources, learners: int) -> tuple[list[World], int]:
    """The world of a map from a file, and for how many learners there is time.

    Raises:
        ValueError: the file cannot be read, or names no skill.
    """
    try:
        text = path.read_bytes().decode("utf-8", errors="replace")
    except OSError as fault:
        raise ValueError(f"{path} cannot be read: {fault.strerror}.") from None
    read = foreign.read(text)
    n = len(read.names)
    if n == 0:
        raise ValueError(f"{path} names no skill. Write one line per link: skill,prerequisite.")
    alone = len(foreign.isolated(read))
    print(f"{path.name}: {n} skills, {len(read.atlas.needs)} links, {alone} skills without a link.")
    for line in read.repairs[:SHOWN]:
        print(f"  {line}")
    if len(read.repairs) > SHOWN:
        print(f"  … and {len(read.repairs) - SHOWN} repairs more.")
    if n > LARGE:
        learners = min(learners, max(LEAST, round(learners * (LARGE / n) ** 2)))
        print(f"The map is large: {learners} learners.")
    return [seq_worlds.foreign(read.atlas, found)], learners
