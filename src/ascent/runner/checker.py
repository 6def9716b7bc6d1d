"""The main program of the checker process: runs an author's checks against a remote file.

    <kit's python> checker.py <plan as JSON>

It lives in the kit's environment and takes only the package `ascent` from where this
file lies, by its location: nothing of the engine's environment is importable. It
never sees learner code run: it asks over standard input and output, and the worker
passes its questions on.
"""

from __future__ import annotations

import importlib.util
import json
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

from ascent.runner.inside import frames, zygote
from ascent.testing import api, remote

OURS = "This check is broken. That is our fault and costs you nothing."


class Checker:
    """One checks.py, run once for each attempt that the worker asks about."""

    def __init__(self, channel: frames.Channel, plan: dict[str, Any]) -> None:
        self.channel = channel
        self.link = remote.Link(self.send)
        self.checks = load_checks(plan["checks"])
        self.data = api.Data(plan["data"])

    def serve(self) -> None:
        """Answer the worker until it is gone."""
        self.event(ready=[{"name": c.name, "sentence": c.sentence} for c in self.checks])
        while True:
            kind, payload = self.channel.receive()
            if kind == frames.EVENT:
                self.attempt(**json.loads(payload))

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

    def attempt(self, source: str, seed: int) -> None:
        """Run every check against the file that the learner process has loaded."""
        api.reported.clear()
        self.link.generation += 1
        learner = remote.Learner(self.link, source)
        for check in self.checks:
            self.link.finite = True
            self.link.callbacks.clear()
            started = time.perf_counter()
            self.event(started=check.name)
            outcome, message, error = self.run(check, learner, seed)
            self.event(
                result={
                    "name": check.name,
                    "sentence": check.sentence,
                    "outcome": outcome,
                    "message": message,
                    "error": error,
                    "points": check.points,
                    "seconds": time.perf_counter() - started,
                }
            )
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
    return bool(trace) and trace[-1].filename.endswith("checks.py")


def author_trace(error: BaseException) -> str:
    """The traceback of a mistake in the checks, for their author."""
    return "".join(traceback.format_exception(error))[-4000:]


def load_checks(path: str) -> list[api.Check]:
    """Execute `checks.py` and return what it registered. Raises AuthorError."""
    api.registered.clear()
    module = types.ModuleType("checks")
    module.__file__ = path
    sys.modules["checks"] = module
    code = compile(Path(path).read_text(encoding="utf-8"), path, "exec")
    exec(code, module.__dict__)  # noqa: S102 - the author's code, in its own process
    if not api.registered:
        raise api.AuthorError("This file defines no check.")
    return list(api.registered)


def main(plan: dict[str, Any]) -> None:
    """Load the checks, say so, serve."""
    channel = frames.take_descriptors()
    sys.stdin = open(os.devnull)  # noqa: PTH123, SIM115 - for as long as the process
    sys.stdout = sys.stderr  # what an author prints is for their eyes only
    try:
        Checker(channel, plan).serve()
    except frames.Closed:
        os._exit(0)
    except BaseException as error:
        channel.send(frames.EVENT, json.dumps({"broken": author_trace(error)}).encode())
        os._exit(1)


if __name__ == "__main__":
    if sys.argv[1] == "--zygote":
        zygote.serve(zygote.control_of(int(sys.argv[3])), sys.argv[2].split(","), main)
    main(json.loads(sys.argv[1]))
