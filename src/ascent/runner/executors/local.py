"""The hands in this process: files are laid out here, and the runner does the rest."""

from __future__ import annotations

import contextlib
import logging
import os
import threading
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from ascent.runner import kits, sandbox, worker
from ascent.runner.executors.base import ExecutorLost, Refused, Result, Setting, Task
from ascent.runner.executors.blobs import BlobStore
from ascent.runner.executors.inputs import Inputs
from ascent.runner.executors.pending import Pending
from ascent.runner.executors.room import Room
from ascent.runner.job import DataFile, Job, Verdict
from ascent.runner.process import Cancelled, Control
from ascent.runner.sandbox import NotIsolated
from ascent.runner.scratch import Scratch

log = logging.getLogger(__name__)
OnEvent = Callable[[dict[str, Any]], None]
MOST_TASKS = 256  # that run or wait
TOLD = (Cancelled, ExecutorLost, Refused, kits.KitMissing, NotIsolated)
"""What `result` raises as it is. Anything else that goes wrong is this side's fault."""


class LocalExecutor:
    """Runs tasks in processes of this machine: `cpu` of them at once, within `memory_mb`."""

    def __init__(
        self,
        *,
        cpu: int | None = None,
        memory_mb: int | None = None,
        store: BlobStore | None = None,
        most_tasks: int = MOST_TASKS,
    ) -> None:
        """Without a `store`, files lie in a folder that goes when the executor is closed."""
        self._room = Room(cpu or cores(), memory_mb)
        self._most = most_tasks
        self._store = store
        self._scratch: Scratch | None = None
        self._running: set[LocalRunning] = set()
        self._guard = threading.Lock()

    @property
    def store(self) -> BlobStore:
        """The files that were put."""
        with self._guard:
            if self._store is None:
                self._scratch = Scratch()
                self._store = BlobStore(self._scratch.path / "blobs")
            return self._store

    def missing(self, hashes: Collection[str]) -> set[str]:
        """Which of these files have not been put."""
        return self.store.missing(hashes)

    def put(self, blob: bytes, sha256: str) -> None:
        """Keep a file. Raises WrongHash and Refused."""
        self.store.put(blob, sha256)

    def start(self, task: Task) -> LocalRunning:
        """Begin, once there is room for it."""
        running = LocalRunning(task)
        with self._guard:
            if len(self._running) >= self._most:
                running.fail(Refused("busy", f"{self._most} tasks wait or run here already."))
                return running
            self._running.add(running)
        threading.Thread(target=self._work, args=[running], name="task", daemon=True).start()
        return running

    def run_here(
        self,
        task: Task,
        inputs: Inputs | None = None,
        on_event: OnEvent | None = None,
        control: Control | None = None,
    ) -> Result:
        """Do it in the calling thread, at once: how many run at a time is the caller's affair.

        Files that lie on this machine are used where they lie when `inputs` names them.
        Raises what `Running.result` raises, but what goes wrong on this machine as it is.
        """
        control = control or Control()
        require(task)
        with self._laid_out(task, inputs or Inputs()) as (job, checks, data):
            if task.kind == "run":
                return worker.run(job, on_event, control=control)
            if task.probe:
                return probed(job, checks, data, on_event, control)
            return worker.grade(job, checks, data, None, on_event, control=control)

    def close(self) -> None:
        """Cancel what runs, wait for its end, remove the files that nobody else keeps."""
        with self._guard:
            running, self._most = list(self._running), 0
        for one in running:
            one.cancel()
        for one in running:
            one.wait()
        if self._scratch:
            self._scratch.remove()

    def _work(self, running: LocalRunning) -> None:
        try:
            with self._room.taken(running.task, running.control.cancelled):
                running.end(self.run_here(running.task, None, running.events.put, running.control))
        except TOLD as error:
            running.fail(error)
        except Exception as error:
            log.exception("a task could not be worked on")
            running.fail(ExecutorLost(f"The machine could not run it: {error}"))
        finally:
            with self._guard:
                self._running.discard(running)

    @contextlib.contextmanager
    def _laid_out(
        self, task: Task, inputs: Inputs
    ) -> Iterator[tuple[Job, Path, dict[str, DataFile]]]:
        """The job with its files, the file of its checks, and its data sets."""
        with _Folder() as folder:

            def file_of(sha: str, suffix: str = "") -> Path:
                return inputs.path(sha) or self._from_store(sha, folder, suffix)

            def bytes_or_path(sha: str) -> Path | bytes:
                known = inputs.files.get(sha)
                return known if isinstance(known, bytes) else file_of(sha)

            job = replace(task.job, files={n: bytes_or_path(s) for n, s in task.files.items()})
            data = {
                name: DataFile(
                    file_of(one.public, one.suffix),
                    file_of(one.hidden, one.suffix) if one.hidden else None,
                )
                for name, one in task.data.items()
            }
            checks = inputs.checks_path(task.checks) or folder.write("checks.py", task.checks)
            yield job, checks, data

    def _from_store(self, sha: str, folder: _Folder, suffix: str) -> Path:
        target = folder.path / f"{sha}{suffix}"
        if not target.exists():
            self.store.lay_out(sha, target)
        return target


def cores() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class LocalRunning(Pending):
    """A task in a thread of this process."""

    def __init__(self, task: Task) -> None:
        super().__init__()
        self.task, self.control = task, Control()

    def cancel(self) -> None:
        """Stop it."""
        self.control.cancel()

    def set(self, name: str, value: Setting) -> None:
        """Change a setting of the code that runs."""
        self.control.set(name, value)


class _Folder:
    """A private folder that is made when something is put into it."""

    def __init__(self) -> None:
        self._scratch: Scratch | None = None

    def __enter__(self) -> _Folder:
        return self

    def __exit__(self, *_: object) -> None:
        if self._scratch:
            self._scratch.remove()

    @property
    def path(self) -> Path:
        """Where it lies."""
        if self._scratch is None:
            self._scratch = Scratch()
        return self._scratch.path

    def write(self, name: str, text: str) -> Path:
        """A file with this text; of no text, only the name."""
        if not text:
            return Path(name)
        path = self.path / name
        path.write_text(text, encoding="utf-8")
        return path


def probed(
    job: Job,
    checks: Path,
    data: Mapping[str, DataFile],
    on_event: OnEvent | None,
    control: Control,
) -> Verdict:
    """The verdict on one file, with sketches of what it answered."""
    variants = [worker.Variant("\n".join(job.sources()), job.seed)]
    many = worker.grade_many(job, checks, variants, data, on_event, control.cancelled, probe=True)
    with contextlib.closing(many):
        return next(many)


def require(task: Task) -> None:
    """Raise what keeps this machine from taking the task: Refused, KitMissing, NotIsolated."""
    if task.resources.gpu:
        raise Refused("no-gpu", "There is no GPU for tasks here.")
    try:
        kits.requirement_file(task.job.kit)
    except KeyError as error:
        raise kits.KitMissing(str(error.args[0])) from None
    if task.strangers:
        sandbox.require_isolation()
