"""The learner's file as checks see it: remote names, remote calls, values that come back."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, NoReturn

from ascent.runner.inside import wire
from ascent.testing.api import AuthorError, Failed

MAX_ITEMS = 10_000

Send = Callable[[bytes], bytes]
"""Takes an encoded request, returns the encoded reply of the learner process."""


class Died(Exception):
    """The learner process ended before it answered."""

    def __init__(self, outcome: str, message: str) -> None:
        super().__init__(message)
        self.outcome = outcome


class Raised(Exception):
    """Learner code raised an exception; it is known by built-in class and text only."""

    def __init__(self, about: dict[str, Any], call: str) -> None:
        self.kind = str(about.get("type", "Exception"))
        self.bases = tuple(str(base) for base in about.get("bases", ()))
        self.text = str(about.get("text", ""))
        self.traceback = str(about.get("traceback", ""))
        self.forbidden = about.get("forbidden") is True
        self.memory = about.get("memory") is True
        told = f"{self.kind}: {self.text}" if self.text else self.kind
        super().__init__(f"{call} stopped with {told}")


@dataclass
class Caught:
    """What `with learner.raises(...) as caught` saw."""

    kind: str = ""
    text: str = ""


@dataclass
class Link:
    """The conversation with one learner process after another."""

    send: Send
    generation: int = 0
    finite: bool = True
    callbacks: dict[int, Callable[..., Any]] = field(default_factory=dict)
    numbers: Iterator[int] = field(default_factory=itertools.count)

    def ask(self, call: str, op: str, **request: Any) -> dict[str, Any]:
        """One request; `call` names it in messages. Raises Raised, Failed, Died."""
        try:
            payload = wire.dumps({"op": op, **request}, self.extend)
        except wire.WireError as error:
            raise AuthorError(f"The arguments of {call} cannot travel: {error}") from error
        return self.open(self.send(payload), call)

    def open(self, payload: bytes, call: str) -> dict[str, Any]:
        """Decode one reply of the learner process."""
        try:
            reply = wire.loads(payload, self._kept, finite=self.finite)
        except wire.NotFinite as error:
            raise Failed(
                f"{call} gave {error}, which is not a finite number. Look for a division "
                "by zero, a logarithm of zero, or a mean of no values."
            ) from None
        except wire.WireError:
            raise Failed(f"{call} gave something that cannot be read.") from None
        if type(reply) is not dict:
            raise Failed(f"{call} gave something that cannot be read.")
        return self.checked(reply, call)

    def checked(self, reply: dict[str, Any], call: str) -> dict[str, Any]:
        """The reply if it is a value or a handle; otherwise what it says is raised."""
        if type(reply.get("missing")) is str:
            raise Failed(
                f"Your file does not define `{reply['missing'][:80]}`. "
                "Define it with exactly this name."
            )
        if type(reply.get("raised")) is dict:
            raise Raised(reply["raised"], call)
        if "value" in reply or (
            type(reply.get("handle")) is int and type(reply.get("type")) is str
        ):
            return reply
        raise Failed(f"{call} gave something that cannot be read.")

    def result(self, reply: dict[str, Any], name: str) -> Any:
        """The value of a reply, or the handle it announces."""
        if "value" in reply:
            return reply["value"]
        return Handle(self, reply["handle"], (), name, reply["type"])

    def extend(self, value: object) -> dict[str, Any] | None:
        """How handles and functions of the checker travel as arguments."""
        if type(value) is Handle:
            inner = _inside(value)
            inner.alive()
            return {"id": inner.number, "path": list(inner.path)}
        if callable(value) and hasattr(value, "__code__"):
            number = next(self.numbers)
            self.callbacks[number] = value
            return {"callback": number}
        return None

    def call_back(self, payload: bytes) -> tuple[bytes, BaseException | None]:
        """Run the function of the checker that learner code called.

        Returns the encoded answer, and what has to end the check, if something has: a
        failure inside the function. A call with wrong arguments is the learner's to see.
        """
        try:
            function, args, kwargs = self._called(payload)
            return wire.dumps({"value": function(*args, **kwargs)}, self.extend), None
        except (TypeError, ValueError, LookupError, ArithmeticError) as error:
            return wire.dumps({"raised": str(error)}), None
        except Died:
            raise
        except Exception as error:
            return wire.dumps({"raised": "The check ended here."}), error

    def _called(self, payload: bytes) -> tuple[Callable[..., Any], list[Any], dict[str, Any]]:
        """The function that a callback names, with its arguments. Raises Failed."""
        try:
            request = wire.loads(payload, self._kept)
            function = self.callbacks[request["callback"]]
            args, kwargs = request["args"], request["kwargs"]
            wire.typed(args, list)
            wire.typed(kwargs, dict)
        except (wire.WireError, LookupError, TypeError):
            raise Failed("Your code called back in a way that cannot be read.") from None
        return function, args, kwargs

    def _kept(self, payload: dict[str, Any]) -> Handle:
        kind = wire.typed(payload.get("type"), str)
        return Handle(self, wire.typed(payload.get("id"), int), (), f"the {kind}", kind)


@dataclass(frozen=True)
class Inside:
    """Where a handle points."""

    link: Link
    number: int | None
    path: tuple[str, ...]
    name: str
    kind: str
    generation: int

    def alive(self) -> None:
        """Raise AuthorError when the process that held the object is gone."""
        if self.number is not None and self.generation != self.link.generation:
            raise AuthorError(f"{self.name} was kept by a process that has ended.")


def _inside(handle: Handle) -> Inside:
    found: Inside = object.__getattribute__(handle, "_inside")
    return found


class Handle:
    """An object that lives in the learner process: call it, name its attributes, iterate it.

    Nothing else: what it compares to, how long it is or whether it is true would be
    the learner's word, so asking raises AuthorError. `get()` brings its value here.
    """

    __slots__ = ("_inside",)

    def __init__(
        self, link: Link, number: int | None, path: tuple[str, ...], name: str, kind: str
    ) -> None:
        inside = Inside(link, number, path, name, kind, link.generation)
        object.__setattr__(self, "_inside", inside)

    def __getattr__(self, name: str) -> Handle:
        inner = _inside(self)
        if name.startswith("__"):
            if name.startswith("__array"):
                _refuse(self, "made into an array")
            raise AttributeError(name)
        return Handle(
            inner.link, inner.number, (*inner.path, name), f"{inner.name}.{name}", "attribute"
        )

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call the remote object; the result comes by value, or as a handle."""
        inner = _inside(self)
        inner.alive()
        call = f"`{inner.name}(...)`"
        reply = inner.link.ask(
            call, "call", number=inner.number, path=list(inner.path), args=list(args), kwargs=kwargs
        )
        return inner.link.result(reply, f"{inner.name}(...)")

    def get(self) -> Any:
        """The value of a plain variable, attribute or kept object; a handle if it cannot travel."""
        inner = _inside(self)
        inner.alive()
        reply = inner.link.ask(f"`{inner.name}`", "get", number=inner.number, path=list(inner.path))
        return inner.link.result(reply, inner.name)

    def __iter__(self) -> Iterator[Any]:
        """The items, pulled one at a time; more than MAX_ITEMS of them fail the check."""
        inner = _inside(self)
        inner.alive()
        call = f"`{inner.name}`"
        link = inner.link
        iterator = link.ask(call, "iterate", number=inner.number, path=list(inner.path))
        if "handle" not in iterator:
            raise Failed(f"{call} gave something that cannot be read.")
        for _ in range(MAX_ITEMS):
            items = link.ask(call, "next", number=iterator["handle"])["value"]
            if not items:
                return
            yield link.result(link.checked(items[0], call), f"an item of {inner.name}")
        raise Failed(f"{call} gives more than {MAX_ITEMS} items. Does its loop end?")

    def __repr__(self) -> str:
        inner = _inside(self)
        return f"<{inner.name}: {inner.kind} in the learner process>"

    def __setattr__(self, name: str, value: object) -> None:
        _refuse(self, "changed from here")

    @property  # type: ignore[misc]
    def __class__(self) -> Any:
        _refuse(self, "asked for its class")


def kind_of(handle: Handle) -> str:
    """The name of the class of the remote object, as the learner process says it."""
    return _inside(handle).kind


def name_of(handle: Handle) -> str:
    """How the handle was reached, for messages."""
    return _inside(handle).name


def _refuse(handle: Handle, what: str) -> NoReturn:
    raise AuthorError(
        f"The remote object {_inside(handle).name} was {what}. "
        "Use .get() for its value, or ask with learner.drive()."
    )


def _refusal(what: str) -> Callable[..., Any]:
    def refuse(self: Handle, *_: object, **__: object) -> Any:
        _refuse(self, what)

    return refuse


_REFUSED = {
    "compared": "eq ne lt le gt ge contains",
    "taken for true or false": "bool",
    "hashed": "hash",
    "made into a number": "int float complex index round trunc floor ceil",
    "made into an array": "array array_ufunc array_function",
    "indexed": "getitem setitem delitem",
    "used in arithmetic": "add radd sub rsub mul rmul truediv rtruediv floordiv rfloordiv mod rmod "
    "pow rpow matmul rmatmul neg pos abs invert and rand or ror xor rxor lshift rshift divmod",
}
for _what, _words in _REFUSED.items():
    for _word in _words.split():
        setattr(Handle, f"__{_word}__", _refusal(_what))


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
        return Figures(self._typed("figures", list, "The list of figures"))

    def has(self, name: str) -> bool:
        """Whether the file defines `name`."""
        return bool(self._typed("has", bool, f"`{name}`", name=name))

    def put(self, value: object) -> Handle:
        """Keep `value` in the learner process, to see later what a call did to it."""
        return self._handle(self._link.ask("An argument", "put", value=value), "an argument")

    def map(self, function: str | Handle, rows: Iterable[Iterable[Any]]) -> list[Any]:
        """Call `function` once per row of arguments, in one message; the list of results.

        The exception of the first row that raises is raised here.
        """
        handle = self.name(function) if type(function) is str else function
        assert type(handle) is Handle
        inner = _inside(handle)
        inner.alive()
        call = f"`{inner.name}(...)`"
        given = [list(row) for row in rows]
        reply = self._link.ask(call, "map", number=inner.number, path=list(inner.path), rows=given)
        results = reply.get("value")
        if type(results) is not list or any(type(one) is not dict for one in results):
            raise Failed(f"{call} gave something that cannot be read.")
        opened = [self._link.checked(one, call) for one in results]
        if len(opened) != len(given):
            raise Failed(f"{call} answered {len(opened)} of {len(given)} calls.")
        return [self._link.result(one, f"{inner.name}(...)") for one in opened]

    def drive(self, code: str, **inputs: Any) -> Any:
        """Run author's code beside the learner's file; the value of its `result`.

        It sees the file as `learner` and `inputs` by name. It runs where the learner's
        code runs: it must hold no answers, and its result is the learner's word.
        """
        reply = self._link.ask("The code beside your file", "drive", code=code, inputs=inputs)
        return self._link.result(reply, "the driver's result")

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
        return Handle(self._link, reply["handle"], (), name, reply["type"])


def _a(name: str) -> str:
    return f"An {name}" if name[0] in "AEIOU" else f"A {name}"
