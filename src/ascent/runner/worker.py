"""Runs jobs and grades them: starts the processes, carries messages, writes the verdict."""

from __future__ import annotations

import json
import threading
from collections.abc import Generator, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ascent.runner import kits, sandbox, zygotes
from ascent.runner.inside import frames
from ascent.runner.job import CheckResult, DataFile, Job, Outcome, RunResult, Verdict
from ascent.runner.learner import LearnerProcess, OnEvent
from ascent.runner.process import Cancelled, Child, Ended, Watch, start_cold

__all__ = ["Cancelled", "Variant", "grade", "grade_many", "run"]

CHECKER = Path(__file__).resolve().parent / "checker.py"
CHECKER_SECONDS = 60.0
MAX_PROCESSES = 3
"""Learner processes per attempt: the first, and two more after deaths."""

PASSED: Outcome = "passed"
OURS = "The checks could not be run. That is our fault and costs you nothing."
AFTER = "This cannot be checked before the earlier checks pass."


@dataclass(frozen=True, slots=True)
class Variant:
    """One file and one seed to grade, among many for the same exercise."""

    code: str
    seed: int = 0


def run(
    job: Job, on_event: OnEvent | None = None, cancel: threading.Event | None = None
) -> RunResult:
    """Execute the job's file, or its cells from the first to the last, and show what it does.

    `on_event` gets dicts as things happen, possibly from another thread:
    `{"event": "output", "stream": "stdout", "text": ...}` and `{"event": "cell", "number": k}`.
    Raises Cancelled within a second after `cancel` is set, and kits.KitMissing.
    """
    with Watch(cancel) as watch:
        learner = LearnerProcess(job, watch, on_event or _ignore)
        try:
            show = job.cells is not None
            result = learner.load(job, show=show, pictures=job.pictures)
            watch.check()
            return result
        finally:
            learner.close()


def grade(
    job: Job,
    checks: Path,
    data: Mapping[str, DataFile] | None = None,
    seed: int | None = None,
    on_event: OnEvent | None = None,
    cancel: threading.Event | None = None,
) -> Verdict:
    """Execute the job's file and run `checks` against it.

    `data` says per data set id what the checks may read. `seed` (the job's when None)
    makes everything random repeatable. `on_event` also gets
    `{"event": "check-started", "name": ...}` and `{"event": "check", "result": {...}}`.
    Raises Cancelled within a second after `cancel` is set, and kits.KitMissing.
    """
    job = job if seed is None else replace(job, seed=seed)
    with Grader(job, checks, data or {}, on_event or _ignore, cancel) as grader:
        return grader.grade(job, job.seed)


def grade_many(
    job: Job,
    checks: Path,
    variants: Iterable[Variant],
    data: Mapping[str, DataFile] | None = None,
    on_event: OnEvent | None = None,
    cancel: threading.Event | None = None,
) -> Generator[Verdict, None, None]:
    """Grade many files and seeds with one pair of processes, one verdict after the other.

    Each variant is executed in a new namespace, but what it changed inside a library
    stays changed: this is for a pack's own files, never for two learners. Close the
    generator (or exhaust it) to end the processes.
    """
    with Grader(job, checks, data or {}, on_event or _ignore, cancel) as grader:
        for variant in variants:
            yield grader.grade(replace(job, code=variant.code, cells=None), variant.seed)


class Grader:
    """A checker process and the learner processes that it asks, for one exercise."""

    def __init__(
        self,
        job: Job,
        checks: Path,
        data: Mapping[str, DataFile],
        on_event: OnEvent,
        cancel: threading.Event | None,
    ) -> None:
        self.job, self.checks, self.data, self.on_event = job, checks, data, on_event
        self.watch = Watch(cancel)
        self.checker: Checker | None = None
        self.learner: LearnerProcess | None = None

    def __enter__(self) -> Grader:
        self.watch.__enter__()
        return self

    def __exit__(self, *error: object) -> None:
        self.watch.__exit__(*error)
        self._close_learner()

    def grade(self, job: Job, seed: int) -> Verdict:
        """The verdict on one file with one seed. Raises Cancelled."""
        job = replace(job, seed=seed)
        try:
            if self.checker is None:  # it starts while the learner's file runs
                self.checker = Checker(job.kit, self.checks, self.data, self.watch)
            loaded = self._load(job)
            verdict = Attempt(self, self.checker, job, loaded).verdict()
        except Ended as end:  # the checker's
            self._close_checker()
            verdict = Verdict("our-fault", OURS, seed=seed, fault=end.message)
        self.watch.check()
        return verdict

    def _load(self, job: Job) -> RunResult:
        """Execute the file in the learner process, which is started if there is none."""
        if self.learner is None or not self.learner.child.alive:
            self._close_learner()
            self.learner = LearnerProcess(job, self.watch, self.on_event)
        return self.learner.load(job, show=False, pictures=False)

    def reload(self, job: Job) -> RunResult:
        """Execute the file again, in a fresh process."""
        self._close_learner()
        return self._load(job)

    def _close_learner(self) -> None:
        if self.learner is not None:
            self.learner.close()
            self.learner = None

    def _close_checker(self) -> None:
        if self.checker is not None:
            self.checker.child.close()
            self.checker = None


class Checker:
    """The worker's side of a checker process."""

    def __init__(self, kit: str, checks: Path, data: Mapping[str, DataFile], watch: Watch) -> None:
        files = {
            name: {"public": str(file.public), "hidden": str(file.hidden) if file.hidden else None}
            for name, file in data.items()
        }
        plan = {"checks": str(checks), "data": files}
        python = kits.python_of(kit)
        self.watch = watch
        self.listed: list[dict[str, Any]] | None = None
        process = zygotes.fork(python, "checker", plan) or start_cold(
            sandbox.command(python, CHECKER, json.dumps(plan)),
            sandbox.environment(str(checks.parent)),
        )
        self.child = watch.add(Child(process, seconds=CHECKER_SECONDS))

    def names(self) -> list[dict[str, Any]]:
        """Name and sentence of every check, once the checker has loaded them. Raises Ended."""
        if self.listed is None:
            _, event = self.receive()
            if "broken" in event:
                raise Ended("our-fault", f"The checks cannot be loaded. {event['broken']}".strip())
            self.listed = list(event["ready"])
        return self.listed

    def send(self, kind: bytes, payload: bytes) -> None:
        """Send one frame. Raises Ended."""
        try:
            self.child.channel.send(kind, payload)
        except frames.Closed:
            raise self._ended() from None

    def receive(self) -> tuple[bytes, Any]:
        """The next frame: (EVENT, decoded) or (kind, payload). Raises Ended, Cancelled."""
        try:
            with self.child.turn():
                kind, payload = self.child.channel.receive()
        except (frames.Closed, frames.TooLarge):
            self.watch.check()
            raise self._ended() from None
        return kind, json.loads(payload) if kind == frames.EVENT else payload

    def _ended(self) -> Ended:
        self.child.status()
        printed = bytes(self.child.native[-2000:]).decode("utf-8", "replace")
        if self.child.ended_for == "out-of-time":
            return Ended("our-fault", f"The checks took more than {CHECKER_SECONDS:g} seconds.")
        return Ended("our-fault", f"The checker ended unexpectedly. {printed}".strip())


class Attempt:
    """One file, loaded, and every check run against it."""

    def __init__(self, grader: Grader, checker: Checker, job: Job, loaded: RunResult) -> None:
        self.grader, self.checker, self.job, self.loaded = grader, checker, job, loaded
        self.results: list[CheckResult] = []
        self.seconds = loaded.seconds
        self.processes = 1
        self._dead = False

    def verdict(self) -> Verdict:
        """Run the checks if the file got to its end. Raises Ended when the checker ends."""
        names = self.checker.names()
        if self.loaded.outcome != "passed":
            sentence = "Your file did not run to its end, so this was not checked."
            kept = [CheckResult(one["name"], one["sentence"], "not-run", sentence) for one in names]
            return self._verdict(self.loaded.outcome, kept, {})
        self.checker.child.allow(CHECKER_SECONDS)
        start = {"source": "\n".join(self.job.sources()), "seed": self.job.seed}
        self.checker.send(frames.EVENT, json.dumps(start).encode())
        facts = self._converse()
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
            elif kind == frames.EVENT and "started" in payload:
                self.grader.on_event({"event": "check-started", "name": payload["started"]})
            elif kind == frames.EVENT and "result" in payload:
                self.results.append(CheckResult(**payload["result"]))
                self.grader.on_event({"event": "check", "result": payload["result"]})
            elif kind == frames.EVENT and "done" in payload:
                report: Mapping[str, Any] = payload["done"]["report"]
                return report

    def _pass_on(self, request: bytes) -> None:
        """One question to the learner process, its answer to the checker."""
        try:
            if self._dead:
                self._revive()
            learner = self.grader.learner
            assert learner is not None
            reply = learner.ask(request, self._call_back)
        except Ended as end:
            self._dead = True
            died = {"outcome": end.outcome, "message": end.message}
            self.checker.send(frames.DIED, json.dumps(died).encode())
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

    def _call_back(self, payload: bytes) -> bytes:
        """A call of a checker's function from learner code; nested questions are passed on."""
        self.checker.send(frames.CALLBACK, payload)
        while True:
            kind, answer = self.checker.receive()
            if kind == frames.ANSWER:
                return bytes(answer)
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
