"""The learner's file as checks see it: remote names, remote calls, values that come back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from ascent.testing import reruns
from ascent.testing.api import Failed
from ascent.testing.handles import (
    MAX_ITEMS,
    Died,
    Handle,
    Link,
    Meter,
    Raised,
    kind_of,
    name_of,
    outcomes,
)
from ascent.testing.reruns import Again

__all__ = [
    "MAX_ITEMS",
    "Again",
    "Caught",
    "Died",
    "Figures",
    "Handle",
    "Learner",
    "Link",
    "Meter",
    "Raised",
    "kind_of",
    "name_of",
]


@dataclass
class Caught:
    """What `with learner.raises(...) as caught` saw."""

    kind: str = ""
    text: str = ""


class Figures(list[dict[str, Any]]):
    """Descriptions of figures; asking for one that was not drawn fails the check."""

    def __getitem__(self, at: Any) -> Any:
        try:
            return super().__getitem__(at)
        except IndexError:
            drawn = f"draws {len(self)} figures" if self else "draws no figure"
            raise Failed(f"Your code {drawn}; one more is expected.") from None


class Learner:
    """The learner's file, executed once before the checks."""

    def __init__(self, link: Link, source: str) -> None:
        self._link = link
        self.source = source
        """The text of the learner's file."""

    def __getattr__(self, name: str) -> Handle:
        if name.startswith("__"):
            raise AttributeError(name)
        return self.name(name)

    def name(self, name: str) -> Handle:
        """The remote name `name`, also when a method here is called the same."""
        return Handle(self._link, None, (name,), name, "name")

    @property
    def stdout(self) -> str:
        """What the file printed while it was executed."""
        return str(self._typed("stdout", str, "The printed text"))

    @property
    def figures(self) -> Figures:
        """Descriptions of the figures drawn so far: see the author's guide for the keys."""
        found = self._typed("figures", list, "The list of figures")
        if not all(map(_is_description, found)):
            raise Failed("The list of figures cannot be read.")
        return Figures(found)

    def has(self, name: str) -> bool:
        """Whether the file defines `name`."""
        return bool(self._typed("has", bool, f"`{name}`", name=name))

    def put(self, value: object) -> Handle:
        """Keep `value` in the learner process, to see later what a call did to it."""
        return self._handle(self._link.ask("An argument", "put", value=value), "an argument")

    def map(self, function: str | Handle, rows: Iterable[Iterable[Any]]) -> list[Any]:
        """Call `function` once per row of arguments; the list of results. MAX_ROWS rows travel
        in one message.

        The exception of the first row that raises is raised here.
        """
        handle = self.name(function) if type(function) is str else function
        assert type(handle) is Handle
        results: list[Any] = []
        for one in outcomes(handle, rows):
            if type(one) is Raised:
                raise one
            results.append(one)
        return results

    def drive(self, code: str, **inputs: Any) -> Any:
        """Run author's code beside the learner's file; the value of its `result`.

        It sees the file as `learner` and `inputs` by name. It runs where the learner's
        code runs: it must hold no answers, and its result is the learner's word.
        """
        reply = self._link.ask("The code beside your file", "drive", code=code, inputs=inputs)
        return self._link.result(reply, "the driver's result")

    def again(
        self,
        names: Iterable[str] = (),
        edit: Callable[[str], str] | None = None,
        /,
        **values: Any,
    ) -> Again:
        """Run the learner's file again, with other `values` in the first lines that set these
        names, and read what it then gives to `names`. See `Again`.

        `edit` may change the text of the file in any other way. The file runs beside
        itself, in a new namespace; what it prints is in `.stdout`.
        """
        source = reruns.with_values(self.source, values)
        return reruns.again(self._link, edit(source) if edit else source, list(names))

    def meter(self) -> Meter:
        """What the learner process has used so far, measured from outside: a difference of two
        readings is what happened between them, whatever the learner's code does to clocks."""
        return self._link.meter()

    @contextmanager
    def raises(self, kind: type[BaseException]) -> Iterator[Caught]:
        """Expect that a call inside the block raises built-in exception `kind`."""
        caught = Caught()
        try:
            yield caught
        except Raised as raised:
            if kind.__name__ not in raised.bases:
                raise Failed(f"{raised}. {_a(kind.__name__)} is expected.") from None
            caught.kind, caught.text = raised.kind, raised.text
        else:
            raise Failed(f"{_a(kind.__name__)} is expected, and nothing was raised.")

    @contextmanager
    def not_finite(self) -> Iterator[None]:
        """Accept nan and infinity as results inside the block."""
        before, self._link.finite = self._link.finite, False
        try:
            yield
        finally:
            self._link.finite = before

    def _typed(self, op: str, kind: type, what: str, **request: Any) -> Any:
        value = self._link.ask(what, op, **request).get("value")
        if type(value) is not kind:
            raise Failed(f"{what} cannot be read.")
        return value

    def _handle(self, reply: dict[str, Any], name: str) -> Handle:
        if "handle" not in reply:
            raise Failed(f"{name} cannot be kept.")
        return Handle(self._link, reply["handle"], (), name, reply["type"], ours=True)


_TEXTS = ("title", "xlabel", "ylabel", "xscale", "yscale")
_COUNTS = ("n_points", "n_lines", "n_bars", "n_images")
_WORDS = ("kinds", "legend", "texts")


def _is_description(found: Any, *, whole: bool = True) -> bool:
    """Whether it is what our code in the learner process says of a figure, or of one of its
    axes. Learner code may have said it instead; checks read it as it is."""
    if type(found) is not dict or type(found.get("drawn")) is not list:
        return False
    axes = found.get("axes") if whole else []
    return (
        all(type(found.get(key)) is str for key in _TEXTS)
        and all(is_count(found.get(key)) for key in _COUNTS)
        and all(_are(found.get(key), str) for key in _WORDS)
        and all(map(_is_drawn, found["drawn"]))
        and type(axes) is list
        and all(_is_description(one, whole=False) for one in axes)
    )


def is_count(found: Any) -> bool:
    """Whether it is a number of things that somebody may have drawn."""
    return type(found) is int and 0 <= found < 10**12


def _is_drawn(found: Any) -> bool:
    return (
        type(found) is dict
        and type(found.get("kind")) is str
        and all(_are(found.get(key), float) for key in ("x", "y"))
        and len(found["x"]) == len(found["y"])
    )


def _are(found: Any, kind: type) -> bool:
    return type(found) is list and all(type(one) is kind for one in found)


def _a(name: str) -> str:
    return f"An {name}" if name[0] in "AEIOU" else f"A {name}"
