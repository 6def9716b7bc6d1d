"""A process that has imported a kit's packages and never computes: it clones one child per job.

A child starts where a cold process would, in milliseconds instead of a second, in namespaces
of its own when the plan says so, and isolates itself before it knows of any job. The zygote
holds no job, no answer and no secret: a child inherits all of its memory. It imports and nothing
else, on one thread, because native thread pools do not survive a fork.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import pkgutil
import select
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

from . import isolate, system

Job = Callable[[dict[str, Any]], None]


def serve(control: int, job: Job) -> NoReturn:
    """Take orders from the control socket that was inherited as descriptor `control`."""
    Zygote(socket.socket(fileno=control), job).serve()


def _load(name: str) -> None:
    """Import a module; with `.*` at its end, a package and every module in it; with `:function`,
    call that function with None: it looks something up that every child else looks up anew."""
    name, _, function = name.partition(":")
    package = importlib.import_module(name.removesuffix(".*"))
    if function:
        getattr(package, function)(None)
    if name.endswith(".*"):
        for found in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            importlib.import_module(found.name)


class Zygote:
    """Clones children, and copies of itself, until nobody wants more and the last one is gone."""

    def __init__(self, control: socket.socket, job: Job) -> None:
        self.control, self.job = control, job
        self.running: dict[int, tuple[int, int | None]] = {}
        """Per pidfd: the process, and where to say how it ended (nowhere for a copy)."""

        self.retired = False
        self.stage = str(Path.cwd())
        self.prepared: dict[str, Any] | None = None
        """The plan for which everything is laid out that children share."""

    def serve(self) -> NoReturn:
        """Say that it is ready, with its number, and follow orders."""
        self.control.send(str(os.getpid()).encode())
        while self.running or not self.retired:
            fds = [*self.running, *(() if self.retired else (self.control.fileno(),))]
            for fd in select.select(fds, [], [])[0]:
                if fd in self.running:
                    self._bury(fd)
                else:
                    self._obey()
        os._exit(0)

    def _obey(self) -> None:
        data, descriptors, _, _ = socket.recv_fds(self.control, 1 << 16, 4)
        if not data:
            os._exit(0)  # whoever started this is gone; the children go with it
        order = json.loads(data)
        if order["do"] == "retire":
            self.retired = True
        elif order["do"] == "copy":
            self._copy(descriptors[0], order["packages"])
        else:
            self._clone(order["plan"], descriptors)

    def _clone(self, plan: dict[str, Any], descriptors: list[int]) -> None:
        """A child for one job, with its input, output and error; it reports to the fourth."""
        if len(os.listdir("/proc/self/task")) != 1:  # noqa: PTH208 - each child waits for it
            os._exit(1)  # a package started threads: cloning is not safe, cold processes it is
        *streams, status = descriptors
        try:
            if plan["alone"]:
                child, problem = os.fork(), ""
            else:
                if plan != self.prepared:
                    isolate.prepare(plan, self.stage)
                    self.prepared = plan
                child, problem = isolate.clone()
        except OSError:  # a cold process will say why
            child, problem = -1, ""
        if child == 0:
            here = {"stage": self.stage, "cloned": True, "problem": problem}
            self._become({**here, **plan}, streams)
        for fd in streams:
            os.close(fd)
        if child < 0:
            os.close(status)
            return
        _tell(status, child)
        self.running[os.pidfd_open(child)] = (child, status)

    def _become(self, plan: dict[str, Any], streams: list[int]) -> NoReturn:
        """In the child: the streams in their places, nothing else open, then the job."""
        for place, fd in enumerate(streams):
            os.dup2(fd, place)
        os.closerange(3, 4096)
        os.setsid()
        try:
            self.job(plan)
        finally:
            os._exit(1)

    def _copy(self, control: int, packages: list[str]) -> None:
        """Another zygote like this one, under orders of its own, that imports `packages` as far
        as the kit has them."""
        child = os.fork()
        if child:
            os.close(control)
            self.running[os.pidfd_open(child)] = (child, None)
            return
        system.die_with_parent()
        self.control.close()
        for fd, (_, status) in self.running.items():
            os.close(fd)
            if status is not None:
                os.close(status)
        if packages:
            self._import(packages)
        serve(control, self.job)

    def _import(self, packages: list[str]) -> None:
        """Import `packages`, those that the kit has, and leave in memory what is cheap to clone."""
        gc.disable()  # hardly anything that importing makes becomes garbage
        for name in packages:
            with contextlib.suppress(Exception):  # a zygote must stand, whatever a package does
                _load(name)
        gc.enable()
        gc.collect()
        gc.freeze()  # what is here now is never looked at again, so its pages stay shared

    def _bury(self, pidfd: int) -> None:
        """Tell whoever waits how a child ended."""
        child, status = self.running.pop(pidfd)
        _, code = os.waitpid(child, 0)
        os.close(pidfd)
        if status is not None:
            _tell(status, os.waitstatus_to_exitcode(code))
            os.close(status)


def _tell(status: int, number: int) -> None:
    """A line for whoever asked for this child, unless they do not want it any more."""
    with contextlib.suppress(OSError):
        os.write(status, f"{number}\n".encode())
