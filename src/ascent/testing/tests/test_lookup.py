"""Who looks known rows up is told apart from who has learned."""

from __future__ import annotations

import numpy as np
import pytest

from ascent.testing import AuthorError, Failed, expect

RNG = np.random.default_rng(6)
ROWS = RNG.normal(size=(80, 2))
NEAR = ROWS + RNG.normal(0, 0.01, size=ROWS.shape)
WORDS = np.array(["low", "high"])


def label(rows):
    return WORDS[(rows.sum(axis=1) > 0).astype(int)]


def value(rows):
    return 3 * rows[:, 0] - rows[:, 1]


def by_heart(answers, otherwise):
    known = {tuple(row): answer for row, answer in zip(ROWS, answers, strict=True)}
    return lambda rows: np.array([known.get(tuple(row), otherwise) for row in rows])


def test_learners_pass_and_are_measured():
    assert expect.not_looked_up(label, (ROWS, label(ROWS)), (NEAR, label(NEAR))) == (1.0, 1.0)
    expect.not_looked_up(value, (ROWS, value(ROWS)), (NEAR, value(NEAR)))


def test_a_bad_model_is_no_look_up():
    constant = lambda rows: np.full(len(rows), "low")  # noqa: E731
    on_known, on_near = expect.not_looked_up(constant, (ROWS, label(ROWS)), (NEAR, label(NEAR)))
    assert on_known <= 0
    assert on_near <= 0


@pytest.mark.parametrize(("answers", "otherwise"), [(label(ROWS), "low"), (value(ROWS), 0.0)])
def test_look_ups_are_found(answers, otherwise):
    truth = label if answers.dtype.kind == "U" else value
    with pytest.raises(Failed, match="looks answers up"):
        expect.not_looked_up(by_heart(answers, otherwise), (ROWS, truth(ROWS)), (NEAR, truth(NEAR)))


@pytest.mark.parametrize("got", [None, [1, 2], np.zeros(3)])
def test_one_answer_for_each_row(got):
    with pytest.raises(Failed, match="one answer for each of the 80 rows"):
        expect.not_looked_up(lambda rows: got, (ROWS, label(ROWS)), (NEAR, label(NEAR)))


def test_labels_that_are_all_the_same_teach_nothing():
    same = np.full(80, "low")
    with pytest.raises(AuthorError):
        expect.not_looked_up(label, (ROWS, same), (NEAR, same))
