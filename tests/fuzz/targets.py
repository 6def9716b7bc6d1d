"""What is fuzzed: each target takes bytes and raises AssertionError when something is not right."""

from __future__ import annotations

import contextlib
import itertools
import json
import os
import struct
import threading
import time
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from ascent.runner import learner, saying
from ascent.runner.inside import frames, wire
from ascent.runner.job import CheckResult, Job, RunResult
from ascent.runner.process import Ended
from ascent.testing import handles, remote
from ascent.testing.api import Failed
from tests.fuzz import oracle, samples

SECONDS = 1.0
"""The most that any input may take of the processor."""

MEGABYTES = 64
"""The most by which any input may make the process grow, beyond what it has reached before."""


def wire_target(data: bytes) -> None:
    """A message: a value that arrives a second time as it did the first, or a WireError."""
    oracle.check(data)


def finite_target(data: bytes) -> None:
    """The same where bare numbers have to be finite: nothing but the wire's errors."""
    oracle.check(data, finite=True)


def reply_target(data: bytes) -> None:
    """A reply of the learner process to whatever a check asks: something that can be shown,
    or one of the errors that end a check."""
    learner_file = remote.Learner(handles.Link(lambda request: data), "x = 1")
    f = learner_file.name("f")
    for ask in (
        lambda: f(1),
        lambda: f.get(),
        lambda: list(itertools.islice(f, 2)),
        lambda: learner_file.map(f, [(1,), (2,)]),
        lambda: learner_file.put(1),
        lambda: learner_file.drive("result = 1"),
        lambda: learner_file.has("f"),
        lambda: learner_file.stdout,
        lambda: learner_file.figures,
    ):
        with contextlib.suppress(Failed, handles.Raised):
            repr(ask())


def frames_target(data: bytes) -> None:
    """A stream of frames: each as long as it says, then Closed; never more than the limit."""
    reading, writing = os.pipe()
    try:
        writer = threading.Thread(target=_pour, args=(writing, data))
        writer.start()
        channel, taken = frames.Channel(reading, -1), 0
        try:
            while True:
                kind, payload = channel.receive(limit=1 << 16)
                assert len(kind) == 1
                assert len(payload) <= 1 << 16
                assert data[taken : taken + 5] == struct.pack(">cI", kind, len(payload))
                taken += 5 + len(payload)
                assert data[taken - len(payload) : taken] == payload
        except (frames.Closed, frames.TooLarge):
            pass
    finally:
        os.close(reading)
        writer.join()


def _pour(fd: int, data: bytes) -> None:
    try:
        view = memoryview(data)
        while view:
            view = view[os.write(fd, view) :]
    except BrokenPipeError:
        pass
    finally:
        os.close(fd)


def load_target(data: bytes) -> None:
    """The reply to a load, as the worker reads it: a result that can be stored, or an end."""
    process: Any = object.__new__(learner.LearnerProcess)
    process.job = Job("data", "x = 1")
    process.printed = [learner.Printed(), learner.Printed()]
    process.child = SimpleNamespace(spent=lambda: 0.0, drain=lambda: None)
    process.ask = lambda request: data
    process._native = bytearray()
    try:
        result = process._loaded(process._ask(op="load"))
    except Ended:
        return
    stored = json.dumps(result.to_json(), allow_nan=False).encode()
    assert len(stored) < 64 << 20
    assert RunResult.from_json(json.loads(stored)) == result


def said_target(data: bytes) -> None:
    """What learner code says of its progress and its settings: an event that can be stored."""
    for event in (saying.progress_of(data), saying.setting_of(data)):
        told = json.dumps(event, allow_nan=False)
        assert len(told) < 100_000
        assert json.loads(told) == event


def event_target(data: bytes) -> None:
    """What a checker reports of one check: a result of the declared shape, or a known error."""
    try:
        told = json.loads(data)
        result = CheckResult(**told["result"])
    except (ValueError, TypeError, KeyError, RecursionError):
        return
    assert type(result) is CheckResult


TARGETS: dict[str, Callable[[bytes], None]] = {
    "wire": wire_target,
    "finite": finite_target,
    "reply": reply_target,
    "load": load_target,
    "frames": frames_target,
    "said": said_target,
    "event": event_target,
}


def seeds(name: str) -> list[bytes]:
    """The corpus that a target starts with: what honest processes write."""
    told = {"type": "ValueError", "text": "no", "line": 3, "traceback": "…", "bases": ["Exception"]}
    error = {**told, "memory": False, "forbidden": False}
    if name in ("wire", "finite"):
        return samples.messages()
    if name == "reply":
        replies = [{"value": value} for value in samples.VALUES]
        replies += [{"raised": error}, {"missing": "f"}, {"handle": 1, "type": "KMeans"}]
        return [wire.dumps(reply, oracle.extend) for reply in replies]
    if name == "load":
        return [wire.dumps({"value": loaded}) for loaded in _loads(error)]
    if name == "frames":
        return [struct.pack(">cI", b"r", 3) + b"abc" + struct.pack(">cI", b"o", 0), b"r\0\1\0\0"]
    if name == "said":
        facts = {"loss": 0.5, "epoch": 3, "note": "x" * 300}
        setting = {"name": "rate", "default": 0.1, "low": 0, "high": 1, "about": "how far"}
        return [
            json.dumps(said).encode() for said in ({"done": 3, "of": 9, "facts": facts}, setting)
        ]
    result = {"name": "f", "sentence": "s", "outcome": "wrong", "message": "m", "points": 1.0}
    return [json.dumps({"result": result}).encode()]


def _loads(error: dict[str, Any]) -> list[dict[str, Any]]:
    table = {"rows": 40, "columns": 1, "names": ["a"], "kinds": ["float64"], "index": ["0", "39"]}
    whole = {**table, "cells": [["1"], ["2"]], "gap_after": 15}
    drawn = {"width": 1, "height": 2, "data": bytes(8)}
    figure = {"drawn": drawn, "about": {"title": "t", "axes": [{"n_points": 3, "texts": ["x"]}]}}
    cells = [
        {"value": "3", "table": None, "figures": []},
        {"value": None, "table": whole, "figures": [figure]},
    ]
    return [{"error": None, "cells": cells}, {"error": error, "cells": cells[:1]}]


def run(name: str, data: bytes) -> None:
    """One input through one target. AssertionError also when it takes too long or too much."""
    started, size = time.process_time(), _peak()
    TARGETS[name](data)
    spent, grown = time.process_time() - started, _peak() - size
    assert spent < SECONDS, f"{len(data)} bytes took {spent:.1f} s"
    assert grown < MEGABYTES, f"{len(data)} bytes took {grown} MB"


def _peak() -> int:
    """The most memory that this process has ever had, in MB."""
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
