"""Checks, failures, reports and data: the words of a `checks.py`."""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import FunctionType
from typing import Any, NoReturn, TypeVar

Function = TypeVar("Function", bound=Callable[..., Any])
PARAMETERS = ("learner", "rng", "data")


class Failed(Exception):
    """The learner's answer is not what the check expects; the text is for the learner."""


class AuthorError(Exception):
    """The check itself is wrong; it costs the learner nothing."""


@dataclass(frozen=True, slots=True)
class Check:
    """One check function with its sentence."""

    name: str
    sentence: str
    points: float
    function: Callable[..., Any]
    wants: tuple[str, ...]
    """Which of `learner`, `rng`, `data` it takes."""

    tolerance: float | None = None
    """By how much, relatively, numbers may differ in answers that are called the same when a
    known mistake is looked for; None for the usual."""


registered: list[Check] = []
"""Checks in order of definition, filled while a `checks.py` is executed."""

reported: dict[str, Any] = {}
"""Facts that checks reported in the attempt that runs now."""


def check(
    sentence: str, *, points: float = 1, tolerance: float | None = None
) -> Callable[[Function], Function]:
    """Make a function a check. `sentence` says what is expected; the page shows it. `tolerance`
    says by how much, relatively, two answers may differ that show the same known mistake.

    The function takes any of `learner`, `rng`, `data` by name. Raises AuthorError
    for other parameters, an empty sentence, or a name that is taken.
    """

    def register(function: Function) -> Function:
        wants = _parameters(function)
        name = function.__name__
        if unknown := [word for word in wants if word not in PARAMETERS]:
            raise AuthorError(
                f"The check {name} takes {unknown[0]!r}. A check may take: learner, rng, data."
            )
        if not isinstance(sentence, str) or not sentence.strip():
            raise AuthorError(f"The check {name} has no sentence.")
        if any(known.name == name for known in registered):
            raise AuthorError(f"Two checks are called {name}.")
        registered.append(Check(name, sentence.strip(), points, function, wants, tolerance))
        return function

    return register


def _parameters(function: Callable[..., Any]) -> tuple[str, ...]:
    """The names of a function's parameters. Most checks are plain functions, whose code says it
    without the whole of `inspect.signature`."""
    if not isinstance(function, FunctionType) or hasattr(function, "__wrapped__"):
        return tuple(inspect.signature(function).parameters)
    code = function.__code__
    if code.co_flags & (inspect.CO_VARARGS | inspect.CO_VARKEYWORDS):
        return tuple(inspect.signature(function).parameters)
    return code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]


def fail(message: str) -> NoReturn:
    """End the check: the answer is not what is expected, for the reason in `message`."""
    raise Failed(message)


def report(**facts: Any) -> None:
    """Give the page facts to show after the verdict, such as `score=0.97, baseline=0.44`."""
    for name, fact in facts.items():
        reported[name] = _fact("report", name, fact)


def progress(done: float | None = None, of: float | None = None, **facts: float | str) -> None:
    """Tell the page how far a long check is: `progress(3, of=10, score=0.8)`."""
    for name, fact in {"done": done, "of": of}.items():
        if fact is not None and type(fact) not in (int, float):
            raise AuthorError(f"progress({name}=...) takes a number.")
    told = {name: _fact("progress", name, fact) for name, fact in facts.items()}
    tell({"done": done, "of": of, "facts": told})


def _tell_nobody(event: dict[str, Any]) -> None:
    """Nobody listens while checks run outside of a checker process, as in a test."""


tell: Callable[[dict[str, Any]], None] = _tell_nobody
"""Takes what `progress` has to tell; the checker process puts its own in place."""


def _fact(call: str, name: str, fact: Any) -> Any:
    """A fact as a number or a text. Raises AuthorError for anything else."""
    if hasattr(fact, "item"):
        fact = fact.item()  # a numpy scalar is a number too
    if fact is not None and not isinstance(fact, str | int | float):
        raise AuthorError(f"{call}({name}=...) takes a number or a text.")
    return fact


class Data:
    """The data sets that the exercise names, as the checks may see them."""

    def __init__(self, files: Mapping[str, Mapping[str, str | None]]) -> None:
        self._files = files
        self._frames: dict[tuple[str, str], Any] = {}

    def frame(self, name: str) -> Any:
        """The public rows of data set `name`, a fresh copy."""
        return self._read(name, "public")

    def hidden(self, name: str) -> Any:
        """The rows of data set `name` that learner code never sees, a fresh copy."""
        return self._read(name, "hidden")

    def path(self, name: str) -> Path:
        """The public file of data set `name`."""
        return Path(self._file(name, "public"))

    def _file(self, name: str, which: str) -> str:
        if name not in self._files:
            raise AuthorError(f"This exercise does not name the data set {name!r}.")
        path = self._files[name].get(which)
        if path is None:
            raise AuthorError(f"The data set {name!r} has no {which} rows.")
        return path

    def _read(self, name: str, which: str) -> Any:
        pd = importlib.import_module("pandas")
        key = (name, which)
        if key not in self._frames:
            self._frames[key] = pd.read_csv(self._file(name, which))
        return self._frames[key].copy()
