"""Folders in which processes of the runner stand: each lasts as long as the worker that made it.

The worker holds a lock on its folder. The system frees the lock of one that is killed, and
the next worker sweeps away what then belongs to nobody.
"""

from __future__ import annotations

import contextlib
import functools
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

if sys.platform != "win32":
    import fcntl

PREFIX = "ascent-run-"
A_DAY = 24 * 3600.0
A_MOMENT = 10.0  # seconds in which whoever makes a folder has locked it


class Scratch:
    """An empty folder of our own, until `remove`."""

    def __init__(self) -> None:
        sweep(tempfile.gettempdir())
        self.path = Path(tempfile.mkdtemp(prefix=PREFIX))
        self._held = _hold(self.path)

    def remove(self) -> None:
        """Remove the folder with all that is in it."""
        shutil.rmtree(self.path, ignore_errors=True)
        if self._held is not None:
            os.close(self._held)
            self._held = None


@functools.cache
def sweep(folder: str) -> int:
    """Remove what killed workers left in `folder`, once per process of ours; how many."""
    removed = 0
    for path in Path(folder).glob(f"{PREFIX}*"):
        with contextlib.suppress(OSError):
            if _is_left(path):
                shutil.rmtree(path, ignore_errors=True)
                removed += 1
    return removed


def _is_left(path: Path) -> bool:
    """Whether nobody holds the folder; where that cannot be seen, whether it is a day old."""
    age = time.time() - path.stat().st_mtime
    if sys.platform == "win32" or age < A_MOMENT:
        return age > A_DAY
    held = _hold(path)
    if held is None:
        return False
    os.close(held)
    return True


def _hold(path: Path) -> int | None:
    """A descriptor that locks the folder while it is open; None when another has it."""
    if sys.platform == "win32":
        return None
    descriptor = os.open(path, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        return None
    return descriptor
