"""Files by the SHA-256 of their bytes: put once, verified, and forgotten when others need room."""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
import shutil
import threading
import time
from collections import OrderedDict
from collections.abc import Collection
from pathlib import Path

from ascent.runner.executors.base import SHA256, Refused, WrongHash

LARGEST = 256 * 1024 * 1024
MOST_BYTES = 2 * 1024**3
AN_HOUR = 3600.0

Stamp = tuple[int, int, int]


class BlobStore:
    """A private folder of files by hash; the least recently used ones make room for new ones.

    Several processes may share the folder. A file that is found in it and was not put by this
    process is hashed before its first use.
    """

    def __init__(
        self, folder: Path, *, largest: int = LARGEST, most_bytes: int = MOST_BYTES
    ) -> None:
        self.folder, self.largest, self.most_bytes = folder, largest, most_bytes
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._lock = threading.RLock()
        self._sizes: OrderedDict[str, int] = OrderedDict()
        self._verified: dict[str, Stamp] = {}
        _sweep(folder)
        kept = [path for path in folder.iterdir() if SHA256.fullmatch(path.name)]
        for path in sorted(kept, key=lambda path: path.stat().st_mtime):
            self._sizes[path.name] = path.stat().st_size

    def missing(self, hashes: Collection[str]) -> set[str]:
        """Which of these are not here, or not what they were."""
        return {sha for sha in hashes if not self._has(sha)}

    def put(self, blob: bytes, sha256: str) -> None:
        """Keep `blob`. Raises WrongHash, and Refused when it is too large."""
        with self.incoming(sha256, len(blob)) as incoming:
            incoming.write(blob)
            incoming.finish()

    def incoming(self, sha256: str, size: int) -> Incoming:
        """A file that arrives in parts. Raises Refused when it is too large."""
        if not SHA256.fullmatch(sha256):
            raise WrongHash
        if not 0 <= size <= min(self.largest, self.most_bytes):
            limit = min(self.largest, self.most_bytes)
            text = f"A file of {size} bytes is too large; {limit} are taken."
            raise Refused("too-large", text)
        return Incoming(self, sha256, size)

    def lay_out(self, sha256: str, target: Path) -> None:
        """Put the file of this hash at `target`. Raises Refused when it is not here."""
        with self._lock:
            if not self._has(sha256):
                raise Refused("missing", f"The file {sha256[:12]} has not been sent.")
            self._sizes.move_to_end(sha256)
            source = self.folder / sha256
            with contextlib.suppress(OSError):
                os.utime(source)
                self._verified[sha256] = _stamp(source)
            shutil.copyfile(source, target)

    def _has(self, sha256: str) -> bool:
        """Whether it is here, whole. A file that changed since it was verified is thrown out."""
        path = self.folder / sha256
        with self._lock:
            try:
                stamp = _stamp(path)
            except OSError:
                self._forget(sha256)
                return False
            if self._verified.get(sha256) == stamp:
                return True
            with path.open("rb") as file:
                fine = hashlib.file_digest(file, "sha256").hexdigest() == sha256
            if not fine:
                path.unlink(missing_ok=True)
                self._forget(sha256)
                return False
            self._sizes[sha256], self._verified[sha256] = stamp[0], stamp
            return True

    def _keep(self, draft: Path, sha256: str) -> None:
        """Take over a verified draft, and make room for it."""
        with self._lock:
            target = self.folder / sha256
            draft.replace(target)
            self._verified[sha256] = stamp = _stamp(target)
            self._sizes[sha256] = stamp[0]
            self._sizes.move_to_end(sha256)
            while sum(self._sizes.values()) > self.most_bytes:
                oldest = next(iter(self._sizes))
                (self.folder / oldest).unlink(missing_ok=True)
                self._forget(oldest)

    def _forget(self, sha256: str) -> None:
        self._sizes.pop(sha256, None)
        self._verified.pop(sha256, None)


class Incoming:
    """A file on its way into a store; it is there after `finish`, and only then."""

    def __init__(self, store: BlobStore, sha256: str, size: int) -> None:
        self._store, self._sha, self._left = store, sha256, size
        self._digest = hashlib.sha256()
        self._draft = store.folder / f"{secrets.token_hex(8)}.part"
        self._file = self._draft.open("xb")

    def __enter__(self) -> Incoming:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()
        self._draft.unlink(missing_ok=True)

    @property
    def complete(self) -> bool:
        """Whether all announced bytes have come."""
        return self._left == 0

    def write(self, part: bytes) -> None:
        """The next bytes. Raises Refused when there are more than were announced."""
        if len(part) > self._left:
            raise Refused("too-large", "More bytes came than were announced.")
        self._left -= len(part)
        self._digest.update(part)
        self._file.write(part)

    def finish(self) -> None:
        """Verify it and keep it. Raises WrongHash."""
        self._file.close()
        if self._left or self._digest.hexdigest() != self._sha:
            raise WrongHash
        self._store._keep(self._draft, self._sha)


def _sweep(folder: Path) -> None:
    """Remove what came half and whose sender, or receiver, died."""
    for path in folder.glob("*.part"):
        with contextlib.suppress(OSError):
            if time.time() - path.stat().st_mtime > AN_HOUR:
                path.unlink()


def _stamp(path: Path) -> Stamp:
    found = path.stat()
    return found.st_size, found.st_mtime_ns, found.st_ino
