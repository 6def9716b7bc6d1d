"""Values of every kind that travels: the seeds of the fuzzers, written by the encoder itself."""

from __future__ import annotations

import datetime as dt
import math
from typing import Any

import numpy as np
import pandas as pd

from ascent.runner.inside import wire
from tests.fuzz import oracle

REFERENCE = oracle.Ref({"id": 3, "type": "LinearRegression"})
SMALL: list[Any] = [
    None,
    [True, 1, 1.0, -0.0, "1", b"1", 2**70, -(2**53) - 1, 1j],
    {"a": (1, 2.5), 3: {"x", "y"}, None: frozenset([1, (2,)]), (1, "k"): range(2, 9, 3)},
    [dt.date(2026, 1, 2), dt.time(1, 2, 3, 4), dt.timedelta(-1, 5, 6)],
    [dt.datetime(2026, 1, 2, 3, tzinfo=dt.UTC), dt.datetime(1, 1, 1)],
    [math.nan, -math.inf, complex(math.nan, 1)],
    ["half \ud800", "x" * 5000, "tab\t and \x00"],
    REFERENCE,
]
MANY: list[Any] = [
    [0.5 * n for n in range(9)],
    [[n, n / 2, str(n)] for n in range(9)],
    [(n, True) for n in range(12)],
    [[float(n), float(-n)] for n in range(9)],
    [{"a": n, "b": [n]} for n in range(9)],
    [np.arange(3.0) + n for n in range(8)],
    [[np.arange(2), n, (n, 1)] for n in range(8)],
    [np.float32(n) for n in range(10)],
    [[[n, 1], [n, 2]] for n in range(8)],
    [None, "a"] * 6,
]
ARRAYS: list[Any] = [
    np.arange(6.0).reshape(2, 3),
    np.asfortranarray(np.arange(6).reshape(2, 3)),
    np.array(3),
    np.zeros((0, 4), ">i4"),
    np.array([True, False]),
    np.array(["é", "ab"]),
    np.array([b"x", b"yz"]),
    np.array(["2026-01-01", "NaT"], "M8[D]"),
    np.array([1, 2], "m8[10ms]"),
    np.array([1, "x", None, [2]], dtype=object),
    [np.int8(-3), np.str_("a\0"), np.bytes_(b""), np.bool_(True), np.datetime64("2026", "Y")],
]
TABLES: list[Any] = [
    pd.DataFrame(np.arange(6.0).reshape(3, 2), columns=["a", "b"]),
    pd.DataFrame({"n": [1, 2], "x": [0.5, math.nan], "s": ["a", None], "o": [1, "x"]}),
    pd.DataFrame({"k": pd.Categorical(["b", None, "a"], categories=["b", "a"], ordered=True)}),
    pd.DataFrame({"i": pd.array([1, None], dtype="Int64"), "b": pd.array([None, True])}),
    pd.DataFrame({"t": pd.to_datetime(["2026-01-01", None]).tz_localize("Europe/Paris")}),
    pd.DataFrame([[1, 2.5]], index=pd.Index(["r"], name="row"), columns=[("a", 1), "b"]),
    pd.DataFrame(index=[3, 4]),
    pd.Series([1, 2], pd.MultiIndex.from_tuples([("a", 1), ("b", 2)], names=["k", None]), name="v"),
    pd.Series(["a", "b"], dtype=object),
    pd.Series(pd.array(["a", None], dtype="string")),
    pd.RangeIndex(2, 9, 3, name="r"),
    pd.Index(pd.Categorical(["a", "b", "a"])),
    [pd.Timestamp("3000-02-03", tz="UTC"), pd.Timestamp("2026", tz="Asia/Tokyo"), pd.NaT, pd.NA],
    [pd.Timedelta("1 day 2 s"), pd.Timestamp("2026-01-01 00:00:00.123456789")],
]
VALUES = [*SMALL, *MANY, *ARRAYS, *TABLES]


def messages() -> list[bytes]:
    """One message per value, and one with everything that ten thousand results are made of."""
    kept = [[1, 2.0], object(), (1, object()), {"a": np.arange(2)}]
    many = wire.dumps_many(kept, lambda _: {"id": 1}, lambda _: {"handle": 1}, [{"raised": {}}])
    return [*(wire.dumps(value, oracle.extend) for value in VALUES), many]
