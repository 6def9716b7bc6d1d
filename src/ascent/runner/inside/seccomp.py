"""A seccomp filter: which system calls learner code may not make, as a BPF program.

The filter is data (a list of instructions), so a test can run it in an interpreter for
either architecture. Numbers are (x86_64, aarch64); None where the call does not exist.
"""

from __future__ import annotations

import ctypes
import os
import struct

from . import system

# Never: other programs, other processes' memory, mounts, namespaces, the kernel's wide surfaces.
REFUSED: dict[str, tuple[int | None, int | None]] = {
    "execve": (59, 221),
    "execveat": (322, 281),
    "fork": (57, None),
    "vfork": (58, None),
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "pidfd_getfd": (438, 438),
    "process_madvise": (440, 440),
    "kcmp": (312, 272),
    "mount": (165, 40),
    "umount2": (166, 39),
    "pivot_root": (155, 41),
    "chroot": (161, 51),
    "unshare": (272, 97),
    "setns": (308, 268),
    "open_tree": (428, 428),
    "move_mount": (429, 429),
    "fsopen": (430, 430),
    "fsconfig": (431, 431),
    "fsmount": (432, 432),
    "fspick": (433, 433),
    "mount_setattr": (442, 442),
    "bpf": (321, 280),
    "perf_event_open": (298, 241),
    "keyctl": (250, 219),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427),
    "userfaultfd": (323, 282),
    "kexec_load": (246, 104),
    "kexec_file_load": (320, 294),
    "init_module": (175, 105),
    "finit_module": (313, 273),
    "delete_module": (176, 106),
    "reboot": (169, 142),
    "swapon": (167, 224),
    "swapoff": (168, 225),
    "acct": (163, 89),
    "quotactl": (179, 60),
    "quotactl_fd": (443, 443),
    "settimeofday": (164, 170),
    "clock_settime": (227, 112),
    "clock_adjtime": (305, 266),
    "adjtimex": (159, 171),
    "sethostname": (170, 161),
    "setdomainname": (171, 162),
    "syslog": (103, 116),
    "vhangup": (153, 58),
    "open_by_handle_at": (304, 265),
    "name_to_handle_at": (303, 264),
    "iopl": (172, None),
    "ioperm": (173, None),
    "modify_ldt": (154, None),
    "fanotify_init": (300, 262),
    "fanotify_mark": (301, 263),
    "lookup_dcookie": (212, 18),
    "personality": (135, 92),
    "migrate_pages": (256, 238),
    "move_pages": (279, 239),
    "memfd_secret": (447, 447),
    "mknod": (133, None),
    "mknodat": (259, 33),
}

# Besides, without namespaces: reaching processes that are not ours.
REFUSED_ALONE: dict[str, tuple[int | None, int | None]] = {
    "tkill": (200, 130),
    "rt_sigqueueinfo": (129, 138),
    "rt_tgsigqueueinfo": (297, 240),
    "pidfd_open": (434, 434),
    "pidfd_send_signal": (424, 424),
    "setsid": (112, 157),
    "setpgid": (109, 154),
}

SPECIAL: dict[str, tuple[int | None, int | None]] = {
    "clone": (56, 220),
    "clone3": (435, 435),
    "socket": (41, 198),
    "ioctl": (16, 29),
    "kill": (62, 129),
    "tgkill": (234, 131),
}

ARCHITECTURES = {"x86_64": (0xC000003E, 0), "aarch64": (0xC00000B7, 1)}
"""Audit number and column in the tables."""

ALLOW, KILL, ERRNO = 0x7FFF0000, 0x80000000, 0x00050000
EPERM, ENOSYS = 1, 38
X32 = 0x40000000
CLONE_THREAD, AF_UNIX = 0x00010000, 1
TIOCSTI, TIOCLINUX = 0x5412, 0x541C
LOAD, JUMP_EQ, JUMP_GE, JUMP_SET, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
NR, ARCH, ARGUMENT = 0, 4, 16

Instruction = tuple[int, int, int, int]
"""code, jump if true, jump if false, operand"""


def program(machine: str, *, alone: bool, pid: int) -> list[Instruction]:
    """The filter for `machine`. `alone` is for a process without namespaces around it:
    it may signal only itself (`pid`) and open no socket at all.

    Raises KeyError for a machine that the tables do not know.
    """
    audit, column = ARCHITECTURES[machine]

    def number(name: str) -> int:
        found = SPECIAL[name][column]
        assert found is not None
        return found

    code = [(LOAD, 0, 0, ARCH), (JUMP_EQ, 1, 0, audit), _end(KILL), (LOAD, 0, 0, NR)]
    code += [(JUMP_GE, 0, 1, X32), _end(KILL)]
    refused = [*REFUSED.values(), *(REFUSED_ALONE.values() if alone else ())]
    for numbers in refused:
        if numbers[column] is not None:
            code += _when(numbers[column] or 0, [_end(ERRNO | EPERM)])
    code += _when(number("clone3"), [_end(ERRNO | ENOSYS)])
    threads = [(LOAD, 0, 0, ARGUMENT), (JUMP_SET, 0, 1, CLONE_THREAD), _end(ALLOW)]
    code += _when(number("clone"), [*threads, _end(ERRNO | EPERM)])
    if alone:
        code += _when(number("socket"), [_end(ERRNO | EPERM)])
        for name in ("kill", "tgkill"):
            code += _when(number(name), [*_argument_is(0, pid, ALLOW), _end(ERRNO | EPERM)])
    else:
        unix = _argument_is(0, AF_UNIX, ALLOW)
        code += _when(number("socket"), [*unix, _end(ERRNO | EPERM)])
    terminal = [(LOAD, 0, 0, ARGUMENT + 8)]
    for request in (TIOCSTI, TIOCLINUX):
        terminal += [(JUMP_EQ, 0, 1, request), _end(ERRNO | EPERM)]
    code += _when(number("ioctl"), [*terminal, _end(ALLOW)])
    return [*code, _end(ALLOW)]


def _end(verdict: int) -> Instruction:
    return (RETURN, 0, 0, verdict)


def _when(number: int, then: list[Instruction]) -> list[Instruction]:
    """Run `then`, which returns, for system call `number`; else go on behind it."""
    return [(JUMP_EQ, 0, len(then), number), *then]


def _argument_is(at: int, value: int, verdict: int) -> list[Instruction]:
    """Return `verdict` when the low half of argument `at` is `value`."""
    return [(LOAD, 0, 0, ARGUMENT + 8 * at), (JUMP_EQ, 0, 1, value), _end(verdict)]


class _Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("filter", ctypes.c_void_p)]


def install(*, alone: bool) -> None:
    """Put the filter on every thread of this process, for good.

    Needs no_new_privs. Raises OSError, and KeyError on an unknown machine.
    """
    code = program(os.uname().machine, alone=alone, pid=os.getpid())
    packed = b"".join(struct.pack("HBBI", *instruction) for instruction in code)
    buffer = ctypes.create_string_buffer(packed, len(packed))
    head = _Program(len(code), ctypes.addressof(buffer))
    set_mode_filter, sync_threads = 1, 1
    system.call("seccomp", set_mode_filter, sync_threads, ctypes.addressof(head))
