"""What learner code imports as `ascent_run`: says how far a long run is, asks for its settings.

    from ascent_run import progress, setting

    for epoch in range(100):
        rate = setting("learning rate", 0.1, low=0.001, high=1.0)
        ...
        progress(epoch + 1, of=100, loss=loss)

Both are cheap enough for the innermost loop: most calls only note what they were given.
Neither raises for an odd value; what cannot be shown is told once, on standard error.
"""

from __future__ import annotations

import contextlib
import json
import math
import operator
import sys
import threading
import time
import types
from typing import Any

from . import frames

MODULE = "ascent_run"
PAUSE = 0.05  # seconds between two messages about the same thing
MOST_FACTS = 12
MOST_NAME = 40
MOST_TEXT = 200

Number = int | float
Wanted = tuple[str, Number, Number | None, Number | None]  # name, default, low, high


class Live:
    """The two functions of one learner process, and what they have not sent yet."""

    def __init__(self, channel: frames.Channel) -> None:
        self._channel = channel
        self._lock = threading.Lock()
        self._next = 0.0
        self._held: dict[str, Any] | None = None
        self._values: dict[tuple[Any, ...], tuple[float, Number]] = {}
        self._told: set[str] = set()

    # --- what learners call -----------------------------------------------------

    def progress(self, done: Any = None, of: Any = None, **facts: Any) -> None:
        """Say how far this run is: `done` parts `of` so many, and facts such as `loss=0.31`.

        Every part may be left out; what was said before then still holds. A fact is a number,
        of which the page draws a line, or a short text.
        """
        said = {
            "done": self._number(done, "done, how far it is,"),
            "of": self._number(of, "of, how far it goes,"),
            "facts": self._facts(facts),
        }
        with self._lock:
            self._held = said if self._held is None else _merged(self._held, said)
            if time.monotonic() >= self._next:
                self._send()

    def setting(
        self, name: str, default: Any, low: Any = None, high: Any = None, about: str = ""
    ) -> Any:
        """The number called `name`: `default`, until somebody turns it on the page.

        It stays between `low` and `high` where they are given, and whole where all of them are.
        Ask for it again wherever a new value should count, once per epoch for example.
        """
        start = self._number(default, f"the default of the setting {name!r}")
        if start is None:
            return default
        least = self._number(low, f"low, the least value of the setting {name!r},")
        most = self._number(high, f"high, the largest value of the setting {name!r},")
        if least is not None and most is not None and least > most:
            self._tell(f"low is above high in the setting {name!r}; both are left out.")
            least = most = None
        wanted = (str(name)[:MOST_NAME], start, least, most)
        return self._value(wanted, str(about)[:MOST_TEXT])

    # --- what the host calls ------------------------------------------------------

    def flush(self) -> None:
        """Send what is held back: the run, or an answer, is over."""
        with self._lock:
            if self._held is not None:
                self._send()

    # --- inside --------------------------------------------------------------------

    def _send(self) -> None:
        said, self._held = self._held, None
        self._next = time.monotonic() + PAUSE
        with contextlib.suppress(frames.Closed):  # then nobody watches, and the run ends soon
            self._channel.send(frames.PROGRESS, json.dumps(said).encode())

    def _value(
        self, wanted: tuple[str, Number, Number | None, Number | None], about: str
    ) -> Number:
        """The worker's answer, asked for at most every `PAUSE`. Only the first thread may wait
        for one: the others share the last."""
        now = time.monotonic()
        asked, value = self._values.get(wanted, (-math.inf, wanted[1]))
        if now < asked + PAUSE or threading.current_thread() is not threading.main_thread():
            return value
        value = self._ask(*wanted, about)
        self._values[wanted] = (now, value)
        return value

    def _ask(
        self, name: str, default: Number, low: Number | None, high: Number | None, about: str
    ) -> Number:
        question = {"name": name, "default": default, "low": low, "high": high, "about": about}
        self._channel.send(frames.SETTING, json.dumps(question).encode())
        kind, answer = self._channel.receive()
        while kind != frames.SETTING:
            kind, answer = self._channel.receive()
        value = _plain(json.loads(answer))
        if value is None:
            return default
        if low is not None:
            value = max(value, low)
        if high is not None:
            value = min(value, high)
        whole = not any(isinstance(given, float) for given in (default, low, high))
        return round(value) if whole else float(value)

    def _facts(self, given: dict[str, Any]) -> dict[str, Number | str]:
        if len(given) > MOST_FACTS:
            self._tell(f"progress shows {MOST_FACTS} facts at most; the others are left out.")
        kept: dict[str, Number | str] = {}
        for name in list(given)[:MOST_FACTS]:
            number = _plain(given[name])
            kept[name[:MOST_NAME]] = _text(given[name]) if number is None else number
        return kept

    def _number(self, given: Any, what: str) -> Number | None:
        """`given` as a number; None for None, and, with an explanation, for anything else."""
        if given is None:
            return None
        number = _plain(given)
        if number is None:
            self._tell(f"{what} is a finite number, and it was given {_text(given)!r}.")
        return number

    def _tell(self, sentence: str) -> None:
        """Explain something on standard error, once."""
        if sentence not in self._told and len(self._told) < MOST_FACTS:
            self._told.add(sentence)
            with contextlib.suppress(Exception):  # whatever stands in place of the stream
                print(f"{MODULE}: {sentence}", file=sys.stderr)


def _merged(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    """Two messages as one: what the second leaves open stays as the first said."""
    facts = {**before["facts"], **after["facts"]}
    return {
        "done": before["done"] if after["done"] is None else after["done"],
        "of": before["of"] if after["of"] is None else after["of"],
        "facts": dict(list(facts.items())[-MOST_FACTS:]),
    }


def _plain(value: Any) -> Number | None:
    """A finite number as Python's own, from whatever library it comes; None for all else."""
    if isinstance(value, str | bytes):
        return None
    try:
        number = float(value)
        if not math.isfinite(number):
            return None
        with contextlib.suppress(TypeError):
            return operator.index(value)
        return number
    except Exception:  # no number, more than one, or code of the learner's own that fails
        return None


def _text(value: Any) -> str:
    try:
        return str(value)[:MOST_TEXT]
    except Exception:
        return f"a {type(value).__name__} that cannot be shown"


def install(channel: frames.Channel) -> Live:
    """Put the module where `import ascent_run` finds it; returns what has to be flushed."""
    live = Live(channel)
    module = types.ModuleType(MODULE, "Says how far a long run is, and asks for its settings.")
    module.__dict__.update(
        progress=live.progress, setting=live.setting, __all__=["progress", "setting"]
    )
    sys.modules[MODULE] = module
    return live
