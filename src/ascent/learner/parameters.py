"""Which shared numbers of the learner model are in use: Ascent's own, or ones fitted here.

`ASCENT_HOME/model/` holds candidates that `ascent model fit` wrote, one file each, and
`used.json`, a copy of the one that somebody chose with `ascent model use`. Without `used.json`
the numbers that come with Ascent hold; with a broken one too, and the log says so.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from ascent import clock, disk, home
from ascent.learner.fitting import model_file
from ascent.learner.fitting.model_file import Broken, Used
from ascent.learner.tracing.hybrid import Parameters
from ascent.learner.tracing.knowing import Model
from ascent.learner.tracing.situations import Situations

__all__ = ["Broken", "Used"]

MOST_BYTES = 50_000_000
_log = logging.getLogger("ascent.model")
_kept: dict[tuple[Path, int, int], Used] = {}


def current() -> Parameters:
    """The shared parameters that hold now."""
    return used().model.parameters


def difficulties() -> Mapping[str, float]:
    """Difficulty in logits, by activity, where it was fitted; elsewhere the author's holds."""
    return used().model.difficulties


def situations() -> Situations:
    """What was counted of situations in this course; empty until something was fitted."""
    return used().model.situations


def version() -> str:
    """Short, and another one with other numbers; empty for those that come with Ascent."""
    return used().hash


def used() -> Used:
    """What is in use, read again only when the file has changed."""
    path = place()
    try:
        stat = path.stat()
    except OSError:
        return Used()
    key = (path, stat.st_mtime_ns, stat.st_size)
    if key not in _kept:
        _kept.clear()
        _kept[key] = _read_or_own(path)
    return _kept[key]


def _read_or_own(path: Path) -> Used:
    try:
        return read(path)
    except Broken as error:
        _log.warning("%s Ascent goes on with its own numbers. See: ascent model show", error)
        return Used(problem=str(error))


def folder() -> Path:
    """Where candidates lie."""
    return home.home() / "model"


def candidates() -> list[Path]:
    """The files that were fitted here, the oldest first."""
    return [path for path in sorted(folder().glob("*.json")) if path != place()]


def place() -> Path:
    """The copy of the candidate that is in use."""
    return folder() / "used.json"


def read(path: Path) -> Used:
    """The numbers in a file.

    Raises:
        Broken: it cannot be read, or is no file of numbers for this Ascent.
    """
    try:
        if path.stat().st_size > MOST_BYTES:
            raise Broken(f"it is larger than {MOST_BYTES:,} bytes.")
        return model_file.understood(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise Broken(f"{path} cannot be read. {disk.why(error)}") from None
    except UnicodeDecodeError:
        raise Broken(f"{path}: it is not UTF-8 text.") from None
    except Broken as error:
        raise Broken(f"{path}: {error}") from None


def write_candidate(model: Model, until: float, report: Mapping[str, Any]) -> Path:
    """Keep a fitted model in a file of its own; nothing that runs changes. `until`: Unix seconds
    of the newest answer among those it was fitted to.

    Raises:
        OSError: the file cannot be written.
    """
    now, letters = clock.now(), model_file.fingerprint(model)
    path = disk.private_folder(folder()) / f"{clock.local(now):%Y-%m-%d}-{letters}.json"
    made = Used(model, letters, until, made=now.isoformat(timespec="seconds"))
    _put(path, model_file.text(made, report))
    return path


def use(path: Path) -> Used:
    """Put the numbers in `path` to use, at once or not at all. States are rebuilt by asking.

    Raises:
        Broken: there are none in it; what was in use stays.
        OSError: the copy cannot be written; what was in use stays.
    """
    chosen = replace(read(path), since=clock.now().isoformat(timespec="seconds"))
    disk.private_folder(folder())
    _put(place(), model_file.text(chosen))
    return used()


def use_own() -> None:
    """Go back to the numbers that come with Ascent. Candidates stay where they are.

    Raises:
        OSError: the copy cannot be removed.
    """
    place().unlink(missing_ok=True)


def _put(path: Path, text: str) -> None:
    disk.write(path, text.encode(), mode=disk.PRIVATE_FILE)
