"""From a job with files on this machine to a task with hashes, and the bytes behind them.

A file that has not changed is hashed once: the memory goes by its stamp. A file that was
written a moment before it was hashed is hashed again, because a second write may leave the
same stamp.
"""

from __future__ import annotations

import functools
import hashlib
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, NamedTuple

from ascent.runner.executors.base import SUFFIX, DataSet, Executor, Resources, Task
from ascent.runner.job import DataFile, Job, read_file

SETTLED = 2.0  # seconds after a write in which the clock of a file system may stand still


class Stamp(NamedTuple):
    """What changes when a file is written."""

    device: int
    inode: int
    size: int
    modified: int
    changed: int


class _Known(NamedTuple):
    stamp: Stamp
    settled: bool
    content: Any


class Memory:
    """Something that is computed from a file's bytes, once for every state of the file."""

    def __init__(self, compute: Any, most: int = 4096) -> None:
        self._compute, self._most = compute, most
        self._known: dict[Path, _Known] = {}

    def of(self, path: Path) -> Any:
        """What it is now. Raises OSError."""
        stamp = stamp_of(path)
        known = self._known.get(path)
        if known is None or known.stamp != stamp or not known.settled:
            settled = time.time() - max(stamp.modified, stamp.changed) / 1e9 > SETTLED
            known = _Known(stamp, settled, self._compute(path.read_bytes()))
            if len(self._known) >= self._most:
                self._known.clear()
            self._known[path] = known
        return known.content


def stamp_of(path: Path) -> Stamp:
    """The stamp of a file. Raises OSError."""
    found = path.stat()
    return Stamp(found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)


def sha256_of(content: bytes) -> str:
    """The name of these bytes."""
    return hashlib.sha256(content).hexdigest()


_hashes = Memory(sha256_of)
_texts = Memory(functools.partial(str, encoding="utf-8"), most=1024)


@dataclass(frozen=True, slots=True)
class Inputs:
    """What on this machine stands behind the hashes of a task. It never travels."""

    files: Mapping[str, Path | bytes] = field(default_factory=dict)
    """By SHA-256."""

    checks: Path | None = None

    def path(self, sha256: str) -> Path | None:
        """The file of this hash, if it lies here and still holds these bytes."""
        file = self.files.get(sha256)
        same = isinstance(file, Path) and _hashes.of(file) == sha256
        return file if same and isinstance(file, Path) else None

    def checks_path(self, text: str) -> Path | None:
        """The file of the checks, if it still holds this text."""
        return self.checks if self.checks and _texts.of(self.checks) == text else None


def pack(
    job: Job,
    checks: Path | None = None,
    data: Mapping[str, DataFile] | None = None,
    *,
    seed: int | None = None,
    strangers: bool = False,
    probe: bool = False,
    resources: Resources | None = None,
) -> tuple[Task, Inputs]:
    """The task for a job (with `checks`: to grade it), and what stands behind its hashes.

    `seed` goes before the job's own.

    Raises OSError when a file cannot be read.
    """
    files = {name: _name(file) for name, file in job.files.items()}
    behind: dict[str, Path | bytes] = {files[name]: file for name, file in job.files.items()}
    sets = {}
    for name, file in (data or {}).items():
        public = _name(file.public)
        hidden = _name(file.hidden) if file.hidden else None
        behind[public] = file.public
        if hidden and file.hidden:
            behind[hidden] = file.hidden
        sets[name] = DataSet(public, hidden, _suffix(file.public))
    task = Task(
        "grade" if checks else "run",
        replace(job, files={}, seed=job.seed if seed is None else seed),
        files,
        _texts.of(checks) if checks else "",
        sets,
        resources or Resources(),
        strangers,
        probe,
    )
    return task, Inputs(behind, checks)


def supply(executor: Executor, task: Task, inputs: Inputs) -> None:
    """Give the executor what it lacks for the task. Raises as `Executor.put`."""
    for sha in executor.missing(task.hashes()):
        if sha in inputs.files:
            executor.put(read_file(inputs.files[sha]), sha)


def _suffix(path: Path) -> str:
    return path.suffix if SUFFIX.fullmatch(path.suffix) else ""


def _name(file: Path | bytes) -> str:
    return sha256_of(file) if isinstance(file, bytes) else str(_hashes.of(file))
