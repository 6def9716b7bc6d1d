"""Starts learner processes, as isolated as this machine allows, and says how isolated that is.

Where user namespaces work, learner code has a process tree, a file system, a network
and a user of its own. Elsewhere it is an ordinary process with limits and, on Linux,
with Landlock and seccomp. Which of the two is found out once, by trying; a job that
then cannot have it fails, it does not run with less.
"""

from __future__ import annotations

import functools
import json
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ascent.runner import kits, zygotes
from ascent.runner.inside import frames
from ascent.runner.job import Limits
from ascent.runner.process import Child, start_cold
from ascent.runner.scratch import Scratch

HERE = Path(__file__).resolve().parent
INSIDE = HERE / "inside"
ENGINE = HERE.parent
PACKAGES_MB = 400  # what the packages of a kit may take before learner code counts
DISK_MB = 64
CPU_SECONDS = 3600  # of one process; the clock that counts is the worker's


@dataclass(frozen=True, slots=True)
class Isolation:
    """What this machine can do to keep learner code apart."""

    level: str
    """`full` (namespaces, Landlock, seccomp), `namespaces` (without one of the two),
    `limited` (an ordinary process with limits, and Landlock and seccomp where they work)."""

    facts: Mapping[str, object]
    """Per means: True, or the reason why it is not there."""

    remedy: str
    """What to do to get the next better level; empty at the best."""

    @property
    def namespaces(self) -> bool:
        """Whether learner code runs in namespaces of its own."""
        return self.level != "limited"


def environment(home: str) -> dict[str, str]:
    """The whole environment of learner code and of checks: nothing of ours passes on."""
    threads = ("OMP", "OPENBLAS", "MKL", "NUMEXPR", "VECLIB_MAXIMUM")
    clean = {
        "HOME": home,
        "TMPDIR": home,
        "LANG": "C.UTF-8",
        "PATH": "/usr/bin:/bin",
        "TZ": "UTC",
        "PYTHONHASHSEED": "0",
        "MPLCONFIGDIR": f"{home}/.matplotlib",
        "MPLBACKEND": "module://ascent_inside.backend",
        "KERAS_BACKEND": "torch",
        "HF_HUB_OFFLINE": "1",
        "JOBLIB_MULTIPROCESSING": "0",
        "LOKY_MAX_CPU_COUNT": "1",
        **{f"{name}_NUM_THREADS": "1" for name in threads},
    }
    if sys.platform == "win32":
        clean["SYSTEMROOT"] = os.environ.get("SYSTEMROOT", r"C:\Windows")
    return clean


def launch(kit: str, limits: Limits, folder: Path, *, hide: tuple[Path, ...] = ()) -> Child:
    """Start a learner process of `kit`, with the empty `folder` to stand on.

    `hide` names folders that learner code must not see even where the kit lies around
    them. Raises KitMissing.
    """
    return _launch(kits.python_of(kit), limits, folder, hide, alone=not isolation().namespaces)


def _launch(
    python: Path, limits: Limits, folder: Path, hide: tuple[Path, ...], *, alone: bool
) -> Child:
    work, home = folder / "work", folder / "home"
    work.mkdir()
    home.mkdir()
    plan = {
        "alone": alone,
        "stage": str(folder),
        "work": str(work),
        "home": str(home),
        "hide": [str(path) for path in (*hide, *secrets())],
        "output_kb": limits.output_kb,
        "memory_mb": limits.memory_mb,
        "packages_mb": PACKAGES_MB,
        "disk_mb": DISK_MB,
        "cpu_seconds": CPU_SECONDS,
    }
    process = zygotes.fork(python, "learner", plan) or start_cold(
        command(python, INSIDE, json.dumps({**plan, "parent": os.getpid()})),
        environment(str(home)),
        work,
    )
    return Child(process, seconds=limits.seconds, memory_mb=limits.memory_mb + PACKAGES_MB)


def command(python: Path, *arguments: Path | str) -> list[str]:
    """A kit's interpreter, started so that it sees its kit and nothing else."""
    return [str(python), "-s", "-P", "-B", *map(str, arguments)]


def zygote_command(python: Path, purpose: str) -> list[str]:
    """What starts a zygote, without the number of its control socket at the end."""
    program = {"learner": INSIDE, "checker": HERE / "checker.py"}[purpose]
    return command(python, program, "--zygote", ",".join(zygotes.PACKAGES[purpose]))


def secrets() -> tuple[Path, ...]:
    """Folders of ours that learner code must never see, wherever they lie."""
    home = os.environ.get("ASCENT_HOME")
    return (ENGINE, *((Path(home).expanduser(),) if home else ()))


@functools.cache
def isolation() -> Isolation:
    """What this machine can do, found out by trying it once with this very interpreter."""
    facts: dict[str, Any] = {}
    if sys.platform.startswith("linux"):
        facts = _try(alone=False)
    if facts.get("namespaces") is not True:
        alone = _try(alone=True)
        alone["namespaces"] = facts.get("namespaces", f"not on {sys.platform}")
        return Isolation("limited", alone, remedy(str(alone["namespaces"])))
    whole = facts.get("landlock") is True and facts.get("seccomp") is True
    return Isolation("full" if whole else "namespaces", facts, "")


def _try(*, alone: bool) -> dict[str, Any]:
    """Start a learner process and read how far it got."""
    folder = Scratch()
    try:
        child = _launch(Path(sys.executable), Limits(), folder.path, (), alone=alone)
        try:
            kind, payload = child.channel.receive()
            if kind == frames.READY:
                facts: dict[str, Any] = json.loads(payload)
                return facts
            reason = payload.decode("utf-8", "replace").strip().splitlines()[-1]
        except frames.Closed:
            reason = "the process ended at once"
        finally:
            child.close()
    finally:
        folder.remove()
    return {"namespaces": reason}


def remedy(reason: str) -> str:
    """The line that makes namespaces work here, as far as it is known."""
    if sys.platform == "darwin" or sys.platform == "win32":
        return "Learner code is kept apart best on Linux; on this system, use WSL2 or a container."
    switch = "/proc/sys/kernel/apparmor_restrict_unprivileged_userns"
    if _reads(switch) == "1":
        return "sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0"
    if _reads("/proc/sys/kernel/unprivileged_userns_clone") == "0":
        return "sudo sysctl kernel.unprivileged_userns_clone=1"
    if _reads("/proc/sys/user/max_user_namespaces") == "0":
        return "sudo sysctl user.max_user_namespaces=15000"
    return (
        "In a container, allow user namespaces: docker run --security-opt seccomp=unconfined "
        f"--security-opt systempaths=unconfined ... ({reason})"
    )


def _reads(path: str) -> str:
    try:
        return Path(path).read_text(encoding="ascii").strip()
    except OSError:
        return ""
