"""The system calls that Python does not offer, by ctypes."""

from __future__ import annotations

import ctypes
import os
import sys

# Numbers as (x86_64, aarch64).
NUMBERS = {
    "clone": (56, 220),
    "seccomp": (317, 277),
    "capset": (126, 91),
    "pivot_root": (155, 41),
    "mount_setattr": (442, 442),
    "landlock_create_ruleset": (444, 444),
    "landlock_add_rule": (445, 445),
    "landlock_restrict_self": (446, 446),
}
COLUMNS = {"x86_64": 0, "aarch64": 1, "arm64": 1}

NEW_NS, NEW_UTS, NEW_IPC, NEW_USER, NEW_PID, NEW_NET = (
    0x00020000,
    0x04000000,
    0x08000000,
    0x10000000,
    0x20000000,
    0x40000000,
)
READ_ONLY, NO_SUID, NO_DEV, NO_EXEC, REMOUNT = 1, 2, 4, 8, 32
BIND, RECURSIVE, PRIVATE = 4096, 16384, 1 << 18
DETACH = 2
SET_DEATH_SIGNAL, DROP_BOUND, SET_NO_NEW_PRIVS = 1, 24, 38

SIGCHLD = 17


def _no_syscall(*_: object) -> int:
    raise OSError("There are no such system calls here.")


linux = sys.platform.startswith("linux")
MACHINE = os.uname().machine if linux else ""
_libc = ctypes.CDLL(None, use_errno=True) if linux else None
if _libc is not None:
    _libc.prctl.argtypes = [ctypes.c_int, *[ctypes.c_ulong] * 4]
_syscall = ctypes.PyDLL(None, use_errno=True).syscall if linux else _no_syscall


def _checked(result: int, what: str) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")
    return result


def call(name: str, *arguments: int | bytes | None) -> int:
    """System call `name`. Raises OSError, and KeyError on an unknown machine."""
    assert _libc is not None
    number = NUMBERS[name][COLUMNS[MACHINE]]
    words = [
        ctypes.c_long(one) if isinstance(one, int) else ctypes.c_char_p(one) for one in arguments
    ]
    return _checked(int(_libc.syscall(ctypes.c_long(number), *words)), name)


def clone(flags: int) -> int:
    """fork() into new namespaces: 0 in the child, its number in the parent. Raises OSError.

    Only for a process with one thread. Python is told before and after, as by os.fork; the
    C library is not, which one thread does not notice.
    """
    assert _libc is not None
    python = ctypes.pythonapi  # calls through it keep the interpreter's lock
    number = NUMBERS["clone"][COLUMNS[MACHINE]]
    words = [ctypes.c_long(one) for one in (number, flags | SIGCHLD, 0, 0, 0, 0)]
    ctypes.set_errno(0)
    python.PyOS_BeforeFork()
    child = int(_syscall(*words))
    if child == 0:
        python.PyOS_AfterFork_Child()
    else:
        python.PyOS_AfterFork_Parent()
    return _checked(child, "clone")


def mount(
    source: str | None, target: str, kind: str | None, flags: int, options: str | None = None
) -> None:
    """Mount. Raises OSError."""
    assert _libc is not None
    texts = [None if one is None else os.fsencode(one) for one in (source, target, kind, options)]
    result = _libc.mount(texts[0], texts[1], texts[2], ctypes.c_ulong(flags), texts[3])
    _checked(int(result), f"mount {target}")


class _MountAttributes(ctypes.Structure):
    _fields_ = [(name, ctypes.c_uint64) for name in ("set", "clear", "propagation", "userns")]


def make_read_only(target: str) -> None:
    """Make the mount at `target`, and every mount below it, read-only, without devices or suid."""
    wanted = _MountAttributes(READ_ONLY | NO_SUID | NO_DEV, 0, 0, 0)
    here, recursive = -100, 0x8000
    call(
        "mount_setattr",
        here,
        os.fsencode(target),
        recursive,
        ctypes.addressof(wanted),
        ctypes.sizeof(wanted),
    )


def unmount(target: str) -> None:
    """Detach the mount at `target`. Raises OSError."""
    assert _libc is not None
    _checked(int(_libc.umount2(os.fsencode(target), DETACH)), f"umount {target}")


def control(option: int, value: int = 0) -> int:
    """prctl. Raises OSError."""
    assert _libc is not None
    return _checked(int(_libc.prctl(option, value, 0, 0, 0)), f"prctl {option}")


def drop_bounds() -> None:
    """Take every capability out of the bounding set; where that is not allowed, leave it."""
    assert _libc is not None
    for capability in range(64):
        if _libc.prctl(DROP_BOUND, capability, 0, 0, 0) < 0:
            return


def drop_capabilities() -> None:
    """Give up every capability. Raises OSError."""
    head = (ctypes.c_uint32 * 2)(0x20080522, 0)
    none = (ctypes.c_uint32 * 6)()
    call("capset", ctypes.addressof(head), ctypes.addressof(none))


def die_with_parent() -> None:
    """Be killed when the parent is; for good unless credentials change afterwards."""
    control(SET_DEATH_SIGNAL, 9)
