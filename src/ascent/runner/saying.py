"""What learner code says of itself, as values that can be kept and shown: its word, so every part
is looked at. And what is said to the learner about how a process ended."""

from __future__ import annotations

import hashlib
import json
import math
import signal
from typing import Any

from ascent.runner import png
from ascent.runner.job import Job, Limits, Outcome

MAX_TEXT = 20_000  # characters of a value, or a traceback; `inside` cuts them shorter
MAX_FACTS = 12
MAX_WORD = 200
MAX_SAID = 20_000  # bytes of a message on progress

START_SECONDS = 120.0
WALL_TIMES, WALL_MORE = 3, 10.0


def wall_seconds(limits: Limits) -> float:
    """Seconds of wall clock after which code is ended that mostly waits. Far more than it may
    compute, so that a busy machine costs nobody an attempt."""
    return limits.seconds * WALL_TIMES + WALL_MORE


SLOW_START = "The packages that your code imports could not be loaded in time."
WAITED = (
    "Your code was still running after {wall:g} seconds, and computed for {computed:.1f} of them. "
    "Look for what it waits for, such as time.sleep. If other programs keep this machine busy, "
    "try again."
)
UNREADABLE = "Your code ended in a way that cannot be read."
MESSAGES: dict[str, str] = {
    "out-of-time": "Your code was still running after {limits.seconds:g} seconds. "
    "Look for a loop that never ends, or for work that is repeated.",
    "out-of-memory": "Your code needs more than {limits.memory_mb} MB of memory. "
    "Look for a list that keeps growing, or an array with too many rows or columns.",
    "flooded": "Your code printed or returned too much; {limits.output_kb} kB of printed text "
    "are accepted. Look for a print inside a loop.",
    "forbidden": "Your code tried something that is not possible here: starting a program, "
    "using the network, or reaching files outside its folder.",
}


NOISE = b"Error in cpuinfo:"  # torch looks for a file that a private /proc does not have


def without_noise(data: bytes) -> bytes:
    """What native code printed, without lines that only the sandbox is the reason for."""
    if NOISE not in data:
        return data
    return b"".join(line for line in data.splitlines(keepends=True) if NOISE not in line)


def told(error: Any, job: Job) -> tuple[Outcome, str, str, int | None]:
    """(outcome, message, traceback, line) of an exception as the learner process tells it."""
    kind, text = str(error["type"])[:200], str(error["text"])[:2000]
    line = error["line"] if type(error["line"]) is int else None
    trace = str(error["traceback"])[-MAX_TEXT:]
    where = f" in line {line}" if line else ""
    if error["memory"] is True:
        return "out-of-memory", MESSAGES["out-of-memory"].format(limits=job.limits), trace, line
    if error["forbidden"] is True:
        return "forbidden", f"{MESSAGES['forbidden']} It stopped{where}: {text}", trace, line
    if kind == "SystemExit":
        message = f"Your code left the program{where}. Take out what leaves it, such as exit()."
        return "crashed", message, trace, line
    told_text = f"{kind}: {text}" if text else kind
    return "crashed", f"Your code stopped{where} with {told_text.rstrip('.')}.", trace, line


def seed_of(job: Job) -> int:
    """The seed of learner code's own random numbers, 63 bits. It follows from the job's, and
    the job's, from which the checks draw, does not follow from it."""
    digest = hashlib.sha256(f"learner code {job.seed}".encode()).digest()
    return int.from_bytes(digest[:8]) >> 1


def signal_name(number: int) -> str:
    """The name of a signal, as far as it has one."""
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"


def progress_of(payload: bytes) -> dict[str, Any]:
    """The event for a message on progress. It is the learner process's word: whatever is no
    number and no short text in it is left out."""
    said = json_of(payload)
    facts = said.get("facts")
    kept = {
        str(name)[:MAX_WORD]: fact[:MAX_WORD] if type(fact) is str else number_of(fact)
        for name, fact in list(facts.items() if type(facts) is dict else ())[:MAX_FACTS]
    }
    return {
        "event": "progress",
        "done": number_of(said.get("done")),
        "of": number_of(said.get("of")),
        "facts": {name: fact for name, fact in kept.items() if fact is not None},
    }


def setting_of(payload: bytes) -> dict[str, Any]:
    """What learner code asks for when it asks for a setting, as far as it can be used."""
    said = json_of(payload)
    numbers = {name: number_of(said.get(name)) for name in ("default", "low", "high")}
    words = {name: str(said.get(name, ""))[:MAX_WORD] for name in ("name", "about")}
    return {**words, **numbers}


def json_of(payload: bytes) -> dict[str, Any]:
    """A dict from JSON of the learner process; an empty one when it is something else."""
    try:
        said = json.loads(payload[:MAX_SAID])
    except (ValueError, RecursionError):
        return {}
    return said if type(said) is dict else {}


def number_of(value: Any) -> float | int | None:
    """A finite number of ordinary size, or None."""
    if type(value) not in (int, float) or not abs(value) < 1e300 or not math.isfinite(value):
        return None
    number: float | int = value
    return number


def facts_of(about: Any) -> dict[str, Any]:
    """What is said of a figure, as JSON can keep it. Raises TypeError and ValueError."""
    facts = json.loads(json.dumps(about, allow_nan=False))
    if type(facts) is not dict:
        raise TypeError("This does not describe a figure.")
    return facts


def png_of(drawn: Any) -> bytes:
    """The picture of a figure, made here from its pixels; none of one that was not drawn.

    Raises ValueError, KeyError and TypeError when it is something else.
    """
    if drawn is None:
        return b""
    width, height, data = drawn["width"], drawn["height"], drawn["data"]
    if type(width) is not int or type(height) is not int or type(data) is not bytes:
        raise TypeError("These are no pixels.")
    return png.encode(width, height, data)
