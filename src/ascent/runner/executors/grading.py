"""Several gradings of one answer: its attempt, and perhaps a probe after it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Protocol, Self

from ascent.runner import executors, sandbox
from ascent.runner.executors.local import LocalExecutor
from ascent.runner.job import DataFile, Job, Verdict
from ascent.runner.process import Control
from ascent.runner.worker import Grader


class Grading(Protocol):
    """What grades; a context manager, which keeps its processes until the end of the block."""

    def __enter__(self) -> Self: ...

    def __exit__(self, *error: object) -> None: ...

    def grade(self, job: Job, seed: int, *, probe: bool = False) -> Verdict:
        """The verdict on one file with one seed. Raises Cancelled, ExecutorLost and NotIsolated."""


class Elsewhere:
    """By an executor that keeps nothing between two tasks."""

    def __init__(
        self,
        checks: Path,
        data: Mapping[str, DataFile],
        on_event: executors.OnEvent,
        control: Control,
        strangers: bool,
    ) -> None:
        self.checks, self.data, self.on_event, self.control = checks, data, on_event, control
        self.strangers = strangers

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        """Nothing is held."""

    def grade(self, job: Job, seed: int, *, probe: bool = False) -> Verdict:
        """One task."""
        return executors.grade(
            replace(job, seed=seed),
            self.checks,
            self.data,
            on_event=self.on_event,
            control=self.control,
            strangers=self.strangers,
            probe=probe,
        )


def grading(
    job: Job,
    checks: Path,
    data: Mapping[str, DataFile],
    on_event: executors.OnEvent,
    control: Control,
    *,
    strangers: bool = False,
) -> Grading:
    """What grades by the current executor. Here, one pair of processes serves for all of it.

    `strangers`' code runs only where it can be held: NotIsolated is raised here when this
    machine cannot, and by `grade` when the one that is asked cannot.
    """
    if isinstance(executors.current(), LocalExecutor):
        if strangers:
            sandbox.require_isolation()
        return Grader(job, checks, data, on_event, control)
    return Elsewhere(checks, data, on_event, control, strangers)
