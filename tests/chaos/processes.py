"""Finds the processes of a server by their parents, and kills or freezes them."""

from __future__ import annotations

import contextlib
import os
import signal
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

ZYGOTE = "--zygote"


def words(pid: int) -> str:
    """The command line of a process; empty when it is gone."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return ""


def children(pid: int) -> Iterator[int]:
    """The processes that a process started and that still are."""
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            yield from map(int, task.read_text().split())


def below(pid: int) -> Iterator[tuple[int, int]]:
    """Every process below one, with its parent."""
    for child in children(pid):
        yield child, pid
        yield from below(child)


def of_kind(kind: str, roots: Sequence[int]) -> list[int]:
    """The zygotes, checkers or learner processes of these servers and workers."""
    return [
        pid for root in roots for pid, parent in below(root) if _kind(words(pid), parent) == kind
    ]


def _kind(line: str, parent: int) -> str:
    if ZYGOTE in line and ZYGOTE not in words(parent):
        return "zygote"
    if "runner/checker.py" in line:
        return "checker"
    return "learner" if "runner/inside" in line else ""


def send(pids: Sequence[int], number: signal.Signals) -> None:
    """Send a signal to those that still are."""
    for pid in pids:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, number)


def freeze(pids: Sequence[int], seconds: float) -> None:
    """Stop processes, and let them go on later: what a laptop that sleeps does."""
    send(pids, signal.SIGSTOP)
    try:
        time.sleep(seconds)
    finally:
        send(pids, signal.SIGCONT)
