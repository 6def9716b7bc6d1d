"""Finds what people handed in, in a folder that nobody has looked through.

    FOLDER/<who>/<exercise id>.py        many exercises
    FOLDER/<who>.py                      one exercise, which the caller names

Names, sizes, links and bytes are whatever somebody sent. What cannot be taken is listed with
its reason, and the rest goes on.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ascent.curriculum import Pack
from ascent.curriculum.activity import Activity
from ascent.printable import plain

MOST_BYTES = 1_000_000
SUFFIX = ".py"
_QUIETLY = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


class Unreadable(Exception):
    """A file cannot be taken; the message says why."""


@dataclass(frozen=True)
class HandIn:
    """One file of one person. `who` and `file` are fit to be shown."""

    who: str
    activity: Activity
    path: Path
    file: str


@dataclass(frozen=True)
class LeftOut:
    """Something in the folder that is not graded. `missed` when it looks like an answer."""

    file: str
    reason: str
    missed: bool


Found = tuple[list[HandIn], list[LeftOut]]
Suggest = Callable[[str], str]


def find(folder: Path, pack: Pack, one: Activity | None, suggest: Suggest) -> Found:
    """What lies in `folder`, by person and exercise, and what of it is left out.

    `one` is the exercise that all files answer, else each is named after its own. `suggest`
    gives a sentence about an id that is unknown. Raises OSError when the folder cannot be read.
    """
    handins: list[HandIn] = []
    left_out: list[LeftOut] = []
    for entry in _look(folder):
        found = _of_one(entry, one) if one else _of_person(entry, pack, suggest)
        for item in found:
            (handins if isinstance(item, HandIn) else left_out).append(item)  # type: ignore[arg-type]
    return _once_each(handins, left_out)


def _look(folder: Path) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        return sorted(entries, key=lambda entry: entry.name)


def _of_one(entry: os.DirEntry[str], one: Activity) -> Iterator[HandIn | LeftOut]:
    name = plain(entry.name)
    if why := _not_a_file(entry):
        yield LeftOut(name, why, _is_code(entry))
    else:
        yield HandIn(plain(entry.name.removesuffix(SUFFIX)), one, Path(entry.path), name)


def _of_person(
    person: os.DirEntry[str], pack: Pack, suggest: Suggest
) -> Iterator[HandIn | LeftOut]:
    who = plain(person.name)
    if person.is_symlink():
        yield LeftOut(who, "It is a link. Copy the folder itself.", True)
    elif not person.is_dir(follow_symlinks=False):
        why = "It lies in nobody's folder. With --exercise ID, files may lie here."
        yield LeftOut(who, why, _is_code(person))
    elif person.name.startswith("."):
        yield LeftOut(who, "Its name begins with a dot.", False)
    else:
        yield from _of_folder(person, who, pack, suggest)


def _of_folder(
    person: os.DirEntry[str], who: str, pack: Pack, suggest: Suggest
) -> Iterator[HandIn | LeftOut]:
    try:
        entries = _look(Path(person.path))
    except OSError as error:
        yield LeftOut(who, f"It cannot be read: {error.strerror}.", True)
        return
    for entry in entries:
        file = f"{who}/{plain(entry.name)}"
        if why := _not_a_file(entry):
            yield LeftOut(file, why, _is_code(entry))
            continue
        name = entry.name.removesuffix(SUFFIX)
        activity = pack.activities.get(pack.renamed.get(name, name))
        if activity is None:
            yield LeftOut(file, f"There is no activity “{plain(name)}”.{suggest(name)}", True)
        elif not activity.has("starter.py"):
            yield LeftOut(file, f"“{name}” is a {activity.kind} and has no code to check.", True)
        else:
            yield HandIn(who, activity, Path(entry.path), file)


def _not_a_file(entry: os.DirEntry[str]) -> str:
    """Why an entry is no file of Python code; empty when it is one."""
    if entry.is_symlink():
        return "It is a link. Copy the file itself."
    if entry.is_dir(follow_symlinks=False):
        return "It is a folder. Files lie one level higher."
    if entry.name.startswith("."):
        return "Its name begins with a dot."
    if not entry.name.endswith(SUFFIX):
        return f"Its name does not end in {SUFFIX}."
    return "" if entry.is_file(follow_symlinks=False) else "It is no regular file."


def _is_code(entry: os.DirEntry[str]) -> bool:
    return entry.name.endswith(SUFFIX) and not entry.name.startswith(".")


def _once_each(handins: list[HandIn], left_out: list[LeftOut]) -> Found:
    """One file for each person and exercise: an exercise may have had another id before."""
    first: dict[tuple[str, str], HandIn] = {}
    for handin in handins:
        kept = first.setdefault((handin.who, handin.activity.id), handin)
        if kept is not handin:
            why = f"It answers “{handin.activity.id}”, as {kept.file} does. Keep one of them."
            left_out.append(LeftOut(handin.file, why, True))
    return list(first.values()), left_out


def read(path: Path) -> str:
    """The code in a file. Raises Unreadable; never follows a link, and never waits for a pipe."""
    try:
        handle = os.open(path, os.O_RDONLY | _QUIETLY)
    except OSError as error:
        raise Unreadable(f"It cannot be read: {error.strerror}.") from None
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise Unreadable("It is no regular file.")
        try:
            data = file.read(MOST_BYTES + 1)
        except OSError as error:
            raise Unreadable(f"It cannot be read: {error.strerror}.") from None
    if len(data) > MOST_BYTES:
        raise Unreadable(f"It has more than {MOST_BYTES // 1_000_000} MB.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        said = f"It is not UTF-8 text: {error.reason} at byte {error.start}."
        raise Unreadable(said) from None
