"""A pack that is read again only when its files change."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from threading import Event, Lock

from ascent.curriculum.files import Files, fingerprint
from ascent.curriculum.kinds import ContentKind
from ascent.curriculum.loader import load
from ascent.curriculum.pack import Pack

AHEAD = 0.7  # share of the patience after which `look_ahead` looks again
REST = 60.0  # seconds without anybody who asks, after which it rests


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
        self._looked = self._asked = float("-inf")
        self._pack: Pack | None = None

    def load(self, folders: Sequence[Path]) -> Pack:
        """The pack as it is on disk now, give or take the patience."""
        wanted = tuple(folders)
        with self._lock:
            self._asked = now = self._clock()
            same = self._seen is not None and self._seen[0] == wanted
            if self._pack is not None and same and now - self._looked < self._patience:
                return self._pack
            return self._look(wanted, fingerprint(wanted))

    def look_ahead(self, stop: Event) -> None:
        """Look before anybody has to wait for it, until `stop` is set; for a thread of its own.

        It rests while nobody asks for the pack, and then the next who asks waits.
        """
        while not stop.wait(self._patience * AHEAD):
            with self._lock:
                resting = self._clock() - self._asked > REST
                wanted = self._seen[0] if self._seen is not None else None
            if wanted is None or resting:
                continue
            began, files = self._clock(), fingerprint(wanted)  # the look itself holds nobody up
            with self._lock:
                if self._seen is not None and self._seen[0] == wanted and began > self._looked:
                    self._look(wanted, files, began)

    def _look(self, wanted: tuple[Path, ...], files: object, at: float | None = None) -> Pack:
        """The pack with these files, read again when they are others than at the last look."""
        seen = (wanted, files)
        if self._pack is None or seen != self._seen:
            self._pack = load(wanted, self._kinds, self._files, thorough=False)
            self._seen = seen
        self._looked = self._clock() if at is None else at
        return self._pack
