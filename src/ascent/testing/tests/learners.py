"""A learner whose file runs in this process: real requests over the real wire, no sandbox.

What an isolated process does is tested with the runner; here the author's library is.
"""

from __future__ import annotations

import types
from collections import Counter
from typing import Any

from ascent.runner.inside import wire
from ascent.testing import Learner
from ascent.testing.handles import Link


class Host:
    """Answers the requests of checks about one file."""

    def __init__(self, source: str) -> None:
        self.asked: Counter[str] = Counter()
        """How many requests of each kind came."""
        self.kept: list[Any] = []
        self.module = types.ModuleType("__main__")
        self.module.__dict__["__file__"] = "answer.py"
        exec(compile(source, "answer.py", "exec"), self.module.__dict__)

    def send(self, request: bytes) -> bytes:
        asked = wire.loads(request, self.resolve)
        op = asked.pop("op")
        self.asked[op] += 1
        try:
            value = getattr(self, f"op_{op}")(**asked)
        except Exception as error:
            return wire.dumps({"raised": raised(error)})
        try:
            return wire.dumps({"value": value}, self.keep if type(value) in (dict, list) else None)
        except wire.WireError:
            kept = self.keep(value)
            return wire.dumps({"handle": kept["id"], "type": kept["type"]})

    def keep(self, value: Any) -> dict[str, Any]:
        self.kept.append(value)
        return {"id": len(self.kept) - 1, "type": type(value).__name__}

    def resolve(self, payload: dict[str, Any]) -> Any:
        return self.find(payload["id"], payload["path"])

    def find(self, number: int | None, path: list[str]) -> Any:
        found = self.module if number is None else self.kept[number]
        for name in path:
            found = getattr(found, name)
        return found

    def op_call(self, number: Any, path: Any, args: Any, kwargs: Any) -> Any:
        return self.find(number, path)(*args, **kwargs)

    def op_map(self, number: Any, path: Any, rows: Any) -> Any:
        function, replies = self.find(number, path), []
        for row in rows:
            try:
                replies.append({"value": function(*row)})
            except Exception as error:
                replies.append({"raised": raised(error)})
                break
        return replies

    def op_get(self, number: Any, path: Any) -> Any:
        return self.find(number, path)

    def op_put(self, value: Any) -> Any:
        return _Kept(value)

    def op_drive(self, code: str, inputs: Any) -> Any:
        inputs = {k: v.value if type(v) is _Kept else v for k, v in inputs.items()}
        scope = {"learner": self.module, **inputs}
        exec(code, scope)
        return scope.get("result")


class _Kept:
    """What was put: never a value that travels."""

    def __init__(self, value: Any) -> None:
        self.value = value


def raised(error: Exception) -> dict[str, Any]:
    bases = [kind.__name__ for kind in type(error).__mro__]
    return {"type": type(error).__name__, "bases": bases, "text": str(error), "traceback": ""}


def learner_of(source: str, host: Host | None = None) -> Learner:
    """The file `source` as checks see it."""
    return Learner(Link((host or Host(source)).send), source)
