"""The learner's work folder: `ASCENT_HOME/work/<activity id>/`, plain files for any editor.

The file `answer.py` is the truth. A page saves with the hash it started from;
when the file has changed since, both versions stay on the disk and the caller
shows them side by side. What Ascent has seen last of every answer is kept in
`work/.kept/`, so that a deleted file comes back.
"""

import contextlib
import hashlib
import re
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from ascent import clock, disk, home

ANSWER = "answer.py"
TASK = "task.md"
LARGEST = 1_000_000  # bytes of an answer; nobody types more
LastKept = Callable[[], str | None]  # the code that was handed in last, from the record
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_DEVICES = {"con", "prn", "aux", "nul", *(f"{d}{n}" for d in ("com", "lpt") for n in range(10))}


class Activity(Protocol):
    """What this module needs to know of an activity."""

    @property
    def id(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def folder(self) -> Path: ...


@dataclass(frozen=True)
class Draft:
    """What `answer.py` holds: `text` with line ends `\\n`, `sha` of its bytes.

    `note` is empty, or one or two sentences on how the file came to hold this
    when that is a surprise (it was gone and is back). `aside`: where the text lies
    that this one has replaced, if it has.
    """

    text: str
    sha: str
    path: Path
    note: str = ""
    aside: Path | None = None


@dataclass(frozen=True)
class Saved:
    """The text is on the disk; the next save starts from `sha`."""

    sha: str


@dataclass(frozen=True)
class Conflict:
    """The file had changed. `theirs` stays in `answer.py`; copies of both lie beside it.

    Save again with `theirs_sha` as base to put either text, or a third, into `answer.py`.
    """

    mine: str
    theirs: str
    theirs_sha: str
    mine_path: Path
    theirs_path: Path


class CannotSave(Exception):
    """The text did not reach the disk and the old file is as it was; the message says why."""


class CannotRead(Exception):
    """The file cannot be shown as text; the message says why and what to do."""


def work() -> Path:
    """The folder that holds one folder for each activity."""
    return home.home() / "work"


def folder(activity_id: str) -> Path:
    """The work folder of one activity (it may not exist yet).

    Raises:
        ValueError: the id is none (so that no name can lead out of the work folder).
    """
    if not _ID.fullmatch(activity_id) or activity_id in _DEVICES:
        raise ValueError(f"{activity_id!r} is not the id of an activity.")
    return work() / activity_id


def read(activity: Activity, last_kept: LastKept | None = None) -> Draft:
    """What the learner's file holds now; a missing one is made anew.

    It comes back as Ascent saw it last, else as it was handed in last (`last_kept`
    is asked for that), else as the starter.

    Raises:
        CannotRead: it is not UTF-8 text, or too large.
        CannotSave: it is missing and cannot be made.
    """
    path = folder(activity.id) / ANSWER
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return _make(activity, last_kept)
    except OSError as error:
        raise CannotRead(f"{path} cannot be read. {disk.why(error)}") from error
    draft = Draft(_text(data, path), _sha(data), path)
    _keep(activity.id, data)
    return draft


def save(activity: Activity, text: str, base_sha: str) -> Saved | Conflict:
    """Write `text`, which was made from the version `base_sha`.

    Raises:
        CannotSave: the disk is full or may not be written; the old file is intact.
    """
    place = folder(activity.id)
    path = place / ANSWER
    with _Saving(path), _lock(activity.id):
        place.mkdir(parents=True, exist_ok=True)
        old = path.read_bytes() if path.exists() else None
        check_size(text)
        data = _bytes(text, like=old)
        if old is None or old == data or _sha(old) == base_sha:
            if old != data:
                _keep(activity.id, data)
                disk.write(path.resolve(), data)
            return Saved(_sha(data))
        _set_aside(place, "conflict", old)  # stays when the learner goes on with their other text
        beside = _set_aside(place, "conflict", data)
        return Conflict(text, _loosely(old), _sha(old), beside, path)


def check_size(text: str) -> None:
    """Refuse a text that is longer than an answer may be.

    Raises:
        CannotSave: nothing was written.
    """
    size = len(text.encode("utf-8", "replace"))
    if size > LARGEST:
        raise CannotSave(
            f"The text has {size:,} bytes; an answer has at most {LARGEST:,}. "
            "Take out what is not code, a long table for example."
        )


def reset(activity: Activity, label: str = "before-reset") -> Draft:
    """Put the starter back; what was there stays beside it as `answer.<label>-<time>.py`.

    Raises:
        CannotSave: nothing has changed.
    """
    place = folder(activity.id)
    path = place / ANSWER
    with _Saving(path), _lock(activity.id):
        place.mkdir(parents=True, exist_ok=True)
        starter, aside = _starter(activity), None
        if path.exists() and (old := path.read_bytes()) != starter:
            aside = _set_aside(place, label, old)
        disk.write(path.resolve(), starter)
        _keep(activity.id, starter)
    return Draft(_text(starter, path), _sha(starter), path, aside=aside)


def open_folder(
    activity: Activity,
    data: Mapping[str, Path] | None = None,
    last_kept: LastKept | None = None,
) -> Draft:
    """Write all that the activity needs into its folder, and nothing of its solution.

    `data` maps the name under which learner code reads a file to where it lies.
    The task and the data are made fresh when they differ from the pack's.

    Raises:
        CannotSave, CannotRead: as `read`.
    """
    draft = read(activity, last_kept)
    place = draft.path.parent
    with _Saving(place), _lock(activity.id):
        _refresh(place / TASK, _task(activity))
        for name, source in (data or {}).items():
            if Path(name).name != name or name in {ANSWER, TASK, "", ".", ".."}:
                raise ValueError(f"{name!r} is not a name for a data file.")
            _refresh(place / name, source.read_bytes(), keep_old=True)
    return draft


def activity_of(path: Path) -> str | None:
    """The id of the activity whose folder `path` is or lies in, or None."""
    try:
        inside = path.resolve().relative_to(work().resolve())
    except ValueError:
        return None
    return inside.parts[0] if inside.parts and _ID.fullmatch(inside.parts[0]) else None


# ---------------------------------------------------------------- making files


def _make(activity: Activity, last_kept: LastKept | None) -> Draft:
    path = folder(activity.id) / ANSWER
    with _Saving(path), _lock(activity.id):
        if not path.exists():  # another tab may have been quicker
            data, note = _newest(activity, last_kept)
            path.parent.mkdir(parents=True, exist_ok=True)
            disk.write(path, data)
            _keep(activity.id, data)
            return Draft(_text(data, path), _sha(data), path, note)
    return read(activity, last_kept)


def _newest(activity: Activity, last_kept: LastKept | None) -> tuple[bytes, str]:
    gone = f"{ANSWER} was gone from {folder(activity.id)}. "
    with contextlib.suppress(FileNotFoundError):
        return _kept(activity.id).read_bytes(), gone + "It is back as Ascent saw it last."
    if last_kept and (code := last_kept()):
        return code.encode("utf-8", "replace"), gone + "It is back as you handed it in last."
    note = "" if not folder(activity.id).exists() else gone + "It is back as it was at the start."
    return _starter(activity), note


def _starter(activity: Activity) -> bytes:
    return (activity.folder / "starter.py").read_bytes()


def _task(activity: Activity) -> bytes:
    prompt = (activity.folder / "prompt.md").read_text(encoding="utf-8").strip()
    return (
        f"# {activity.title}\n\n{prompt}\n\n---\n\n"
        f"Write into `{ANSWER}`, then check it: `ascent check {activity.id}`.\n"
        f"Ascent writes this page anew each time the exercise is opened.\n"
    ).encode()


def _refresh(path: Path, data: bytes, *, keep_old: bool = False) -> None:
    old = path.read_bytes() if path.exists() else None
    if old == data:
        return
    if old is not None and keep_old:
        path.replace(_free(path.parent, path.stem, "kept", path.suffix))
    disk.write(path, data)


def _set_aside(place: Path, label: str, data: bytes) -> Path:
    """Write `data` beside the answer, unless it lies there already."""
    for path in place.glob(f"answer.{label}-*.py"):
        if path.read_bytes() == data:
            return path
    path = _free(place, "answer", label, ".py")
    disk.write(path, data)
    return path


def _free(place: Path, stem: str, label: str, suffix: str) -> Path:
    when = clock.now().astimezone().strftime("%Y%m%d-%H%M%S-%f")
    path, count = place / f"{stem}.{label}-{when}{suffix}", 1
    while path.exists():
        count += 1
        path = place / f"{stem}.{label}-{when}-{count}{suffix}"
    return path


def _kept(activity_id: str) -> Path:
    return work() / ".kept" / f"{activity_id}.py"


def _keep(activity_id: str, data: bytes) -> None:
    """Remember what was seen last. A help in need: without space it goes without."""
    path = _kept(activity_id)
    with contextlib.suppress(OSError):
        if not path.exists() or path.read_bytes() != data:
            path.parent.mkdir(parents=True, exist_ok=True)
            disk.write(path, data, sync=False)


def _lock(activity_id: str) -> disk.Lock:
    return disk.Lock(home.home() / "run" / "locks" / f"{activity_id}.lock")


class _Saving(contextlib.AbstractContextManager[None]):
    """Turns what the system says into a sentence of ours."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        if isinstance(error, OSError | shutil.Error):
            why = disk.why(error) if isinstance(error, OSError) else str(error)
            raise CannotSave(
                f"{self._path} could not be written; the file on the disk is as it was. {why}"
            ) from error


# ---------------------------------------------------------------- text and bytes


def _sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _text(data: bytes, path: Path) -> str:
    if len(data) > LARGEST:
        raise CannotRead(
            f"{path} has {len(data)} bytes; an answer has at most {LARGEST}. "
            "Take out what is not code, then load the page again."
        )
    try:
        return _unix(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise CannotRead(
            f"{path} is not UTF-8 text: byte {data[error.start]:#04x} in line {line}. "
            "Open it in your editor and save it with the encoding UTF-8."
        ) from error


def _loosely(data: bytes) -> str:
    return _unix(data.decode("utf-8-sig", "replace"))


def _unix(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _bytes(text: str, like: bytes | None) -> bytes:
    """`text` as UTF-8, with the line ends of the file it replaces."""
    text = _unix(text)
    if like is not None and b"\r\n" in like and like.count(b"\r\n") == like.count(b"\n"):
        text = text.replace("\n", "\r\n")
    try:
        return text.encode()
    except UnicodeEncodeError as error:
        raise CannotSave(
            "The text holds half of a character (a lone surrogate) "
            f"at position {error.start}. Take that character out."
        ) from error
