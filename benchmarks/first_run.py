"""From `make start` to the first page, and what each page costs the server.

    make bench NAME=first-run ARGS="--repeat 5 --visits 20"

Start: from the start of `make start` on an installed tree to the first byte of
the first page, with the redirects of a new learner on the way.

Pages: milliseconds from request to the end of the answer, over HTTP on
loopback, one signed-in visitor, median. The same pages with ten times the
skills, and with a thousand times the attempts, must need as many queries.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from benchmarks import synthetic
from benchmarks.harness import Figure, median, report
from benchmarks.visitor import ROOT, Served, Visitor, environment

START_GOAL = 1.0  # seconds
PAGE_GOAL = 25.0  # milliseconds
MANY_SKILLS = 400
FEW, MANY = 10, 10_000  # attempts
WARM_UP = 3

NOTES = (
    "first-byte: make start on an installed tree until the first byte of the first page. "
    "Pages: request to end of answer over HTTP on loopback, median; queries on a second visit. "
    f"Few attempts are {FEW}, many {MANY}; the large map has {MANY_SKILLS} skills."
)


@dataclass(frozen=True)
class Measured:
    """One set-up: milliseconds and queries by page."""

    ms: dict[str, float]
    queries: dict[str, int]
    skills: int


def first_byte(home: Path) -> float:
    """Seconds from `make start` to the first byte of the first page, in this home."""
    words = ["make", "--no-print-directory", "start", "ARGS=--no-browser --port 0"]
    with Served(words, environment(home)) as served:
        return Visitor(served.address).enter() - served.started


def measure(home: Path, attempts: int, visits: int, packs: Path | None = None) -> Measured:
    """Prepare a home, count the queries of every page, then time the pages over HTTP."""
    env = environment(home, packs)
    prepared = inside(env, "prepare", str(attempts))
    queries = inside(env, "queries")
    ascent = str(Path(sys.executable).with_name("ascent"))
    with Served([ascent, "start", "--no-browser", "--port", "0"], env) as served:
        visitor = Visitor(served.address)
        visitor.enter()
        timed = {name: page_ms(visitor, path, visits) for name, path in prepared["pages"].items()}
    return Measured(timed, queries, prepared["skills"])


def page_ms(visitor: Visitor, path: str, visits: int) -> float:
    """The median time of one page in milliseconds, after a few visits that are not counted."""
    for _ in range(WARM_UP):
        visitor.get(path)
    return median([visitor.get(path)[1] for _ in range(visits)])


def inside(env: dict[str, str], *words: str) -> dict:  # type: ignore[type-arg]
    """Run `benchmarks.inside` in another process and read what it prints."""
    ran = subprocess.run(
        [sys.executable, "-m", "benchmarks.inside", *words],
        cwd=ROOT,
        env=env,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return json.loads(ran.stdout.splitlines()[-1])


def compare(base: Measured, other: Measured, name: str) -> list[Figure]:
    """The other set-up's times, and how many pages need more queries than in the first."""
    more = [page for page in base.queries if other.queries[page] > base.queries[page]]
    if more:
        print(f"{name}: more queries on {', '.join(more)}", file=sys.stderr)
    times = [Figure(f"{page}.{name}", ms, "ms", PAGE_GOAL) for page, ms in other.ms.items()]
    return [*times, Figure(f"pages-with-more-queries.{name}", len(more), "pages", 0)]


def main() -> int:
    """Measure, print, write the result; 1 when a goal is missed."""
    parser = argparse.ArgumentParser(prog="first-run", description=__doc__)
    parser.add_argument("--repeat", type=int, default=5, help="starts to take the median of")
    parser.add_argument("--visits", type=int, default=20, help="visits to each page")
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="ascent-bench-"))
    try:
        figures = run(folder, options.repeat, options.visits)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return report("first-run", figures, NOTES)


def run(folder: Path, repeat: int, visits: int) -> list[Figure]:
    """All figures. Homes and packs lie in `folder`."""
    starts = [first_byte(folder / f"start-{n}") for n in range(repeat)]
    few = measure(folder / "few", FEW, visits)
    pack = synthetic.write_pack(folder / "pack", MANY_SKILLS - few.skills)
    large = measure(folder / "large", FEW, visits, pack)
    many = measure(folder / "many", MANY, visits)
    again = first_byte(folder / "many")
    return [
        Figure("first-byte", median(starts), "s", START_GOAL),
        Figure("first-byte.many-attempts", again, "s", START_GOAL),
        Figure("skills.built-in", few.skills, "skills"),
        Figure("skills.large-map", large.skills, "skills"),
        *(Figure(page, ms, "ms", PAGE_GOAL) for page, ms in few.ms.items()),
        *(Figure(f"{page}.queries", n, "queries") for page, n in few.queries.items()),
        *compare(few, large, "large-map"),
        *compare(few, many, "many-attempts"),
    ]


if __name__ == "__main__":
    sys.exit(main())
