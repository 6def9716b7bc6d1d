"""Grades hand-ins several at a time, and keeps each verdict as soon as it is there."""

from __future__ import annotations

import contextlib
import logging
import threading
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass, replace

from ascent.kinds import registry
from ascent.kinds.base import Submission
from ascent.kinds.batch import kept
from ascent.kinds.batch.handins import HandIn, LeftOut, Unreadable, read
from ascent.learner import storable
from ascent.learner.actions import OUR_FAULT, Graded
from ascent.runner import kits
from ascent.runner.process import Cancelled
from ascent.runner.sandbox import NotIsolated

log = logging.getLogger(__name__)
TRIES = 2  # what failed through no fault of the code is tried once more


@dataclass(frozen=True)
class Result:
    """A hand-in with its verdict. `before` when it was given in an earlier batch."""

    handin: HandIn
    graded: Graded
    seed: int
    before: bool = False

    @property
    def ours(self) -> bool:
        """Could it not be graded, through no fault of its author?"""
        return self.graded.outcome == OUR_FAULT


def known(
    handins: Sequence[HandIn], seed: int | None, *, fresh: bool
) -> tuple[list[Result], list[HandIn], list[LeftOut]]:
    """The verdicts that are kept (none when `fresh`), what is to be graded, and what cannot be."""
    results, waiting, left_out = [], [], []
    ready = {name: kits.is_ready(name) for name in {h.activity.spec.kit for h in handins}}
    for handin in handins:
        kit = handin.activity.spec.kit
        if not ready[kit]:
            why = f"The kit {kit}, in which it runs, is not installed. Run: ascent add {kit}"
            left_out.append(LeftOut(handin.file, why, True))
            continue
        try:
            code = read(handin.path)
        except Unreadable as error:
            left_out.append(LeftOut(handin.file, str(error), True))
            continue
        drawn = _seed(handin, code, seed)
        graded = None if fresh else kept.get(kept.key(handin.activity, code, drawn))
        if graded:
            results.append(Result(handin, graded, drawn, before=True))
        else:
            waiting.append(handin)
    return results, waiting, left_out


def grade(
    handins: Sequence[HandIn], seed: int | None, jobs: int
) -> Generator[Result | LeftOut, None, None]:
    """Grade `jobs` files at a time; each verdict comes, and is kept, as soon as it is there.

    Close the generator to stop: what runs is ended within a second, what is kept stays. Raises
    NotIsolated when the code cannot be held where it would run.
    """
    cancel = threading.Event()
    with ThreadPoolExecutor(jobs, thread_name_prefix="batch") as pool:
        try:
            futures = [pool.submit(_one, handin, seed, cancel) for handin in handins]
            yield from _finished(futures)
        finally:
            cancel.set()
            pool.shutdown(wait=True, cancel_futures=True)


def _finished(futures: list[Future[Result | LeftOut]]) -> Iterator[Result | LeftOut]:
    for future in as_completed(futures):
        yield future.result()


def _one(handin: HandIn, seed: int | None, cancel: threading.Event) -> Result | LeftOut:
    """Read the file again, for a batch is long and its file may have changed, and grade it."""
    try:
        code = read(handin.path)
    except Unreadable as error:
        return LeftOut(handin.file, str(error), True)
    drawn = _seed(handin, code, seed)
    answer = storable.clean({"code": code})  # as the pages keep it
    submission = Submission(handin.activity, answer, drawn, cancel, strangers=True)
    graded = _graded(submission)
    if graded.outcome != OUR_FAULT:
        with contextlib.suppress(OSError):  # a full disk costs only the next batch some time
            kept.put(kept.key(handin.activity, code, drawn), graded)
    return Result(handin, graded, drawn)


def _graded(submission: Submission) -> Graded:
    """The verdict; what is our fault is tried again. Raises Cancelled and NotIsolated."""
    grader = registry.kind_of(submission.activity).grade
    assert grader is not None  # what has a starter is graded
    for _ in range(TRIES):
        try:
            graded = grader(submission)
        except (Cancelled, NotIsolated):
            raise
        except Exception as error:
            log.exception("could not grade an answer to %s", submission.activity.id)
            graded = Graded(OUR_FAULT, 0.0, {"outcome": OUR_FAULT, "message": str(error)})
        if submission.cancel.is_set():
            raise Cancelled
        if graded.outcome != OUR_FAULT:
            break
    return replace(graded, verdict=_lasting(graded.verdict))


def _lasting(verdict: dict[str, object]) -> dict[str, object]:
    """What of a verdict is worth keeping: neither pictures nor pages of printed text."""
    left_out = ("figures", "stdout", "stderr")
    lasting = {name: value for name, value in verdict.items() if name not in left_out}
    return dict(storable.clean(lasting))


def _seed(handin: HandIn, code: str, seed: int | None) -> int:
    return kept.seed_of(handin.activity, code) if seed is None else seed
