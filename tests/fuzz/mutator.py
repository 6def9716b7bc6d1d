"""Changes messages where it matters: in their tree, their arrays and their lengths.

Random bytes hardly ever make a message whose lengths add up. This takes a message
apart, changes something that means something, and puts it together again.
"""

from __future__ import annotations

import copy
import functools
import json
import random
import re
import struct
from collections.abc import Iterator
from typing import Any


def _words(text: str) -> list[str]:
    return text.split()


HEAD = struct.Struct(">2sIH")
TAGS = _words(
    "int float text complex bytes tuple set frozenset range dict date datetime time timedelta ref "
    "floats rows columns records arrays scalars array objects scalar letters frame series index "
    "timestamp delta nat na"
)
KINDS = _words("array text masked zoned category block range multi index")
PARTED = {
    **dict.fromkeys(_words("text bytes floats arrays scalars array scalar zoned block"), ("v",)),
    "category": ("codes",),
    "masked": ("v", "mask"),
}
WORDS: list[Any] = [
    *(None, True, False, 0, 1, -1, 2, 7, 8, 2**31, 2**53, 2**53 + 1, -(2**63), 2**64, 10**30),
    *(0.0, -0.0, 0.5, 1e308, 5e-324, "", "nan", "-inf", "0x1p3", "0x20000000000001", "a", "\x00"),
    *("UTC", "UTC+02:00", "Europe/Paris", "dateutil/Europe/Paris", "tzlocal()", "../etc/passwd"),
    *("s", "ns", "D", "str", "string", "Int64", "UInt8", "Float32", "boolean", "list", "tuple"),
    *("2026-01-02", "2026-01-02T03:04:05+00:00", "20260102", [], {}, [0, 3, 1], [[1], [2]]),
]
DTYPES = _words(
    "|b1 |i1 |u1 <i2 <i4 <i8 >i8 <u4 <f2 <f4 <f8 >f8 <f16 <c8 <c16 |S1 |S3 |S0 <U1 >U2 <U0 <M8 "
    "<M8[ns] <M8[D] <M8[10s] <m8[us] |O |V4 <f8, |S9999999999"
)
SHAPES = "() (0,) (1,) (2,) (3,) (8,) (2, 3) (3, 2) (0, 4611686018427387904) (-1,) (1, 1, 1)"
SIZES = [0, 1, 7, 8, 0xFFFF, 0xFFFFFFFF]


def split(message: bytes) -> tuple[Any, list[bytes]] | None:
    """The tree and the parts of a message; None if it is too broken."""
    try:
        _, size, count = HEAD.unpack_from(message)
        sizes = struct.unpack_from(f">{count}I", message, HEAD.size)
        at = HEAD.size + 4 * count
        tree = json.loads(message[at : at + size])
    except (struct.error, ValueError, RecursionError):
        return None
    at += size
    parts = []
    for one in sizes:
        parts.append(message[at : at + one])
        at += one
    return tree, parts


def join(tree: Any, parts: list[bytes]) -> bytes:
    """A message with this tree and these parts, its lengths right."""
    text = json.dumps(tree, separators=(",", ":"), ensure_ascii=False).encode(errors="replace")
    sizes = struct.pack(f">{len(parts)}I", *map(len, parts))
    return HEAD.pack(b"W2", len(text), len(parts)) + sizes + text + b"".join(parts)


def mutate(message: bytes, seed: int) -> bytes:
    """The message with one to four changes. The same seed makes the same changes."""
    rng = random.Random(seed)
    taken = split(message)
    if taken is None or rng.random() < 0.1:
        return _bytes(message, rng)
    tree, parts = copy.deepcopy(taken[0]), list(taken[1])
    for _ in range(rng.randint(1, 4)):
        choice = rng.random()
        if parts and choice < 0.3:
            _part(parts, rng)
        elif choice < 0.45:
            tree = _graft(tree, parts, rng)
        else:
            tree = _tree(tree, rng)
    try:
        return join(*(renumbered(tree, parts) if rng.random() < 0.9 else (tree, parts)))
    except (RecursionError, ValueError):
        return message


def renumbered(tree: Any, parts: list[bytes]) -> tuple[Any, list[bytes]]:
    """The tree with a part of its own for each place that names one, and no part left over:
    otherwise hardly anything that is copied or cut out would be looked at."""
    kept: list[bytes] = []

    def walk(node: Any) -> Any:
        if type(node) is list:
            return [walk(item) for item in node]
        if type(node) is not dict:
            return node
        fields = PARTED.get(node.get("$")) if type(node.get("$")) is str else None
        fields = fields or (PARTED.get(node.get("k")) if type(node.get("k")) is str else None)
        found = {}
        for name, value in node.items():
            if name in (fields or ()) and type(value) is int and 0 <= value < len(parts):
                kept.append(parts[value])
                found[name] = len(kept) - 1
            else:
                found[name] = walk(value)
        return found

    return walk(tree), kept


def _graft(tree: Any, parts: list[bytes], rng: random.Random) -> Any:
    """The tree with something from another message in one of its places."""
    other, others = rng.choice(donors())
    moved = copy.deepcopy(rng.choice([node for node, _ in _nodes(other)]))
    ahead = len(parts)
    parts.extend(others)

    def shift(node: Any) -> None:
        for child, _ in _nodes(node):
            for tag in (child.get("$"), child.get("k")) if type(child) is dict else ():
                for name in PARTED.get(tag, ()) if type(tag) is str else ():
                    if type(child.get(name)) is int:
                        child[name] += ahead

    shift(moved)
    whole = [tree]
    holder, key = rng.choice(list(_places(whole)))
    holder[key] = moved
    return whole[0]


def _nodes(tree: Any) -> Iterator[tuple[Any, Any]]:
    yield tree, None
    if type(tree) in (list, dict):
        for holder, key in _places(tree):
            yield holder[key], key


@functools.cache
def donors() -> list[tuple[Any, list[bytes]]]:
    """What honest messages are made of."""
    from tests.fuzz import samples

    return [taken for message in samples.messages() if (taken := split(message))]


def _bytes(message: bytes, rng: random.Random) -> bytes:
    changed = bytearray(message or b"\0")
    for _ in range(rng.randint(1, 4)):
        at = rng.randrange(len(changed))
        choice = rng.random()
        if choice < 0.6:
            changed[at] = rng.randrange(256)
        elif choice < 0.8:
            del changed[at : at + rng.randint(1, 8)]
        else:
            changed[at:at] = struct.pack(">I", rng.choice(SIZES))
        changed = changed or bytearray(1)
    return bytes(changed)


def _part(parts: list[bytes], rng: random.Random) -> None:
    at = rng.randrange(len(parts))
    data = parts[at]
    if data.startswith(b"\x93NUMPY") and rng.random() < 0.6:
        parts[at] = _header(data, rng)
    elif rng.random() < 0.2:
        parts[at] = data[: rng.randrange(len(data) + 1)]
    elif rng.random() < 0.2:
        parts.append(data)
    else:
        parts[at] = _bytes(data, rng)


def _header(data: bytes, rng: random.Random) -> bytes:
    """An array with another dtype, shape or order, its header as long as it says."""
    (size,) = struct.unpack_from("<H", data, 8) if len(data) >= 10 else (0,)
    header, body = data[10 : 10 + size], data[10 + size :]
    choice = rng.randrange(4)
    if choice == 0:
        header = re.sub(rb"'descr': '[^']*'", f"'descr': '{rng.choice(DTYPES)}'".encode(), header)
    elif choice == 1:
        shape = rng.choice(re.findall(r"\([^)]*\)", SHAPES))
        header = re.sub(rb"'shape': \([^)]*\)", f"'shape': {shape}".encode(), header)
    elif choice == 2:
        other = {b"True": b"False", b"False": b"True"}
        header = re.sub(rb"True|False", lambda found: other[found.group()], header)
    else:
        header = _bytes(header, rng)
    text = header.rstrip()
    padded = text + b" " * (-(10 + len(text) + 1) % 64) + b"\n"
    return data[:8] + struct.pack("<H", len(padded)) + padded + body


def _tree(tree: Any, rng: random.Random) -> Any:
    """The tree with one place changed."""
    whole = [tree]
    places = list(_places(whole))
    holder, key = places[rng.randrange(len(places))]
    old = holder[key]
    choice = rng.randrange(7)
    if choice == 0 and type(old) is dict:
        old[rng.choice(["$", "k", "v", "of", "width", "name", "tz", "unit"])] = rng.choice(WORDS)
    elif choice == 1 and type(old) is dict and old:
        name = rng.choice(["$", "k"])
        old[name] = rng.choice(TAGS if name == "$" else KINDS)
    elif choice == 2 and type(old) in (dict, list) and old:
        del old[rng.choice(list(old)) if type(old) is dict else rng.randrange(len(old))]
    elif choice == 3 and type(old) is list:
        old.extend(copy.deepcopy(old[-1:] or [rng.choice(WORDS)]) * rng.choice([1, 1, 2, 9]))
    elif choice == 4:
        other, name = places[rng.randrange(len(places))]
        holder[key] = copy.deepcopy(other[name])
    elif choice == 5:
        tag = rng.choice(TAGS)
        word = rng.choice(["nan", "inf", "-inf"])
        holder[key] = {"$": tag, "v": word if tag == "float" else old}
    else:
        holder[key] = copy.deepcopy(rng.choice(WORDS))
    return whole[0]


def _places(holder: Any) -> Iterator[tuple[Any, Any]]:
    for key in range(len(holder)) if type(holder) is list else list(holder):
        yield holder, key
        if type(holder[key]) in (list, dict):
            yield from _places(holder[key])
