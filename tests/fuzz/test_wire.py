"""Bytes from a process that nobody trusts become a value or a WireError, and nothing else."""

from __future__ import annotations

import contextlib
import datetime as dt
import tracemalloc

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as st_numpy

from ascent.runner.inside import wire
from tests.fuzz import mutator, oracle, samples

pytestmark = pytest.mark.fuzz

BASE = 3_000_000
TIMES = 60
"""Reading may take so many bytes for each byte of a message, and BASE on top."""

whole = st.integers() | st.integers(-(2**2000), 2**2000)
leaves = (
    st.none()
    | st.booleans()
    | whole
    | st.floats()
    | st.complex_numbers()
    | st.text(st.characters())
    | st.binary(max_size=200)
    | st.dates()
    | st.times().map(lambda time: time.replace(fold=0))
    | st.datetimes(timezones=st.none() | st.just(dt.UTC)).map(lambda time: time.replace(fold=0))
    | st.timedeltas()
    | st.builds(range, st.integers(), st.integers(), st.integers(min_value=1))
)
hashable = st.none() | st.booleans() | st.integers() | st.text() | st.binary(max_size=20)
plain_arrays = st_numpy.arrays(
    dtype=st_numpy.boolean_dtypes()
    | st_numpy.integer_dtypes()
    | st_numpy.unsigned_integer_dtypes()
    | st_numpy.floating_dtypes(sizes=(16, 32, 64))
    | st_numpy.complex_number_dtypes(sizes=(64, 128))
    | st_numpy.byte_string_dtypes(max_len=4)
    | st_numpy.unicode_string_dtypes(max_len=4)
    | st_numpy.datetime64_dtypes()
    | st_numpy.timedelta64_dtypes(),
    shape=st_numpy.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=4),
)
values = st.recursive(
    leaves | plain_arrays,
    lambda inner: (
        st.lists(inner, max_size=12)
        | st.lists(inner, max_size=5).map(tuple)
        | st.sets(hashable, max_size=5)
        | st.dictionaries(hashable, inner, max_size=5)
    ),
    max_leaves=20,
)
rows = st.one_of(leaves, st.tuples(leaves, leaves), plain_arrays).flatmap(
    lambda one: st.lists(st.just(one), min_size=8, max_size=12)
)
texts = st.lists(st.none() | st.text(max_size=4), min_size=3, max_size=3)
gaps = st.lists(st.booleans(), min_size=3, max_size=3).map(np.array)
moments = st.lists(
    st.none() | st.datetimes(dt.datetime(1980, 1, 1), dt.datetime(2200, 1, 1)),
    min_size=3,
    max_size=3,
)
zones = st.sampled_from(["UTC", "Europe/Paris", "Asia/Kathmandu", "UTC+02:00"])


def of(dtype: str) -> st.SearchStrategy[np.ndarray]:
    return st_numpy.arrays(dtype, 3)


dtypes = st.sampled_from(["f8", "f4", "i8", "i2", "u1", "?", "c16", "M8[ns]", "M8[s]", "m8[us]"])
columns = (
    dtypes.flatmap(of)
    | texts.map(lambda words: pd.array(words, dtype="str"))
    | texts.map(lambda words: pd.array(words, dtype="string"))
    | texts.map(lambda words: np.array(words, dtype=object))
    | texts.map(lambda words: pd.Categorical(words))
    | st.builds(pd.arrays.IntegerArray, of("i8"), gaps)
    | st.builds(pd.arrays.FloatingArray, of("f4"), gaps)
    | st.builds(pd.arrays.BooleanArray, of("?"), gaps)
    | st.builds(lambda when, zone: pd.DatetimeIndex(when).tz_localize("UTC").tz_convert(zone).array,
                moments, zones)
)  # fmt: skip
names = st.none() | st.text(max_size=3) | st.integers() | st.tuples(st.text(max_size=2), st.none())
indexes = (
    st.builds(lambda name: pd.RangeIndex(3, name=name), names)
    | st.builds(lambda name: pd.RangeIndex(9, 0, -3, name=name), names)
    | st.builds(lambda held, name: pd.Index(held, dtype=held.dtype, name=name),
                columns.filter(lambda held: held.dtype != "complex128"), names)
    | st.builds(lambda one, two, told: pd.MultiIndex.from_arrays([one, two], names=told),
                texts, of("i8"), st.tuples(names, names))
)  # fmt: skip


@st.composite
def tables(draw: st.DrawFn) -> pd.DataFrame:
    """Tables of three rows: columns of every kind, names of every kind, also twice the same."""
    held = draw(st.lists(columns, max_size=4))
    index = draw(indexes)
    series = {at: pd.Series(one, index, one.dtype) for at, one in enumerate(held)}
    frame = pd.DataFrame(series, index)
    labels = draw(st.lists(names, min_size=len(held), max_size=len(held)))
    frame.columns = pd.Index(labels, dtype=object)
    return frame


@given(values | rows)
def test_a_value_arrives_as_it_left(value: object) -> None:
    with contextlib.suppress(wire.WireError):  # a value may be too deep to travel
        message = wire.dumps(value)
        assert oracle.same(wire.loads(message), value)


@given(tables())
def test_a_table_arrives_as_it_left(table: pd.DataFrame) -> None:
    assert oracle.same(wire.loads(wire.dumps(table)), table)
    for at in range(table.shape[1]):
        column = table.iloc[:, at]
        assert oracle.same(wire.loads(wire.dumps(column)), column)


@given(st.binary(max_size=400))
def test_any_bytes_are_a_value_or_an_error(data: bytes) -> None:
    oracle.check(data)


@given(st.sampled_from(samples.messages()), st.integers(0))
def test_a_changed_message_is_sound_or_an_error_and_stays_small(message: bytes, seed: int) -> None:
    changed = mutator.mutate(message, seed)
    tracemalloc.start()
    try:
        accepted = oracle.check(changed)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < BASE + TIMES * len(changed), f"{len(changed)} bytes took {peak}, {accepted}"


@given(values | rows, st.integers(0))
def test_a_value_changed_on_its_way_is_sound_or_an_error(value: object, seed: int) -> None:
    with contextlib.suppress(wire.WireError):
        oracle.check(mutator.mutate(wire.dumps(value), seed))


@given(st.sampled_from(samples.messages()), st.integers(0, 6000))
def test_a_message_that_was_cut_off_is_an_error(message: bytes, at: int) -> None:
    cut = message[: min(at, len(message) - 1)]
    with pytest.raises(wire.WireError):
        wire.loads(cut)
