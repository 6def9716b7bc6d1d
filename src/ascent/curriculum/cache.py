"""A pack that is read again only when its files change."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from threading import Lock

from ascent.curriculum.files import Files, fingerprint
from ascent.curriculum.kinds import ContentKind
from ascent.curriculum.loader import load
from ascent.curriculum.pack import Pack


class PackCache:
    """Loads packs for a server: safe for threads, cheap to ask again.

    Read quickly, not thoroughly: see `load`. The files' times are looked at, at most once every
    `patience` seconds; a file that changed is read again, the others are not.
    """

    def __init__(
        self,
        kinds: Iterable[ContentKind],
        patience: float = 1.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._kinds = tuple(kinds)
        self._patience = patience
        self._clock = clock
        self._lock = Lock()
        self._files = Files()
        self._seen: tuple[tuple[Path, ...], object] | None = None
        self._looked = float("-inf")
        self._pack: Pack | None = None

    def load(self, folders: Sequence[Path]) -> Pack:
        """The pack as it is on disk now, give or take the patience."""
        wanted = tuple(folders)
        with self._lock:
            now = self._clock()
            same = self._seen is not None and self._seen[0] == wanted
            if self._pack is not None and same and now - self._looked < self._patience:
                return self._pack
            seen = (wanted, fingerprint(wanted))
            if self._pack is None or seen != self._seen:
                self._pack = load(wanted, self._kinds, self._files, thorough=False)
                self._seen = seen
            self._looked = self._clock()
            return self._pack
