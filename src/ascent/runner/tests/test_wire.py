"""The wire brings a value across unchanged, or refuses it; it never brings half of one."""

from __future__ import annotations

import datetime as dt
import json
import math
import struct

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from ascent.runner.inside import wire

keys = st.one_of(
    st.none(), st.booleans(), st.integers(), st.text(max_size=5), st.binary(max_size=5)
)
leaves = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.integers(min_value=2**60, max_value=2**300),
    st.floats(allow_nan=False),
    st.complex_numbers(allow_nan=False, allow_infinity=False),
    st.text(),
    st.binary(),
    st.dates(),
    st.datetimes(timezones=st.sampled_from([None, dt.UTC])).map(lambda d: d.replace(fold=0)),
    st.times().map(lambda t: t.replace(fold=0)),
    st.timedeltas(),
    st.builds(range, st.integers(-9, 9), st.integers(-9, 9), st.integers(1, 3)),
)
values = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.lists(inner, max_size=4).map(tuple),
        st.dictionaries(keys, inner, max_size=4),
        st.sets(keys, max_size=4),
        st.frozensets(keys, max_size=4),
    ),
    max_leaves=12,
)
arrays = hnp.arrays(
    st.sampled_from(["f8", "f4", "i8", "u1", "?", "c16", "<U3", "S2", "M8[ns]", "m8[s]", ">i4"]),
    hnp.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=4),
)


def across(value: object) -> object:
    return wire.loads(wire.dumps(value))


@given(values)
@settings(max_examples=150, deadline=None)
def test_builtins_arrive_with_their_exact_type_and_value(value):
    got = across(value)
    assert got == value
    assert repr(got) == repr(value) or isinstance(value, set | frozenset | dict | list | tuple)
    assert type(got) is type(value)


@given(arrays)
@settings(max_examples=100, deadline=None)
def test_arrays_arrive_with_dtype_and_shape(array):
    got = across(array)
    assert type(got) is np.ndarray
    assert got.dtype == array.dtype
    assert got.shape == array.shape
    np.testing.assert_array_equal(got, array)
    assert got.flags.writeable


@pytest.mark.parametrize("scalar", [np.float32(1.5), np.int8(-3), np.bool_(True), np.str_("é")])
def test_numpy_scalars_stay_numpy_scalars(scalar):
    got = across(scalar)
    assert type(got) is type(scalar)
    assert got == scalar


FRAMES = {
    "plain": pd.DataFrame({"a": [1, 2], "b": [0.5, math.nan], "c": [True, False]}),
    "text": pd.DataFrame({"name": pd.Series(["x", None], dtype="str")}),
    "nullable": pd.DataFrame(
        {"i": pd.array([1, None], dtype="Int64"), "b": pd.array([None, True], dtype="boolean")}
    ),
    "category": pd.DataFrame({"k": pd.Categorical(["b", None, "a"], categories=["b", "a"])}),
    "ordered": pd.DataFrame({"k": pd.Categorical(["s", "l"], ["s", "l"], ordered=True)}),
    "times": pd.DataFrame(
        {
            "naive": pd.to_datetime(["2024-01-01", None]),
            "zoned": pd.to_datetime(["2024-01-01", "2024-06-01"]).tz_localize("Europe/Paris"),
        }
    ),
    "objects": pd.DataFrame({"o": pd.Series([1, "x", None, (1, 2)], dtype=object)}),
    "labels": pd.DataFrame([[1, 2]], index=pd.Index(["r"], name="row"), columns=[("a", 1), "b"]),
    "same names": pd.DataFrame([[1, 2.5]], columns=["a", "a"]),
    "levels": pd.DataFrame(
        {"v": [1, 2]},
        index=pd.MultiIndex.from_tuples([("a", 1), ("b", 2)], names=["k", None]),
    ),
    "empty": pd.DataFrame({"a": pd.Series([], dtype="float64")}),
    "no columns": pd.DataFrame(index=[3, 4]),
}


@pytest.mark.parametrize("name", FRAMES)
def test_tables_arrive_column_by_column(name):
    frame = FRAMES[name]
    got = across(frame)
    pd.testing.assert_frame_equal(got, frame)
    for column in range(frame.shape[1]):
        series = frame.iloc[:, column]
        pd.testing.assert_series_equal(across(series), series)


@pytest.mark.parametrize(
    "value",
    [
        pd.Timestamp("2024-02-29 12:00:00.123456789"),
        pd.Timestamp("2024-02-29", tz="Asia/Tokyo"),
        pd.Timedelta("1 days 3 min"),
    ],
)
def test_times_of_pandas_keep_their_nanoseconds_and_zone(value):
    got = across(value)
    assert type(got) is type(value)
    assert got == value
    assert got.unit == value.unit


def test_missing_values_of_pandas_stay_what_they_are():
    assert across(pd.NaT) is pd.NaT
    assert across(pd.NA) is pd.NA
    pd.testing.assert_index_equal(across(pd.RangeIndex(2, 9, 3)), pd.RangeIndex(2, 9, 3))


def test_numbers_that_are_not_finite_travel_but_can_be_refused():
    assert math.isnan(across(math.nan))
    assert across([-math.inf]) == [-math.inf]
    for value in (math.nan, [1.0, math.inf], np.float64("nan")):
        with pytest.raises(wire.NotFinite):
            wire.loads(wire.dumps(value), finite=True)
    table = pd.DataFrame({"a": [math.nan]})
    assert wire.loads(wire.dumps(table), finite=True).isna().all(axis=None)


class Clever(float):
    """A float that lies when it is compared."""

    def __sub__(self, other):
        return 0.0


@pytest.mark.parametrize(
    "value",
    [Clever(3), object(), lambda: None, np.array([object()]), np.ma.masked_array([1]), {1: print}],
)
def test_what_is_not_plain_data_does_not_travel(value):
    with pytest.raises(wire.WireError):
        wire.dumps(value)


def test_size_and_depth_have_an_end():
    endless: list[object] = []
    endless.append(endless)
    for value in (endless, [0] * 600_000, 1 << 200_000, b"x" * (wire.MAX_BINARY + 1)):
        with pytest.raises(wire.WireError):
            wire.dumps(value)


def message(tree: object, *parts: bytes) -> bytes:
    """A message with any tree and any parts, its lengths right."""
    text = tree if isinstance(tree, bytes) else json.dumps(tree).encode()
    sizes = struct.pack(f">{len(parts)}I", *map(len, parts))
    return struct.pack(">2sIH", b"W1", len(text), len(parts)) + sizes + text + b"".join(parts)


def npy(header: str, body: bytes = b"") -> bytes:
    padded = header.ljust(117) + "\n"
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(padded)) + padded.encode() + body


MALFORMED = {
    "nothing": b"",
    "noise": b"\x00" * 40,
    "cut off": wire.dumps([1, 2, 3])[:-1],
    "too long": wire.dumps([1, 2, 3]) + b"x",
    "no json": message(b"[1,"),
    "nan in json": message(b"[NaN]"),
    "infinite exponent": message(b"[1e999]"),
    "unknown tag": message({"$": "pickle", "v": "gASVAAAA"}),
    "no tag": message({"a": 1}),
    "extra field": message({"$": "tuple", "v": [], "w": 1}),
    "missing part": message({"$": "bytes", "v": 0}),
    "negative part": message({"$": "bytes", "v": -1}, b"x"),
    "a bool for a number": message({"$": "bytes", "v": True}, b"x", b"y"),
    "unhashable key": message({"$": "dict", "v": [[[], 1]]}),
    "reference to nobody": message({"$": "ref", "v": {"handle": 1}}),
    "float that is none": message({"$": "float", "v": "1e5"}),
    "deep": message(b"[" * 5000 + b"]" * 5000),
    "array of objects": message(
        {"$": "array", "v": 0}, npy("{'descr': '|O', 'fortran_order': False, 'shape': (1,), }")
    ),
    "array too short": message(
        {"$": "array", "v": 0},
        npy("{'descr': '<f8', 'fortran_order': False, 'shape': (1000000000000,), }", b"x" * 8),
    ),
    "array of nothing, huge": message(
        {"$": "array", "v": 0},
        npy("{'descr': '<U0', 'fortran_order': False, 'shape': (1000000000000,), }"),
    ),
    "array with code": message(
        {"$": "array", "v": 0}, npy("{'descr': __import__('os'), 'shape': (1,), }", b"x")
    ),
    "negative shape": message(
        {"$": "objects", "shape": [-1, -1], "v": [1]},
    ),
    "ragged table": message(
        {
            "$": "frame",
            "columns": {"k": "range", "v": [0, 1, 1], "name": None},
            "index": {"k": "range", "v": [0, 3, 1], "name": None},
            "data": [{"k": "text", "dtype": "str", "v": ["x"]}],
        }
    ),
    "text that is a number": message(
        {
            "$": "series",
            "index": {"k": "range", "v": [0, 1, 1], "name": None},
            "name": None,
            "v": {"k": "text", "dtype": "str", "v": [1]},
        }
    ),
}


@pytest.mark.parametrize("name", MALFORMED)
def test_malformed_messages_are_refused(name):
    with pytest.raises(wire.WireError):
        wire.loads(MALFORMED[name])


@given(values, st.data())
@settings(max_examples=150, deadline=None)
def test_a_damaged_message_is_refused_or_still_plain_data(value, data):
    whole = bytearray(wire.dumps(value))
    at = data.draw(st.integers(0, len(whole) - 1))
    whole[at] = data.draw(st.integers(0, 255))
    try:
        got = wire.loads(bytes(whole))
    except wire.WireError:
        return
    wire.dumps(got)
