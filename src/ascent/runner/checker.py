"""The main program of the checker process: runs an author's checks against a remote file.

    <kit's python> checker.py <plan as JSON>

It lives in the kit's environment and takes only the package `ascent` from where this
file lies, by its location: nothing of the engine's environment is importable. It
never sees learner code run: it asks over standard input and output, and the worker
passes its questions on. It reads what hostile code answered, so it stands in a sandbox
like the learner's, reads no file of ours, and is used for one attempt: the worker
sends the text of the checks, and the data that they ask for.
"""

from __future__ import annotations

import functools
import importlib.util
import json
import linecache
import os
import sys
import time
import traceback
import types
import zlib
from pathlib import Path
from typing import Any

if __name__ == "__main__":
    _root = Path(__file__).resolve().parents[1]
    _spec = importlib.util.spec_from_file_location(
        "ascent", _root / "__init__.py", submodule_search_locations=[str(_root)]
    )
    assert _spec is not None
    assert _spec.loader is not None
    sys.modules["ascent"] = importlib.util.module_from_spec(_spec)
    _spec.loader.exec_module(sys.modules["ascent"])

from ascent.runner.inside import frames, isolate, start, zygote
from ascent.testing import api, fingerprint, remote

FILE = "checks.py"
OURS = "This check is broken. That is our fault and costs you nothing."


class Data(api.Data):
    """The data sets, each file fetched from the worker when a check asks for it first."""

    def __init__(self, channel: frames.Channel, files: dict[str, Any]) -> None:
        super().__init__(files)
        self._channel = channel

    def _file(self, name: str, which: str) -> str:
        file = Path(f"{which}-{Path(super()._file(name, which)).name}").absolute()
        if not file.exists():
            wanted = {"data": name, "which": which}
            self._channel.send(frames.DATA, json.dumps(wanted).encode())
            _, content = self._channel.receive()
            file.write_bytes(content)
        return str(file)


class Checker:
    """One checks.py, run once for each attempt that the worker asks about."""

    def __init__(self, channel: frames.Channel, checks: str, data: dict[str, Any]) -> None:
        self.channel = channel
        self.link = fingerprint.WatchedLink(self.send)
        self.link.ask_meter = self.meter
        self.checks = load_checks(checks)
        self.data = Data(channel, data)
        api.tell = lambda progress: self.event(progress=progress)

    def serve(self) -> None:
        """Answer the worker until it is gone."""
        self.event(ready=[{"name": c.name, "sentence": c.sentence} for c in self.checks])
        while True:
            kind, payload = self.channel.receive()
            if kind == frames.EVENT:
                self.attempt(**json.loads(payload))

    def meter(self) -> dict[str, float]:
        """How long learner code has computed so far, and how long it was asked, in seconds; the
        worker measures it from outside."""
        self.channel.send(frames.METER)
        _, payload = self.channel.receive()
        spent: dict[str, float] = json.loads(payload)
        return spent

    def event(self, **event: Any) -> None:
        """Tell the worker something."""
        self.channel.send(frames.EVENT, json.dumps(event).encode())

    def send(self, request: bytes) -> bytes:
        """Ask the learner process; while it works it may call functions of the checks."""
        self.channel.send(frames.ASK, request)
        ended: BaseException | None = None
        while True:
            kind, payload = self.channel.receive()
            if kind == frames.REPLY:
                if ended is not None:
                    raise ended
                return payload
            if kind == frames.DIED:
                self.link.generation += 1
                raise remote.Died(**json.loads(payload))
            if kind == frames.CALLBACK:
                answer, problem = self.link.call_back(payload)
                ended = ended or problem  # the check ends once the learner's call has unwound
                self.channel.send(frames.ANSWER, answer)

    def attempt(self, source: str, seed: int, probe: bool) -> None:
        """Run every check against the file that the learner process has loaded. With `probe`,
        each result carries a sketch of what learner code answered."""
        api.reported.clear()
        probing = fingerprint.Probe(self.link, seed) if probe else None
        self.link.generation += 1
        learner = remote.Learner(self.link, source)
        for check in self.checks:
            self.link.finite = True
            self.link.callbacks.clear()
            started = time.perf_counter()
            self.event(started=check.name)
            if probing is None:
                (outcome, message, error), sketch = self.run(check, learner, seed), None
            else:
                once = functools.partial(self.run, check, learner)
                (outcome, message, error), sketch = probing.run(check, once)
            result = {
                "name": check.name,
                "sentence": check.sentence,
                "outcome": outcome,
                "message": message,
                "error": error,
                "points": check.points,
                "seconds": time.perf_counter() - started,
                "sketch": sketch,
            }
            # The next check's start, or the end, is told at once, and this with it.
            self.channel.hold(frames.EVENT, json.dumps({"result": result}).encode())
        self.event(done={"report": api.reported})

    def run(self, check: api.Check, learner: remote.Learner, seed: int) -> tuple[str, str, str]:
        """(outcome, message, learner's traceback) of one check."""
        given: dict[str, Any] = {"learner": learner, "data": self.data}
        try:
            if "rng" in check.wants:
                import numpy as np

                given["rng"] = np.random.default_rng([seed, zlib.crc32(check.name.encode())])
            check.function(**{name: given[name] for name in check.wants})
        except (api.Failed, AssertionError) as failure:
            if isinstance(failure, AssertionError) and not from_checks(failure):
                return "our-fault", OURS, author_trace(failure)
            return "wrong", str(failure) or f"Expected: {check.sentence}", ""
        except remote.Raised as raised:
            return outcome_of(raised), f"{raised}.", raised.traceback
        except remote.Died as death:
            return death.outcome, str(death), ""
        except frames.Closed:
            raise
        except BaseException as error:
            return "our-fault", OURS, author_trace(error)
        return "passed", "", ""


def outcome_of(raised: remote.Raised) -> str:
    """What an exception of learner code means for the check in which it happened."""
    if raised.memory:
        return "out-of-memory"
    return "forbidden" if raised.forbidden else "crashed"


def from_checks(error: BaseException) -> bool:
    """Whether an assert of the checks themselves failed, and not one in a library."""
    trace = traceback.extract_tb(error.__traceback__)
    return bool(trace) and trace[-1].filename == FILE


def author_trace(error: BaseException) -> str:
    """The traceback of a mistake in the checks, for their author."""
    return "".join(traceback.format_exception(error))[-4000:]


def load_checks(text: str) -> list[api.Check]:
    """Execute a `checks.py` and return what it registered. Raises AuthorError."""
    api.registered.clear()
    module = types.ModuleType("checks")
    module.__file__ = FILE
    sys.modules["checks"] = module
    linecache.cache[FILE] = (len(text), None, text.splitlines(keepends=True), FILE)
    exec(compile(text, FILE, "exec"), module.__dict__)  # noqa: S102 - the author's code
    if not api.registered:
        raise api.AuthorError("This file defines no check.")
    return list(api.registered)


def serve(channel: frames.Channel) -> None:
    """In the sandbox: wait for the checks, load them, say so, serve."""
    sys.stdin = open(os.devnull)  # noqa: PTH123, SIM115 - for as long as the process
    sys.stdout = sys.stderr  # what an author prints is for their eyes only
    try:
        _, payload = channel.receive()
        told = json.loads(payload)
        isolate.limit_job(told["limits"])
        Checker(channel, told["checks"], told["data"]).serve()
    except frames.Closed:
        os._exit(0)
    except BaseException as error:
        channel.send(frames.EVENT, json.dumps({"broken": author_trace(error)}).encode())
        os._exit(1)


def main(plan: dict[str, Any]) -> None:
    """Isolate, then serve."""
    start.isolated(plan, serve)


if __name__ == "__main__":
    if sys.argv[1] == "--zygote":
        zygote.serve(int(sys.argv[2]), main)
    main(json.loads(sys.argv[1]))
