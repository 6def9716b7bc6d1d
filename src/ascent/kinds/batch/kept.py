"""Verdicts that were given before, by everything that decides them.

A verdict is kept as it is given, one file each, so that a batch that was killed goes on where it
was. Code, exercise, data, kit, seed and the engine's own code make the name of the file; when one
of them changes, the file is graded again.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from pathlib import Path

from ascent import disk, home
from ascent.curriculum.activity import Activity
from ascent.kinds import stamps
from ascent.learner.actions import Graded
from ascent.runner import kits

_DECIDES = (
    "runner",
    "testing",
    "kinds/batch",
    "kinds/workbench",
    "kinds/exercise",
    "kinds/project",
    "kinds/grading*",
    "kinds/materials.py",
    "kinds/tables.py",
)


def seed_of(activity: Activity, code: str) -> int:
    """The seed that belongs to this code: the same code gets the same verdict, whoever sent it."""
    digest = hashlib.sha256(f"{activity.id}\0{code}".encode()).digest()
    return int.from_bytes(digest[:4], "big")


def key(activity: Activity, code: str, seed: int) -> str:
    """What a verdict is kept under: a sum over all that decides it."""
    kit = kits.folder_of(activity.spec.kit).name
    engine = stamps.code_of(*_DECIDES)
    parts = (engine, kit, activity.id, activity.content_hash, str(seed), code)
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _path(name: str) -> Path:
    return home.home() / "cache" / "verdicts" / name[:2] / f"{name}.json"


def get(name: str) -> Graded | None:
    """The verdict kept under `name`; None when there is none that can be read."""
    try:
        return Graded(**json.loads(_path(name).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):  # not there, half written, or of another version
        return None


def put(name: str, graded: Graded) -> None:
    """Keep a verdict. Raises OSError."""
    path = _path(name)
    disk.private_folder(path.parent)
    data = json.dumps(asdict(graded)).encode()
    disk.write(path, data, mode=disk.PRIVATE_FILE, sync=False)
