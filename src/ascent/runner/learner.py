"""The worker's side of one learner process after another: load a file, pass questions on."""

from __future__ import annotations

import json
import signal
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ascent.runner import sandbox
from ascent.runner.inside import frames, wire
from ascent.runner.job import (
    CellResult,
    Figure,
    Job,
    RunResult,
    read_file,
    table_of,
)
from ascent.runner.process import Child, Ended, Watch
from ascent.runner.saying import (
    MAX_TEXT,
    MESSAGES,
    SLOW_START,
    START_SECONDS,
    UNREADABLE,
    WAITED,
    facts_of,
    png_of,
    progress_of,
    seed_of,
    setting_of,
    signal_name,
    told,
    wall_seconds,
    without_noise,
)
from ascent.runner.zygotes import LOST

OnEvent = Callable[[dict[str, Any]], None]
Callback = Callable[[bytes], bytes]

TOLD_AT_ONCE, TOLD_A_SECOND = 500, 100  # messages on progress
MAX_SETTINGS = 20


@dataclass
class Printed:
    """Text that one cell printed, split by stream."""

    out: bytearray = field(default_factory=bytearray)
    err: bytearray = field(default_factory=bytearray)


class LearnerProcess:
    """One learner process with its working folder and its meters."""

    def __init__(
        self, job: Job, python: Path, watch: Watch, on_event: OnEvent, hints: Sequence[str] = ()
    ) -> None:
        """Start it for `job` with its kit's interpreter. `hints` are other texts whose packages
        it will need: those of the checks, which send it values."""
        self.job, self.watch, self.on_event = job, watch, on_event
        self.printed: list[Printed] = []
        self._native = bytearray()
        self._settings: dict[str, dict[str, Any]] = {}
        self._told = 0
        self._size = 0
        self._starting = True
        self._isolated = False
        self._counting = threading.Lock()
        tier = sandbox.tier_of("learner", [*job.sources(), *hints])
        self.child: Child = sandbox.launch("learner", python, tier, watch)
        self.child.on_native = self._print_native

    def close(self) -> None:
        """End the process."""
        self.child.close()

    # --- loading --------------------------------------------------------------

    def load(self, job: Job, *, show: bool, pictures: bool) -> RunResult:
        """Execute the job's code from the top in a new namespace, with all time to spend."""
        self.job = job
        try:
            self._start(job)
            self.child.allow(wall_seconds(job.limits), job.limits.seconds)
            reply = self._ask(
                op="load",
                cells=list(job.sources()),
                names=list(job.names()),
                seed=seed_of(job),
                show=show,
                pictures=pictures,
            )
            return self._loaded(reply)
        except Ended as end:
            cells = tuple(self._cell(at, {}) for at in range(len(self.printed)))
            return RunResult(end.outcome, end.message, cells=cells, seconds=self.child.spent())

    def _start(self, job: Job) -> None:
        """Everything that is not the learner's time: the interpreter, the files, the import of
        the packages that the code names. Raises Ended."""
        self._starting = True
        if not self._isolated:
            try:
                self.child.isolated()
            except Ended as end:
                self.watch.check()
                raise Ended(
                    "our-fault", f"The sandbox could not be set up: {end.message}"
                ) from None
            self._isolated = True
            self.child.bound(job.limits.memory_mb + sandbox.PACKAGES_MB)
        self.child.allow(START_SECONDS)
        files = {name: read_file(file) for name, file in job.files.items()}
        limits = {
            "memory_mb": job.limits.memory_mb + sandbox.PACKAGES_MB,
            "output_kb": job.limits.output_kb,
            "cpu_seconds": sandbox.CPU_SECONDS + job.limits.seconds,
        }
        cells = list(job.sources())
        modules = sandbox.modules_of(cells)
        self._ask(
            op="start",
            files=files,
            cells=cells if modules is None else [],
            modules=modules,
            limits=limits,
        )
        self._starting = False
        self.printed, self._native, self._size, self._told = [], bytearray(), 0, 0

    def _ask(self, **request: Any) -> Any:
        payload = self.ask(wire.dumps(request))
        self.child.drain()
        if self.printed:
            self.printed[-1].err += self._native
            self._native = bytearray()
        try:
            reply = wire.loads(payload, plain=True)
        except wire.WireError:
            reply = None
        if type(reply) is not dict or "value" not in reply:
            raise Ended("crashed", UNREADABLE)
        return reply["value"]

    def _loaded(self, reply: Any) -> RunResult:
        """What the learner process says of its run: its word, so every field is checked."""
        try:
            shown = list(reply["cells"])[: len(self.printed)]
            cells = tuple(self._cell(at, one) for at, one in enumerate(shown))
            if reply["error"] is None:
                return RunResult("passed", cells=cells, seconds=self.child.spent())
            outcome, message, error, line = told(reply["error"], self.job)
        except (TypeError, LookupError, ValueError, ArithmeticError, AttributeError) as problem:
            raise Ended("crashed", UNREADABLE) from problem
        return RunResult(outcome, message, error, line, cells, self.child.spent())

    def _cell(self, at: int, shown: Any) -> CellResult:
        """One cell's output; `shown` is what the learner process says it showed."""
        printed = self.printed[at]
        table = shown.get("table")
        value = shown.get("value")
        figures = tuple(
            Figure(png_of(one["drawn"]), facts_of(one["about"])) for one in shown.get("figures", ())
        )
        return CellResult(
            printed.out.decode("utf-8", "replace"),
            printed.err.decode("utf-8", "replace"),
            value=None if value is None else str(value)[:MAX_TEXT],
            table=None if table is None else table_of(table),
            figures=figures,
        )

    # --- questions --------------------------------------------------------------

    def ask(self, request: bytes, callback: Callback | None = None) -> bytes:
        """Pass on an encoded request; the encoded reply. Raises Ended and Cancelled."""
        try:
            with self.child.turn():
                self.child.channel.send(frames.ASK, request)
            return self._reply(callback)
        except frames.TooLarge:
            self.child.end("forbidden")
            raise self._ended() from None
        except (frames.Closed, wire.WireError):
            self.watch.check()
            raise self._ended() from None

    def _reply(self, callback: Callback | None) -> bytes:
        while True:
            with self.child.turn():
                kind, payload = self.child.channel.receive()
            if kind == frames.REPLY:
                if self.child.ended_for is not None:  # flooded, say, before it answered
                    raise frames.Closed
                return payload
            if kind in (frames.OUT, frames.ERR):
                self._print(kind, payload)
            elif kind == frames.PROGRESS:
                self._tell(progress_of(payload))
            elif kind == frames.SETTING:
                with self.child.turn():
                    self.child.channel.send(frames.SETTING, self._setting(payload))
            elif kind == frames.CELL:
                if len(self.printed) >= len(self.job.sources()):
                    self.child.end("forbidden")
                self.printed.append(Printed())
                self.on_event({"event": "cell", "number": len(self.printed) - 1})
            elif kind == frames.CALLBACK and callback:
                answer = callback(payload)
                with self.child.turn():
                    self.child.channel.send(frames.ANSWER, answer)

    def _tell(self, event: dict[str, Any]) -> None:
        """Pass on an event of learner code. Far more of them than `ascent_run` would send are a
        flood."""
        self._told += 1
        if self._told > TOLD_AT_ONCE + TOLD_A_SECOND * self.child.waited():
            self.child.end("flooded")
        else:
            self.on_event(event)

    def _setting(self, payload: bytes) -> bytes:
        """The value of a setting that learner code asks for; whoever watches is told of it."""
        asked = setting_of(payload)
        value = self.watch.control.settings.get(asked["name"], asked["default"])
        told = {key: asked[key] for key in ("name", "low", "high", "about")} | {"value": value}
        known = self._settings.get(asked["name"])
        if known != told and (known or len(self._settings) < MAX_SETTINGS):
            self._settings[asked["name"]] = told
            self._tell({"event": "setting", **told})
        return json.dumps(value).encode()

    def _print_native(self, data: bytes) -> None:
        """What native code printed: it comes on a way of its own, so it goes to the end of the
        cell that runs when it is needed. Called from another thread."""
        self._native += self._room_for(without_noise(data), "stderr")

    def _print(self, kind: bytes, data: bytes) -> None:
        kept = self._room_for(data, "stdout" if kind == frames.OUT else "stderr")
        if not self.printed:
            self.printed.append(Printed())
        cell = self.printed[-1]
        (cell.out if kind == frames.OUT else cell.err).extend(kept)

    def _room_for(self, data: bytes, stream: str) -> bytes:
        """As much of printed text as the limit lets keep; whoever prints more is ended."""
        limit = self.job.limits.output_kb * 1024
        with self._counting:
            kept = data[: max(0, limit - self._size)]
            self._size += len(data)
        if kept:
            text = kept.decode("utf-8", "replace")
            self.on_event({"event": "output", "stream": stream, "text": text})
        if self._size > limit:
            self.child.end("flooded")
        return kept

    # --- ends ---------------------------------------------------------------------

    def _ended(self) -> Ended:
        """Why the process is gone, from what the worker did and what the system says."""
        status = self.child.status()
        if status == LOST:
            return Ended("our-fault", "The process that ran your code was lost.")
        found = self._ended_by_us() or self._ended_alone(status)
        if self._starting:  # no line of theirs has run
            return Ended("our-fault", f"It ended before your code began: {found.message}")
        return found

    def _ended_by_us(self) -> Ended | None:
        """Why the worker, or the kernel for it, ended the process; None when it did not."""
        limits, reason = self.job.limits, self.child.ended_for
        if reason == "out-of-time" and self._starting:
            return Ended("our-fault", SLOW_START)
        if self.child.was_stopped:
            return Ended("our-fault", "The process that ran your code was stopped from outside.")
        if self.child.was_full():
            return Ended("out-of-memory", MESSAGES["out-of-memory"].format(limits=limits))
        if reason == "out-of-time":
            return Ended("out-of-time", self._out_of_time())
        if reason in ("out-of-memory", "flooded", "forbidden"):
            return Ended(reason, MESSAGES[reason].format(limits=limits))
        if reason == "crashed":  # it lived on, but had let go of us
            return Ended("crashed", UNREADABLE)
        return None

    def _ended_alone(self, status: int) -> Ended:
        """What an exit status says."""
        if status == -signal.SIGXCPU:
            return Ended("out-of-time", self._out_of_time())
        if status == -signal.SIGSYS:
            return Ended("forbidden", MESSAGES["forbidden"])
        if status == -signal.SIGKILL:
            text = MESSAGES["out-of-memory"].format(limits=self.job.limits)
            return Ended("out-of-memory", text)
        if status < 0:
            return Ended(
                "crashed",
                f"Your code crashed the interpreter ({signal_name(-status)}). "
                "Look for very deep recursion, or a library called with broken data.",
            )
        return Ended(
            "crashed",
            f"Your code ended the whole program (exit code {status}) before the end. "
            "Take out what leaves it, such as os._exit.",
        )

    def _out_of_time(self) -> str:
        limits, computed = self.job.limits, self.child.spent()
        if computed > limits.seconds:
            return MESSAGES["out-of-time"].format(limits=limits)
        return WAITED.format(wall=wall_seconds(limits), computed=computed)
