"""Runs the learner's file and answers remote calls about it, one at a time.

Every request is a dict with `op`; every reply is one of
`{"value": v}`, `{"handle": id, "type": name}`, `{"raised": {...}}`, `{"missing": name}`.
"""

from __future__ import annotations

import ast
import linecache
import random
import sys
import types
from collections.abc import Callable
from pathlib import Path
from typing import Any

from . import display, errors, figures, frames, isolate, live, packages, streams, wire

FILE = "answer.py"
DRIVER = "driver.py"


class Missing(Exception):
    """The learner's file does not define the name that was asked for."""


class Host:
    """One learner process: a namespace, the objects that it was asked to keep, a channel."""

    def __init__(self, channel: frames.Channel) -> None:
        self.channel = channel
        self.sinks = streams.install(channel)
        self.live = live.install(channel)
        self.handles: dict[int, Any] = {}
        self.figures: list[Any] = []
        self.top_level_text = ""
        self.own_files: set[str] = set()
        self.module = types.ModuleType("__main__")
        self._next_handle = 1

    # --- the loop ---------------------------------------------------------

    def serve(self) -> None:
        """Answer requests until the other end is gone."""
        while True:
            kind, payload = self.channel.receive()
            if kind == frames.ASK:
                self._answer(payload)

    def _answer(self, payload: bytes) -> None:
        request = wire.loads(payload, self._resolve)
        operation: Callable[..., dict[str, Any]] = getattr(self, f"op_{request.pop('op')}")
        try:
            reply = operation(**request)
        except Missing as missing:
            reply = {"missing": str(missing)}
        except BaseException as error:
            reply = {"raised": errors.describe(error, self.own_files)}
        streams.flush()
        self.live.flush()
        self.channel.send(frames.REPLY, self._encode(reply))

    def _encode(self, reply: dict[str, Any]) -> bytes:
        """The reply on the wire; a value that cannot travel stays here behind a handle."""
        if "each" in reply:
            try:
                return wire.dumps_many(reply["each"], self._extend, self._keep, reply["last"])
            except wire.WireError:  # each can travel, all together are too much
                reply = self._keep(reply["each"])
        if "value" in reply:
            try:
                return self._dumps(reply)
            except wire.WireError:
                reply = self._keep(reply["value"])
        return wire.dumps(reply)

    def _dumps(self, reply: dict[str, Any]) -> bytes:
        """A reply by value; inside a list, tuple or dict, what cannot travel stays behind
        a handle of its own. Raises WireError for any other value that cannot travel."""
        if type(reply["value"]) in (list, tuple, dict):
            return wire.dumps(reply, self._extend)
        return wire.dumps(reply)

    def _keep(self, value: object) -> dict[str, Any]:
        number, self._next_handle = self._next_handle, self._next_handle + 1
        self.handles[number] = value
        return {"handle": number, "type": type(value).__name__}

    # --- references ---------------------------------------------------------

    def _resolve(self, payload: dict[str, Any]) -> object:
        """What a reference in a request stands for: a kept object or a callback."""
        if "callback" in payload:
            return self._callback(payload["callback"])
        return self._find(payload.get("id"), payload.get("path", []))

    def _find(self, number: int | None, path: list[str]) -> Any:
        if number is None:
            if path[0] not in self.module.__dict__:
                raise Missing(path[0])
            found, path = self.module.__dict__[path[0]], path[1:]
        else:
            found = self.handles[number]
        for name in path:
            found = getattr(found, name)
        return found

    def _callback(self, number: int) -> Callable[..., Any]:
        """A function of the checker, as a function here: it asks and waits for the answer."""

        def call(*args: Any, **kwargs: Any) -> Any:
            streams.flush()
            message = {"callback": number, "args": list(args), "kwargs": kwargs}
            self.channel.send(frames.CALLBACK, wire.dumps(message, self._extend))
            while True:
                kind, payload = self.channel.receive()
                if kind == frames.ANSWER:
                    break
                self._answer(payload)  # the checker's function may call back into this file
            answer = wire.loads(payload, self._resolve)
            if "raised" in answer:
                raise RuntimeError(answer["raised"])
            return answer["value"]

        return call

    def _extend(self, value: object) -> dict[str, Any]:
        """What cannot travel inside a result, or as an argument of a callback: kept, by handle."""
        kept = self._keep(value)
        return {"id": kept["handle"], "type": kept["type"]}

    # --- running the file ---------------------------------------------------

    def op_start(
        self,
        files: dict[str, bytes],
        cells: list[str],
        modules: list[str] | None,
        limits: dict[str, float],
    ) -> dict[str, Any]:
        """Limit this process for the job that comes, put the data files into the working folder,
        import the `modules` of packages that the code names: when None, it is looked up here."""
        isolate.limit_job(limits)
        for sink in self.sinks:
            sink.keep = int(limits["output_kb"]) * 1024
        for name, data in files.items():
            Path(Path(name).name).write_bytes(data)
        if modules is None:
            modules = [name for code in cells for name in packages.named(code)]
        packages.load(modules)
        return {"value": None}

    def op_load(
        self, cells: list[str], seed: int, names: list[str], show: bool, pictures: bool
    ) -> dict[str, Any]:
        """Execute a file (one cell) or a lesson's cells in a new namespace.

        The reply lists per cell what it showed; the first exception ends the run.
        """
        self._fresh(cells, seed, names)
        results: list[dict[str, Any]] = []
        error = None
        for number, (code, name) in enumerate(zip(cells, names, strict=True)):
            streams.flush()
            self.channel.send(frames.CELL, str(number).encode())
            try:
                text, table = display.show(self._execute(code, name, show))
            except BaseException as problem:
                error, text, table = errors.describe(problem, self.own_files), None, None
            taken = self._take_figures()
            shown = [self._picture(figure, pictures) for figure in taken]
            results.append({"value": text, "table": table, "figures": shown})
            if error:
                break
        streams.flush()
        kept = bytes(self.sinks[0].kept)
        self.top_level_text = kept.decode("utf-8", "replace")
        return {"value": {"error": error, "cells": results}}

    def _fresh(self, cells: list[str], seed: int, names: list[str]) -> None:
        """A new namespace, new random state, nothing kept from an earlier load."""
        self.handles.clear()
        self._take_figures()
        self.figures = []
        for sink in self.sinks:
            sink.kept.clear()
        self.own_files = set(names)
        self.module = types.ModuleType("__main__")
        self.module.__dict__["__file__"] = names[0]
        sys.modules["__main__"] = self.module
        for code, name in zip(cells, names, strict=True):
            lines = code.splitlines(keepends=True)
            linecache.cache[name] = (len(code), None, lines, name)
        random.seed(seed)
        if "numpy" in sys.modules or any(_is_numeric(code) for code in cells):
            try:
                import numpy as np

                np.random.seed(seed % 2**32)
            except ImportError:
                pass
        if "torch" in sys.modules:
            sys.modules["torch"].manual_seed(seed)

    def _execute(self, code: str, name: str, show: bool) -> Any:
        """Run `code`; with `show`, the value of its last line if that is an expression."""
        tree = ast.parse(code, name)
        last = None
        if show and tree.body and isinstance(tree.body[-1], ast.Expr):
            last = ast.Expression(tree.body.pop().value)  # type: ignore[attr-defined]
        namespace = self.module.__dict__
        exec(compile(tree, name, "exec"), namespace)  # noqa: S102 - what this process is for
        return None if last is None else eval(compile(last, name, "eval"), namespace)  # noqa: S307

    def _take_figures(self) -> list[Any]:
        """Figures drawn since the last time: those shown and those left open."""
        backend = sys.modules.get(f"{__package__}.backend")
        taken = list(backend.shown) if backend else []
        if backend:
            backend.shown.clear()
        taken += figures.take()
        self.figures += taken
        return taken[: figures.MAX_FIGURES]

    def _picture(self, figure: Any, pictures: bool) -> dict[str, Any]:
        drawn = figures.picture(figure) if pictures else None
        return {"drawn": drawn, "about": figures.describe(figure)}

    # --- remote calls ---------------------------------------------------------

    def op_has(self, name: str) -> dict[str, Any]:
        """Whether the file defines `name`."""
        return {"value": name in self.module.__dict__}

    def op_get(self, number: int | None, path: list[str]) -> dict[str, Any]:
        """The value of a name, an attribute or a kept object."""
        return {"value": self._find(number, path)}

    def op_call(
        self,
        number: int | None,
        path: list[str],
        args: list[Any],
        kwargs: dict[str, Any],
    ) -> dict[str, Any]:
        """Call it."""
        return {"value": self._find(number, path)(*args, **kwargs)}

    def op_map(self, number: int | None, path: list[str], rows: list[Any]) -> dict[str, Any]:
        """Call it once per row of arguments; stops at the first row that raises."""
        function = self._find(number, path)
        results: list[Any] = []
        last: list[dict[str, Any]] = []
        for row in rows:
            try:
                results.append(function(*row))
            except BaseException as error:
                last = [{"raised": errors.describe(error, self.own_files)}]
                break
        return {"each": results, "last": last}

    def op_iterate(self, number: int | None, path: list[str]) -> dict[str, Any]:
        """A handle to an iterator over it."""
        return self._keep(iter(self._find(number, path)))

    def op_next(self, number: int) -> dict[str, Any]:
        """The next item of an iterator: a reply inside a list, empty at the end."""
        try:
            item = next(self.handles[number])
        except StopIteration:
            return {"value": []}
        return {"each": [item], "last": []}

    def op_put(self, value: Any) -> dict[str, Any]:
        """Keep `value` here."""
        return self._keep(value)

    def op_drive(self, code: str, inputs: dict[str, Any]) -> dict[str, Any]:
        """Run the author's code beside the learner's file; the value of its `result`."""
        lines = code.splitlines(keepends=True)
        linecache.cache[DRIVER] = (len(code), None, lines, DRIVER)
        namespace: dict[str, Any] = {"__name__": "driver", "learner": self.module, **inputs}
        exec(compile(code, DRIVER, "exec"), namespace)  # noqa: S102 - the author's own code
        return {"value": namespace.get("result")}

    def op_stdout(self) -> dict[str, Any]:
        """Text printed while the file was executed."""
        return {"value": self.top_level_text}

    def op_figures(self) -> dict[str, Any]:
        """Descriptions of the figures drawn so far, also by functions called since."""
        self._take_figures()
        return {"value": [figures.describe(one) for one in self.figures[: figures.MAX_FIGURES]]}


_NUMERIC = {"numpy", "pandas", "sklearn", "scipy", "seaborn", "xgboost", "statsmodels", "torch"}


def _is_numeric(code: str) -> bool:
    """Whether `code` is going to import numpy, whose random state must then be set first."""
    return any(name in code for name in _NUMERIC)
