"""Landlock: which files a process may open, and no network, enforced by the kernel on itself."""

from __future__ import annotations

import ctypes
import os
import stat
import struct
from collections.abc import Iterable, Iterator

from . import system

EXECUTE, WRITE_FILE, READ_FILE, READ_DIR = 1, 2, 4, 8
MAKE_DEVICES = 1 << 6 | 1 << 11
TRUNCATE, IOCTL_DEV = 1 << 14, 1 << 15
ON_FILES = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE | IOCTL_DEV
ALL_BY_VERSION = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 4: (1 << 15) - 1}
ALL_LATER = (1 << 16) - 1
BIND_AND_CONNECT, SCOPE_SOCKETS_AND_SIGNALS = 3, 3


class _Rules(ctypes.Structure):
    _fields_ = [("files", ctypes.c_uint64), ("net", ctypes.c_uint64), ("scope", ctypes.c_uint64)]


def version() -> int:
    """The version that the kernel offers. Raises OSError when it offers none."""
    return system.call("landlock_create_ruleset", None, 0, 1)


def restrict(readable: Iterable[str], writable: Iterable[str], hidden: Iterable[str]) -> int:
    """From now on this process reads below `readable`, writes below `writable`, sees nothing
    below `hidden`, and opens no connection. Returns the version. Raises OSError."""
    found = version()
    everything = ALL_BY_VERSION.get(found, ALL_LATER)
    rules = _Rules(everything, BIND_AND_CONNECT if found >= 4 else 0)
    rules.scope = SCOPE_SOCKETS_AND_SIGNALS if found >= 6 else 0
    size = 24 if found >= 6 else 16 if found >= 4 else 8
    ruleset = system.call("landlock_create_ruleset", ctypes.addressof(rules), size, 0)
    away = {os.path.realpath(path) for path in hidden}
    for path in readable:
        for allowed, access in visible(path, away):
            _allow(ruleset, allowed, access & everything)
    for path in writable:
        _allow(ruleset, path, everything & ~EXECUTE & ~MAKE_DEVICES)
    system.call("landlock_restrict_self", ruleset, 0)
    os.close(ruleset)
    return found


def visible(path: str, hidden: set[str]) -> Iterator[tuple[str, int]]:
    """(path, access) pairs that let read all of `path` but what lies in `hidden`."""
    real = os.path.realpath(path)
    if real in hidden:
        return
    if not any(one.startswith(real + "/") for one in hidden):
        yield path, READ_FILE | READ_DIR
        return
    yield path, READ_DIR
    for entry in os.scandir(path):
        if not entry.is_symlink():
            yield from visible(entry.path, hidden)


def _allow(ruleset: int, path: str, access: int) -> None:
    try:
        where = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return  # what is not there needs no permission
    if not stat.S_ISDIR(os.fstat(where).st_mode):
        access &= ON_FILES
    if access:
        rule = ctypes.create_string_buffer(struct.pack("=Qi", access, where), 12)
        system.call("landlock_add_rule", ruleset, 1, ctypes.addressof(rule), 0)
    os.close(where)
