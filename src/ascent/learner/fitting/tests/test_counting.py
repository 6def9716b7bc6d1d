"""Regression and shrunken counts: they find what was put in, and hold back where little is."""

import numpy as np
import pytest

from ascent.learner.fitting import counting
from ascent.learner.fitting.counting import chances


def drawn(rng: np.random.Generator, logit: counting.Floats) -> counting.Floats:
    return (rng.random(len(logit)) < chances(logit)).astype(float)


def test_regression_finds_the_weights() -> None:
    rng = np.random.default_rng(0)
    x = rng.normal(size=(20_000, 2)) * [1.0, 10.0]
    y = drawn(rng, 0.5 + x @ [1.0, -0.1])
    found = counting.logistic(x, y, np.zeros(3), 1.0)
    assert found == pytest.approx([0.5, 1.0, -0.1], abs=0.06)


def test_few_answers_leave_the_weights_where_they_were() -> None:
    rng = np.random.default_rng(0)
    x, start = rng.normal(size=(10, 2)), np.array([0.0, 1.0, -1.0])
    found = counting.logistic(x, np.zeros(10), start, 100.0)
    assert found[1:] == pytest.approx(start[1:], abs=0.1)
    assert found[0] < -1


def test_a_column_that_never_varies_keeps_its_weight() -> None:
    rng = np.random.default_rng(0)
    x = np.column_stack([rng.normal(size=5000), np.full(5000, 2.0)])
    y = drawn(rng, x[:, 0])
    found = counting.logistic(x, y, np.array([0.0, 0.0, 0.7]), 1.0)
    assert found[2] == 0.7
    assert found[0] + 2 * 0.7 == pytest.approx(0, abs=0.1)


def test_answers_that_could_be_told_apart_wholly_give_finite_weights() -> None:
    x = np.linspace(-1, 1, 50)[:, None]
    found = counting.logistic(x, (x[:, 0] > 0).astype(float), np.zeros(2), 1.0)
    assert np.isfinite(found).all()
    assert found[1] > 1


def test_surpluses_are_found_and_drawn_towards_nothing() -> None:
    rng = np.random.default_rng(0)
    often, seldom = np.full(4000, 1), np.full(4, 2)
    place = np.r_[np.zeros(1000, dtype=np.int64), often, seldom]
    truth = np.r_[np.full(1000, 1.0), np.full(4000, 0.8), np.full(4, 0.8)]
    y = np.r_[drawn(rng, truth[:-4]), np.ones(4)]
    [found] = counting.surpluses(np.zeros(len(y)), y, [place], np.ones(len(y), dtype=bool))
    assert found[0] == 0
    assert found[1] == pytest.approx(0.8, abs=0.1)
    assert 0 < found[2] < 0.5  # four right of four would be no number at all by themselves


def test_a_learners_own_answers_do_not_count_for_them() -> None:
    user = np.repeat(np.arange(10), 5)
    y = (user == 3).astype(float)
    place = np.where(user == 3, 1, 2)
    told = counting.unseen(np.zeros(50), y, [place], user, 1)
    assert (told[user == 3] == 0).all()
    assert (told[user != 3] < -0.3).all()
