"""The seccomp program, run in an interpreter, for both architectures that it knows."""

from __future__ import annotations

import pytest

from ascent.runner.inside import seccomp

OWN = 4711


def verdict(machine: str, call: int, *arguments: int, alone: bool = False, audit: int = 0) -> int:
    """What the filter says of system call number `call`."""
    data = {0: call, 4: audit or seccomp.ARCHITECTURES[machine][0]}
    for at, value in enumerate(arguments):
        data[16 + 8 * at] = value & 0xFFFFFFFF
    code = seccomp.program(machine, alone=alone, pid=OWN)
    at = accumulator = 0
    while True:
        kind, yes, no, operand = code[at]
        at += 1
        if kind == seccomp.LOAD:
            accumulator = data.get(operand, 0)
        elif kind == seccomp.RETURN:
            return operand
        else:
            holds = {
                seccomp.JUMP_EQ: accumulator == operand,
                seccomp.JUMP_GE: accumulator >= operand,
                seccomp.JUMP_SET: bool(accumulator & operand),
            }[kind]
            at += yes if holds else no


def number(machine: str, name: str) -> int | None:
    tables = {**seccomp.REFUSED, **seccomp.REFUSED_ALONE, **seccomp.SPECIAL}
    return tables[name][seccomp.ARCHITECTURES[machine][1]]


MACHINES = list(seccomp.ARCHITECTURES)
REFUSAL = seccomp.ERRNO | seccomp.EPERM


@pytest.mark.parametrize("machine", MACHINES)
@pytest.mark.parametrize("name", seccomp.REFUSED)
def test_refused_calls_get_an_error(machine, name):
    call = number(machine, name)
    if call is not None:
        assert verdict(machine, call) == REFUSAL


@pytest.mark.parametrize("machine", MACHINES)
def test_ordinary_calls_pass(machine):
    ordinary = {"x86_64": (0, 1, 9, 202, 257), "aarch64": (63, 64, 222, 98, 56)}[machine]
    assert {verdict(machine, call) for call in ordinary} == {seccomp.ALLOW}


@pytest.mark.parametrize("machine", MACHINES)
def test_threads_start_and_processes_do_not(machine):
    clone = number(machine, "clone")
    assert verdict(machine, clone, 0x3D0F00) == seccomp.ALLOW  # what pthread_create asks for
    assert verdict(machine, clone, 0x01200011) == REFUSAL  # what fork asks for
    assert verdict(machine, clone, 0x10000000) == REFUSAL  # a user namespace
    assert verdict(machine, number(machine, "clone3")) == seccomp.ERRNO | seccomp.ENOSYS


@pytest.mark.parametrize("machine", MACHINES)
def test_only_local_sockets_exist_and_alone_none(machine):
    socket = number(machine, "socket")
    local, internet, netlink = 1, 2, 16
    assert verdict(machine, socket, local) == seccomp.ALLOW
    assert verdict(machine, socket, internet) == REFUSAL
    assert verdict(machine, socket, netlink) == REFUSAL
    assert verdict(machine, socket, local, alone=True) == REFUSAL


@pytest.mark.parametrize("machine", MACHINES)
def test_alone_a_process_signals_only_itself(machine):
    for name in ("kill", "tgkill"):
        assert verdict(machine, number(machine, name), OWN, alone=True) == seccomp.ALLOW
        assert verdict(machine, number(machine, name), 1, alone=True) == REFUSAL
        assert verdict(machine, number(machine, name), -1, alone=True) == REFUSAL


@pytest.mark.parametrize("machine", MACHINES)
def test_nothing_is_typed_into_a_terminal(machine):
    ioctl = number(machine, "ioctl")
    assert verdict(machine, ioctl, 0, seccomp.TIOCSTI) == REFUSAL
    assert verdict(machine, ioctl, 0, 0x5401) == seccomp.ALLOW


@pytest.mark.parametrize("machine", MACHINES)
def test_another_architecture_is_the_end(machine):
    assert verdict(machine, 0, audit=0x40000003) == seccomp.KILL
    assert verdict(machine, seccomp.X32 + 1) == seccomp.KILL
