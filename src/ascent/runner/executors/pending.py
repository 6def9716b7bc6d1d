"""A task's events and its end, for whoever waits: what all executors of ours share."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

from ascent.runner.executors.base import Result
from ascent.runner.executors.events import Events


class Pending:
    """Events that come and an end that is told once, from one thread to others."""

    def __init__(self) -> None:
        self.events = Events()
        self._done = threading.Event()
        self._result: Result | None = None
        self._error: BaseException | None = None

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return iter(self.events)

    def result(self, timeout: float | None = None) -> Result:
        """How it ended; raises as `base.Running` says."""
        if not self.wait(timeout):
            raise TimeoutError("The task has not ended yet.")
        if self._error is not None:
            raise self._error
        assert self._result is not None
        return self._result

    def wait(self, timeout: float | None = None) -> bool:
        """Whether it has ended, `timeout` seconds from now at the latest."""
        return self._done.wait(timeout)

    def end(self, result: Result) -> None:
        """It ended so. What is said after the first end does not count."""
        if not self._done.is_set():
            self._result = result
            self._over()

    def fail(self, error: BaseException) -> None:
        """It could not be brought to an end."""
        if not self._done.is_set():
            self._error = error
            self._over()

    def _over(self) -> None:
        self._done.set()
        self.events.close()  # last: whoever has seen the last event finds the result
