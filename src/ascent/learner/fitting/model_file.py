"""How fitted numbers of the learner model are written down, and read as the foreign data they are.

A file that lacks a number, has one too many, or one that is none or beyond belief, is refused
with a sentence. Pure: text in, numbers out, and back.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from ascent.learner.tracing.hybrid import DEFAULT, Parameters
from ascent.learner.tracing.knowing import OURS, Model
from ascent.learner.tracing.situations import KINDS, Situations

FORMAT = 1
MOST = 1_000.0  # no weight or constant of the model comes near it
NOT_BELOW_ZERO = ("step", "fade")  # a rating moves by step / (1 + fade * n)
MOST_ITEMS = 500_000  # in one table
MOST_LOGITS = 12.0
LATEST = 1e11  # seconds since 1970


class Broken(ValueError):
    """There are no usable numbers; the message says why."""


@dataclass(frozen=True)
class Used:
    """A model with where it comes from.

    `until`: Unix seconds of the newest answer that the fit has seen. `made`, `since`: ISO times of
    the fit and of the choice, empty for Ascent's own. `hash`: empty for Ascent's own too.
    `problem`: why the file that was chosen is not used.
    """

    model: Model = OURS
    hash: str = ""
    until: float = 0.0
    made: str = ""
    since: str = ""
    problem: str = ""


def fingerprint(model: Model) -> str:
    """Eight letters that stand for exactly these numbers."""
    told = [model.parameters.to_json(), dict(model.difficulties), model.situations.to_json()]
    text = json.dumps(told, sort_keys=True, allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def text(what: Used, report: Mapping[str, Any] | None = None) -> str:
    """The file. `report`: what the fit has shown, for those who open it; it is not read back."""
    data = {
        "format": FORMAT,
        "made": what.made,
        "since": what.since,
        "until": what.until,
        "report": dict(report or {}),
        "parameters": what.model.parameters.to_json(),
        "difficulties": dict(sorted(what.model.difficulties.items())),
        "situations": what.model.situations.to_json(),
    }
    return json.dumps(data, indent=1, allow_nan=False) + "\n"


def understood(text: str) -> Used:
    """What a file says.

    Raises:
        Broken: it is no file of numbers for this Ascent.
    """
    try:
        data = json.loads(text, parse_constant=_no_number)
    except Broken:
        raise
    except (ValueError, RecursionError):
        raise Broken("it is not JSON.") from None
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise Broken(f"it does not say “format”: {FORMAT}, as a file of numbers does.")
    raw: Any = data.get("parameters")
    _alike(DEFAULT.to_json(), raw, "parameters")
    for name in raw:
        if name.endswith(NOT_BELOW_ZERO) and raw[name] < 0:
            raise Broken(f"parameters.{name} should be 0 or more.")
    try:
        parameters = Parameters.from_json(raw)
    except (ValueError, TypeError, KeyError) as error:
        raise Broken(f"the model refuses these numbers: {error}") from None
    difficulties = _items(data.get("difficulties", {}), "difficulties")
    until = data.get("until")
    if not _number(until, LATEST):
        raise Broken("“until” should be the time of the newest answer, in seconds since 1970.")
    model = Model(parameters, difficulties, _situations(data.get("situations", [])))
    made, since = str(data.get("made", ""))[:40], str(data.get("since", ""))[:40]
    return Used(model, fingerprint(model), float(until or 0), made, since)


def _no_number(name: str) -> NoReturn:
    raise Broken(f"{name} stands in it, which is no number.")


def _alike(like: Any, found: Any, where: str) -> None:
    """Has `found` the shape of `like`, with numbers of a believable size in it?"""
    if isinstance(like, dict):
        if not isinstance(found, dict) or found.keys() != like.keys():
            raise Broken(f"{where} should have the entries {', '.join(like)}.")
        for name, value in like.items():
            _alike(value, found[name], f"{where}.{name}")
    elif isinstance(like, list):
        if not isinstance(found, list) or len(found) != len(like):
            raise Broken(f"{where} should be a list of {len(like)}.")
        for number, (value, one) in enumerate(zip(like, found, strict=True)):
            _alike(value, one, f"{where}[{number}]")
    elif not _number(found, MOST):
        raise Broken(f"{where} should be a number between {-MOST:g} and {MOST:g}.")


def _number(value: Any, most: float) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= most


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
