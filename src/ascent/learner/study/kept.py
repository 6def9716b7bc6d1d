"""The one file that the study kit keeps: `ASCENT_HOME/study/study.json`."""

from __future__ import annotations

import json
from pathlib import Path

from pydantic import ValidationError

from ascent import disk, home
from ascent.learner.study.plan import Record

LARGEST = 200_000  # bytes of a record; a full one has a twentieth of that


class CannotStudy(Exception):
    """The study cannot go on like this; the message says why and what to do."""


def folder() -> Path:
    return home.home() / "study"


def _path() -> Path:
    return folder() / "study.json"


def load() -> Record | None:
    """The record of the participant on this machine. Raises `CannotStudy`."""
    path = _path()
    if not path.exists():
        return None
    try:
        if path.stat().st_size > LARGEST:
            raise ValueError("it is too large")
        return Record.model_validate_json(path.read_bytes())
    except (OSError, ValueError) as error:
        why = "it is not what the kit writes" if isinstance(error, ValidationError) else error
        raise CannotStudy(
            f"{path} cannot be read: {why}. Put it back from a backup, or delete it with "
            "`ascent study leave`."
        ) from error


def required() -> Record:
    """The record, or `CannotStudy` for who has not joined."""
    record = load()
    if record is None:
        raise CannotStudy("You are in no study. `ascent study join` says what it is and asks you.")
    return record


def save(record: Record) -> Record:
    """Keep it, readable by its owner only. Raises `CannotStudy`."""
    try:
        disk.private_folder(folder())
        data = json.dumps(record.model_dump(mode="json"), indent=2).encode()
        disk.write(_path(), data, mode=disk.PRIVATE_FILE)
    except OSError as error:
        raise CannotStudy(f"{_path()} could not be written. {disk.why(error)}") from error
    return record


def leave() -> bool:
    """Delete what the kit keeps, whatever state it is in. False when there was nothing.

    Raises:
        CannotStudy: the system refuses.
    """
    found = [_path()] if _path().exists() else []
    found += folder().glob(".study.json.*.tmp")  # left by a power cut
    try:
        for path in found:
            path.unlink()
        if found and not any(folder().iterdir()):
            folder().rmdir()
    except OSError as error:
        raise CannotStudy(f"{_path()} cannot be deleted. {disk.why(error)}") from error
    return bool(found)
