"""A process that has imported a kit's packages and never computes: it forks one child per job.

A child starts where a cold process would, in milliseconds instead of a second, and
isolates itself in the same way. The zygote holds no job, no answer and no secret: a
child inherits all of its memory. It imports and nothing else, on one thread, because
native thread pools do not survive a fork.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import select
import socket
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NoReturn

READY = b"ready"
Job = Callable[[dict[str, Any]], None]


def serve(control: socket.socket, packages: Iterable[str], job: Job) -> NoReturn:
    """Import `packages` as far as the kit has them, then fork a child for every plan that
    comes over `control` with its descriptors: input, output, error, status."""
    for name in packages:
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
    gc.collect()
    gc.freeze()
    control.send(READY)
    running: dict[int, tuple[int, int]] = {}
    while True:
        ready, _, _ = select.select([control.fileno(), *running], [], [])
        for watch in ready:
            if watch == control.fileno():
                _start(control, running, job)
            else:
                child, status = running.pop(watch)
                _report(child, status, watch)


def _start(control: socket.socket, running: dict[int, tuple[int, int]], job: Job) -> None:
    data, descriptors, _, _ = socket.recv_fds(control, 1 << 20, 4)
    if not data:
        os._exit(0)  # whoever started this is gone
    if len(list(Path("/proc/self/task").iterdir())) != 1:
        os._exit(1)  # a package started threads: forking is not safe, cold processes it is
    child = os.fork()
    if child == 0:
        _become(data, descriptors[:3], job)
    status = descriptors[3]
    for fd in descriptors[:3]:
        os.close(fd)
    os.write(status, f"{child}\n".encode())
    running[os.pidfd_open(child)] = (child, status)


def _become(data: bytes, descriptors: list[int], job: Job) -> NoReturn:
    """In the child: the descriptors in their places, nothing else open, then the job."""
    for place, fd in enumerate(descriptors):
        os.dup2(fd, place)
    os.closerange(3, 4096)
    os.setsid()
    gc.unfreeze()
    try:
        job(json.loads(data))
    finally:
        os._exit(1)


def _report(child: int, status: int, watch: int) -> None:
    """Tell whoever waits how the child ended."""
    _, code = os.waitpid(child, 0)
    os.close(watch)
    with contextlib.suppress(OSError):
        os.write(status, f"{os.waitstatus_to_exitcode(code)}\n".encode())
    os.close(status)


def control_of(descriptor: int) -> socket.socket:
    """The control socket that was inherited as `descriptor`."""
    return socket.socket(fileno=descriptor)
