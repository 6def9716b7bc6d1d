"""The wire: values as bytes, without pickle, decoded to exact types or not at all.

A message is JSON text followed by binary parts. Builtins travel as JSON, tagged
where JSON has no such type; many of one kind as one (see `batches`); arrays as `.npy`
bytes (see `arrays`); tables column by column (see `tables`). `loads` accepts only what
`dumps` writes: everything else is a WireError, so a value that arrives has exactly the
type it claims, whatever the other side did.

Floats that are not finite travel faithfully but tagged. `loads(finite=True)` refuses
them outside arrays and tables, where missing values are daily bread.
"""

from __future__ import annotations

import json
import re
import struct
from collections.abc import Callable, Sequence
from itertools import chain
from typing import Any, NoReturn

from .form import (
    MAX_BINARY,
    MAX_JSON,
    MAX_NODES,
    MAX_PARTS,
    Extend,
    Keep,
    NotFinite,
    Resolve,
    WireError,
    only,
    typed,
)
from .reading import Reader
from .writing import Writer

__all__ = ["MAX_BINARY", "NotFinite", "WireError", "dumps", "dumps_many", "loads", "only", "typed"]

MAX_MARKS = 8 * MAX_NODES  # commas and brackets: a tagged value has up to eight of its own
_HEAD = struct.Struct(">2sIH")
_MAGIC = b"W2"


def dumps(value: object, extend: Extend | None = None) -> bytes:
    """Encode `value`. `extend` may turn an unknown object into a plain dict that
    `loads` hands to its `resolve`. Raises WireError for anything else."""
    return _message(lambda writer: writer.encode(value), extend)


def dumps_many(
    values: list[Any], extend: Extend, keep: Keep, last: Sequence[dict[str, Any]] = ()
) -> bytes:
    """Encode `{"value": [{"value": v} for v in values] + last}`, each value once.

    A value that cannot travel is replaced by what `keep` says of it; inside a list, tuple
    or dict only the part that cannot is replaced, by what `extend` says.
    """

    def tree(writer: Writer) -> Any:
        mark = writer.mark()
        try:
            listed = writer.encode([*({"value": value} for value in values), *last])
        except Exception:
            writer.back_to(mark)
            listed = [writer.one_of_many(value, extend, keep) for value in values]
            listed += map(writer.encode, last)
        return {"$": "dict", "k": ["value"], "v": [listed]}

    return _message(tree, None)


def _message(tree_of: Callable[[Writer], Any], extend: Extend | None) -> bytes:
    """The bytes of a message whose JSON tree `tree_of` builds with a Writer."""
    try:
        writer = Writer(extend)
        try:
            text = _ENCODER.encode(tree_of(writer)).encode()
        except UnicodeEncodeError:  # half a character somewhere: JSON would change it
            writer = Writer(extend, careful=True)
            text = _ENCODER.encode(tree_of(writer)).encode()
    except (WireError, MemoryError):
        raise
    except Exception as error:  # also what a learner's own classes raise when they are looked at
        raise WireError(f"{type(error).__name__}: {error}") from error
    if len(text) > MAX_JSON:
        raise WireError("The value is too large to travel.")
    sizes = struct.pack(f">{len(writer.sizes)}I", *writer.sizes)
    head = _HEAD.pack(_MAGIC, len(text), len(writer.sizes))
    return b"".join(chain([head, sizes, text], *writer.parts))


def loads(
    data: bytes, resolve: Resolve | None = None, *, finite: bool = False, plain: bool = False
) -> Any:
    """Decode what `dumps` wrote. Raises WireError for anything malformed.

    With `plain`, arrays and tables are refused too: the worker, which is in no sandbox,
    has no need of them, and nothing of numpy or pandas then looks at what strangers sent.
    """
    text, parts = _split(data)
    try:
        _measure(text)
        reader = Reader(parts, resolve, finite=finite, plain=plain)
        value = reader.decode(_DECODER.decode(text.decode()))
        if reader.unused:
            raise WireError("The message has parts that nothing refers to.")
        return value
    except WireError:
        raise
    except RecursionError:
        raise WireError("The message is nested too deeply.") from None
    except Exception as error:
        raise WireError(f"The message is malformed: {type(error).__name__}: {error}") from error


def _split(data: bytes) -> tuple[bytes, list[memoryview]]:
    """The JSON text and the binary parts of a message; every length must add up."""
    if len(data) < _HEAD.size:
        raise WireError("The message is cut off.")
    magic, text_size, count = _HEAD.unpack_from(data)
    if magic != _MAGIC or text_size > MAX_JSON or count > MAX_PARTS:
        raise WireError("This is not a message.")
    start = _HEAD.size + 4 * count
    if len(data) < start + text_size:
        raise WireError("The message is cut off.")
    sizes = struct.unpack_from(f">{count}I", data, _HEAD.size)
    if start + text_size + sum(sizes) != len(data) or sum(sizes) > MAX_BINARY:
        raise WireError("The lengths in the message do not add up.")
    whole, at = memoryview(data), start + text_size
    parts = []
    for size in sizes:
        parts.append(whole[at : at + size])
        at += size
    return bytes(whole[start : start + text_size]), parts


_STRING = re.compile(rb'"(?:[^"\\]|\\.)*"')
_HALF_CHARACTER = re.compile(rb"(?<!\\)(?:\\\\)*\\u[dD][89a-fA-F]")


def _measure(text: bytes) -> None:
    """Refuse text that would become too many values, before any of them is made."""
    if _marks(text) > MAX_MARKS and _marks(_STRING.sub(b'""', text)) > MAX_MARKS:
        raise WireError("The message has too many values.")
    if b"\\u" in text and _HALF_CHARACTER.search(text):
        raise WireError("A text has half a character.")


def _marks(text: bytes) -> int:
    return text.count(b",") + text.count(b"[") + text.count(b"{")


def _refuse_constant(name: str) -> NoReturn:
    raise WireError(f"{name} is not allowed here.")


def _fields(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise WireError("A field is there twice.")
    return fields


_ENCODER = json.JSONEncoder(
    allow_nan=False, separators=(",", ":"), ensure_ascii=False, check_circular=False
)
_DECODER = json.JSONDecoder(parse_constant=_refuse_constant, object_pairs_hook=_fields)
