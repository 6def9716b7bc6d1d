"""The wire brings a value across unchanged, or refuses it; it never brings half of one."""

from __future__ import annotations

import datetime as dt
import json
import math
import struct
import tracemalloc

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
    "text as objects": pd.DataFrame({"o": pd.Series(["a", "b"], dtype=object)}),
    "one kind": pd.DataFrame([[1.0, math.nan], [-0.0, 2.0]], columns=["a", "b"]),
    "nan that is not missing": pd.DataFrame(
        {"f": pd.arrays.FloatingArray(np.array([0.0, 1.0]), np.array([True, False]))}
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
        pd.Timestamp("3000-01-01").as_unit("s"),
        pd.Timestamp("2024-01-01", tz="UTC+02:00"),
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


class Rude(type):
    """A class that raises when it is looked at."""

    def __hash__(cls):
        raise KeyError("no")


class Unseen(metaclass=Rude):
    pass


def test_classes_that_raise_when_they_are_looked_at_do_not_travel():
    for value in (Unseen(), [Unseen()] * 9):
        with pytest.raises(wire.WireError):
            wire.dumps(value)


one_kind = st.sampled_from(
    [
        st.booleans(),
        st.integers(),
        st.integers(2**52, 2**54),
        st.floats(),
        st.text(max_size=3),
        st.text(st.characters(), max_size=2),
        st.tuples(st.integers(), st.floats()),
        st.tuples(st.booleans()),
        st.lists(st.floats(), min_size=2, max_size=2),
        st.lists(st.tuples(st.integers(), st.none()), min_size=1, max_size=1),
        st.fixed_dictionaries({"a": st.integers(), "b": st.floats()}),
        st.builds(np.float32, st.floats(width=32)),
        st.builds(np.int16, st.integers(-9, 9)),
        st.one_of(st.booleans(), st.integers(0, 1), st.sampled_from([0.0, -0.0, 1.0])),
        hnp.arrays("f8", 3),
        st.none() | st.binary(max_size=2),
    ]
)


def told(value):
    """Everything about a value that `==` does not see: types, signs, nan."""
    if type(value) in (list, tuple):
        return type(value).__name__, list(map(told, value))
    if type(value) is dict:
        return [(told(key), told(item)) for key, item in value.items()]
    return type(value), repr(value)


@given(one_kind.flatmap(lambda kind: st.lists(kind, min_size=6, max_size=20)))
@settings(max_examples=300, deadline=None)
def test_many_values_of_one_kind_keep_their_exact_types(many):
    assert told(across(many)) == told(many)
    assert told(across(tuple(many))) == told(tuple(many))


def test_many_numbers_are_checked_like_one():
    for many in ([1.0] * 20 + [math.nan], [np.float64(1)] * 20 + [np.float64("inf")]):
        assert repr(across(many)) == repr(many)
        with pytest.raises(wire.NotFinite):
            wire.loads(wire.dumps(many), finite=True)


def test_lists_that_hold_themselves_many_times_have_an_end():
    shared: list[object] = [0.5] * 100
    for _ in range(8):
        shared = [shared] * 100
    with pytest.raises(wire.WireError):
        wire.dumps(shared)


def test_results_travel_one_by_one_when_one_of_them_cannot():
    def keep(value):
        return {"handle": 7, "type": type(value).__name__}

    many = [1, object(), [2, object()], {object()}, "x"]
    whole = wire.dumps_many(many, lambda value: {"id": 5}, keep, [{"raised": {"text": "no"}}])
    handle = {"handle": 7, "type": "object"}
    assert wire.loads(whole, lambda payload: payload)["value"] == [
        {"value": 1},
        handle,
        {"value": [2, {"id": 5}]},
        {"handle": 7, "type": "set"},
        {"value": "x"},
        {"raised": {"text": "no"}},
    ]
    assert wire.loads(wire.dumps_many([0.5] * 9, keep, keep))["value"] == [{"value": 0.5}] * 9


def test_the_worker_can_refuse_arrays_and_tables():
    assert wire.loads(wire.dumps([b"x", (1, [0.5] * 9)]), plain=True) == [b"x", (1, [0.5] * 9)]
    for value in (np.arange(3), [np.float64(1)] * 9, pd.Series([1]), pd.NaT, np.str_("a")):
        with pytest.raises(wire.WireError):
            wire.loads(wire.dumps(value), plain=True)


@pytest.mark.parametrize(
    "value", ["half \ud800", "\ud83d\ude00", ["a"] * 9 + ["\udfff"], "," * 6_000_000, "C:\\ud8"]
)
def test_any_text_arrives(value):
    assert across(value) == value


def test_text_of_numpy_keeps_zeros_at_its_end():
    for value in (np.str_("a\0"), np.bytes_(b"a\0"), np.str_(""), np.bytes_(b"")):
        got = across(value)
        assert type(got) is type(value)
        assert list("".join([got]) if isinstance(got, str) else b"".join([got])) == list(
            "".join([value]) if isinstance(value, str) else b"".join([value])
        )


def test_arrays_keep_their_order_in_memory():
    turned = np.asfortranarray(np.arange(6).reshape(2, 3))
    assert across(turned).flags.f_contiguous
    np.testing.assert_array_equal(across(np.arange(10)[::-2]), np.arange(10)[::-2])


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
    return struct.pack(">2sIH", b"W2", len(text), len(parts)) + sizes + text + b"".join(parts)


def npy(descr: str, shape: str, body: bytes = b"", order: str = "False") -> bytes:
    """An array as bytes, whatever it claims to be."""
    text = f"{{'descr': '{descr}', 'fortran_order': {order}, 'shape': {shape}, }}"
    padded = text + " " * (-(11 + len(text)) % 64) + "\n"
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(padded)) + padded.encode() + body


def array(descr: str, shape: str, body: bytes = b"", order: str = "False") -> bytes:
    return message({"$": "array", "v": 0}, npy(descr, shape, body, order))


def series(column: object, *parts: bytes, rows: int = 1) -> bytes:
    """A message of one column."""
    index = {"k": "range", "v": [0, rows, 1], "name": None}
    return message({"$": "series", "index": index, "name": None, "v": column}, *parts)


def text(*words: object) -> dict[str, object]:
    return {"k": "text", "dtype": "str", "v": list(words)}


def index(column: object) -> dict[str, object]:
    return {"k": "index", "v": column, "name": None}


def category(codes: bytes, categories: object) -> bytes:
    named = {"k": "category", "codes": 0, "categories": categories, "ordered": False}
    return series(named, npy("|i1", f"({len(codes)},)", codes), rows=len(codes))


def stamp(value: object, unit: str = "ns", zone: object = None) -> bytes:
    return message({"$": "timestamp", "v": value, "unit": unit, "tz": zone})


COLLIDING = [n * (2**61 - 1) for n in range(2**20, 2**20 + 500)]
LONGEST = 2**62
LEVEL = {"k": "array", "v": {"$": "array", "v": 0}}

SOUND = {
    "a tuple": (message({"$": "tuple", "v": []}), ()),
    "rows": (message({"$": "rows", "of": "tuple", "width": 2, "v": [1, 2]}), [(1, 2)]),
    "a truth": (message({"$": "scalar", "v": 0}, npy("|b1", "()", b"\1")), np.True_),
    "a time": (stamp(0), pd.Timestamp(0)),
}
MALFORMED = {
    "nothing": b"",
    "noise": b"\x00" * 40,
    "cut off": wire.dumps([1, 2, 3])[:-1],
    "too long": wire.dumps([1, 2, 3]) + b"x",
    "no json": message(b"[1,"),
    "nan in json": message(b"[NaN]"),
    "infinite exponent": message(b"[1e999]"),
    "another encoding": message("[1]".encode("utf-16-le")),
    "half a character": message(b'"\\ud83d"'),
    "two halves": message(b'"\\\\\\ud83d\\ude00"'),
    "endless digits": message(b"9" * 5000),
    "large number without a tag": message([2**60]),
    "small number with a tag": message({"$": "int", "v": "0x1"}),
    "number with a gap": message({"$": "int", "v": "0x1_0000_0000_0000_0000"}),
    "unknown tag": message({"$": "pickle", "v": "gASVAAAA"}),
    "no tag": message({"a": 1}),
    "tag that is a list": message({"$": [], "v": 1}),
    "field twice": message(b'{"$":"tuple","v":[],"v":[1]}'),
    "extra field": message({"$": "tuple", "v": [], "w": 1}),
    "missing part": message({"$": "bytes", "v": 0}),
    "negative part": message({"$": "bytes", "v": -1}, b"x"),
    "a bool for a number": message({"$": "bytes", "v": True}, b"x", b"y"),
    "one part for two": message([{"$": "bytes", "v": 0}, {"$": "bytes", "v": 0}], b"x"),
    "a part for nobody": message(1, b"x"),
    "unhashable key": message({"$": "dict", "k": [[]], "v": [1]}),
    "key twice": message({"$": "dict", "k": [1, 1], "v": [1, 2]}),
    "key without value": message({"$": "dict", "k": [1, 2], "v": [1]}),
    "item twice": message({"$": "set", "v": [1, 1]}),
    "one and true": message({"$": "set", "v": [1, True]}),
    "keys that collide": message({"$": "set", "v": [{"$": "int", "v": hex(n)} for n in COLLIDING]}),
    "too many odd keys": message({"$": "set", "v": list(range(100_001))}),
    "reference to nobody": message({"$": "ref", "v": {"handle": 1}}),
    "float that is none": message({"$": "float", "v": "1e5"}),
    "date in another form": message({"$": "date", "v": "20260102"}),
    "time of day in another form": message({"$": "time", "v": "1 "}),
    "span in another form": message({"$": "timedelta", "v": [0, 90_000, 0]}),
    "deep": message(b"[" * 5000 + b"]" * 5000),
    "deep in tuples": message(b'{"$":"tuple","v":' * 300 + b"[]" + b"}" * 300),
    "deeper than what travels": message(b"[" * 60 + b"]" * 60),
    "rows of nothing": message({"$": "rows", "of": "list", "width": 0, "v": []}),
    "rows cut off": message({"$": "rows", "of": "list", "width": 2, "v": [1, 2, 3]}),
    "rows of sets": message({"$": "rows", "of": "set", "width": 1, "v": [1]}),
    "unequal columns": message({"$": "columns", "of": "list", "v": [[1], [1, 2]]}),
    "no columns": message({"$": "columns", "of": "list", "v": []}),
    "same field twice": message({"$": "records", "k": ["a", "a"], "v": [[1], [2]]}),
    "numbers cut off": message({"$": "floats", "v": 0}, b"x" * 9),
    "arrays of no dimension": message({"$": "arrays", "v": 0}, npy("<i8", "(1,)", b"x" * 8)),
    "endless arrays of nothing": message({"$": "arrays", "v": 0}, npy("<i8", "(9000000, 0)")),
    "scalars in rows": message({"$": "scalars", "v": 0}, npy("<i8", "(1, 1)", b"x" * 8)),
    "scalar with a shape": message({"$": "scalar", "v": 0}, npy("<i8", "(1,)", b"x" * 8)),
    "array of objects": array("|O", "(1,)", b"x" * 8),
    "array of records": array("|V8", "(1,)", b"x" * 8),
    "array too short": array("<f8", "(1000000000000,)", b"x" * 8),
    "array of nothing, huge": array("<U0", "(1000000000000,)"),
    "array that never ends": array("<f8", f"({LONGEST}, 0)"),
    "array with a huge item": array("<U99999999", "(0,)"),
    "negative side": array("<f8", "(-1,)"),
    "too many sides": array("|u1", f"({', '.join('1' * 33)})", b"x"),
    "dtype in words": array("float64", "(1,)", b"x" * 8),
    "long double": array("<f16", "(1,)", b"x" * 16),
    "half a truth": array("|b1", "(1,)", b"\2"),
    "character that does not exist": array("<U1", "(1,)", struct.pack("<I", 0x110000)),
    "turned character": array(">U1", "(1,)", struct.pack("<I", 0x11)),
    "time without unit": array("<M8", "(1,)", struct.pack("<q", 5)),
    "array with code": array("<f8', 'x': __import__('os'), 'y': '", "(1,)", b"x" * 8),
    "header in another form": array("<f8", "( 1,)", b"x" * 8),
    "objects of negative shape": message({"$": "objects", "shape": [-1, -1], "v": [1]}),
    "objects that never end": message({"$": "objects", "shape": [LONGEST, 0], "v": []}),
    "ragged table": message(
        {
            "$": "frame",
            "columns": {"k": "range", "v": [0, 1, 1], "name": None},
            "index": {"k": "range", "v": [0, 3, 1], "name": None},
            "data": [text("x")],
        }
    ),
    "text that is a number": series(text(1)),
    "number that is text": series(
        {"k": "masked", "dtype": "Int64", "v": 0, "mask": 1},
        npy("<U1", "(1,)", b"1\0\0\0"),
        npy("|b1", "(1,)", b"\0"),
    ),
    "mask that does not fit": series(
        {"k": "masked", "dtype": "Int8", "v": 0, "mask": 1},
        npy("|i1", "(1,)", b"1"),
        npy("|b1", "(2,)", b"\0\0"),
    ),
    "column that is a column": series({"k": "array", "v": {"$": "index", "v": index(text("x"))}}),
    "column of days": series(LEVEL, npy("<M8[D]", "(1,)", bytes(8))),
    "column of letters": series(LEVEL, npy("|S1", "(1,)", b"x")),
    "code of no category": category(b"\2", index(text("a", "b"))),
    "negative code": category(b"\xfe", index(text("a", "b"))),
    "category twice": category(b"\1", index(text("a", "a"))),
    "missing category": category(b"\1", index(text("a", None))),
    "categories of levels": category(b"\0", {"k": "multi", "v": [text("a")], "names": [None]}),
    "endless rows": message({"$": "index", "v": {"k": "range", "v": [0, 10**12, 1], "name": None}}),
    "labels that cannot be looked up": message(
        {"$": "index", "v": index({"k": "array", "v": {"$": "objects", "shape": [1], "v": [[1]]}})}
    ),
    "more columns than time": message(
        {
            "$": "frame",
            "columns": {"k": "range", "v": [0, 30_000, 1], "name": None},
            "index": {"k": "range", "v": [0, 0, 1], "name": None},
            "data": [text()] * 30_000,
        }
    ),
    "missing time as a time": stamp({"$": "int", "v": hex(-(2**63))}),
    "time that is too large": stamp({"$": "int", "v": hex(2**64)}),
    "time in days": stamp(1, "D"),
    "zone that is a path": stamp(1, zone="dateutil//etc/localtime"),
    "zone outside the list": stamp(1, zone="../../etc/localtime"),
    "zone of this machine": stamp(1, zone="tzlocal()"),
    "zone by number": stamp(1, zone="UTC+99:00"),
    "zone that does not exist": stamp(1, zone="Europe/Atlantis"),
}


@pytest.mark.parametrize("name", SOUND)
def test_what_is_built_here_by_hand_is_a_message(name):
    whole, value = SOUND[name]
    assert wire.loads(whole) == value


@pytest.mark.parametrize("name", MALFORMED)
def test_malformed_messages_are_refused(name):
    with pytest.raises(wire.WireError):
        wire.loads(MALFORMED[name])


def test_a_small_message_never_becomes_large():
    large = [
        MALFORMED[name]
        for name in ("endless rows", "array too short", "endless arrays of nothing", "no columns")
    ]
    same_part = [{"$": "array", "v": 0}] * 1000
    large.append(message(same_part, npy("|u1", "(100000,)", bytes(100_000))))
    wire.loads(wire.dumps(pd.DataFrame({"a": [1]})))  # what is imported now is not counted
    for whole in large:
        tracemalloc.start()
        with pytest.raises(wire.WireError):
            wire.loads(whole)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert peak < 100 * len(whole) + 2_000_000


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
