"""The worker's side of a checker process: tell it what it checks, hear what it says.

The checker is ours, but it reads what hostile code answered. So what it says is looked at too:
whatever it should not have said makes the attempt our fault.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, get_args

from ascent.runner import sandbox
from ascent.runner.inside import frames
from ascent.runner.job import CheckResult, DataFile, Outcome
from ascent.runner.process import Ended, Watch
from ascent.runner.zygotes import Forked

LOADING, SECONDS = 60.0, 60.0
"""Seconds of wall clock: to load the checks, with what they import; to run them in one attempt."""

MEMORY_MB = 2048
UNREADABLE = "The checker said something that cannot be read."
OUTCOMES = frozenset(get_args(Outcome))


class Checker:
    """The worker's side of a checker process."""

    def __init__(
        self, python: Path, checks: str, data: Mapping[str, DataFile], watch: Watch
    ) -> None:
        """Start it, and send it the text of the checks as soon as it is isolated."""
        self.watch, self.data, self._checks = watch, data, checks
        self.listed: list[dict[str, Any]] | None = None
        self.child = sandbox.launch("checker", python, sandbox.tier_of("checker", [checks]), watch)
        self._begun = False
        if isinstance(self.child.popen, Forked):
            with contextlib.suppress(Ended):  # the next that listens hears of it
                self._begin()

    def _begin(self) -> None:
        """Tell it what it checks. Raises Ended."""
        if self._begun:
            return
        self._begun = True
        try:
            self.child.isolated()
        except Ended as end:
            self.watch.check()
            raise Ended("our-fault", f"The checker's sandbox failed: {end.message}") from None
        self.child.allow(LOADING)
        self.child.bound(MEMORY_MB)
        files = {
            name: {"public": file.public.name, "hidden": file.hidden.name if file.hidden else None}
            for name, file in self.data.items()
        }
        limits = {"memory_mb": MEMORY_MB, "cpu_seconds": sandbox.CPU_SECONDS}
        told = {"checks": self._checks, "data": files, "limits": limits}
        self.send(frames.EVENT, json.dumps(told).encode())

    def names(self) -> list[dict[str, Any]]:
        """Name and sentence of every check, once the checker has loaded them. Raises Ended."""
        if self.listed is None:
            self._begin()
            kind, event = self.receive()
            if kind != frames.EVENT or not ("ready" in event or "broken" in event):
                raise Ended("our-fault", UNREADABLE)
            if "broken" in event:
                raise Ended("our-fault", f"The checks cannot be loaded. {event['broken']}".strip())
            self.listed = list(event["ready"])
        return self.listed

    def send(self, kind: bytes, payload: bytes) -> None:
        """Send one frame. Raises Ended."""
        try:
            with self.child.turn():
                self.child.channel.send(kind, payload)
        except frames.Closed:
            self.watch.check()
            raise self._ended() from None

    def receive(self) -> tuple[bytes, Any]:
        """The next frame: (EVENT, decoded) or (kind, payload). Raises Ended, Cancelled."""
        try:
            with self.child.turn():
                kind, payload = self.child.channel.receive()
        except (frames.Closed, frames.TooLarge):
            self.watch.check()
            raise self._ended() from None
        return kind, said_by(payload) if kind == frames.EVENT else payload

    def fetch(self, payload: bytes) -> None:
        """Send the data file that a check asks for. Raises Ended."""
        wanted = said_by(payload)
        try:
            file = self.data[wanted["data"]]
            path = file.hidden if wanted["which"] == "hidden" else file.public
        except (LookupError, TypeError):
            path = None
        if path is None:
            raise Ended("our-fault", UNREADABLE)
        self.send(frames.DATA, path.read_bytes())

    def _ended(self) -> Ended:
        self.child.status()
        printed = bytes(self.child.native[-2000:]).decode("utf-8", "replace")
        if self.child.ended_for == "out-of-time":
            return Ended("our-fault", f"The checks took more than {SECONDS:g} seconds.")
        return Ended("our-fault", f"The checker ended unexpectedly. {printed}".strip())


def said_by(payload: bytes) -> dict[str, Any]:
    """A message of the checker. Raises Ended."""
    try:
        said = json.loads(payload)
    except (ValueError, RecursionError):
        said = None
    if type(said) is not dict:
        raise Ended("our-fault", UNREADABLE)
    return said


def result_of(said: Any) -> CheckResult:
    """The result of one check. Raises Ended when it is something else."""
    try:
        result = CheckResult(**said)
    except TypeError as error:
        raise Ended("our-fault", UNREADABLE) from error
    words = (result.name, result.sentence, result.outcome, result.message, result.error)
    numbers = (result.seconds, result.points)
    if (
        any(type(one) is not str for one in words)
        or any(type(one) not in (int, float) for one in numbers)
        or result.outcome not in OUTCOMES
    ):
        raise Ended("our-fault", UNREADABLE)
    return result


def progress_of(said: Any) -> dict[str, Any]:
    """The event for what a check says of its progress. Raises Ended."""
    if type(said) is not dict or set(said) != {"done", "of", "facts"}:
        raise Ended("our-fault", UNREADABLE)
    return {"event": "progress", **said}


def report_of(said: Any) -> Mapping[str, Any]:
    """The facts that the checks reported, at the end. Raises Ended."""
    report = said.get("report") if type(said) is dict else None
    if type(report) is not dict:
        raise Ended("our-fault", UNREADABLE)
    return report
