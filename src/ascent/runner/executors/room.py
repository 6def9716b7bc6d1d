"""How much runs at once: each task takes its cores and its memory, first come, first served."""

from __future__ import annotations

import contextlib
import threading
from collections import deque
from collections.abc import Iterator

from ascent.runner import sandbox
from ascent.runner.executors.base import Refused, Task
from ascent.runner.process import Cancelled

LOOK = 0.2  # seconds between two looks at whether the task is still wanted


class Room:
    """`cpu` cores and `memory_mb` megabytes (None: as much as the cores ask for)."""

    def __init__(self, cpu: int, memory_mb: int | None) -> None:
        self.cpu, self.memory_mb = cpu, memory_mb
        self._free_cpu, self._free_memory = cpu, memory_mb or 0
        self._line: deque[object] = deque()
        self._changed = threading.Condition()

    @contextlib.contextmanager
    def taken(self, task: Task, cancelled: threading.Event) -> Iterator[None]:
        """Hold what the task needs, waiting for it in line.

        Raises Cancelled while it waits, and Refused when there will never be room.
        """
        cpu, memory = self._needs(task)
        place = object()
        with self._changed:
            self._line.append(place)
            try:
                while not self._fits(place, cpu, memory):
                    if cancelled.is_set():
                        raise Cancelled
                    self._changed.wait(LOOK)
                self._free_cpu -= cpu
                self._free_memory -= memory
            finally:
                self._line.remove(place)
                self._changed.notify_all()
        try:
            yield
        finally:
            with self._changed:
                self._free_cpu += cpu
                self._free_memory += memory
                self._changed.notify_all()

    def _fits(self, place: object, cpu: int, memory: int) -> bool:
        first = self._line[0] is place
        return first and cpu <= self._free_cpu and memory <= self._free_memory

    def _needs(self, task: Task) -> tuple[int, int]:
        wants = task.resources
        if wants.cpu > self.cpu or wants.memory_mb > (self.memory_mb or wants.memory_mb):
            text = f"{wants.cpu} cores and {wants.memory_mb} MB are more than there are here."
            raise Refused("too-much", text)
        if self.memory_mb is None:
            return wants.cpu, 0
        limit = task.job.limits.memory_mb + sandbox.PACKAGES_MB
        return wants.cpu, min(wants.memory_mb or limit, self.memory_mb)
