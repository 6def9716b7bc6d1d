"""CPU time of a process with all that descends from it, and when they are at rest.

By `/proc`: on a system without it everything seems to be at rest.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
WINDOW = 0.4  # seconds over which rest is judged
QUIET = 0.1  # of one core: a server that only looks at its queue takes less


def cpu_seconds(process: int) -> float:
    """CPU seconds of `process`, of all that descend from it, and of their dead children."""
    return sum(_cpu(one) for one in [process, *descendants(process)])


def descendants(process: int) -> Iterator[int]:
    """The living processes that came from `process`."""
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            children = task.read_text().split()
        except OSError:  # the thread is gone, and what it had is another's now
            continue
        for word in children:
            yield int(word)
            yield from descendants(int(word))


def _cpu(process: int) -> float:
    try:
        words = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:  # it has just ended: its parent's children's time has it
        return 0.0
    return sum(map(int, words[11:15])) / TICKS


def rest(process: int, patience: float) -> bool:
    """Return when `process` and its descendants do next to nothing; False after `patience`
    seconds in which they never did."""
    last = time.monotonic() + patience
    before = cpu_seconds(process)
    while time.monotonic() < last:
        time.sleep(WINDOW)
        now = cpu_seconds(process)
        if now - before < QUIET * WINDOW:
            return True
        before = now
    return False
