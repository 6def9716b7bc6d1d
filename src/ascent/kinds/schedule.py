"""Runs proofs a few at a time, the longest first, and writes down what passed as it passes.

So a check that is stopped goes on where it was, and no long proof begins when all others are
done and one core would idle.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ascent.curriculum import Problem

OnProgress = Callable[[int, int, str], None]
Problems = tuple[Problem, ...]

_NOT_PROVED = "pack.E051"
_USUAL = {"tour": 20.0, "project": 6.0, "exercise": 2.0, "figure": 1.0, "lesson": 0.3}
"""Seconds that a proof of a kind takes as a rule, for those that never ran here."""


@dataclass(frozen=True)
class Proof:
    """Something to prove by running it. `stamp` changes with everything that it depends on."""

    id: str
    kind: str
    path: str
    kit: str
    stamp: str
    prove: Callable[[], Iterable[Problem]] = field(compare=False)


@dataclass
class Done:
    """What a run found: problems by proof, seconds for each that was not known before."""

    problems: dict[str, Problems] = field(default_factory=dict)
    took: dict[str, float] = field(default_factory=dict)


class Passed:
    """What passed in earlier checks, in one file of `folder`; nowhere without a folder."""

    def __init__(self, folder: Path | None) -> None:
        self._path = folder / "passed.json" if folder else None
        self._known: dict[str, tuple[str, float]] = {}
        if self._path is not None and self._path.is_file():
            try:
                self._known = _read(json.loads(self._path.read_text(encoding="utf-8")))
            except (ValueError, TypeError, AttributeError):  # half written or not ours
                self._known = {}

    def has(self, proof: Proof) -> bool:
        """Did it pass as it is now?"""
        return self._known.get(proof.id, ("", 0.0))[0] == proof.stamp

    def seconds(self, proof: Proof) -> float:
        """What it took last, or what its kind takes."""
        known = self._known.get(proof.id)
        return known[1] if known else _USUAL.get(proof.kind, 0.0)

    def add(self, proof: Proof, seconds: float) -> None:
        """Write down that it passed."""
        self._known[proof.id] = proof.stamp, round(seconds, 2)
        if self._path is not None:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            part = self._path.with_suffix(".part")
            part.write_text(json.dumps(self._known, indent=0), encoding="utf-8")
            part.replace(self._path)


def _read(data: Any) -> dict[str, tuple[str, float]]:
    return {name: (str(stamp), float(seconds)) for name, (stamp, seconds) in data.items()}


def run_all(
    proofs: Sequence[Proof],
    passed: Passed,
    jobs: int,
    on_progress: OnProgress | None = None,
    cancel: threading.Event | None = None,
) -> Done:
    """Prove what has not passed, `jobs` at a time, and keep what does.

    `on_progress(done, total, current)` is called from this thread. What was not begun when
    `cancel` is set is left out.
    """
    done = Done({proof.id: () for proof in proofs if passed.has(proof)})
    fresh = [proof for proof in proofs if proof.id not in done.problems]
    fresh.sort(key=lambda proof: (-passed.seconds(proof), proof.id))
    say = on_progress or _say_nothing
    say(len(done.problems), len(proofs), "")
    for proof, problems, seconds in _as_completed(fresh, jobs, cancel or threading.Event()):
        if not problems:
            passed.add(proof, seconds)
        done.problems[proof.id], done.took[proof.id] = problems, seconds
        say(len(done.problems), len(proofs), proof.id)
    return done


def _as_completed(
    proofs: Sequence[Proof], jobs: int, cancel: threading.Event
) -> Iterator[tuple[Proof, Problems, float]]:
    waiting = iter(proofs)
    running: dict[Future[tuple[Problems, float]], Proof] = {}
    with ThreadPoolExecutor(jobs, thread_name_prefix="proof") as pool:
        try:
            while True:
                while len(running) < jobs and not cancel.is_set():
                    proof = next(waiting, None)
                    if proof is None:
                        break
                    running[pool.submit(_prove, proof)] = proof
                if not running:
                    return
                finished, _ = wait(running, return_when=FIRST_COMPLETED)
                for future in finished:
                    yield running.pop(future), *future.result()
        finally:
            cancel.set()
            pool.shutdown(wait=True, cancel_futures=True)


def _prove(proof: Proof) -> tuple[Problems, float]:
    begin = time.monotonic()
    try:
        found = tuple(proof.prove())
    except Exception as error:  # whatever stops one proof must not stop the others
        said = f"'{proof.id}' could not be proved: {type(error).__name__}: {error}"
        found = (Problem(proof.path, 0, _NOT_PROVED, said),)
    return found, time.monotonic() - begin


def _say_nothing(_done: int, _total: int, _current: str) -> None:
    pass
