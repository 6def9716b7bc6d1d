"""What a call from a check to a learner's function costs, and ten thousand of them.

    make bench NAME=wire ARGS="--repeat 20"

Calls: `learner.map` with 10,000 rows and single calls one after the other, in a warm,
isolated pair of processes, timed inside the check: arguments written, passed on, read,
called, and the same way back.

Values: writing and reading one value in this process, beside a floor that is taken in
the same round: `json.dumps` and `json.loads` for plain values, `np.save` and `np.load`
for arrays, one `np.save` per column for tables.
"""

from __future__ import annotations

import argparse
import io
import json
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from ascent.runner import Job, cool, grade, warm
from ascent.runner.inside import wire
from benchmarks.harness import Figure, median, report

MAP_GOAL = 100.0  # milliseconds for CALLS calls
CALLS = 10_000
SINGLE = 300

NOTES = (
    f"map.*: {CALLS} calls in one message, end to end in a warm isolated pair, median. "
    f"call: one of {SINGLE} calls one after the other. Others: one value written and read "
    "in this process; floor: JSON or .npy of the same in the same round; ratio: median of "
    "value over floor, round by round."
)

ANSWER = """
def same(x):
    return x

def pair(x, y):
    return y, x

def total(xs):
    return sum(xs)
"""
CHECKS = f"""
import time
import numpy as np
from ascent.testing import check, report

N = {CALLS}
ROWS = {{
    "ints": ("same", [(n,) for n in range(N)]),
    "floats": ("same", [(n / 7,) for n in range(N)]),
    "texts": ("same", [(f"word {{n}}",) for n in range(N)]),
    "pairs": ("pair", [(n, n / 7) for n in range(N)]),
    "lists": ("total", [([n / 7] * 10,) for n in range(N)]),
    "arrays": ("same", [(np.arange(3.0) + n,) for n in range(N)]),
    "dicts": ("same", [({{"a": n, "b": "x"}},) for n in range(N)]),
}}

def timed(act):
    started = time.perf_counter()
    act()
    return (time.perf_counter() - started) * 1000

@check("Many calls are quick.")
def many(learner):
    for name, (function, rows) in ROWS.items():
        times = [timed(lambda: learner.map(function, rows)) for _ in range({{repeat}})]
        report(**{{name: float(np.median(times))}})
    report(call=float(np.median([timed(lambda: learner.same(1)) for _ in range({SINGLE})])))
"""


def calls(repeat: int) -> list[Figure]:
    """The figures of calls, measured inside a check."""
    if not warm("data", timeout=120):
        raise SystemExit("The kit `data` could not be warmed. Does `ascent add data` help?")
    try:
        with tempfile.TemporaryDirectory() as folder:
            checks = Path(folder) / "checks.py"
            checks.write_text(CHECKS.replace("{repeat}", str(repeat)))
            verdict = grade(Job(ANSWER, kit="data"), checks)
    finally:
        cool()
    if not verdict.passed:
        raise SystemExit(f"The calls could not be measured: {verdict.fault or verdict.checks}")
    facts = {name: float(value or 0) for name, value in verdict.report.items()}
    single = facts.pop("call")
    maps = [Figure(f"map.{name}", ms, "ms", MAP_GOAL) for name, ms in facts.items()]
    return [*maps, Figure("call", single, "ms")]


def as_json(value: Any) -> None:
    """The floor for plain values."""
    json.loads(json.dumps(value))


def as_npy(*arrays: Any) -> None:
    """The floor for arrays."""
    for array in arrays:
        buffer = io.BytesIO()
        np.save(buffer, array, allow_pickle=False)
        buffer.seek(0)
        np.load(buffer, allow_pickle=False)


def values() -> dict[str, tuple[Any, Callable[[], None]]]:
    """Each value by name, with its floor."""
    rng = np.random.default_rng(1)
    small, large = rng.normal(size=10_000), rng.normal(size=1_000_000)
    table = pd.DataFrame(rng.normal(size=(1000, 10)))
    mixed = pd.DataFrame(
        {
            **{f"n{at}": rng.integers(0, 9, 1000) for at in range(4)},
            **{f"x{at}": rng.normal(size=1000) for at in range(4)},
            "word": [f"w{at % 7}" for at in range(1000)],
            "kind": pd.Categorical([f"k{at % 3}" for at in range(1000)]),
        }
    )
    plain = {"op": "call", "path": ["f"], "args": [1, 2.5, "x"], "kwargs": {}}
    floats = [at / 7 for at in range(10_000)]
    parts = [mixed[name].to_numpy() for name in list(mixed)[:8]]
    words = [mixed["word"].tolist(), mixed["kind"].astype(str).tolist()]

    def as_both() -> None:
        as_npy(*parts)
        as_json(words)

    return {
        "request": (plain, lambda: as_json(plain)),
        "floats-10000": (floats, lambda: as_json(floats)),
        "array-80kB": (small, lambda: as_npy(small)),
        "array-8MB": (large, lambda: as_npy(large)),
        "table-1000x10": (table, lambda: as_npy(*(table[at].to_numpy() for at in table))),
        "mixed-1000x10": (mixed, as_both),
    }


def timed(act: Callable[[], object]) -> float:
    """Milliseconds that `act` takes."""
    started = time.perf_counter()
    act()
    return (time.perf_counter() - started) * 1000


def across(name: str, value: Any, floor: Callable[[], None], repeat: int) -> list[Figure]:
    """One value's figures; the rounds of value and floor alternate."""
    rounds = []
    for _ in range(repeat):
        message = wire.dumps(value)
        write, read = timed(lambda: wire.dumps(value)), timed(lambda: wire.loads(message))  # noqa: B023
        rounds.append((write, read, timed(floor)))
    writes, reads, floors = zip(*rounds, strict=True)
    ratio = median([(write + read) / least for write, read, least in rounds])
    return [
        Figure(f"{name}.write", median(writes), "ms"),
        Figure(f"{name}.read", median(reads), "ms"),
        Figure(f"{name}.floor", median(floors), "ms"),
        Figure(f"{name}.ratio", ratio, "times"),
    ]


def main() -> int:
    """Measure, print, write the result; 1 when a goal is missed."""
    parser = argparse.ArgumentParser(prog="wire", description=__doc__)
    parser.add_argument("--repeat", type=int, default=15, help="rounds to take the median of")
    repeat = parser.parse_args().repeat
    figures = calls(repeat)
    for name, (value, floor) in values().items():
        figures += across(name, value, floor, repeat)
    return report("wire", figures, NOTES)


if __name__ == "__main__":
    sys.exit(main())
