"""Expectations: what they let pass, and the sentence for what they do not."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

from ascent.testing import Failed, expect

SECRET = 8128.5


def said(function, *args, **kwargs) -> str:
    with pytest.raises(Failed) as caught:
        function(*args, **kwargs)
    return str(caught.value)


class TestArray:
    def test_close_is_enough(self):
        expect.array(np.array([1.0, 2.0]), like=[1.0, 2.0 + 1e-9])
        expect.array(np.array([1, 2]), like=[1.0, 2.0])
        expect.array(np.array([1.0, math.nan]), like=[1.0, math.nan])

    @pytest.mark.parametrize(
        ("shape", "wanted", "hint"),
        [
            ((4, 1), (4,), "drop the last axis"),
            ((4,), (4, 1), "add a last axis"),
            ((2, 3), (3, 2), "rows and columns are swapped"),
            ((), (3,), "you gave one number"),
        ],
    )
    def test_a_wrong_shape_says_what_to_do(self, shape, wanted, hint):
        message = said(expect.array, np.zeros(shape), like=np.zeros(wanted), name="f(x)")
        assert message.startswith(f"`f(x)` has shape {shape}; expected {wanted}")
        assert hint in message

    def test_none_asks_for_a_return(self):
        assert "Is a `return` missing?" in said(expect.array, None, like=[1])

    def test_a_list_is_no_array(self):
        assert "is a list; a NumPy array is expected" in said(expect.array, [1.0], like=[1.0])

    def test_where_it_differs_is_told_and_the_answer_is_not(self):
        got, want = np.zeros((2, 3)), np.zeros((2, 3))
        want[1, 2] = SECRET
        message = said(expect.array, got, like=want, name="f(x)")
        assert "1 of 6 values differ, the first at [1, 2], where you have 0" in message
        assert str(SECRET) not in message

    def test_nan_where_a_number_belongs(self):
        message = said(expect.array, np.array([math.nan, 1.0]), like=[0.0, 1.0])
        assert "holds 1 value that is not a finite number" in message

    def test_the_dtype_when_it_is_asked(self):
        assert "dtype int64; expected float64" in said(
            expect.array, np.array([1]), like=[1.0], dtype=float
        )

    def test_texts_are_compared_as_texts(self):
        expect.array(np.array(["a", "b"]), like=np.array(["a", "b"]))
        assert "differ" in said(expect.array, np.array(["a", "c"]), like=np.array(["a", "b"]))


class TestNumber:
    def test_python_and_numpy_numbers_count(self):
        for got in (0.5, np.float32(0.5)):
            expect.number(got, 0.5)
        expect.number(np.int64(3), 3)

    @pytest.mark.parametrize("got", [math.nan, math.inf, -math.inf])
    def test_what_is_not_finite_never_passes(self, got):
        assert "not a finite number" in said(expect.number, got, got)

    @pytest.mark.parametrize("got", [None, "3", True, [3], np.array([3.0])])
    def test_only_numbers_are_numbers(self, got):
        assert "one number is expected" in said(expect.number, got, 3)

    def test_the_side_is_told_and_the_answer_is_not(self):
        message = said(expect.number, 9000.0, SECRET)
        assert "larger" in message
        assert str(SECRET) not in message

    def test_between_shows_its_bounds(self):
        expect.between(0.5, 0, 1)
        assert "from 0 to 1" in said(expect.between, 1.5, 0, 1)
        assert "not a finite" in said(expect.between, math.nan, 0, 1)


class TestEqual:
    @pytest.mark.parametrize("value", [1, "a", [1, 2.0], (1, [2]), {"a": (1,)}, {1, 2}, None, True])
    def test_the_same_passes(self, value):
        expect.equal(value, value)

    def test_a_number_is_a_number_but_a_truth_value_is_not(self):
        expect.equal(1, 1.0)
        expect.equal(np.int64(2), 2)
        assert "a truth value" in said(expect.equal, True, 1)

    def test_where_it_differs(self):
        assert "position 1" in said(expect.equal, [1, 2], [1, SECRET])
        assert "at 'b'" in said(expect.equal, {"a": 1, "b": 2}, {"a": 1, "b": SECRET})
        assert "has 1 item; 2 are expected" in said(expect.equal, [1], [1, 2])
        assert "no key 'b'" in said(expect.equal, {"a": 1}, {"a": 1, "b": 2})
        assert "the key 'c', which is not" in said(expect.equal, {"a": 1, "c": 1}, {"a": 1})
        assert str(SECRET) not in said(expect.equal, [1, 2], [1, SECRET])


class TestTables:
    def frame(self) -> pd.DataFrame:
        return pd.DataFrame({"a": [1, 2], "b": ["x", None], "c": [0.1, math.nan]})

    def test_the_same_table_passes(self):
        expect.frame(self.frame(), like=self.frame())
        shuffled = self.frame()[["c", "a", "b"]].iloc[::-1]
        expect.frame(shuffled, like=self.frame(), order=False)

    def test_each_difference_has_its_sentence(self):
        like = self.frame()
        assert "no column 'b'" in said(expect.frame, like[["a", "c"]], like=like)
        assert "the column 'd'" in said(expect.frame, like.assign(d=1), like=like)
        assert "another order" in said(expect.frame, like[["b", "a", "c"]], like=like)
        assert "has 1 row; 2" in said(expect.frame, like.head(1), like=like)
        assert "row labels" in said(expect.frame, like.set_index([["p", "q"]]), like=like)
        assert "missing values" in said(expect.frame, like.fillna({"c": 1.0}), like=like)
        assert "Column 'a' of the table differs in 1 of 2 rows" in said(
            expect.frame, like.assign(a=[1, 3]), like=like
        )
        assert "dtype" in said(expect.frame, like.assign(a=["1", "2"]), like=like)
        assert "a DataFrame is expected" in said(expect.frame, like["a"], like=like)

    def test_a_series_too(self):
        series = pd.Series([1.0, 2.0], index=["p", "q"])
        expect.series(series, like=series.copy())
        expect.series(series.iloc[::-1], like=series, order=False)
        assert "same rows are there in another order" in said(
            expect.series, series.iloc[::-1], like=series
        )
        assert "the first with the label 'q', where you have 3" in said(
            expect.series, pd.Series([1.0, 3.0], index=["p", "q"]), like=series
        )


class TestTypesAndSource:
    def test_types_are_exact_but_numpy_numbers_count(self):
        expect.type([1], list)
        expect.type(np.float64(1), float)
        expect.type(np.int32(1), int)
        assert "a float is expected" in said(expect.type, 1, float)
        assert "a whole number is expected" in said(expect.type, True, int)

    def test_calls_and_imports_are_read_from_the_source(self):
        source = "import numpy as np\nfrom sklearn.tree import T\nnp.sort(x)\n"
        expect.calls(source, "sort")
        expect.no_import(source, "scikit")
        assert "line 2" in said(expect.no_import, source, "sklearn")
        assert "does not call `fit`" in said(expect.calls, source, "fit")

    @pytest.mark.parametrize("loop", ["for x in y: pass", "while 1: pass", "[x for x in y]"])
    def test_loops_are_found(self, loop):
        assert "loop in line 2" in said(expect.no_loop, f"a = 1\n{loop}\n")
        expect.no_loop("a = 1\n")

    def test_a_figure_needs_its_labels(self):
        fig = {"xlabel": "Bill length (mm)", "ylabel": " ", "title": ""}
        assert "label on its y-axis" in said(expect.figure, fig)
        expect.figure(fig, xlabel="bill", ylabel=False)
        assert "expected to say 'mass'" in said(expect.figure, fig, xlabel="mass", ylabel=False)
        assert "no title" in said(expect.figure, fig, ylabel=False, title=True)


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("the share", "The share is 2"),
        ("share", "Share is 2"),
        ("f(x)", "`f(x)` is 2"),
        ("off_by", "`off_by` is 2"),
        ("model.coef_", "`model.coef_` is 2"),
        ("`w` after one step", "`w` after one step is 2"),
    ],
)
def test_names_are_worded_as_names(name, begins):
    assert said(expect.number, 2, 1, name=name).startswith(begins)


def test_an_unknown_expectation_names_those_there_are():
    with pytest.raises(
        AttributeError, match=r"There is no expect\.arrays_equal\. There are: .*frame"
    ):
        _ = expect.arrays_equal


def test_every_expectation_can_be_reached():
    for name in expect.__all__:
        assert callable(getattr(expect, name)), name
