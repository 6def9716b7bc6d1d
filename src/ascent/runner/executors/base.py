"""What every executor takes and gives: values that can travel, and nothing that cannot.

A task names its files by SHA-256 only. There is no path, no descriptor and no database in
it, so the hands that work on it may be in this process, on another machine, or in a cluster.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal, Protocol

from ascent.runner.executors import strict
from ascent.runner.job import Job, RunResult, Verdict

VERSION = 1
Kind = Literal["run", "grade"]
Setting = float | str | bool
Result = RunResult | Verdict
RESULTS: Mapping[str, type[RunResult] | type[Verdict]] = {"run": RunResult, "grade": Verdict}

SHA256 = re.compile(r"[0-9a-f]{64}")
KIT = re.compile(r"[a-z0-9][a-z0-9-]{0,40}")
TOKEN = re.compile(r"[0-9A-Za-z_-]{16,128}")
SUFFIX = re.compile(r"(\.[A-Za-z0-9]{1,8})?")
PLAIN = ("kind", "checks", "strangers", "probe", "token")
MOST_FILES = 64
MOST_TEXT = 2_000_000  # characters of code and checks together


class ExecutorLost(Exception):
    """The other side died, or cannot be reached. It says nothing about the code: try again."""


class Refused(Exception):
    """The executor does not take this. `reason` is a word for programs, the message for people."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason


class WrongHash(Refused):
    """Bytes that are not those that their name promises."""

    def __init__(self) -> None:
        super().__init__("wrong-hash", "The bytes do not have the SHA-256 that was announced.")


class BadTask(Refused):
    """Plain data that is no task of this version."""

    def __init__(self, message: str) -> None:
        super().__init__("bad-task", message)


@dataclass(frozen=True, slots=True)
class DataSet:
    """A data set as checks see it, by SHA-256."""

    public: str
    hidden: str | None = None
    suffix: str = ".csv"
    """How the name of the file ends: readers look at it."""


@dataclass(frozen=True, slots=True)
class Resources:
    """What an executor sets aside while the task runs."""

    cpu: int = 1
    memory_mb: int = 0
    """0: what the job's own limit needs."""

    gpu: int = 0


@dataclass(frozen=True, slots=True)
class Task:
    """Something to run or to grade, complete but for the bytes of its files."""

    kind: Kind
    job: Job
    """Without files: `files` names them."""

    files: Mapping[str, str] = field(default_factory=dict)
    """SHA-256 by the name under which the code reads the file."""

    checks: str = ""
    """The text of the author's checks; empty for a run."""

    data: Mapping[str, DataSet] = field(default_factory=dict)
    resources: Resources = Resources()
    strangers: bool = False
    """Whether the code is other people's: then it runs only where it can be held."""

    probe: bool = False
    """Whether the verdict carries sketches of what the code answered, to compare it by."""

    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    """Names this piece of work. It comes back with the result, and no server that remembers
    it works on it twice."""

    def hashes(self) -> frozenset[str]:
        """Every file that the task needs."""
        sets = self.data.values()
        hidden = {one.hidden for one in sets if one.hidden}
        return frozenset({*self.files.values(), *(one.public for one in sets), *hidden})

    def to_json(self) -> dict[str, Any]:
        """Plain data of the current version."""
        job = asdict(replace(self.job, files={}))
        del job["files"]
        job["cells"] = None if self.job.cells is None else list(self.job.cells)
        plain = {name: getattr(self, name) for name in PLAIN}
        return {
            "version": VERSION,
            **plain,
            "job": job,
            "files": dict(self.files),
            "data": {name: asdict(one) for name, one in self.data.items()},
            "resources": asdict(self.resources),
        }

    @classmethod
    def from_json(cls, data: Any) -> Task:
        """The task that `to_json` wrote. Raises BadTask for everything else."""
        version = data.get("version") if type(data) is dict else None
        if type(version) is not int or version != VERSION:
            raise BadTask(f"This is no task of version {VERSION}.")
        try:
            job = data["job"]
            whole = {**data, "job": {**job, "files": {}}}
            del whole["version"]
            strict.check(cls, whole, "The task")
            if "files" in job:
                raise BadTask("A job travels without files.")
            task = cls(
                data["kind"],
                Job.from_json(whole["job"]),
                data["files"],
                data["checks"],
                {name: DataSet(**one) for name, one in data["data"].items()},
                Resources(**data["resources"]),
                data["strangers"],
                data["probe"],
                data["token"],
            )
        except (KeyError, TypeError, strict.WrongShape) as error:
            raise BadTask(f"This is no task: {error}") from None
        _require_bounds(task)
        return task


def _require_bounds(task: Task) -> None:
    limits, wants = task.job.limits, task.resources
    text = "".join((*task.job.sources(), task.checks))
    names = (*task.files, *task.data)
    bounds = {
        "seconds": 0 < limits.seconds <= 24 * 3600,
        "memory": 0 < limits.memory_mb <= 10**6,
        "output": 0 < limits.output_kb <= 10**5,
        "seed": abs(task.job.seed) < 2**64,
        "resources": 0 < wants.cpu <= 10**4 and 0 <= wants.memory_mb <= 10**7,
        "GPUs": 0 <= wants.gpu <= 10**3,
        "token": bool(TOKEN.fullmatch(task.token)),
        "kit": bool(KIT.fullmatch(task.job.kit)),
        "text": len(text) <= MOST_TEXT and is_text(text),
        "number of files": len(names) <= MOST_FILES,
        "names": all(map(is_plain_name, names)),
        "hashes": all(SHA256.fullmatch(sha) for sha in task.hashes()),
        "suffixes": all(SUFFIX.fullmatch(one.suffix) for one in task.data.values()),
        "checks": bool(task.checks) == (task.kind == "grade"),
        "probe": task.kind == "grade" or not task.probe,
    }
    wrong = [name for name, fine in bounds.items() if not fine]
    if wrong:
        raise BadTask(f"Outside the bounds of a task: {', '.join(wrong)}.")


def is_text(text: str) -> bool:
    """Whether it can be written as UTF-8: halves of a character cannot."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def is_plain_name(name: str) -> bool:
    """Whether `name` names a file in a folder and leads nowhere else, on any system."""
    return (
        0 < len(name) <= 200
        and name.isprintable()
        and not set(name) & set('/\\:*?"<>|')
        and name.strip(". ") != ""
    )


class Running(Protocol):
    """A task on its way."""

    def __iter__(self) -> Iterator[dict[str, Any]]:
        """The worker's events in order, until the task has ended."""

    def cancel(self) -> None:
        """It is not wanted any more: within a second, `result` raises Cancelled."""

    def set(self, name: str, value: Setting) -> None:
        """Change a setting of the code that runs."""

    def result(self, timeout: float | None = None) -> Result:
        """How it ended. Every event has arrived by then.

        Raises ExecutorLost, Refused, `process.Cancelled`, `kits.KitMissing`,
        `sandbox.NotIsolated`, and TimeoutError after `timeout` seconds.
        """


class Executor(Protocol):
    """Hands that work on tasks. Safe to use from several threads."""

    def missing(self, hashes: Collection[str]) -> set[str]:
        """Which of these files the executor does not have. Raises ExecutorLost."""

    def put(self, blob: bytes, sha256: str) -> None:
        """Give it a file. Raises WrongHash, Refused (too large) and ExecutorLost."""

    def start(self, task: Task) -> Running:
        """Begin. What is wrong with the task is told by `Running.result`."""

    def close(self) -> None:
        """Cancel what runs, and free what it holds."""
