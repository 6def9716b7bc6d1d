"""What two machines say to each other about tasks: frames of JSON with bytes behind them.

A frame is two bytes of mark, one of version, one of kind, the lengths of the JSON and of the
bytes (four each), then both. The header is judged before any of what it announces is read.
Nothing here reads or writes: bytes become frames, or a ProtocolError.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

MARK = b"As"
VERSION = 1
HEADER = struct.Struct(">2sBcII")

HELLO = b"h"  # from the server, first: {engine, nonce}
PROOF = b"p"  # to it: {engine, nonce, proof} that we know the secret
WELCOME = b"w"  # from it: {proof} that it knows the secret too
HAVE = b"?"  # to it: {hashes}; answered by
MISSING = b"m"  # those of the {hashes} that it lacks
PUT = b"b"  # to it: a file {sha256, size} and its first bytes
PART = b"c"  # to it: the next bytes; the last ones are answered by
STORED = b"k"  # {sha256}
START = b"t"  # to it: a task
CANCEL = b"x"  # to it: stop the task
SET = b"s"  # to it: {name, value} of a setting
EVENT = b"e"  # from it: what happened in the task
RESULT = b"r"  # from it: {token, kind, result}
ENDED = b"n"  # from it: {token, how, reason, message}, when there is no result
REFUSED = b"f"  # from it: {reason, message}, about a file
BEAT = b"."  # both ways, while nothing else is said

PART_BYTES = 1024 * 1024
MB = 1024 * 1024
LIMITS: dict[bytes, tuple[int, int]] = {
    **dict.fromkeys((HELLO, PROOF, WELCOME, CANCEL, BEAT), (1024, 0)),
    **dict.fromkeys((SET, ENDED, REFUSED, STORED, HAVE, MISSING), (8192, 0)),
    **dict.fromkeys((PUT, PART), (1024, PART_BYTES)),
    START: (16 * MB, 0),
    EVENT: (4 * MB, 0),
    RESULT: (64 * MB, 0),
}
"""Bytes of JSON, and bytes behind it, that a frame of each kind may have."""

MOST_VALUES = 500_000
MOST_DEPTH = 40

FROM_SERVER = frozenset({MISSING, STORED, EVENT, RESULT, ENDED, REFUSED, BEAT})
FROM_CLIENT = frozenset({HAVE, PUT, PART, START, CANCEL, SET, BEAT})


class ProtocolError(Exception):
    """The other side says something that this protocol does not have."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One message."""

    kind: bytes
    body: dict[str, Any]
    blob: bytes = b""


def encode(kind: bytes, body: dict[str, Any] | None = None, blob: bytes = b"") -> bytes:
    """The bytes of a frame. Raises ProtocolError when its kind may not be as large."""
    text = json.dumps(body or {}, separators=(",", ":")).encode("ascii")
    _require_few(text)
    most_text, most_blob = LIMITS[kind]
    if len(text) > most_text or len(blob) > most_blob:
        raise ProtocolError(f"A message of {len(text) + len(blob)} bytes is too large to be sent.")
    return HEADER.pack(MARK, VERSION, kind, len(text), len(blob)) + text + blob


@dataclass(frozen=True, slots=True)
class Header:
    """What is announced."""

    kind: bytes
    text: int
    blob: int


def read_header(data: bytes, allowed: Collection[bytes]) -> Header:
    """What these bytes announce, of the kinds that may come now. Raises ProtocolError."""
    mark, version, kind, text, blob = HEADER.unpack(data)
    if mark != MARK:
        raise ProtocolError("The other side does not speak the protocol of executors.")
    if version != VERSION:
        raise ProtocolError(f"The other side speaks version {version}, this one {VERSION}.")
    if kind not in allowed:
        raise ProtocolError(f"A message of kind {kind!r} has no place here.")
    most_text, most_blob = LIMITS[kind]
    if text > most_text or blob > most_blob:
        raise ProtocolError(f"A message of {text + blob} bytes is announced: too large.")
    return Header(kind, text, blob)


def read_body(header: Header, data: bytes) -> Frame:
    """The frame whose header came before these bytes. Raises ProtocolError."""
    return Frame(header.kind, strict_json(data[: header.text]), data[header.text :])


def strict_json(data: bytes) -> dict[str, Any]:
    """A JSON object without repeated names, of bounded size and depth. Raises ProtocolError."""
    _require_few(data)
    try:
        body = json.loads(data.decode("utf-8"), object_pairs_hook=_unique)
    except (ValueError, RecursionError) as error:
        raise ProtocolError(f"A message is not JSON: {type(error).__name__}.") from None
    if type(body) is not dict:
        raise ProtocolError("A message is not a JSON object.")
    _require_flat(body)
    return body


def _require_few(data: bytes) -> None:
    """Bound the values, and so the memory, before anything is made: each has one of these
    before it."""
    if sum(map(data.count, (b",", b"[", b"{"))) > MOST_VALUES:
        raise ProtocolError("A message holds too many values.")


def _require_flat(body: dict[str, Any]) -> None:
    level: list[Any] = [body]
    for _ in range(MOST_DEPTH):
        inner = (one.values() if type(one) is dict else one for one in level)
        level = [one for values in inner for one in values if type(one) in (dict, list)]
        if not level:
            return
    raise ProtocolError("A message is nested too deeply.")


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    table = dict(pairs)
    if len(table) != len(pairs):
        raise ValueError("a name is repeated")
    return table
