"""Verdicts that were given before, by everything that decides them.

A verdict is kept as it is given, one file each, so that a batch that was killed goes on where it
was. Code, exercise, data, kit, seed and the engine's own code make the name of the file; when one
of them changes, the file is graded again.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import asdict
from pathlib import Path

from ascent import disk, home
from ascent.accounts import door
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


SEED_BITS = 48  # too many to try them all, and as many as a spreadsheet keeps exactly
_KEY = "seeds"


def seed_of(activity: Activity, code: str) -> int:
    """The seed that belongs to this code: the same code gets the same verdict, whoever sent it.

    Code can read its own text. So the seed takes a key that only this installation has, else
    code could know beforehand what the checks are going to ask.
    """
    key = door.kept_secret(_KEY).encode()
    digest = hmac.digest(key, f"{activity.id}\0{code}".encode(), "sha256")
    return int.from_bytes(digest[: SEED_BITS // 8], "big")


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
