"""What the known wrong answers of a task do, kept on disk once it has been found out.

Kept by content: a change of the task, of its data, of the kit in which it runs, or of how
answers are compared makes another file, and the one before it goes. Knows no Django.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import ascent
from ascent import home
from ascent.curriculum.activity import Activity
from ascent.runner import kits
from ascent.testing import fingerprint, likeness
from ascent.testing.likeness import Mistake


def kept(activity: Activity) -> tuple[Mistake, ...] | None:
    """What is kept of this task as it is now; None when that is nothing."""
    try:
        rows = json.loads(_path(activity).read_text(encoding="utf-8"))
        return tuple(map(Mistake.from_json, rows))
    except (OSError, ValueError, TypeError, KeyError):  # never written, or not by this version
        return None


def keep(activity: Activity, mistakes: Sequence[Mistake]) -> None:
    """Keep what was found out, in place of what is kept of the task as it was."""
    path = _path(activity)
    path.parent.mkdir(parents=True, exist_ok=True)
    for old in path.parent.glob("*.json"):
        if old != path:
            old.unlink(missing_ok=True)
    part = path.with_suffix(f".{os.getpid()}.part")  # a worker beside the server may write it too
    part.write_text(json.dumps([one.to_json() for one in mistakes]), encoding="utf-8")
    part.replace(path)


def _path(activity: Activity) -> Path:
    kit = kits.folder_of(activity.spec.kit).name
    parts = (activity.content_hash, kit, ascent.__version__, _method())
    key = hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]
    return home.home() / "cache" / "mistakes" / activity.id / f"{key}.json"


@cache
def _method() -> str:
    """Changes with how answers are sketched and compared."""
    total = hashlib.sha256()
    for module in (fingerprint, likeness):
        total.update(Path(str(module.__file__)).read_bytes())
    return total.hexdigest()
