"""What a wrong array looks like: each slip is named, and no expected value is told."""

from __future__ import annotations

import math

import numpy as np
import pytest

from ascent.testing import Failed, expect

RNG = np.random.default_rng(5)
TABLE = RNG.normal(3, 2, size=(20, 3))
SQUARE = RNG.normal(3, 2, size=(4, 4))
VALUES = RNG.uniform(0.1, 0.9, size=7)


def said(got, like, **named) -> str:
    with pytest.raises(Failed) as caught:
        expect.array(got, like=like, name="f(x)", **named)
    message = str(caught.value)
    want = like(named["of"]) if callable(like) else like
    for value in np.ravel(want)[:5]:
        if not float(value).is_integer():
            assert f"{value:.4g}" not in message, "the answer leaks"
    return message


@pytest.mark.parametrize(
    ("shape", "wanted", "advice"),
    [
        ((4, 1), (4,), "has shape (4, 1); expected (4,): drop the last axis."),
        ((4,), (4, 1), "add a last axis"),
        ((1, 4), (4,), "drop the first axis"),
        ((2, 3), (3, 2), "rows and columns are swapped"),
        ((), (3,), "without an axis"),
        ((4, 4), (4,), "every value was paired with every other"),
        ((4, 4), (4, 1), "every value was paired with every other"),
        ((3, 2), (4, 2), "one is missing along the first axis"),
        ((5, 2), (4, 2), "one too many along the first axis"),
        ((2, 6), (3, 4), "the number of values is right"),
        ((4, 3), (4,), "one axis is left"),
    ],
)
def test_a_wrong_shape_says_what_to_do(shape, wanted, advice):
    with pytest.raises(Failed, match="expected") as caught:
        expect.array(np.zeros(shape), like=np.zeros(wanted))
    assert advice in str(caught.value)


@pytest.mark.parametrize(
    ("got", "like", "sentence"),
    [
        (-VALUES, VALUES, "the other sign"),
        (np.abs(VALUES - 0.5), VALUES - 0.5, "signs are lost"),
        (1 - VALUES, VALUES, "1 minus the expected one"),
        (VALUES**2, VALUES, "Is a square root missing?"),
        (np.sqrt(VALUES), VALUES, "a root too many"),
        (1 / VALUES, VALUES, "upside down"),
        (np.exp(VALUES), VALUES, "Is a logarithm missing?"),
        (np.log(VALUES), VALUES, "a logarithm too many"),
        (np.log(VALUES), np.log10(VALUES), "another base"),
        (np.log2(VALUES), np.log(VALUES), "to the base 2"),
        (np.degrees(VALUES), VALUES, "in degrees; radians"),
        (np.radians(VALUES), VALUES, "in radians; degrees"),
        (100 * VALUES, VALUES, "per cent"),
        (2 * VALUES, VALUES, "twice as large"),
        (3.7 * VALUES, VALUES, "the same multiple"),
        (VALUES + 1, VALUES, "too large by 1"),
        (VALUES[::-1], VALUES, "reverse order"),
        (SQUARE.T, SQUARE, "transpose"),
        (np.roll(TABLE, 1, axis=0), TABLE, "moved by one place"),
        (np.sort(VALUES), VALUES, "but sorted"),
        (VALUES, np.sort(VALUES), "not sorted"),
        (TABLE[RNG.permutation(20)], TABLE, "in another order"),
        (VALUES.round(2), VALUES, "are rounded"),
        ((10 * VALUES).astype(int), 10 * VALUES, "digits after the point are lost"),
    ],
)
def test_a_relation_that_holds_everywhere_is_named(got, like, sentence):
    assert sentence in said(got, like)


@pytest.mark.parametrize(
    ("got", "like", "sentence"),
    [
        (TABLE.sum(axis=0), TABLE.mean(axis=0), "each is 20 times too large"),
        (TABLE.mean(axis=0), TABLE.sum(axis=0), "each is divided by 20"),
        (TABLE.var(axis=0, ddof=1), TABLE.var(axis=0), "by n - 1 where n is expected"),
        (TABLE.std(axis=0), TABLE.std(axis=0, ddof=1), "by n where n - 1 is expected"),
    ],
)
def test_the_size_of_the_input_explains_a_factor(got, like, sentence):
    assert sentence in said(got, like, of=TABLE)


def test_what_explains_nothing_is_not_said():
    assert said(VALUES + RNG.normal(size=7), VALUES).endswith(
        "all 7 values differ from the expected."
    )
    assert said(np.array([1.0, 2.0]), np.array([1.0, 3.0])).endswith("where you have 2.")


def test_nothing_is_said_of_what_cannot_be_compared():
    with pytest.raises(Failed, match="not a finite number"):
        expect.array(np.array([math.nan, 1.0]), like=[0.0, 1.0])
    with pytest.raises(Failed, match=r"differ from the expected\.$"):
        expect.array(np.array([0, 0]), like=[1.0, 2.0])


def test_a_column_and_a_number_are_looked_at_too():
    pd = pytest.importorskip("pandas")
    with pytest.raises(Failed, match="the other sign"):
        expect.series(pd.Series(-VALUES), like=pd.Series(VALUES))
    with pytest.raises(Failed, match=r"a smaller number than expected\. Every value has the other"):
        expect.number(-0.37, 0.37)
    with pytest.raises(Failed, match=r"a larger number than expected\.$"):
        expect.number(4, 2)


# --- slips, tried out on the reference ---------------------------------------------------


def standardize(x):
    return (x - x.mean(axis=0)) / x.std(axis=0)


def softmax(x):
    raised = np.exp(x - x.max(axis=1, keepdims=True))
    return raised / raised.sum(axis=1, keepdims=True)


def distances(x):
    return np.sqrt(((x - np.mean(x, 0)) ** 2).sum(1))


@pytest.mark.parametrize(
    ("got", "reference", "sentence"),
    [
        ((TABLE - TABLE.mean()) / TABLE.std(), standardize, "without an axis"),
        (
            (TABLE - TABLE.mean(axis=0)) / TABLE.std(axis=0, ddof=1),
            standardize,
            "n - 1 where n is expected",
        ),
        ((TABLE - TABLE.mean(axis=0)) / TABLE.var(axis=0), standardize, "square root is missing"),
        (
            (TABLE - TABLE.sum(axis=0)) / TABLE.std(axis=0),
            standardize,
            "sums are taken where means",
        ),
        (
            (TABLE - np.median(TABLE, axis=0)) / TABLE.std(axis=0),
            standardize,
            "the median where the mean",
        ),
        ((TABLE.mean(axis=0) - TABLE) / TABLE.std(axis=0), standardize, "in the wrong order"),
        (
            np.exp(TABLE - TABLE.max(axis=0)) / np.exp(TABLE - TABLE.max(axis=0)).sum(axis=0),
            softmax,
            "axis=0, down the rows",
        ),
        (((TABLE - TABLE.mean(0)) ** 2).sum(1), distances, "square root is missing"),
        (np.sqrt(((TABLE - TABLE.mean()) ** 2).sum(1)), distances, "without an axis"),
        (TABLE.mean(axis=1), lambda x: x.mean(axis=0), "axis=1, along each row"),
        (TABLE.mean(axis=0), lambda x: np.mean(x, 1), "axis=0, down the rows"),
        (SQUARE * SQUARE, lambda x: x @ x, "element by element"),
        (np.sin(np.radians(TABLE)), lambda x: np.sin(x), "degrees or radians"),
        (np.log10(np.abs(TABLE)), lambda x: np.log(np.abs(x)), "another base"),
        (
            TABLE.argmax(axis=1),
            lambda x: x.argmin(axis=1),
            "the largest is taken where the smallest",
        ),
        (TABLE[:, 0], lambda x: np.sort(x[:, 0]), "nothing is sorted"),
    ],
)
def test_a_slip_in_the_reference_explains_the_answer(got, reference, sentence):
    of = SQUARE if got.shape == (4, 4) else TABLE
    assert sentence in said(got, reference, of=of)


def test_a_right_answer_needs_no_slip_and_an_unknown_one_gets_none():
    expect.array(softmax(TABLE), like=softmax, of=TABLE)
    assert said(TABLE.mean(axis=0) + VALUES[:3], lambda x: x.mean(axis=0), of=TABLE).endswith(
        "all 3 values differ from the expected."
    )


def test_a_slip_that_breaks_the_reference_is_passed_over():
    def picky(x):
        assert x.mean(axis=0).shape == (3,)
        return x.mean(axis=0)

    assert "axis" not in said(TABLE.mean(axis=0) * 1.5 + 2, picky, of=TABLE)
