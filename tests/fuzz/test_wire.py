"""Bytes from a process that nobody trusts become a value or a WireError, and nothing else."""

from __future__ import annotations

import contextlib
import datetime as dt
import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as st_numpy

from ascent.runner.inside import wire

pytestmark = pytest.mark.fuzz

whole = st.integers() | st.integers(-(2**2000), 2**2000)
leaves = (
    st.none()
    | st.booleans()
    | whole
    | st.floats()
    | st.complex_numbers()
    | st.text()
    | st.binary(max_size=200)
    | st.dates()
    | st.datetimes(timezones=st.none() | st.just(dt.UTC))
    | st.timedeltas()
)
hashable = st.none() | st.booleans() | st.integers() | st.text() | st.binary(max_size=20)
values = st.recursive(
    leaves,
    lambda inner: (
        st.lists(inner, max_size=5)
        | st.lists(inner, max_size=5).map(tuple)
        | st.sets(hashable, max_size=5)
        | st.dictionaries(hashable, inner, max_size=5)
    ),
    max_leaves=20,
)
plain_arrays = st_numpy.arrays(
    dtype=st_numpy.integer_dtypes() | st_numpy.floating_dtypes() | st_numpy.boolean_dtypes(),
    shape=st_numpy.array_shapes(min_dims=0, max_dims=3, max_side=4),
)


def same(a: object, b: object) -> bool:
    """Equal in value and in exact type, all the way down; nan is the same as nan."""
    if type(a) is not type(b):
        return False
    if isinstance(a, float):
        return a == b or (math.isnan(a) and math.isnan(b))  # type: ignore[arg-type]
    if isinstance(a, complex):
        return same(a.real, b.real) and same(a.imag, b.imag)  # type: ignore[attr-defined]
    if isinstance(a, list | tuple):
        return len(a) == len(b) and all(map(same, a, b))  # type: ignore[arg-type]
    if isinstance(a, dict):
        return a.keys() == b.keys() and all(same(a[k], b[k]) for k in a)  # type: ignore
    return a == b


@given(values)
def test_a_value_arrives_as_it_left(value: object) -> None:
    with contextlib.suppress(wire.WireError):  # a value may be too deep to travel
        assert same(wire.loads(wire.dumps(value)), value)


@given(plain_arrays)
def test_an_array_arrives_as_it_left(array: np.ndarray) -> None:  # type: ignore[type-arg]
    got = wire.loads(wire.dumps(array))
    assert got.dtype == array.dtype
    np.testing.assert_array_equal(got, array)


@given(st.binary(max_size=400))
def test_any_bytes_are_a_value_or_an_error(data: bytes) -> None:
    with contextlib.suppress(wire.WireError):
        wire.loads(data)


SAMPLES = [
    wire.dumps({"a": [1, 2.5, (None, True)], 3: {"x", "y"}, "d": dt.date(2026, 1, 2)}),
    wire.dumps([np.arange(6.0).reshape(2, 3), np.array([True, False])]),
    wire.dumps(pd.DataFrame({"n": [1, 2], "s": ["a", None], "t": pd.to_datetime(["2026", None])})),
]


@given(st.sampled_from(SAMPLES), st.data())
def test_a_message_with_changed_bytes_is_a_value_or_an_error(
    message: bytes, data: st.DataObject
) -> None:
    changed = bytearray(message)
    places = st.lists(st.integers(0, len(message) - 1), min_size=1, max_size=8)
    for place in data.draw(places):
        changed[place] = data.draw(st.integers(0, 255))
    with contextlib.suppress(wire.WireError):
        wire.loads(bytes(changed))


@given(st.sampled_from(SAMPLES), st.integers(0, 500))
def test_a_message_that_was_cut_off_is_an_error(message: bytes, at: int) -> None:
    cut = message[: min(at, len(message) - 1)]
    with pytest.raises(wire.WireError):
        wire.loads(cut)
