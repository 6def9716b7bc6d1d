"""Random inputs: the counter-example that is shown is small, and the answer is not shown."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from ascent.testing import AuthorError, Failed, expect
from ascent.testing.expect.shrink import simpler
from ascent.testing.expect.written import written
from ascent.testing.handles import Raised
from ascent.testing.tests.learners import Host, learner_of

ANSWER = """
def total(values):
    return sum(values)

def forgets_negatives(values):
    return sum(abs(v) for v in values)

def stops_on_empty(values):
    return values[0] + sum(values[1:])

def first_three(values):
    return sum(values[:3])

def mean_of_columns(x):
    return x.mean(axis=1)

def pairs(x, y):
    return float((x * y).sum()) + (1.0 if len(x) > 3 else 0.0)

def shout(text):
    return text.upper() if "e" not in text else text

def counts(table):
    return table.assign(n=0)
"""


def numbers(rng):
    return rng.integers(-50, 50, size=rng.integers(0, 12)).tolist()


def said(learner, function, reference, draw, **named) -> str:
    with pytest.raises((Failed, Raised)) as caught:
        expect.agrees(learner.name(function), reference, draw, np.random.default_rng(4), **named)
    return str(caught.value)


@pytest.fixture
def learner():
    return learner_of(ANSWER)


def test_a_right_function_is_asked_once(learner):
    host = Host(ANSWER)
    expect.agrees(learner_of(ANSWER, host).total, sum, numbers, np.random.default_rng(4))
    assert host.asked == {"map": 1}


def test_the_counter_example_is_small(learner):
    message = said(learner, "forgets_negatives", lambda values: sum(values), numbers)
    assert message.startswith("For values = [-1], `forgets_negatives(...)` gives 1. ")


def test_only_as_many_rows_as_are_needed(learner):
    message = said(learner, "first_three", lambda values: sum(values), numbers)
    assert message.startswith(("For values = [0, 0, 0, 1], ", "For values = [0, 0, 0, -1], "))


def test_an_exception_keeps_its_traceback_and_shows_its_input(learner):
    message = said(learner, "stops_on_empty", lambda values: sum(values), numbers)
    assert message.startswith("`stops_on_empty(...)` with values = [] stopped with IndexError")


def test_columns_of_one_table_stay_of_one_length(learner):
    def draw(rng):
        n = int(rng.integers(1, 9))
        return rng.normal(size=n), rng.normal(size=n)

    message = said(learner, "pairs", lambda x, y: float(x @ y), draw)
    assert message.startswith("For x = array [0.0, 0.0, 0.0, 0.0], y = array [0.0, 0.0, 0.0, 0.0],")


def test_arrays_texts_and_tables_shrink(learner):
    message = said(
        learner,
        "mean_of_columns",
        lambda x: x.mean(axis=0),
        lambda rng: rng.normal(size=(6, 4)),
        valid=lambda x: x.size > 0,
    )
    assert message.startswith("For x = array [[")
    assert len(message.split("`")[0]) < 45
    message = said(learner, "shout", str.upper, lambda rng: "".join(rng.choice(list("abcdef"), 9)))
    assert "= 'e', `shout(...)` gives 'e'." in message
    draw = lambda rng: pd.DataFrame({"a": rng.integers(0, 9, size=5)})  # noqa: E731
    message = said(learner, "counts", lambda table: table.assign(n=1), draw)
    assert "For table = table {'a': [" in message


def test_the_expected_value_is_shown_on_request_only(learner):
    def reference(values):
        return sum(values) + 8128.5

    assert "8128" not in said(learner, "total", reference, numbers)
    assert "Expected is 8128.5." in said(learner, "total", reference, numbers, show_expected=True)


def test_inputs_that_the_reference_refuses_do_not_count(learner):
    def reference(values):
        if len(values) < 2:
            raise ValueError
        return sum(values)

    expect.agrees(learner.stops_on_empty, reference, numbers, np.random.default_rng(4))
    with pytest.raises(AuthorError, match="refuses every input"):
        expect.agrees(learner.total, lambda v: 1 / 0, numbers, np.random.default_rng(4))


def test_the_search_ends():
    host = Host(ANSWER)
    with pytest.raises(Failed):
        expect.agrees(
            learner_of(ANSWER, host).total,
            lambda values: -1,
            lambda rng: rng.integers(10**9, size=4000).tolist(),
            np.random.default_rng(4),
            tries=3,
        )
    assert host.asked["map"] < 70


@pytest.mark.parametrize(
    "row", [([3, -2.5],), (np.arange(6.0).reshape(3, 2),), ({"a": 4},), ("word",), (7, 0.25)]
)
def test_simpler_inputs_keep_their_kind(row):
    found = simpler(row)
    assert found
    assert all(len(one) == len(row) for one in found)
    assert all(type(a) is type(b) for one in found for a, b in zip(one, row, strict=True))


def test_values_are_written_as_one_types_them():
    assert written((1, [2.0, "a"])) == "(1, [2.0, 'a'])"
    assert written(np.array([[1, 2]])) == "array [[1, 2]]"
    assert written({"a": np.float64(0.1234567)}) == "{'a': 0.123457}"
    assert len(written(list(range(1000)))) == 200
