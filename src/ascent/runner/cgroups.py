"""Control groups: the kernel's own limit on memory and on the number of processes of a job.

They come on top of the limits inside a process, and count what those cannot: pages of files in
memory, of pipes, of the kernel. Version 2 is used where a subtree is ours to divide, else
version 1 where its folders can be written. Where neither can be had, `found()` says why.

Moving a process into a group takes the kernel 16 ms, so no job waits for it: a zygote's copy is
moved once, and all its children are born in the group.
"""

from __future__ import annotations

import contextlib
import functools
import itertools
import os
import threading
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path("/sys/fs/cgroup")
OWN = Path("/proc/self/cgroup")
PREFIX = "ascent-"
THREADS = 80
"""Per job; inside its namespace 64 are allowed."""

RESERVE_MB = 256
"""For the zygote's copy and the children that wait."""

FILES = {
    1: {"memory": "memory.limit_in_bytes", "pids": "pids.max", "ooms": "memory.oom_control"},
    2: {"memory": "memory.max", "pids": "pids.max", "ooms": "memory.events"},
}
REMEDY = "systemd-run --user --scope -p Delegate=yes ascent start"


@dataclass(frozen=True, slots=True)
class Hierarchy:
    """Where groups of ours can be made."""

    version: int
    """1 or 2; 0 where there is no place."""

    folders: tuple[Path, ...]
    """The parent folder: one for version 2, those of `memory` and `pids` for version 1."""

    why: str = ""
    """Why there is none, and what would help."""


class Group:
    """One control group. A full one kills what is in it; it is empty when its last process is."""

    def __init__(self, hierarchy: Hierarchy, name: str) -> None:
        """Make it. Raises OSError."""
        self._names = FILES[hierarchy.version]
        self._files: dict[str, Path] = {}
        self._folders = tuple(parent / name for parent in hierarchy.folders)
        self._jobs: list[int] = []
        self._written: dict[str, int] = {}
        self._lock = threading.Lock()
        for folder in self._folders:
            folder.mkdir()
        self._limit()

    def add(self, process: int) -> None:
        """Move a process in; its later children are born here. Raises OSError."""
        for folder in self._folders:
            (folder / "cgroup.procs").write_text(str(process))

    def enter(self, memory_mb: int) -> int:
        """A job that may use `memory_mb` megabytes begins; how often the group was full so far."""
        with self._lock:
            self._jobs.append(memory_mb)
            self._limit()
        return self.ooms()

    def left(self, memory_mb: int) -> None:
        """A job that might use `memory_mb` megabytes is over."""
        with self._lock, contextlib.suppress(ValueError):
            self._jobs.remove(memory_mb)

    def _limit(self) -> None:
        """Write the limits, those that are not the same as for the job before: what all jobs may
        use together, and what the zygote's copy and the children that wait need besides."""
        wanted = {
            "memory": (sum(self._jobs) + RESERVE_MB) << 20,
            "pids": (len(self._jobs) + 1) * THREADS,
        }
        for what, limit in wanted.items():
            if self._written.get(what) != limit:
                with contextlib.suppress(OSError):
                    self._file(what).write_text(str(limit))
                    self._written[what] = limit

    def ooms(self) -> int:
        """How often the kernel has killed something here because the group was full."""
        with contextlib.suppress(OSError):
            words = self._file("ooms").read_text().split()
            if "oom_kill" in words:
                return int(words[words.index("oom_kill") + 1])
        return 0

    def remove(self, patience: float = 2.0) -> None:
        """Remove it once its processes, which are dying, are gone."""
        deadline = time.monotonic() + patience
        for folder in self._folders:
            while True:
                try:
                    folder.rmdir()
                except FileNotFoundError:
                    pass
                except OSError:
                    if time.monotonic() < deadline:
                        os.sched_yield()
                        continue
                break

    def _file(self, what: str) -> Path:
        """The file for `what`, in the folder that has it. Raises FileNotFoundError."""
        if what not in self._files:
            places = [folder / self._names[what] for folder in self._folders]
            found = next((place for place in places if place.exists()), None)
            if found is None:
                raise FileNotFoundError(self._names[what])
            self._files[what] = found
        return self._files[what]


_numbers = itertools.count()


def some(count: int) -> list[Group]:
    """`count` new groups; none where none can be had."""
    hierarchy = found()
    made: list[Group] = []
    if hierarchy.version:
        with contextlib.suppress(OSError):
            for _ in range(count):
                made.append(Group(hierarchy, f"{PREFIX}{os.getpid()}-{next(_numbers)}"))
    return made


@functools.cache
def found() -> Hierarchy:
    """Where this process can make control groups, found out by making one."""
    return find(ROOT, OWN)


def find(root: Path, own: Path) -> Hierarchy:
    """The same for any place: `root` is where control groups are mounted, `own` says in which
    ones this process is (the format of /proc/self/cgroup)."""
    try:
        lines = [line.split(":", 2) for line in own.read_text().splitlines()]
    except OSError:
        return Hierarchy(0, (), "there are no control groups on this system")
    reasons = []
    for hierarchy in (_second(root, lines), _first(root, lines)):
        if not hierarchy.version:
            reasons.append(hierarchy.why)
            continue
        _sweep(hierarchy)
        try:
            Group(hierarchy, f"{PREFIX}{os.getpid()}-try").remove()
        except OSError as error:
            reasons.append(f"version {hierarchy.version}: {error.strerror}")
        else:
            return hierarchy
    return Hierarchy(0, (), "; ".join(reasons))


def _second(root: Path, lines: list[list[str]]) -> Hierarchy:
    """Version 2: our own group, if it is ours to divide between us and our jobs."""
    path = next((name for number, names, name in lines if number == "0" and not names), None)
    if path is None or not (root / "cgroup.controllers").is_file():
        return Hierarchy(0, (), "version 2 is not mounted")
    here = root / path.lstrip("/")
    switch = here / "cgroup.subtree_control"
    try:
        offered = (here / "cgroup.controllers").read_text().split()
        if not {"memory", "pids"} <= set(offered):
            return Hierarchy(0, (), f"version 2: memory and pids are not delegated ({REMEDY})")
        if not {"memory", "pids"} <= set(switch.read_text().split()):
            _make_room(here)
            switch.write_text("+memory +pids")
    except OSError as error:
        return Hierarchy(0, (), f"version 2: {error.strerror} ({REMEDY})")
    return Hierarchy(2, (here,))


def _make_room(here: Path) -> None:
    """Move every process of our group one level down: a group that limits others holds none."""
    inner = here / f"{PREFIX}engine"
    inner.mkdir(exist_ok=True)
    for number in (here / "cgroup.procs").read_text().split():
        (inner / "cgroup.procs").write_text(number)


def _first(root: Path, lines: list[list[str]]) -> Hierarchy:
    """Version 1: below our own groups of `memory` and `pids`."""
    folders = []
    for wanted in ("memory", "pids"):
        path = next((name for _, names, name in lines if wanted in names.split(",")), None)
        if path is None or not (root / wanted).is_dir():
            return Hierarchy(0, (), f"version 1: {wanted} is not mounted")
        below = root / wanted / path.lstrip("/")
        folders.append(below if below.is_dir() else root / wanted)
    return Hierarchy(1, tuple(folders))


def _sweep(hierarchy: Hierarchy) -> None:
    """Remove the groups of engines that were killed: those in which nobody is left."""
    for parent in hierarchy.folders:
        for folder in parent.glob(f"{PREFIX}*-*"):
            engine = folder.name.split("-")[1]
            if engine.isdigit() and not Path(f"/proc/{engine}").exists():
                with contextlib.suppress(OSError):
                    folder.rmdir()
