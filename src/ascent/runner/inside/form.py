"""What every part of the wire stands on: its errors, its limits, its strict way to look."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable
from itertools import groupby
from typing import Any

MAX_DEPTH = 50
MAX_NODES = 500_000
MAX_JSON = 16 * 1024 * 1024
MAX_BINARY = 64 * 1024 * 1024
MAX_PARTS = 65_000
MAX_INT_BITS = 100_000
SAFE_INT = 2**53
MANY = 8
"""From so many values of one kind on, they travel as one; fewer are not worth a test."""

MAX_ODD_KEYS = 100_000
MAX_SAME_HASH = 32
_FEW = 64

Extend = Callable[[object], "dict[str, Any] | None"]
Keep = Callable[[object], "dict[str, Any]"]
Resolve = Callable[[dict[str, Any]], object]


class WireError(Exception):
    """The value cannot travel, or the bytes are not a message."""


class NotFinite(WireError):
    """A bare nan or infinity where only finite numbers are accepted."""


def only(tree: dict[str, Any], *keys: str) -> Any:
    """The fields `keys` of a tagged tree, which must have no others: one value or a tuple."""
    if tree.keys() - {"$"} != set(keys):
        raise WireError(f"A tagged value has the fields {sorted(tree)}.")
    values = tuple(tree[key] for key in keys)
    return values[0] if len(keys) == 1 else values


def typed(value: Any, kind: type) -> Any:
    """`value` if it is exactly of `kind`."""
    if type(value) is not kind:
        raise WireError(f"Found {type(value).__name__} where {kind.__name__} belongs.")
    return value


def sides(shape: Iterable[Any], size: int) -> tuple[int, ...]:
    """A shape whose array has `size` items. Without items it could promise any length,
    and whoever walks along it would never arrive: that is refused."""
    told = tuple(typed(side, int) for side in shape)
    if len(told) > 32 or any(side < 0 for side in told) or math.prod(told) != size:
        raise WireError("An array is not as long as it says.")
    if math.prod(side for side in told if side) > MAX_BINARY:
        raise WireError("An array has an impossible shape.")
    return told


def distinct(keys: Collection[Any]) -> None:
    """Refuse keys that are chosen to collide: a dict of them takes minutes to build.

    The hashes of text and bytes are salted, nobody can choose them.
    """
    if len(keys) <= _FEW or set(map(type, keys)) <= {str, bytes}:
        return
    if len(keys) > MAX_ODD_KEYS:
        raise WireError("A set or dict has too many keys that are not text.")
    hashes = sorted(map(hash, keys))
    if max(len(list(same)) for _, same in groupby(hashes)) > MAX_SAME_HASH:
        raise WireError("The keys of a set or dict collide.")
