"""Which shared parameters of the learner model are in use: Ascent's own, or ones fitted here.

`ASCENT_HOME/model/` holds candidates that `ascent model fit` wrote, one file each, and
`used.json`, a copy of the one that somebody chose with `ascent model use`. Without `used.json`
the parameters that ship with Ascent hold. A file is data from outside: what does not look like
parameters is refused with a sentence, and the learner's day goes on with Ascent's own.
"""

from __future__ import annotations

import hashlib
import json
import logging
import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, cast

from ascent import clock, disk, home
from ascent.learner.hybrid import DEFAULT, Parameters
from ascent.learner.knowing import Model
from ascent.learner.situations import KINDS, NONE, Situations

FORMAT = 1
MOST_BYTES = 50_000_000
MOST = 1_000.0  # no weight or constant of the model comes near it
MOST_ITEMS = 500_000  # in one table
MOST_LOGITS = 12.0
LATEST = 1e11  # seconds since 1970
_log = logging.getLogger("ascent.model")


class Broken(ValueError):
    """A file holds no usable parameters; the message says why."""


@dataclass(frozen=True)
class Used:
    """Parameters with where they come from.

    `difficulties`: activity -> logits, for activities whose difficulty was fitted too.
    `situations`: what was counted of them, in the order of `situations.KINDS`.
    `until`: Unix seconds of the newest answer that the fit has seen.
    `made`, `since`: ISO times, empty for Ascent's own. `problem`: why a chosen file is not used.
    """

    parameters: Parameters
    difficulties: Mapping[str, float] = field(default_factory=dict)
    situations: Situations = NONE
    hash: str = ""
    until: float = 0.0
    made: str = ""
    since: str = ""
    report: Mapping[str, Any] = field(default_factory=dict)
    problem: str = ""


def current() -> Parameters:
    """The shared parameters that hold now."""
    return used().parameters


def version() -> str:
    """Short, and another one with other parameters; empty for those that ship with Ascent."""
    return used().hash if place().exists() else ""


def difficulties() -> Mapping[str, float]:
    """Difficulty in logits, by activity, where it was fitted; elsewhere the author's holds."""
    return used().difficulties


def situations() -> Situations:
    """What was counted of situations in this course; empty until something was fitted."""
    return used().situations


_kept: dict[tuple[Path, int, int], Used] = {}


def used() -> Used:
    """What is in use, read again only when the file has changed."""
    path = place()
    try:
        stat = path.stat()
    except OSError:
        return _default()
    key = (path, stat.st_mtime_ns, stat.st_size)
    if key not in _kept:
        _kept.clear()
        _kept[key] = _read_or_default(path)
    return _kept[key]


def folder() -> Path:
    """Where candidates lie."""
    return home.home() / "model"


def candidates() -> list[Path]:
    """The files that were fitted here, the oldest first."""
    return [path for path in sorted(folder().glob("*.json")) if path != place()]


def place() -> Path:
    """The copy of the candidate that is in use."""
    return folder() / "used.json"


def _default(problem: str = "") -> Used:
    return Used(DEFAULT, problem=problem)


def _read_or_default(path: Path) -> Used:
    try:
        return read(path)
    except Broken as error:
        _log.warning("%s Ascent goes on with its own parameters. See: ascent model show", error)
        return _default(str(error))


def read(path: Path) -> Used:
    """The parameters in a file.

    Raises:
        Broken: it cannot be read, or is no file of parameters for this Ascent.
    """
    try:
        if path.stat().st_size > MOST_BYTES:
            raise Broken(f"{path} is larger than {MOST_BYTES:,} bytes: not a file of parameters.")
        data = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise Broken(f"{path} cannot be read. {disk.why(error)}") from None
    except (ValueError, RecursionError):
        raise Broken(f"{path} is not JSON.") from None
    try:
        return _understood(data)
    except Broken as error:
        raise Broken(f"{path}: {error}") from None


def _understood(data: Any) -> Used:
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise Broken(f"it does not say “format”: {FORMAT}, as a file of parameters does.")
    raw = data.get("parameters")
    _alike(DEFAULT.to_json(), raw, "parameters")
    try:
        parameters = Parameters.from_json(cast(dict[str, Any], raw))
    except (ValueError, TypeError, KeyError) as error:
        raise Broken(f"the model refuses these parameters: {error}") from None
    fitted = _items(data.get("difficulties", {}), "difficulties")
    counted, until = _situations(data.get("situations", [])), data.get("until", "")
    if not _number(until, LATEST):
        raise Broken("“until” should be the time of the newest answer, in seconds since 1970.")
    report = data.get("report")
    return Used(
        parameters,
        fitted,
        counted,
        hash=fingerprint(parameters, fitted, counted),
        until=float(until),
        made=str(data.get("made", ""))[:40],
        since=str(data.get("since", ""))[:40],
        report=report if isinstance(report, dict) else {},
    )


def _alike(like: Any, found: Any, where: str) -> None:
    """Has `found` the shape of `like`, with finite numbers of a believable size in it?"""
    if isinstance(like, dict):
        if not isinstance(found, dict) or found.keys() != like.keys():
            raise Broken(f"{where} should have the entries {', '.join(like)}.")
        for name, value in like.items():
            _alike(value, found[name], f"{where}.{name}")
    elif isinstance(like, list | tuple):
        if not isinstance(found, list) or len(found) != len(like):
            raise Broken(f"{where} should be a list of {len(like)}.")
        for number, (value, one) in enumerate(zip(like, found, strict=True)):
            _alike(value, one, f"{where}[{number}]")
    elif isinstance(like, str):
        if found != like:
            raise Broken(f"{where} should be “{like}”.")
    elif not _number(found, MOST):
        raise Broken(f"{where} should be a number between {-MOST:g} and {MOST:g}.")


def _number(value: Any, most: float) -> bool:
    real = isinstance(value, int | float) and not isinstance(value, bool)
    return real and math.isfinite(value) and abs(value) <= most


def _items(found: Any, where: str) -> dict[str, float]:
    if not isinstance(found, dict) or len(found) > MOST_ITEMS:
        raise Broken(f"{where} should map at most {MOST_ITEMS:,} names to numbers.")
    for name, value in found.items():
        if not _number(value, MOST_LOGITS):
            raise Broken(f"{where}: that of “{name[:60]}” should lie within ±{MOST_LOGITS:g}.")
    return {name: float(value) for name, value in found.items()}


def _situations(found: Any) -> Situations:
    if not isinstance(found, list) or len(found) not in (0, len(KINDS)):
        raise Broken(f"situations should be a list of {len(KINDS)} tables, or of none.")
    return Situations(tuple(_items(table, "situations") for table in found))


def fingerprint(parameters: Parameters, fitted: Mapping[str, float], counted: Situations) -> str:
    """Eight letters that stand for exactly these numbers."""
    told = [parameters.to_json(), dict(fitted), counted.to_json()]
    text = json.dumps(told, sort_keys=True, allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def write_candidate(model: Model, until: float, report: Mapping[str, Any]) -> Path:
    """Keep a fitted model in a file of its own; nothing that runs changes. `until`: Unix seconds
    of the newest answer among those it was fitted to.

    Raises:
        OSError: the file cannot be written.
    """
    now = clock.now()
    letters = fingerprint(model.parameters, model.difficulties, model.situations)
    path = disk.private_folder(folder()) / f"{clock.local(now):%Y-%m-%d}-{letters}.json"
    made = now.isoformat(timespec="seconds")
    _put(path, Used(**_parts(model), until=until, made=made, report=report))
    return path


def _parts(model: Model | Used) -> dict[str, Any]:
    names = ("parameters", "difficulties", "situations")
    return {name: getattr(model, name) for name in names}


def use(path: Path) -> Used:
    """Put the parameters in `path` to use, at once or not at all. States are rebuilt by asking.

    Raises:
        Broken: there are none in it; what was in use stays.
        OSError: the copy cannot be written; what was in use stays.
    """
    found = read(path)
    disk.private_folder(folder())
    _put(place(), replace(found, since=clock.now().isoformat(timespec="seconds")))
    return used()


def use_default() -> None:
    """Go back to the parameters that ship with Ascent. Candidates stay where they are."""
    place().unlink(missing_ok=True)


def _put(path: Path, what: Used) -> None:
    data = {
        "format": FORMAT,
        "made": what.made,
        "since": what.since,
        "until": what.until,
        "parameters": what.parameters.to_json(),
        "difficulties": dict(sorted(what.difficulties.items())),
        "situations": what.situations.to_json(),
        "report": dict(what.report),
    }
    text = json.dumps(data, indent=1, ensure_ascii=False, allow_nan=False) + "\n"
    disk.write(path, text.encode(), mode=disk.PRIVATE_FILE)
