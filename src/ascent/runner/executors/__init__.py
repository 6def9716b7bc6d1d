"""Executors: the hands that work on tasks, here or on another machine.

`current()` is the one that this installation is set to use. `run` and `grade` take what
`ascent.runner`'s functions of the same name take, and go through it.
"""

from __future__ import annotations

import atexit
import functools
import os
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from ascent.runner.executors.base import (
    DataSet,
    Executor,
    ExecutorLost,
    Refused,
    Resources,
    Running,
    Task,
    WrongHash,
)
from ascent.runner.executors.inputs import Inputs, pack, supply
from ascent.runner.executors.local import LocalExecutor
from ascent.runner.executors.secret import BadSecret
from ascent.runner.job import DataFile, Job, RunResult, Verdict
from ascent.runner.process import Cancelled, Control
from ascent.runner.sandbox import NotIsolated

__all__ = [
    "Cancelled",
    "DataSet",
    "Executor",
    "ExecutorLost",
    "Inputs",
    "LocalExecutor",
    "NotIsolated",
    "Refused",
    "Resources",
    "Running",
    "Task",
    "WrongHash",
    "current",
    "follow",
    "grade",
    "pack",
    "run",
    "supply",
]
OnEvent = Callable[[dict[str, Any]], None]
WRONGLY_SET = (ValueError, BadSecret)
"""What `current` raises; the message says what to set."""

LOOK = 0.05  # seconds between two looks at what whoever asked has changed


def current() -> LocalExecutor | Executor:
    """The executor that `ASCENT_EXECUTOR` names: `HOST:PORT` or `unix:/path` of a server, with
    the secret in the file that `ASCENT_EXECUTOR_SECRET` names; empty: this process.

    Raises ValueError for a text that is no address, and `secret.BadSecret`.
    """
    return _executor(os.environ.get("ASCENT_EXECUTOR", "").strip())


@functools.cache
def _executor(address: str) -> LocalExecutor | Executor:
    if not address:
        local = LocalExecutor()
        atexit.register(local.close)
        return local
    from ascent.runner.executors import secret
    from ascent.runner.executors.line import Address
    from ascent.runner.executors.remote import RemoteExecutor

    remote = RemoteExecutor(Address.of(address), secret.from_environment())
    atexit.register(remote.close)
    return remote


def run(
    job: Job,
    on_event: OnEvent | None = None,
    cancel: threading.Event | None = None,
    control: Control | None = None,
) -> RunResult:
    """`runner.run`, by the current executor. Raises also ExecutorLost and Refused."""
    result = _do(*pack(job), on_event, control or Control(cancel))
    assert isinstance(result, RunResult)
    return result


def grade(
    job: Job,
    checks: Path,
    data: Mapping[str, DataFile] | None = None,
    seed: int | None = None,
    on_event: OnEvent | None = None,
    cancel: threading.Event | None = None,
    control: Control | None = None,
    *,
    strangers: bool = False,
    probe: bool = False,
) -> Verdict:
    """`runner.grade`, by the current executor; with `probe`, as `grade_many` does it for one.

    Raises also ExecutorLost, Refused and, for `strangers`' code where it cannot be held,
    NotIsolated.
    """
    task, inputs = pack(job, checks, data, seed=seed, strangers=strangers, probe=probe)
    result = _do(task, inputs, on_event, control or Control(cancel))
    assert isinstance(result, Verdict)
    return result


def _do(
    task: Task, inputs: Inputs, on_event: OnEvent | None, control: Control
) -> RunResult | Verdict:
    executor = current()
    if isinstance(executor, LocalExecutor):
        return executor.run_here(task, inputs, on_event, control)
    try:
        return follow(executor, task, inputs, on_event, control)
    except Refused as refused:
        if refused.reason != "missing":  # thrown out to make room, since it was asked for
            raise
        return follow(executor, task, inputs, on_event, control)


def follow(
    executor: Executor,
    task: Task,
    inputs: Inputs,
    on_event: OnEvent | None = None,
    control: Control | None = None,
) -> RunResult | Verdict:
    """Give the executor the files and the task, pass events on, and orders to it, to the end."""
    control = control or Control()
    supply(executor, task, inputs)
    running = executor.start(task)
    over = threading.Event()
    steering = threading.Thread(target=_steer, args=[running, control, over], daemon=True)
    steering.start()
    try:
        for event in running:
            if on_event:
                on_event(event)
        return running.result()
    finally:
        over.set()
        steering.join()


def _steer(running: Running, control: Control, over: threading.Event) -> None:
    """Pass on what is set and cancelled while the task goes on."""
    told: dict[str, Any] = {}
    cancelled = False
    while not over.wait(LOOK):
        for name, value in dict(control.settings).items():
            if told.get(name, over) != value:
                told[name] = value
                running.set(name, value)
        if control.cancelled.is_set() and not cancelled:
            cancelled = True
            running.cancel()
