"""What learner code answered in a check, reduced to a sketch that two runs can be compared by.

A sketch keeps the structure of every answer (types, shapes, column names, labels, classes
of exceptions) as a digest, and of the numbers a sample and two weighted sums, in which each
number takes part. `likeness` compares sketches; it needs no numpy, this module does. It
runs in the checker process, on values that the wire has already decoded to exact types.
"""

from __future__ import annotations

import hashlib
import math
import re
import zlib
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from ascent.testing.api import Check
from ascent.testing.remote import Handle, Link, Raised, kind_of

PROBES = 2
"""Seeds on which one probe runs every check: that of the attempt and those after it."""

MAX_SAMPLE = 120  # numbers kept of one check
MAX_NUMBERS = 200_000  # numbers looked at in one check
MAX_ITEMS = 5_000  # of a list, or of an array of texts
FIRST = 200  # numbers of a text, items of what a check gives
LABEL = 60  # characters of a text up to which it is compared as a label
MAX_GIVEN = 300  # numbers, and texts, kept of what a check gives: the last
MAX_TEXTS = 200  # digests of single texts kept of one check
FEW = 16  # numbers that need no array: a table of texts has thousands of such handfuls
HUGE = 1e150
SMALL = 1e-4  # numbers far below it are rounding

NUMERAL = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
QUOTED = re.compile(r"'[^']*'")
NAMES_NAMES = frozenset({"NameError", "UnboundLocalError"})
"""Exceptions whose text holds the names that a learner has chosen."""

FREE_WORDS = frozenset({"title", "xlabel", "ylabel", "legend", "texts"})
"""Keys of a figure whose wording is everybody's own; only whether there are any counts."""

GIVEN = frozenset({"args", "kwargs", "rows", "inputs", "value"})
"""The parts of a request that hold values of the check."""

Outcome = tuple[str, str, str]
"""Of one run of a check: outcome, message, the learner's traceback."""


@dataclass
class Recorder:
    """Collects the answers to one check with one seed."""

    shape: Any = field(default_factory=lambda: hashlib.blake2b(digest_size=8))
    words: Any = field(default_factory=lambda: hashlib.blake2b(digest_size=8))
    numbers: list[Any] = field(default_factory=list)
    scales: list[Any] = field(default_factory=list)
    texts: dict[int, None] = field(default_factory=dict)
    given: deque[float | int] = field(default_factory=lambda: deque(maxlen=MAX_GIVEN))
    given_texts: deque[int] = field(default_factory=lambda: deque(maxlen=MAX_GIVEN))
    answers: int = 0
    _count: int = 0

    def asked(self, request: Mapping[str, Any]) -> None:
        """The check asks: what it gives to learner code may be told, and so is no secret."""
        for name in sorted(GIVEN & request.keys()):
            for leaf in islice(leaves(request[name]), MAX_GIVEN):
                if type(leaf) is str:
                    self.given_texts.append(digest(leaf))
                    self.given.extend(numerals(leaf))
                else:
                    self.given.append(leaf)

    def replied(self, op: str, reply: Mapping[str, Any]) -> None:
        """The learner process answered a request of kind `op`."""
        self.answers += 1
        self._note(f"<{op}")
        if op in ("map", "next") and type(reply.get("value")) is list:
            for one in reply["value"]:
                self._reply(one)
        elif op == "figures":
            self._any(reply.get("value"), FREE_WORDS)
        elif op == "stdout":
            self._printed(str(reply.get("value")))
        else:
            self._reply(reply)

    def called(self, args: Sequence[Any], kwargs: Mapping[str, Any]) -> None:
        """Learner code called a function of the check."""
        self.answers += 1
        self._note("<call back")
        self._any([list(args), dict(kwargs)])

    def stopped(self, error: BaseException) -> None:
        """The answer was an exception, or none that can be used."""
        self.answers += 1
        if isinstance(error, Raised):
            self._raised({"type": error.kind, "text": error.text})
        else:
            self._note(f"<{type(error).__name__}")

    def sketch(self) -> dict[str, Any]:
        """All of it as plain data."""
        import numpy as np

        every = np.concatenate([np.empty(0), *self.numbers])
        scales = np.concatenate([np.empty(0), *self.scales])
        at = np.arange(len(every))
        where = at if len(at) <= MAX_SAMPLE else np.linspace(0, len(at) - 1, MAX_SAMPLE).astype(int)
        even = every / scales  # each number takes part, those of small arrays too
        return {
            "answers": self.answers,
            "shape": self.shape.hexdigest(),
            "words": self.words.hexdigest(),
            "count": len(every),
            "sample": every[where].tolist(),
            "scales": [float(f"{scale:.2g}") for scale in scales[where].tolist()],
            "sums": [float(even @ np.cos(at * 2.399963)), float(even @ np.sin(at * 2.399963))],
            "size": float(np.sqrt((even**2).sum())),
            "texts": list(self.texts),
            "given": [clipped(one) for one in self.given if one == one],
            "given_texts": sorted({*self.given_texts}),
        }

    # --- kinds of answer ------------------------------------------------------------

    def _reply(self, reply: Any) -> None:
        if type(reply) is not dict:
            self._note("<unreadable")
        elif type(reply.get("raised")) is dict:
            self._raised(reply["raised"])
        elif "value" in reply:
            self._any(reply["value"])
        else:
            self._note(f"<object {reply.get('type')}")

    def _raised(self, about: Mapping[str, Any]) -> None:
        kind, text = str(about.get("type")), skeleton(str(about.get("text", "")))
        if kind in NAMES_NAMES:
            text = QUOTED.sub("''", text)
        self._note(f"<raised {kind} {text}")

    def _printed(self, text: str) -> None:
        self.words.update(" ".join(skeleton(text).split()).encode())
        self._numbers(numerals(text))
        self._remember(text)

    def _any(self, value: Any, free: frozenset[str] = frozenset()) -> None:
        """One value of any kind that travels."""
        kind = type(value)
        if kind is str:
            self._text(value)
        elif kind in (bool, int, float):
            self._note(kind.__name__)
            self._numbers([value])
        elif kind is complex:
            self._note("complex")
            self._numbers([value.real, value.imag])
        elif kind in (list, tuple, set, frozenset):
            self._items(value if kind in (list, tuple) else sorted(value, key=repr), free)
        elif kind is dict:
            self._pairs(value, free)
        elif kind is Handle:
            self._note(f"object {kind_of(value)}")
        else:
            self._other(value)

    def _items(self, items: Sequence[Any], free: frozenset[str]) -> None:
        self._note(f"{type(items).__name__} {len(items)}")
        kinds = {*map(type, items)}
        if kinds and kinds <= {bool, int, float}:
            self._note(" ".join(sorted(kind.__name__ for kind in kinds)))
            self._numbers(items)
            return
        for item in spread(items, MAX_ITEMS):
            self._any(item, free)

    def _pairs(self, value: dict[Any, Any], free: frozenset[str]) -> None:
        self._note(f"dict {len(value)}")
        for key in sorted(value, key=repr)[:MAX_ITEMS]:
            self._any(key)
            item = value[key]
            self._any(bool(item) if type(key) is str and key in free else item, free)

    def _other(self, value: Any) -> None:
        """What is no builtin that holds others: arrays, tables, dates, None."""
        kind = type(value)
        if kind.__module__.partition(".")[0] == "pandas":
            self._table(value)
        elif hasattr(value, "dtype"):
            self._array(value)
        else:
            self._note(f"{kind.__name__} {value!r}"[:1000])

    def _text(self, value: str) -> None:
        """A label is structure; prose is what is printed, and compared as that."""
        if len(value) > LABEL or "\n" in value:
            self._note("prose")
            self._printed(value)
        else:
            self._note(f"text {value}")
            self._numbers(numerals(value))
            self._remember(value)

    def _array(self, value: Any) -> None:
        """A NumPy array or scalar. A scalar is sketched as the Python value that it stands for."""
        import numpy as np

        kind = value.dtype.kind.replace("u", "i")
        if not hasattr(value, "__len__") and value.shape == () and kind in "bif":
            self._any(value.item())
            return
        self._note(f"array {kind} {value.shape}")
        flat = np.asarray(value).ravel()
        if kind in "OSUVT":
            for item in spread(flat.tolist(), MAX_ITEMS):
                self._any(item)
            return
        if kind == "c":
            flat = np.concatenate([flat.real, flat.imag])
        elif kind in "mM":
            flat = flat.astype("int64")
        self._numbers(flat)

    def _table(self, value: Any) -> None:
        """A table, a column, an index: labels, kinds, values."""
        kind = type(value).__name__
        self._note(kind)
        if kind == "DataFrame":
            self._any([str(name) for name in value.columns])
            self._any(value.index)
            for _, column in islice(value.items(), 200):
                self._array(column.to_numpy())
        elif kind == "Series":
            self._any(str(value.name))
            self._any(value.index)
            self._array(value.to_numpy())
        elif hasattr(value, "to_numpy"):
            self._array(value.to_numpy())
        else:
            self._text(str(value))

    # --- what is kept -----------------------------------------------------------------

    def _note(self, token: str) -> None:
        """A part of the structure."""
        self.shape.update(token.encode("utf-8", "replace") + b"\0")

    def _numbers(self, values: Any) -> None:
        """Numbers in their order. What is not finite is structure, and zero as a number."""
        import numpy as np

        values = values[: MAX_NUMBERS - self._count]
        if not len(values):
            return
        if type(values) is list and len(values) <= FEW and all(abs(v) <= HUGE for v in values):
            few = [float(one) for one in values]
            self._count += len(few)
            self.numbers.append(few)
            self.scales.append([max(SMALL, *map(abs, few))] * len(few))
            return
        try:
            flat = np.asarray(values, dtype=float)
        except OverflowError:
            flat = np.array([clipped(one) for one in values])
        odd = ~np.isfinite(flat)
        if odd.any():
            self._note(f"odd {zlib.crc32(np.where(odd, flat, 0).astype('<f8').tobytes())}")
            flat = np.where(odd, 0.0, flat)
        flat = np.clip(flat, -HUGE, HUGE)
        self._count += len(flat)
        self.numbers.append(flat)
        self.scales.append(np.full(len(flat), max(float(np.abs(flat).max()), SMALL)))

    def _remember(self, text: str) -> None:
        if len(self.texts) < MAX_TEXTS:
            self.texts[digest(text)] = None


class WatchedLink(Link):
    """A link whose answers are recorded while it has a recorder."""

    recorder: Recorder | None = None

    def ask(self, call: str, op: str, **request: Any) -> dict[str, Any]:
        """As `Link.ask`."""
        recorder = self.recorder
        if recorder is None:
            return super().ask(call, op, **request)
        recorder.asked(request)
        try:
            reply = super().ask(call, op, **request)
        except Exception as error:
            recorder.stopped(error)
            raise
        recorder.replied(op, reply)
        return reply

    def _called(self, payload: bytes) -> tuple[Callable[..., Any], list[Any], dict[str, Any]]:
        function, args, kwargs = super()._called(payload)
        if self.recorder is not None:
            self.recorder.called(args, kwargs)
        return function, args, kwargs


class Probe:
    """One attempt of a checker that is a probe: see `run`."""

    def __init__(self, link: WatchedLink, seed: int) -> None:
        self.link = link
        self.seeds = range(seed, seed + PROBES)
        self._failed = False

    def run(self, check: Check, once: Callable[[int], Outcome]) -> tuple[Outcome, Any]:
        """Run `check` by `once(seed)` on every seed of the probe.

        Gives what the first seed on which it fails gives (or the last), and the sketch: one
        dict for each seed. After a check that failed the others are not run: what comes
        after the first failure says nothing about the mistake.
        """
        if self._failed:
            return ("not-run", "", ""), None
        told: Outcome = ("passed", "", "")
        sketches = []
        for seed in self.seeds:
            self.link.recorder = Recorder()
            try:
                outcome = once(seed)
                sketch = self.link.recorder.sketch()
            finally:
                self.link.recorder = None
            sketches.append({"outcome": outcome[0], "message": outcome[1], **sketch})
            if told[0] == "passed":
                told = outcome
        self._failed = told[0] != "passed"
        return told, {"seeds": sketches, "tolerance": check.tolerance}


def spread(items: Sequence[Any], most: int) -> Sequence[Any]:
    """At most `most` of the items, evenly spaced."""
    return items if len(items) <= most else items[:: math.ceil(len(items) / most)]


def leaves(value: Any) -> Iterator[Any]:
    """Numbers and texts in a value; of what is long, the first."""
    kind = type(value)
    if kind in (int, float, str):
        yield value
    elif kind in (list, tuple, set, frozenset):
        for item in list(value)[:FIRST]:
            yield from leaves(item)
    elif kind is dict:
        for key in list(value)[:FIRST]:
            yield from leaves(key)
            yield from leaves(value[key])
    elif kind.__module__ == "numpy" and hasattr(value, "ravel"):  # a handle has every attribute
        yield from leaves(value.ravel()[:FIRST].tolist())
    elif kind.__module__.partition(".")[0] == "pandas" and hasattr(value, "to_numpy"):
        yield from leaves(value.to_numpy())


def numerals(text: str) -> list[float]:
    """The numbers that a text holds."""
    return [float(one) for one in NUMERAL.findall(text)[:FIRST]]


def skeleton(text: str) -> str:
    """A text without its numbers."""
    return NUMERAL.sub("#", text)


def digest(text: str) -> int:
    """A number that stands for one text."""
    return zlib.crc32(text.strip().encode("utf-8", "replace"))


def clipped(number: Any) -> float:
    """A number as a float that is not too large to compute with."""
    try:
        return max(-HUGE, min(HUGE, float(number)))
    except OverflowError:
        return HUGE if number > 0 else -HUGE
