"""The seccomp program, run in an interpreter, for both architectures that it knows."""

from __future__ import annotations

import pytest

from ascent.runner.inside import calls, seccomp

OWN = 4711
MACHINES = list(seccomp.ARCHITECTURES)
ALLOWED = seccomp.ALLOW
REFUSED = seccomp.ERRNO | seccomp.EPERM
UNHEARD_OF = seccomp.ERRNO | seccomp.ENOSYS

pytestmark = pytest.mark.parametrize("machine", MACHINES)


def verdict(machine: str, call: str | int, *arguments: int, **how: int) -> int:
    """What the filter says of a system call, by name or number."""
    return execute(machine, call, *arguments, **how)[0]


def execute(
    machine: str, call: str | int, *arguments: int, alone: int = False, audit: int = 0
) -> tuple[int, int]:
    """(what the filter says, how many instructions that took)."""
    data = {0: number(machine, call), 4: audit or seccomp.ARCHITECTURES[machine][0]}
    for at, value in enumerate(arguments):
        data[16 + 8 * at] = value & 0xFFFFFFFF
    code = seccomp.program(machine, alone=bool(alone), pid=OWN)
    at = accumulator = steps = 0
    while True:
        kind, yes, no, operand = code[at]
        at, steps = at + 1, steps + 1
        if kind == seccomp.LOAD:
            accumulator = data.get(operand, 0)
        elif kind == seccomp.JUMP:
            at += operand
        elif kind == seccomp.RETURN:
            return operand, steps
        else:
            holds = {
                seccomp.JUMP_EQ: accumulator == operand,
                seccomp.JUMP_GE: accumulator >= operand,
                seccomp.JUMP_SET: bool(accumulator & operand),
            }[kind]
            at += yes if holds else no


def number(machine: str, call: str | int) -> int:
    if isinstance(call, int):
        return call
    found = calls.NUMBERS[call][seccomp.ARCHITECTURES[machine][1]]
    assert found is not None, f"{machine} has no {call}"
    return found


def there(machine: str, names: calls.Numbers) -> list[str]:
    """Those of `names` that the architecture has."""
    return [name for name, numbers in names.items() if numbers[MACHINES.index(machine)] is not None]


def test_no_two_calls_share_a_number(machine):
    numbers = [number(machine, name) for name in there(machine, calls.NUMBERS)]
    assert len(numbers) == len(set(numbers))
    groups = (calls.ALLOWED, calls.ADDRESSED, calls.MARKING, calls.CHECKED, calls.REFUSED)
    assert sum(map(len, groups)) == len(calls.NUMBERS)


def test_a_call_fares_as_its_group_says(machine):
    for name in there(machine, calls.ALLOWED):
        assert verdict(machine, name) == verdict(machine, name, alone=True) == ALLOWED, name
    for name in there(machine, calls.REFUSED):
        assert verdict(machine, name) == verdict(machine, name, alone=True) == REFUSED, name


def test_alone_rights_and_times_of_files_stay_as_they_are(machine):
    for name in there(machine, calls.MARKING):
        assert verdict(machine, name) == ALLOWED
        assert verdict(machine, name, alone=True) == seccomp.ERRNO  # no error, and nothing done


def test_what_nobody_named_does_not_exist(machine):
    named = {number(machine, name) for name in there(machine, calls.NUMBERS)}
    for call in {*range(700), 100_000, seccomp.X32 - 1} - named:
        assert verdict(machine, call) == UNHEARD_OF, call


def test_another_architecture_is_the_end(machine):
    assert verdict(machine, 0, audit=0x40000003) == seccomp.KILL  # what int 0x80 says it is
    assert verdict(machine, seccomp.X32) == seccomp.KILL
    assert verdict(machine, seccomp.X32 + 520) == seccomp.KILL  # execve of x32
    assert verdict(machine, 0xFFFFFFFF) == seccomp.KILL


def test_threads_start_and_processes_do_not(machine):
    assert verdict(machine, "clone", 0x3D0F00) == ALLOWED  # what pthread_create asks for
    assert verdict(machine, "clone", 0x01200011) == REFUSED  # what fork asks for
    for space in (0x10000000, 0x20000000, 0x40000000, 0x00020000, 0x02000000, 0x80):
        assert verdict(machine, "clone", 0x3D0F00 | space) == REFUSED
    assert verdict(machine, "clone3") == UNHEARD_OF


def test_only_local_sockets_exist_and_alone_none(machine):
    local, internet, netlink, packet, vsock = 1, 2, 16, 17, 40
    assert verdict(machine, "socket", local) == ALLOWED
    for family in (internet, 10, netlink, packet, vsock, 38):
        assert verdict(machine, "socket", family) == REFUSED
        assert verdict(machine, "socketpair", family, 1) == REFUSED
    assert verdict(machine, "socket", local, alone=True) == REFUSED
    for name in calls.ADDRESSED:
        assert verdict(machine, name) == ALLOWED
        assert verdict(machine, name, alone=True) == REFUSED


def test_a_pair_of_sockets_is_a_stream(machine):
    stream, datagram, raw, packets, cloexec = 1, 2, 3, 5, 0o2000000
    assert verdict(machine, "socketpair", 1, stream | cloexec) == ALLOWED
    for kind in (datagram, raw, packets, datagram | cloexec):
        assert verdict(machine, "socketpair", 1, kind) == REFUSED


def test_sockets_take_options_but_no_programs_and_no_larger_buffers(machine):
    keep_alive = 9
    assert verdict(machine, "setsockopt", 3, 1, keep_alive) == ALLOWED
    for option in seccomp.SOCKET_OPTIONS:
        assert verdict(machine, "setsockopt", 3, 1, option) == REFUSED


@pytest.mark.parametrize("alone", [False, True])
def test_a_process_signals_and_limits_only_itself(machine, alone):
    for name in ("kill", "tgkill"):
        assert verdict(machine, name, OWN, alone=alone) == ALLOWED
        for other in (0, 1, -1, -OWN, OWN + 1):
            assert verdict(machine, name, other, alone=alone) == REFUSED
    for name in ("prlimit64", "sched_setaffinity"):
        assert verdict(machine, name, 0, alone=alone) == ALLOWED
        assert verdict(machine, name, OWN, alone=alone) == ALLOWED
        assert verdict(machine, name, 1, alone=alone) == REFUSED


def test_a_process_does_not_stop_itself(machine):
    kill, stop, terminal_stop = 9, 19, 20
    assert verdict(machine, "kill", OWN, kill) == ALLOWED
    assert verdict(machine, "tgkill", OWN, OWN + 3, kill) == ALLOWED
    for signal in (stop, terminal_stop, 21, 22):
        assert verdict(machine, "kill", OWN, signal) == REFUSED
        assert verdict(machine, "tgkill", OWN, OWN + 3, signal) == REFUSED


def test_nothing_is_typed_into_a_terminal(machine):
    for request in seccomp.ATTACKS_ON_DEVICES:
        assert verdict(machine, "ioctl", 0, request) == REFUSED
    for request in seccomp.DEVICES:
        assert verdict(machine, "ioctl", 0, request) == ALLOWED
    unknown = 0xAE01  # KVM_CREATE_VM
    assert verdict(machine, "ioctl", 3, unknown) == seccomp.ERRNO | seccomp.ENOTTY


def test_descriptors_are_copied_and_locked_and_signal_nobody(machine):
    for command in (0, 1, 2, 3, 4, 5, 6, 7, 37, 1030):
        assert verdict(machine, "fcntl", 0, command) == ALLOWED
    owner, signal, owner_ex, lease, notify, pipe_size = 8, 10, 15, 1024, 1026, 1031
    for command in (owner, signal, owner_ex, lease, notify, pipe_size):
        assert verdict(machine, "fcntl", 0, command) == REFUSED


def test_a_process_stays_in_the_workers_sight(machine):
    set_name, death_signal, dumpable, subreaper, tracer = 15, 1, 4, 36, 0x59616D61
    assert verdict(machine, "prctl", set_name) == ALLOWED
    for option in (death_signal, dumpable, subreaper, tracer, 22, 35, 62):
        assert verdict(machine, "prctl", option) == REFUSED


@pytest.mark.parametrize("alone", [False, True])
def test_any_call_is_decided_in_a_few_steps(machine, alone):
    """A program is at most 4096 instructions; this one looks at a dozen of them."""
    assert len(seccomp.program(machine, alone=alone, pid=OWN)) < 1000
    for name in there(machine, calls.NUMBERS):
        assert execute(machine, name, alone=alone)[1] < 40, name
    for name in there(machine, calls.FILES):
        assert execute(machine, name, alone=alone)[1] <= 18, name


def test_conditions_jump_no_farther_than_they_can(machine):
    for alone in (False, True):
        code = seccomp.program(machine, alone=alone, pid=OWN)
        for at, (kind, yes, no, operand) in enumerate(code):
            assert 0 <= yes <= 255 >= no >= 0
            jump = operand if kind == seccomp.JUMP else max(yes, no)
            assert kind == seccomp.RETURN or at + 1 + jump < len(code)
