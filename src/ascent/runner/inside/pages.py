"""Large pages for what a zygote holds.

To clone a process, and to end a clone, the kernel goes through every page that it holds: 27,000
for scikit-learn. Where 512 of them lie in one large page, it goes through that one. A clone
that writes into a large page still copies a small one.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from . import system

LARGE = 2 << 20
WORTH = 4 * LARGE
"""Shorter stretches stay as they are: for each, the kernel first waits for all processors."""

FRESH = 1 << 20
"""Python asks the system for memory for small objects in pieces of this size."""

STRETCH_MB = 48  # scikit-learn and pandas fill it
FILLER = 400
"""Bytes that, with what Python adds, are still a small object."""


def reserve() -> list[bytes]:
    """Have Python take its memory for small objects in one stretch, before packages are imported:
    their libraries would come to lie between the pieces. What is not in use when the result is
    let go of goes back to the system."""
    count = STRETCH_MB * FRESH // FILLER
    filler = [b""] * count  # the list must not grow between them
    for at in range(count):
        filler[at] = bytes(FILLER)
    some_in_each = FRESH // FILLER // 3
    return filler[::some_in_each]


def enlarge() -> None:
    """Move what this process holds in memory into large pages, where the kernel (6.1 or later)
    can. Nothing else changes, and nothing is promised."""
    for start, end in _stretches(Path("/proc/self/maps").read_text()):
        system.collapse(start, end - start)


def _stretches(maps: str) -> Iterator[tuple[int, int]]:
    """(start, end) of long stretches of memory that lie in no file, in whole large pages."""
    for line in maps.splitlines():
        span, rights, *_, inode_or_name = line.split()
        if rights == "rw-p" and inode_or_name in ("0", "[heap]"):
            start, end = (int(one, 16) for one in span.split("-"))
            start, end = -(-start // LARGE) * LARGE, end // LARGE * LARGE
            if end - start >= WORTH:
                yield start, end
