"""Runs jobs and grades them: starts the processes, carries messages, writes the verdict."""

from __future__ import annotations

import functools
import json
import threading
from collections.abc import Generator, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ascent.runner import checking, kits, sandbox
from ascent.runner.checking import UNREADABLE, Checker, progress_of, report_of, result_of
from ascent.runner.inside import frames
from ascent.runner.job import CheckResult, DataFile, Job, Outcome, RunResult, Verdict
from ascent.runner.learner import LearnerProcess, OnEvent
from ascent.runner.process import Cancelled, Control, Ended, Watch, afterwards

__all__ = ["Cancelled", "Control", "Variant", "grade", "grade_many", "run"]

MAX_PROCESSES = 3
"""Learner processes per attempt: the first, and two more after deaths."""

PASSED: Outcome = "passed"
OURS = "The checks could not be run. That is our fault and costs you nothing."
CALLED_TOO_OFTEN = (
    "Your code called the function that it was given until the time was up. "
    "Look for a loop that calls it without end."
)
AFTER = "This cannot be checked before the earlier checks pass."


@dataclass(frozen=True, slots=True)
class Variant:
    """One file and one seed to grade, among many for the same exercise."""

    code: str
    seed: int = 0


def run(
    job: Job,
    on_event: OnEvent | None = None,
    cancel: threading.Event | None = None,
    control: Control | None = None,
) -> RunResult:
    """Execute the job's file, or its cells from the first to the last, and show what it does.

    `on_event` gets dicts as things happen, possibly from another thread:
    `{"event": "output", "stream": "stdout", "text": ...}`, `{"event": "cell", "number": k}`,
    `{"event": "progress", "done", "of", "facts"}`, and `{"event": "setting", "name", "value",
    "low", "high", "about"}` for each setting that the code asks for. `control` cancels and
    gives settings other values; `cancel` is enough where it is only cancelled.
    Raises Cancelled within a second after that, and kits.KitMissing.
    """
    python = kits.python_of(job.kit)
    try:
        with Watch(control or Control(cancel)) as watch:
            learner = LearnerProcess(job, python, watch, on_event or _ignore)
            show = job.cells is not None
            result = learner.load(job, show=show, pictures=job.pictures)
            watch.check()
            return result
    finally:
        afterwards(functools.partial(sandbox.refill, python))


def grade(
    job: Job,
    checks: Path,
    data: Mapping[str, DataFile] | None = None,
    seed: int | None = None,
    on_event: OnEvent | None = None,
    cancel: threading.Event | None = None,
    control: Control | None = None,
) -> Verdict:
    """Execute the job's file and run `checks` against it.

    `data` says per data set id what the checks may read. `seed` (the job's when None)
    makes everything random repeatable. `on_event` gets what `run` tells, and
    `{"event": "check-started", "name": ...}` and `{"event": "check", "result": {...}}`;
    checks may tell progress too. `control` and `cancel` are those of `run`.
    Raises Cancelled within a second after it is cancelled, and kits.KitMissing.
    """
    job = job if seed is None else replace(job, seed=seed)
    control = control or Control(cancel)
    with Grader(job, checks, data or {}, on_event or _ignore, control) as grader:
        return grader.grade(job, job.seed)


def grade_many(
    job: Job,
    checks: Path,
    variants: Iterable[Variant],
    data: Mapping[str, DataFile] | None = None,
    on_event: OnEvent | None = None,
    cancel: threading.Event | None = None,
    *,
    probe: bool = False,
) -> Generator[Verdict, None, None]:
    """Grade many files and seeds with one pair of processes, one verdict after the other.

    Each variant is executed in a new namespace, but what it changed inside a library
    stays changed: this is for a pack's own files, never for two learners. Close the
    generator (or exhaust it) to end the processes. With `probe`, each check's result carries
    a sketch of what the file answered, by which two files can be compared.
    """
    with Grader(job, checks, data or {}, on_event or _ignore, Control(cancel)) as grader:
        grader.trusted = True
        for variant in variants:
            job = replace(job, code=variant.code, cells=None)
            yield grader.grade(job, variant.seed, probe=probe)


class Grader:
    """A checker process and the learner processes that it asks, for one exercise."""

    def __init__(
        self,
        job: Job,
        checks: Path,
        data: Mapping[str, DataFile],
        on_event: OnEvent,
        control: Control,
    ) -> None:
        self.python = kits.python_of(job.kit)
        self.data, self.on_event = data, on_event
        self.checks = checks.read_text(encoding="utf-8")
        self.watch = Watch(control)
        self.checker: Checker | None = None
        self.learner: LearnerProcess | None = None
        self.trusted = False
        """Whether all that is graded is a pack's own, so that it may share a process."""

    def __enter__(self) -> Grader:
        self.watch.__enter__()
        return self

    def __exit__(self, *error: object) -> None:
        self.watch.__exit__(*error)
        afterwards(functools.partial(sandbox.refill, self.python))

    def grade(self, job: Job, seed: int, *, probe: bool = False) -> Verdict:
        """The verdict on one file with one seed. Raises Cancelled."""
        job = replace(job, seed=seed)
        try:
            if probe and not self.trusted:  # what has run here may have changed its process
                self._close_learner()
            if self.checker is None:  # it starts while the learner's file runs
                self.checker = Checker(self.python, self.checks, self.data, self.watch)
            loaded = self._load(job)
            verdict = Attempt(self, self.checker, job, loaded, probe=probe).verdict()
        except Ended as end:  # the checker's
            self.close_checker()
            verdict = Verdict("our-fault", OURS, seed=seed, fault=end.message)
        self.watch.check()
        return verdict

    def _load(self, job: Job) -> RunResult:
        """Execute the file in the learner process, which is started if there is none."""
        if self.learner is None or not self.learner.child.alive:
            self._close_learner()
            self.learner = LearnerProcess(
                job, self.python, self.watch, self.on_event, [self.checks]
            )
        return self.learner.load(job, show=False, pictures=False)

    def reload(self, job: Job) -> RunResult:
        """Execute the file again, in a fresh process."""
        self._close_learner()
        return self._load(job)

    def _close_learner(self) -> None:
        if self.learner is not None:
            self.learner.close()
            self.learner = None

    def close_checker(self) -> None:
        """End the checker; the next attempt starts another."""
        if self.checker is not None:
            self.checker.child.close()
            self.checker = None


class Attempt:
    """One file, loaded, and every check run against it."""

    def __init__(
        self, grader: Grader, checker: Checker, job: Job, loaded: RunResult, *, probe: bool
    ) -> None:
        self.grader, self.checker, self.job, self.loaded = grader, checker, job, loaded
        self.probe = probe
        self.results: list[CheckResult] = []
        self.seconds = loaded.seconds
        self.processes = 1
        self._calling = 0
        self._dead = False

    def verdict(self) -> Verdict:
        """Run the checks if the file got to its end. Raises Ended when the checker ends."""
        names = self.checker.names()
        if self.loaded.outcome != "passed":
            sentence = "Your file did not run to its end, so this was not checked."
            kept = [CheckResult(one["name"], one["sentence"], "not-run", sentence) for one in names]
            return self._verdict(self.loaded.outcome, kept, {})
        self.checker.child.allow(checking.SECONDS)
        source = "\n".join(self.job.sources())
        start = {"source": source, "seed": self.job.seed, "probe": self.probe}
        self.checker.send(frames.EVENT, json.dumps(start).encode())
        try:
            facts = self._converse()
        except Ended as end:
            facts = {}
            self._fill_up(names, end)
        if len(self.results) != len(names):
            raise Ended("our-fault", "The checker left out a check.")
        results = excused(self.results)
        outcome: Outcome = next((one.outcome for one in results if one.outcome != "passed"), PASSED)
        return self._verdict(outcome, results, facts)

    def _verdict(
        self, outcome: Outcome, results: Sequence[CheckResult], facts: Mapping[str, Any]
    ) -> Verdict:
        loaded = self.loaded
        faults = [f"{one.name}: {one.error}" for one in results if one.outcome == "our-fault"]
        learner = self.grader.learner
        return Verdict(
            outcome,
            OURS if faults else loaded.message,
            tuple(results),
            loaded.error or next((one.error for one in results if one.error and not faults), ""),
            loaded.line,
            loaded.stdout,
            loaded.stderr,
            loaded.figures,
            facts,
            "\n".join(faults),
            learner.child.spent() if learner else self.seconds,
            self.job.seed,
        )

    def _converse(self) -> Mapping[str, Any]:
        """Carry messages between the two until the checker is done; the reported facts."""
        while True:
            kind, payload = self.checker.receive()
            if kind == frames.ASK:
                self._pass_on(payload)
            elif kind in (frames.METER, frames.DATA):
                self._serve(kind, payload)
            elif kind != frames.EVENT:
                raise Ended("our-fault", UNREADABLE)
            elif "done" in payload:
                return report_of(payload["done"])
            else:
                self._hear(payload)

    def _hear(self, said: dict[str, Any]) -> None:
        """An event of the checker. Raises Ended."""
        if "progress" in said:
            self.grader.on_event(progress_of(said["progress"]))
        elif "started" in said:
            self.grader.on_event({"event": "check-started", "name": str(said["started"])})
        elif "result" in said:
            self.results.append(result_of(said["result"]))
            self.grader.on_event({"event": "check", "result": said["result"]})

    def _serve(self, kind: bytes, payload: bytes) -> None:
        """What a check asks of us, not of learner code: the meters, a data file. Raises Ended."""
        if kind == frames.DATA:
            self.checker.fetch(payload)
            return
        learner = self.grader.learner
        assert learner is not None
        meters = {"cpu": learner.child.spent(), "wall": learner.child.waited()}
        self.checker.send(frames.METER, json.dumps(meters).encode())

    def _pass_on(self, request: bytes) -> None:
        """One question to the learner process, its answer to the checker."""
        try:
            if self._dead:
                self._revive()
            learner = self.grader.learner
            assert learner is not None
            reply = learner.ask(request, self._call_back)
        except Ended as end:
            if not self.checker.child.alive:  # the checker's own end, inside a call back
                raise
            self._dead = True
            died = {"outcome": end.outcome, "message": end.message}
            self.checker.send(frames.DIED, json.dumps(died).encode())
            self._calling = 0
        else:
            self.checker.send(frames.REPLY, reply)

    def _revive(self) -> None:
        """A fresh learner process for the checks that remain. Raises Ended."""
        if self.processes >= MAX_PROCESSES:
            raise Ended("not-run", "Earlier checks ended your program, so this was not checked.")
        self.processes += 1
        again = self.grader.reload(self.job)
        if again.outcome != "passed":
            raise Ended(again.outcome, again.message)
        self._dead = False

    def _fill_up(self, names: Sequence[Mapping[str, Any]], end: Ended) -> None:
        """The checker ended: what it said before is kept. It is our fault, unless its time went
        into calls that learner code made, again and again."""
        told: tuple[Outcome, str, str] = ("our-fault", OURS, end.message)
        if self._calling and self.checker.child.ended_for == "out-of-time":
            told = ("out-of-time", CALLED_TOO_OFTEN, "")
        self.grader.close_checker()
        for one in names[len(self.results) :]:
            self.results.append(CheckResult(one["name"], one["sentence"], *told))
            told = ("not-run", AFTER, "")

    def _call_back(self, payload: bytes) -> bytes:
        """A call of a checker's function from learner code; nested questions are passed on."""
        self._calling += 1
        answer = self._answered(payload)
        self._calling -= 1
        return answer

    def _answered(self, payload: bytes) -> bytes:
        self.checker.send(frames.CALLBACK, payload)
        while True:
            kind, answer = self.checker.receive()
            if kind == frames.ANSWER:
                return bytes(answer)
            if kind in (frames.METER, frames.DATA):
                self._serve(kind, answer)
            if kind == frames.EVENT:
                self._hear(answer)
            if kind == frames.ASK:
                learner = self.grader.learner
                assert learner is not None
                self.checker.send(frames.REPLY, learner.ask(answer, self._call_back))


def excused(results: Sequence[CheckResult]) -> list[CheckResult]:
    """The results, where a check that broke after an earlier one had failed counts as not run:
    checks build on each other, and what an earlier one refused is not made for the next."""
    failed = False
    kept = []
    for one in results:
        if failed and one.outcome == "our-fault":
            one = replace(one, outcome="not-run", message=AFTER, error="")
        failed = failed or one.outcome not in ("passed", "our-fault")
        kept.append(one)
    return kept


def _ignore(event: dict[str, Any]) -> None:
    """Nobody listens."""
