"""The conversation with a learner process, and the objects that stay there."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NoReturn

from ascent.runner.inside import wire
from ascent.testing.api import AuthorError, Failed

MAX_ITEMS = 10_000
MAX_ROWS = 10_000
MAX_WORD = 10_000
MAX_KIND = 100
"""Rows of arguments in one message: more travel in several."""

Send = Callable[[bytes], bytes]
"""Takes an encoded request, returns the encoded reply of the learner process."""

AskMeter = Callable[[], Mapping[str, float]]
"""Asks the worker for `cpu` and `wall`: seconds that the learner process has computed so
far, and seconds of its turns. Both are measured outside of it."""


class Died(Exception):
    """The learner process ended before it answered."""

    def __init__(self, outcome: str, message: str) -> None:
        super().__init__(message)
        self.outcome = outcome


class Raised(Exception):
    """Learner code raised an exception; it is known by built-in class and text only."""

    def __init__(self, about: dict[str, Any], call: str) -> None:
        self.about = about
        self.kind = _told(about.get("type"), "Exception")
        bases = about.get("bases")
        self.bases = tuple(map(_told, bases)) if type(bases) is list else ()
        self.text = _told(about.get("text"))
        self.traceback = _told(about.get("traceback"))
        self.forbidden = about.get("forbidden") is True
        self.memory = about.get("memory") is True
        told = f"{self.kind}: {self.text}" if self.text else self.kind
        super().__init__(f"{call} stopped with {told}")


def _told(told: Any, otherwise: str = "") -> str:
    """A text that the learner process tells, which may as well be something else."""
    return told[:MAX_WORD] if type(told) is str else otherwise


@dataclass(frozen=True, slots=True)
class Meter:
    """What the learner process has used since it began, measured from outside."""

    cpu: float
    """Seconds of computing time."""

    wall: float
    """Seconds during which it had something to do."""


@dataclass
class Link:
    """The conversation with one learner process after another."""

    send: Send
    generation: int = 0
    finite: bool = True
    callbacks: dict[int, Callable[..., Any]] = field(default_factory=dict)
    numbers: Iterator[int] = field(default_factory=itertools.count)
    ask_meter: AskMeter | None = None

    def meter(self) -> Meter:
        """What the learner process has used so far. Raises AuthorError where nobody measures."""
        if self.ask_meter is None:
            raise AuthorError("Nothing here measures the learner process.")
        found = self.ask_meter()
        return Meter(float(found["cpu"]), float(found["wall"]))

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
        failure inside the function. A call with wrong arguments is the learner's to see, and
        an object that the function cannot compute with is the learner's mistake.
        """
        given: list[Any] = []
        try:
            function, args, kwargs = self._called(payload)
            given = [*args, *kwargs.values()]
            return wire.dumps({"value": function(*args, **kwargs)}, self.extend), None
        except (Failed, AuthorError) as error:
            answer = wire.dumps({"raised": "The check ended here."})
            return answer, error if isinstance(error, Failed) else _whose(error, given)
        except _OF_ARGUMENTS as error:
            return wire.dumps({"raised": _text_of(error)}), None
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


_OF_ARGUMENTS = (
    *(TypeError, ValueError, LookupError, ArithmeticError, AttributeError),
    *(MemoryError, RecursionError),
)
"""What a function raises that was called with arguments which it cannot take."""


def _text_of(error: BaseException) -> str:
    """What an exception says, if it can say it: a KeyError of a number with 10,000 digits
    cannot."""
    try:
        return str(error)
    except ValueError:
        return type(error).__name__


def _whose(error: AuthorError, given: list[Any]) -> Exception:
    """What ends the check when a function of it went wrong with these arguments of learner
    code: an object among them is the learner's mistake."""
    objects = [one for one in given if type(one) is Handle]
    return Failed(_gave("Your code", kind_of(objects[0]))) if objects else error


def _gave(who: str, kind: str) -> str:
    return (
        f"{who} gave an object of class {kind} where plain data is expected: a number, a text, "
        "a list, an array or a table."
    )


@dataclass(frozen=True)
class Inside:
    """Where a handle points."""

    link: Link
    number: int | None
    path: tuple[str, ...]
    name: str
    kind: str
    generation: int
    ours: bool
    """Whether the check put it there."""

    def alive(self) -> None:
        """Raise AuthorError when the process that held the object is gone."""
        if self.number is not None and self.generation != self.link.generation:
            raise AuthorError(f"{self.name} was kept by a process that has ended.")

    def given(self) -> bool:
        """Whether it is what learner code gave, and no name or attribute that a check asks for."""
        return self.number is not None and not self.path and not self.ours


def _inside(handle: Handle) -> Inside:
    found: Inside = object.__getattribute__(handle, "_inside")
    return found


class Handle:
    """An object that lives in the learner process: call it, name its attributes, iterate it.

    Nothing else: what it compares to, how long it is or whether it is true would be the
    learner's word. Asking that of what learner code gave fails the check, which takes plain
    data there; asking it of a name or an attribute raises AuthorError: `get()` brings its
    value here.
    """

    __slots__ = ("_inside",)

    def __init__(
        self,
        link: Link,
        number: int | None,
        path: tuple[str, ...],
        name: str,
        kind: str,
        *,
        ours: bool = False,
    ) -> None:
        inside = Inside(link, number, path, name, kind[:MAX_KIND], link.generation, ours)
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
            items = link.ask(call, "next", number=iterator["handle"]).get("value")
            if type(items) is not list or any(type(item) is not dict for item in items):
                raise Failed(f"{call} gave something that cannot be read.")
            if not items:
                return
            yield link.result(link.checked(items[0], call), f"an item of {inner.name}")
        raise Failed(f"{call} gives more than {MAX_ITEMS} items. Does its loop end?")

    def __len__(self) -> int:
        try:
            _refuse(self, "asked for its length")
        except Failed as failure:
            raise _NoLength(str(failure)) from None
        except AuthorError as error:
            raise _NoLengthAsked(str(error)) from None

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


def link_of(handle: Handle) -> Link:
    """The conversation through which the handle is reached."""
    return _inside(handle).link


def name_of(handle: Handle) -> str:
    """How the handle was reached, for messages."""
    return _inside(handle).name


class _NoLength(Failed, TypeError):
    """As a TypeError, it is overheard where a length is only a hint: `list(learner.numbers())`."""


class _NoLengthAsked(AuthorError, TypeError):
    """The same, of a name or an attribute."""


def is_given(handle: Handle) -> bool:
    """Whether it is what learner code gave, and no name or attribute that a check asks for."""
    return _inside(handle).given()


def _refuse(handle: Handle, what: str) -> NoReturn:
    inner = _inside(handle)
    if inner.given():
        called = inner.name.endswith("(...)")
        raise Failed(_gave(f"`{inner.name}`" if called else "Your code", inner.kind))
    raise AuthorError(
        f"The remote object {inner.name} was {what}. "
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


def outcomes(function: Handle, rows: Iterable[Iterable[Any]]) -> Iterator[Any]:
    """What `function` returns for each row of arguments, in order, MAX_ROWS calls per message.

    A call that raises gives a Raised in its place, and the calls behind it in the same
    message are not made: whoever wants them asks again.
    """
    inner = _inside(function)
    inner.alive()
    link, name = inner.link, f"{inner.name}(...)"
    call = f"`{name}`"
    left = iter(rows)
    while given := [list(row) for row in itertools.islice(left, MAX_ROWS)]:
        reply = link.ask(call, "map", number=inner.number, path=list(inner.path), rows=given)
        replies = reply.get("value")
        if type(replies) is not list or len(replies) > len(given):
            raise Failed(f"{call} gave something that cannot be read.")
        for at, one in enumerate(replies):
            if type(one) is dict and len(one) == 1 and "value" in one:
                yield one["value"]
                continue
            if type(one) is not dict:
                raise Failed(f"{call} gave something that cannot be read.")
            try:
                opened = link.checked(one, call)
            except Raised as raised:
                if at + 1 != len(replies):
                    raise Failed(f"{call} gave something that cannot be read.") from None
                yield raised
                return
            yield link.result(opened, name)
        if len(replies) < len(given):
            raise Failed(f"{call} answered {len(replies)} of {len(given)} calls.")
