"""Kits: environments of packages in which learner code runs, apart from the engine's own.

A kit is one requirement file of exact versions beside this module, built into a
virtual environment `<kits folder>/<name>-<hash of the file>`. A changed file is
another folder, so a kit that runs is never touched. `ready.json` is written last:
a folder without it is half built and is never used.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
READY = "ready.json"


class KitMissing(Exception):
    """The kit is not built on this machine; the message says how to build it."""


@dataclass(frozen=True, slots=True)
class KitStatus:
    """What this machine has of one kit."""

    name: str
    folder: Path
    ready: bool
    packages: tuple[str, ...]
    """`name==version` lines, in the order of the requirement file."""

    size_mb: int | None
    """Megabytes on disk, measured when the kit was built; None before."""


def names() -> tuple[str, ...]:
    """The kits that Ascent knows."""
    return tuple(sorted(path.stem for path in HERE.glob("*.txt")))


def requirement_file(name: str) -> Path:
    """The file of exact versions of kit `name`; KeyError if there is no such kit."""
    path = HERE / f"{name}.txt"
    if not path.is_file():
        raise KeyError(f"There is no kit called {name!r}. The kits are: {', '.join(names())}.")
    return path


def requirements(name: str) -> tuple[str, ...]:
    """The `name==version` lines of kit `name`, without comments."""
    lines = requirement_file(name).read_text(encoding="utf-8").splitlines()
    bare = (line.split("#", 1)[0].strip() for line in lines)
    return tuple(line for line in bare if line)


def kits_folder() -> Path:
    """Where kits are built: `ASCENT_KITS`, else `.kits` in a checkout, else `ASCENT_HOME/kits`."""
    if chosen := os.environ.get("ASCENT_KITS"):
        return Path(chosen).expanduser().resolve()
    checkout = HERE.parents[3]
    if HERE.parents[2].name == "src" and (checkout / "pyproject.toml").is_file():
        return checkout / ".kits"
    home = os.environ.get("ASCENT_HOME") or "~/ascent"
    return Path(home).expanduser().resolve() / "kits"


def folder_of(name: str) -> Path:
    """The folder in which kit `name` is, or would be, built."""
    digest = hashlib.sha256(requirement_file(name).read_bytes()).hexdigest()
    return kits_folder() / f"{name}-{digest[:10]}"


def python_in(folder: Path) -> Path:
    """The interpreter of the kit in `folder`, built or not."""
    return folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


def is_ready(name: str) -> bool:
    """Whether kit `name` is completely built."""
    return _is_built(folder_of(name))


def _is_built(folder: Path) -> bool:
    return (folder / READY).is_file() and python_in(folder).exists()


def python_of(name: str) -> Path:
    """The interpreter of kit `name`. Raises KitMissing when it is not built."""
    folder = folder_of(name)
    if not _is_built(folder):
        raise KitMissing(
            f"The kit {name!r} is not installed here. Install it with: ascent add {name}"
        )
    return python_in(folder)


def site_packages(name: str) -> Path:
    """The folder of kit `name` in which its packages lie. Raises KitMissing."""
    python_of(name)
    ready = json.loads((folder_of(name) / READY).read_text(encoding="utf-8"))
    return Path(ready["site_packages"])


def member(name: str, path: str) -> Path:
    """A data file that a package of kit `name` carries, such as `ISLP/data/Bikeshare.csv`."""
    root = site_packages(name)
    found = (root / path).resolve()
    if not found.is_relative_to(root.resolve()) or not found.is_file():
        raise FileNotFoundError(f"The kit {name!r} has no file {path!r}.")
    return found


def status(name: str) -> KitStatus:
    """What this machine has of kit `name`."""
    folder = folder_of(name)
    ready = is_ready(name)
    facts = json.loads((folder / READY).read_text(encoding="utf-8")) if ready else {}
    return KitStatus(name, folder, ready, requirements(name), facts.get("size_mb"))
