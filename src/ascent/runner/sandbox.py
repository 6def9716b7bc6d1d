"""Starts learner and checker processes, as isolated as this machine allows, and says how
isolated that is.

Where user namespaces work, each has a process tree, a file system, a network and a user of
its own. Elsewhere it is an ordinary process with limits and, on Linux,
with Landlock and seccomp. Which of the two is found out once, by trying; a job that
then cannot have it fails, it does not run with less.
"""

from __future__ import annotations

import functools
import hashlib
import json
import os
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from ascent.runner import zygotes
from ascent.runner.inside import packages
from ascent.runner.process import READY_SECONDS, Child, Ended, Watch, start_cold
from ascent.runner.scratch import Scratch

HERE = Path(__file__).resolve().parent
INSIDE = HERE / "inside"
ENGINE = HERE.parent
PROGRAMS = {"learner": INSIDE, "checker": HERE / "checker.py"}
PACKAGES_MB = 400  # what the packages of a kit may take before learner code counts
SHOWN = {
    "ascent.testing": str(ENGINE / "testing"),
    "ascent.testing.expect": str(ENGINE / "testing" / "expect"),
}
"""Packages of ours that a checker may read, and import from."""

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


Purpose = Literal["learner", "checker"]
Tier = Literal["light", "models", "whole"]

SKLEARN = (
    "sklearn.linear_model",
    "sklearn.ensemble",
    "sklearn.neighbors",
    "sklearn.model_selection",
    "sklearn.pipeline",
    "sklearn.compose",
    "sklearn.impute",
    "sklearn.datasets",
    "sklearn.datasets.data",
    "sklearn.datasets.descr",
    "importlib.resources.readers",
    "narwhals.dependencies:is_into_dataframe",
)
PACKAGES: dict[str, dict[str, tuple[str, ...]]] = {
    "learner": {
        "light": ("numpy", "numpy.random", "ascent_inside.tables"),
        "models": ("pandas", *SKLEARN),
        "whole": (
            "scipy.stats",
            "matplotlib.pyplot",
            "ascent_inside.backend",
            "sklearn.inspection",
            "seaborn",
            "torch",
        ),
    },
    "checker": {
        "light": (
            "numpy",
            "numpy.random",
            "ascent.runner.inside.tables",
            "ascent.testing.expect.*",
            "ascent.testing.drivers",
        ),
        "models": ("pandas", *SKLEARN),
    },
}
"""What the zygotes of each tier import, on top of the tier before: modules, all modules of a
package (`package.*`), or a module and a function of it that is called with None, because it looks
something up once per process (here: which packages extend narwhals). Cloning, and ending a clone,
takes time for every page of memory, so code gets the smallest tier that has what it imports."""

LIGHT = frozenset({"numpy", "ascent", "ascent_run"})
MODELS = LIGHT | {"pandas", "sklearn"}


def tier_of(purpose: Purpose, texts: Iterable[str]) -> Tier:
    """The tier for what these texts import: `light` for NumPy and Python's own, `models` for
    pandas and scikit-learn too."""
    named = frozenset().union(*map(_roots_of, texts))
    if named <= LIGHT:
        return "light"
    return "models" if named <= MODELS or purpose == "checker" else "whole"


def _roots_of(text: str) -> frozenset[str]:
    """The packages that a text imports."""
    found = _modules_in(text)
    return UNKNOWN if found is None else frozenset(name.partition(".")[0] for name in found)


def modules_of(texts: Iterable[str]) -> list[str] | None:
    """The modules of packages that these texts import; None when that is not known here."""
    found = [_modules_in(text) for text in texts]
    return None if None in found else [name for one in found for name in one or ()]


def _modules_in(text: str) -> tuple[str, ...] | None:
    """The modules of packages that a text imports. The same checks are read again and again, so
    what was found is kept, by the text's sum. What is too long for a task is not parsed here."""
    if len(text) > LONG_TEXT:
        return None
    digest = hashlib.sha256(text.encode("utf-8", "replace")).digest()
    if digest not in _known:
        if len(_known) >= MOST_KNOWN:
            _known.clear()
        try:
            _known[digest] = tuple(packages.named(text))
        except SystemError:  # two threads at once, before Python 3.12: CPython issue 106905
            return None
    return _known[digest]


LONG_TEXT, MOST_KNOWN = 100_000, 1000
UNKNOWN = frozenset({"?"})
_known: dict[bytes, tuple[str, ...]] = {}


def launch(purpose: Purpose, python: Path, tier: Tier, watch: Watch) -> Child:
    """Start a process of a kit's interpreter for `purpose`, isolated; `watch` ends it."""
    if not isolation().namespaces:
        return watch.add(_launch_alone(python, purpose, tier))
    plan = plan_for(purpose)
    process = zygotes.take((python, purpose), tier, plan)
    if process is None:
        return watch.add(_launch_cold(python, purpose, plan))
    return watch.add(Child(process, seconds=READY_SECONDS))


def refill(python: Path) -> None:
    """After a job: let isolated children of this interpreter wait for the next one. Without
    namespaces none can wait, for each stands on a folder of its own."""
    if isolation().namespaces:
        for purpose in PACKAGES:
            zygotes.refill((python, purpose), plan_for(purpose))


def plan_for(purpose: str) -> dict[str, Any]:
    """How a process isolates itself: nothing in it is about a job."""
    return {
        "alone": False,
        "show": SHOWN if purpose == "checker" else {},
        "hide": [str(path) for path in secrets()],
        "disk_mb": DISK_MB,
    }


def _launch_cold(python: Path, purpose: Purpose, plan: dict[str, Any]) -> Child:
    """A new interpreter, which isolates itself."""
    folder = Scratch()
    plan = {**plan, "stage": str(folder.path), "parent": os.getpid()}
    home = str(folder.path)
    process = start_cold(command(python, PROGRAMS[purpose], json.dumps(plan)), environment(home))
    return Child(process, seconds=READY_SECONDS, folder=folder)


def _launch_alone(python: Path, purpose: Purpose, tier: Tier) -> Child:
    """A process without namespaces, on a folder of its own."""
    folder = Scratch()
    work, home = folder.path / "work", folder.path / "home"
    work.mkdir()
    home.mkdir()
    plan = {**plan_for(purpose), "alone": True, "work": str(work), "home": str(home)}
    process = zygotes.take((python, purpose), tier, plan) or start_cold(
        command(python, PROGRAMS[purpose], json.dumps({**plan, "parent": os.getpid()})),
        environment(str(home)),
        work,
    )
    return Child(process, seconds=READY_SECONDS, folder=folder)


def command(python: Path, *arguments: Path | str) -> list[str]:
    """A kit's interpreter, started so that it sees its kit and nothing else."""
    return [str(python), "-s", "-P", "-B", *map(str, arguments)]


def zygote_command(python: Path, purpose: str) -> list[str]:
    """What starts a zygote, without the number of its control socket at the end."""
    return command(python, PROGRAMS[purpose], "--zygote")


def secrets() -> tuple[Path, ...]:
    """Folders of ours that learner code must never see, wherever they lie."""
    home = os.environ.get("ASCENT_HOME")
    return (ENGINE, *((Path(home).expanduser(),) if home else ()))


class NotIsolated(Exception):
    """This machine cannot keep other people's code apart; the text says what would help."""


def require_isolation() -> None:
    """For everything that runs code of other people. Raises NotIsolated where learner code is an
    ordinary process of this machine's user: that is enough only for one's own code."""
    found = isolation()
    if not found.namespaces:
        raise NotIsolated(
            "Ascent cannot keep other people's code apart from this machine "
            f"({found.facts.get('namespaces')}), so it does not run it. What would help: "
            f"{found.remedy}"
        )


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
    python = Path(sys.executable)
    with Watch() as watch:
        if alone:
            child = watch.add(_launch_alone(python, "learner", "light"))
        else:
            child = watch.add(_launch_cold(python, "learner", plan_for("learner")))
        try:
            return child.isolated()
        except Ended as end:
            return {"namespaces": end.message}


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
