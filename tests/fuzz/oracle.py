"""What must hold for any bytes that the wire reads, and what makes two values the same."""

from __future__ import annotations

import math
import struct
from typing import Any

import numpy as np
import pandas as pd

from ascent.runner.inside import wire


class Ref:
    """What a reference in a message stands for, where nobody keeps anything."""

    def __init__(self, payload: dict[str, Any]) -> None:
        self.payload = payload


def extend(value: object) -> dict[str, Any] | None:
    """A reference travels as what it was made of."""
    return value.payload if type(value) is Ref else None


def check(message: bytes, *, finite: bool = False) -> bool:
    """Whether `message` is accepted. What it says must then arrive a second time as it did
    the first; anything but a value or a WireError is a fault."""
    try:
        value = wire.loads(message, Ref, finite=finite)
    except wire.WireError:
        return False
    again = wire.loads(wire.dumps(value, extend), Ref, finite=finite)
    first, second = exact(value), exact(again)
    assert first == second, f"{first!r}\n\nbecame\n\n{second!r}"
    return True


def same(a: object, b: object) -> bool:
    """Equal in value and in exact type, all the way down; nan is the same as nan."""
    return bool(exact(a) == exact(b))


def exact(value: Any) -> Any:
    """Something to compare with `==` that differs when type, value, sign or order differ."""
    kind = type(value)
    if kind.__module__.partition(".")[0] in ("numpy", "pandas"):
        return _exact_data(value)
    if kind is float:
        return "float", "nan" if math.isnan(value) else struct.pack(">d", value)
    if kind is complex:
        return "complex", exact(value.real), exact(value.imag)
    if kind in (list, tuple):
        return kind.__name__, [exact(item) for item in value]
    if kind is dict:
        return "dict", [(exact(key), exact(item)) for key, item in value.items()]
    if kind in (set, frozenset):
        return kind.__name__, sorted(map(repr, map(exact, value)))
    if kind is Ref:
        return "ref", repr(value.payload)
    return kind.__name__, repr(value)


def _exact_data(value: Any) -> Any:
    kind = type(value)
    if kind is np.ndarray:
        items = exact(value.ravel().tolist()) if value.dtype == object else value.tobytes()
        return "array", value.dtype.str, value.shape, items
    if isinstance(value, np.generic):
        items = value if isinstance(value, np.str_ | np.bytes_) else value.tobytes()
        return kind.__name__, value.dtype.str, bytes(repr(items), "utf-8", "surrogatepass")
    if isinstance(value, pd.DataFrame | pd.Series | pd.Index):
        return _exact_table(value)
    if kind in (pd.Timestamp, pd.Timedelta):
        return kind.__name__, value.unit, int(value.asm8.view("i8")), str(getattr(value, "tz", ""))
    return kind.__name__, repr(value)


def _exact_table(value: Any) -> Any:
    kind = type(value).__name__
    if isinstance(value, pd.DataFrame):
        columns = [exact(value.iloc[:, at]) for at in range(value.shape[1])]
        return kind, exact(value.index), exact(value.columns), columns
    if isinstance(value, pd.Series):
        return kind, exact(value.name), exact(value.index), _column(value)
    if isinstance(value, pd.RangeIndex):
        return kind, exact(value.name), value.start, value.stop, value.step
    if isinstance(value, pd.MultiIndex):
        levels = [exact(value.get_level_values(at)) for at in range(value.nlevels)]
        return kind, exact(list(value.names)), levels
    return kind, exact(value.name), _column(value)


def _column(values: Any) -> Any:
    dtype = values.dtype
    if isinstance(dtype, pd.CategoricalDtype):
        codes = np.asarray(values.array.codes).tolist()
        return "category", dtype.ordered, codes, exact(dtype.categories)
    if isinstance(dtype, np.dtype):
        return exact(values.to_numpy())
    if isinstance(dtype, pd.DatetimeTZDtype):
        return "zoned", str(dtype), values.array.asi8.tolist()
    missing = np.asarray(values.isna()).tolist()
    items = values.array.to_numpy(dtype=object, na_value=None).tolist()
    return str(dtype), missing, exact(items)
