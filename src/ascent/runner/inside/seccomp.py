"""A seccomp filter: which system calls learner code may make, as a BPF program.

It allows what `calls` lists, looks at the arguments of a few, says EPERM to attacks and
ENOSYS to everything else. The filter is data (a list of instructions), so a test can run it
in an interpreter for either architecture. It searches by halves: some nine comparisons for
any call, and none where the kernel remembers that a call is always allowed.
"""

from __future__ import annotations

import ctypes
import functools
import os
import struct
from collections.abc import Iterable

from . import calls, system

ARCHITECTURES = {"x86_64": (0xC000003E, 0), "aarch64": (0xC00000B7, 1)}
"""Audit number and column in the tables."""

Instruction = tuple[int, int, int, int]
"""code, jump if true, jump if false, operand"""
Block = tuple[Instruction, ...]
"""Instructions that end by returning."""

LOAD, JUMP, JUMP_EQ, JUMP_GE, JUMP_SET, RETURN = 0x20, 0x05, 0x15, 0x35, 0x45, 0x06
NR, ARCH, ARGUMENT = 0, 4, 16
FARTHEST = 255  # a condition jumps no farther
X32 = 0x40000000  # from here on, numbers mean calls of a third, half-forgotten kind

EPERM, ENOTTY, ENOSYS = 1, 25, 38
ALLOW, KILL, ERRNO = 0x7FFF0000, 0x80000000, 0x00050000


def _end(verdict: int) -> Block:
    return ((RETURN, 0, 0, verdict),)


ALLOWED, ENDED = _end(ALLOW), _end(KILL)
REFUSED, UNHEARD_OF = _end(ERRNO | EPERM), _end(ERRNO | ENOSYS)
UNDONE = _end(ERRNO)  # success, they say, and nothing has happened

# SIGSTOP, SIGTSTP, SIGTTIN, SIGTTOU: who stops itself looks like stopped from outside.
STOPS = (19, 20, 21, 22)
CLONE_THREAD, NAMESPACES = 0x00010000, 0x7E020080
AF_UNIX, NOT_A_STREAM = 1, 0xE
# Programs in a socket: SO_ATTACH_FILTER, _BPF, _REUSEPORT_CBPF, _REUSEPORT_EBPF; and larger
# buffers, which are memory that no limit counts: SO_SNDBUF, SO_RCVBUF and their FORCE.
SOCKET_OPTIONS = (26, 50, 51, 52, 7, 8, 32, 33)
# Who owns a descriptor gets signals from the kernel: FIOSETOWN, SIOCSPGRP. TIOCSTI and
# TIOCLINUX type into a terminal.
ATTACKS_ON_DEVICES = (0x8901, 0x8902, 0x5412, 0x541C)
# TCGETS and TCGETS2 (is it a terminal?), TIOCGWINSZ, FIONREAD, FIONBIO, FIONCLEX, FIOCLEX.
DEVICES = (0x5401, 0x802C542A, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451)
# F_DUPFD to F_SETLKW, the locks of open files, F_DUPFD_CLOEXEC, F_GETPIPE_SZ. Not: owners,
# leases, notifications, larger pipes.
DESCRIPTORS = (*range(8), 36, 37, 38, 1030, 1032)
# PR_GET_DUMPABLE, PR_SET_NAME and PR_GET_NAME, PR_CAPBSET_READ, PR_GET_SECCOMP,
# PR_GET_NO_NEW_PRIVS, PR_SET_VMA (names for memory). Not: PR_SET_PDEATHSIG, PR_SET_DUMPABLE
# and PR_SET_PTRACER, with which a process leaves the worker's sight.
CONTROLS = (3, 15, 16, 23, 21, 39, 0x53564D41)


def program(machine: str, *, alone: bool, pid: int) -> list[Instruction]:
    """The filter for `machine` and the process `pid`. `alone` is for a process without
    namespaces around it: its sockets exist in connected pairs only.

    Raises KeyError for a machine that the tables do not know.
    """
    audit, column = ARCHITECTURES[machine]
    blocks = {
        number: block
        for name, block in _rules(alone=alone, pid=pid).items()
        if (number := calls.NUMBERS[name][column]) is not None
    }
    head = [(LOAD, 0, 0, ARCH), (JUMP_EQ, 1, 0, audit), *ENDED, (LOAD, 0, 0, NR)]
    return [*head, *_search(_spans(blocks))]


def _rules(*, alone: bool, pid: int) -> dict[str, Block]:
    """What happens on each call that has a name here."""
    rules = dict.fromkeys(calls.ALLOWED, ALLOWED) | dict.fromkeys(calls.REFUSED, REFUSED)
    rules |= dict.fromkeys(calls.ADDRESSED, REFUSED if alone else ALLOWED)
    rules |= dict.fromkeys(calls.MARKING, UNDONE if alone else ALLOWED)
    own_or_zero = _among(0, [0, pid], ALLOWED)
    return rules | {
        "clone3": UNHEARD_OF,  # its flags lie in memory; with ENOSYS, threads start by clone
        "clone": _bits(0, NAMESPACES, REFUSED, _bits(0, CLONE_THREAD, ALLOWED, REFUSED)),
        "socket": REFUSED if alone else _among(0, [AF_UNIX], ALLOWED),
        # A pair of datagram sockets could be sent to any address, a stream could not.
        "socketpair": _among(0, [AF_UNIX], _bits(1, NOT_A_STREAM, REFUSED, ALLOWED)),
        "setsockopt": _among(2, SOCKET_OPTIONS, REFUSED, ALLOWED),
        "ioctl": _among(
            1, ATTACKS_ON_DEVICES, REFUSED, _among(1, DEVICES, ALLOWED, _end(ERRNO | ENOTTY))
        ),
        "fcntl": _among(1, DESCRIPTORS, ALLOWED),
        "prctl": _among(0, CONTROLS, ALLOWED),
        "kill": _among(0, [pid], _among(1, STOPS, REFUSED, ALLOWED)),
        "tgkill": _among(0, [pid], _among(2, STOPS, REFUSED, ALLOWED)),
        "prlimit64": own_or_zero,
        "sched_setaffinity": own_or_zero,
    }


def _among(at: int, values: Iterable[int], then: Block, other: Block = REFUSED) -> Block:
    """`then` when argument `at` is one of `values`. Each of these arguments is an int for the
    kernel, which reads its low half as this does."""
    listed = list(values)
    tests = [
        (JUMP_EQ, left, 0 if left else len(then), value & 0xFFFFFFFF)
        for left, value in zip(range(len(listed) - 1, -1, -1), listed, strict=True)
    ]
    return ((LOAD, 0, 0, ARGUMENT + 8 * at), *tests, *then, *other)


def _bits(at: int, mask: int, then: Block, other: Block) -> Block:
    """`then` when argument `at` has any bit of `mask`."""
    return ((LOAD, 0, 0, ARGUMENT + 8 * at), (JUMP_SET, 0, len(then), mask), *then, *other)


def _spans(blocks: dict[int, Block]) -> list[tuple[int, Block]]:
    """(first number, block) for stretches of numbers that fare alike, from 0 to the end."""
    spans: list[tuple[int, Block]] = []
    for number in range(max(blocks) + 1):
        block = blocks.get(number, UNHEARD_OF)
        if not spans or spans[-1][1] != block:
            spans.append((number, block))
    return [*spans, (max(blocks) + 1, UNHEARD_OF), (X32, ENDED)]


def _search(spans: list[tuple[int, Block]]) -> list[Instruction]:
    """Find the span of the number that is loaded, by halves."""
    if len(spans) == 1:
        return list(spans[0][1])
    half = len(spans) // 2
    low, high = _search(spans[:half]), _search(spans[half:])
    first = spans[half][0]
    if len(low) <= FARTHEST:
        return [(JUMP_GE, len(low), 0, first), *low, *high]
    return [(JUMP_GE, 0, 1, first), (JUMP, 0, 0, len(low)), *low, *high]


INSTRUCTION = struct.Struct("HBBI")


@functools.cache
def packed(machine: str, *, alone: bool, pid: int) -> bytes:
    """The filter as the kernel takes it, for the process that is `pid` where it is installed."""
    return b"".join(INSTRUCTION.pack(*one) for one in program(machine, alone=alone, pid=pid))


class _Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("filter", ctypes.c_void_p)]


def install(*, alone: bool) -> None:
    """Put the filter on every thread of this process, for good, as its last preparation: it
    refuses mounts, users and filters themselves.

    Needs no_new_privs. Raises OSError, and KeyError on an unknown machine.
    """
    code = packed(os.uname().machine, alone=alone, pid=os.getpid())
    buffer = ctypes.create_string_buffer(code, len(code))
    head = _Program(len(code) // INSTRUCTION.size, ctypes.addressof(buffer))
    set_mode_filter, sync_threads = 1, 1
    thread = system.call("seccomp", set_mode_filter, sync_threads, ctypes.addressof(head))
    if thread:
        raise OSError(f"Thread {thread} has a filter of its own.")
