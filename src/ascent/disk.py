"""Writing to disk so that nothing is lost: whole files or none, one writer at a time.

No Django here. Every function works on Linux, macOS and Windows.
"""

import contextlib
import os
import secrets
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

PRIVATE_FOLDER = 0o700
PRIVATE_FILE = 0o600


def private_folder(path: Path) -> Path:
    """Make `path` (and what lies above it) readable by its owner only; an existing one stays.

    Raises:
        OSError: the folder cannot be made.
    """
    path.mkdir(parents=True, exist_ok=True, mode=PRIVATE_FOLDER)
    return path


def write(path: Path, data: bytes, *, mode: int = 0o644, sync: bool = True) -> None:
    """Put `data` at `path`: afterwards the file holds all of it, or what it held before.

    The bytes go to a new file beside it, reach the disk, and then take the name.

    Raises:
        OSError: nothing has changed (the disk is full, the folder cannot be written).
    """
    draft = path.with_name(f".{path.name}.{secrets.token_hex(6)}.tmp")
    try:
        _write_new(draft, data, mode, sync)
        _replace(draft, path)
    except BaseException:
        with contextlib.suppress(OSError):
            draft.unlink()
        raise
    if sync:
        _sync_folder(path.parent)


def _write_new(path: Path, data: bytes, mode: int, sync: bool) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    handle = os.open(path, flags, mode)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        if sync:
            os.fsync(file.fileno())


def _replace(source: Path, target: Path) -> None:
    """`os.replace`, which Windows refuses for a moment while somebody reads the target."""
    for _ in range(20 if os.name == "nt" else 0):
        try:
            source.replace(target)
        except PermissionError:
            time.sleep(0.05)
        else:
            return
    source.replace(target)


def _sync_folder(folder: Path) -> None:
    """Make the new name itself reach the disk (Windows does so on its own)."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class Busy(Exception):
    """Somebody else holds the lock."""


class Lock:
    """A lock among processes and threads; it is released when its holder dies.

    with Lock(home / "run" / "door.lock"):
        ...
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._handle: int | None = None

    def take(self, *, wait: bool = True) -> None:
        """Take the lock, or wait for it.

        Raises:
            Busy: `wait` is false and somebody holds it.
            OSError: the lock file cannot be made.
        """
        private_folder(self._path.parent)
        handle = os.open(self._path, os.O_RDWR | os.O_CREAT, PRIVATE_FILE)
        try:
            _lock(handle, wait)
        except BaseException:
            os.close(handle)
            raise
        self._handle = handle

    def release(self) -> None:
        """Give the lock back; nothing happens when it is not held."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    def __enter__(self) -> Self:
        self.take()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.release()


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int, wait: bool) -> None:
        while True:
            try:
                msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
            except OSError:
                if not wait:
                    raise Busy from None
                time.sleep(0.02)
            else:
                return
else:
    import fcntl

    def _lock(handle: int, wait: bool) -> None:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            raise Busy from None


def files_under(folder: Path) -> Iterator[Path]:
    """Every regular file in `folder`, by name; links are left out, temporary files too."""
    for path in sorted(folder.rglob("*"), key=lambda p: p.relative_to(folder).as_posix()):
        temporary = path.name.startswith(".") and path.name.endswith(".tmp")
        if path.is_file() and not path.is_symlink() and not temporary:
            yield path


def why(error: OSError) -> str:
    """What an `OSError` means, in words and with what to do."""
    import errno

    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return "The disk is full. Free some space, then save again."
    if error.errno in {errno.EACCES, errno.EPERM}:
        return "This account may not write there. Change the permissions of the folder."
    if error.errno == errno.EROFS:
        return "The disk is mounted read-only. Mount it for writing, or set ASCENT_HOME elsewhere."
    return f"The system says: {error.strerror or error}."
