"""Checks of luck: measured false-failure rates, and what does not pass."""

from __future__ import annotations

import math

import numpy as np
import pytest

from ascent.testing import AuthorError, Failed, expect
from ascent.testing.expect.students import t_bound, tail


def fails(check, *args, **named) -> bool:
    try:
        check(*args, **named)
    except Failed:
        return True
    return False


def said(check, *args, **named) -> str:
    with pytest.raises(Failed) as caught:
        check(*args, **named)
    return str(caught.value)


class TestStudent:
    @pytest.mark.parametrize(
        ("rate", "freedom", "quantile"),  # from printed tables of the t distribution
        [(0.05, 1, 6.314), (0.025, 10, 2.228), (0.005, 30, 2.750), (0.0005, 3, 12.924)],
    )
    def test_the_quantiles_are_those_of_the_tables(self, rate, freedom, quantile):
        assert t_bound(rate, freedom) == pytest.approx(quantile, abs=1e-3)

    def test_many_degrees_of_freedom_are_the_normal_distribution(self):
        assert t_bound(1e-4, 1e6) == pytest.approx(3.719, abs=1e-3)
        assert tail(0, 5) == pytest.approx(0.5)


class TestScore:
    def test_right_answers_fail_at_the_stated_rate(self):
        rng, failures, rounds = np.random.default_rng(0), 0, 20_000
        scores = rng.normal(0.8, 0.03, size=(rounds, 5))
        references = rng.normal(0.8, 0.03, size=(rounds, 12))
        for got, like in zip(scores.tolist(), references.tolist(), strict=True):
            failures += fails(expect.score, got, like, rate=1e-2)
        assert failures / rounds == pytest.approx(1e-2, abs=3 * math.sqrt(1e-2 / rounds))

    def test_at_the_usual_rate_none_of_ten_thousand_shares_fails_by_more_than_a_few(self):
        rng, rounds = np.random.default_rng(1), 10_000
        scores = rng.binomial(200, 0.85, size=(rounds, 3)) / 200
        references = rng.binomial(200, 0.85, size=(rounds, 10)) / 200
        failures = sum(map(lambda got, like: fails(expect.score, got, like), scores, references))
        assert failures <= 6  # 1 is expected; more than 6 of Poisson(1) has probability 1e-4

    def test_one_lucky_seed_does_not_carry_a_wrong_answer(self):
        like = np.random.default_rng(2).normal(0.9, 0.01, size=10).tolist()
        assert fails(expect.score, [0.95, 0.6, 0.62, 0.58, 0.61], like)

    def test_a_wild_answer_does_not_widen_its_own_tolerance(self):
        rng, passed = np.random.default_rng(3), 0
        for _ in range(300):
            like = rng.normal(0.9, 0.01, size=10).tolist()
            passed += not fails(expect.score, rng.normal(0.7, 0.1, size=5).tolist(), like)
        assert passed <= 3

    def test_a_worse_answer_is_found_nearly_always(self):
        rng, passed = np.random.default_rng(4), 0
        for _ in range(500):
            like = rng.normal(0.9, 0.01, size=20).tolist()
            passed += not fails(expect.score, rng.normal(0.85, 0.01, size=5).tolist(), like)
        assert passed <= 5

    def test_small_errors_are_good_ones(self):
        like = [2.0, 2.1, 1.9, 2.05, 1.95]
        assert expect.score(1.0, like, smaller=True) == 1.0
        message = said(expect.score, 3.5, like, smaller=True, baseline=3.3, name="the error")
        assert message.startswith("The error is 3.5; at most 3.")
        assert "nothing has been learned" in message

    def test_a_plain_bound_and_a_baseline(self):
        assert expect.score([0.9, 0.8], at_least=0.7, baseline=[0.5, 0.4]) == pytest.approx(0.85)
        assert "at least 0.7 is expected. Guessing reaches 0.5." in said(
            expect.score, [0.6, 0.62], at_least=0.7, baseline=0.5
        )

    def test_a_bound_that_tells_nothing_is_the_authors_mistake(self):
        with pytest.raises(AuthorError, match="no better than the baseline"):
            expect.score(0.9, [0.9, 0.5, 0.7, 0.6, 0.8], baseline=0.5)
        for wrong in ({}, {"like": [1.0] * 9, "at_least": 1.0}, {"like": [0.5, 0.6]}):
            with pytest.raises(AuthorError):
                expect.score(0.9, **wrong)

    @pytest.mark.parametrize("got", [None, [], ["good"], [0.5, math.nan]])
    def test_only_numbers_are_scores(self, got):
        said(expect.score, got, at_least=0.0)


class TestDistribution:
    def test_right_draws_fail_no_more_often_than_stated(self):
        rng, rounds = np.random.default_rng(5), 1_500
        draws = {
            "normal": lambda n: rng.normal(2, 3, size=n),
            "skewed": lambda n: rng.exponential(2, size=n),
            "whole": lambda n: rng.poisson(4, size=n),
        }
        for draw in draws.values():
            failures = sum(
                fails(expect.distribution, draw(200), draw(400), rate=1e-2) for _ in range(rounds)
            )
            assert failures / rounds <= 1e-2 + 3 * math.sqrt(1e-2 / rounds)

    @pytest.mark.parametrize(
        ("got", "sentence"),
        [
            (lambda rng: rng.normal(0.5, 1, 500), "too large for chance"),
            (lambda rng: rng.normal(0, 2, 500), "is too wide for chance"),
            (lambda rng: rng.normal(0, 0.5, 500), "is too narrow for chance"),
            (lambda rng: rng.choice([-1.0, 1.0], 500), "too"),
            (lambda rng: np.zeros(500), "too narrow"),
            (lambda rng: rng.normal(size=5), "has 5 values; 30 or more"),
            (lambda rng: None, "Is a `return` missing?"),
            (lambda rng: ["a"] * 50, "something else than numbers"),
            (lambda rng: np.full(50, math.nan), "not finite"),
            (lambda rng: rng.normal(size=(50, 2)), "1 columns are expected"),
        ],
    )
    def test_wrong_draws_fail_with_their_sentence(self, got, sentence):
        rng = np.random.default_rng(6)
        assert sentence in said(expect.distribution, got(rng), rng.normal(size=500))

    def test_another_shape_of_the_same_mean_and_spread(self):
        rng = np.random.default_rng(7)
        two_values, like = rng.choice([-1.0, 1.0], 1000), rng.uniform(-2, 2, 1000)
        assert "another shape: near" in said(expect.distribution, two_values, like)

    def test_columns_are_compared_one_by_one(self):
        rng = np.random.default_rng(8)
        got, like = rng.normal(size=(300, 3)), rng.normal(size=(300, 3))
        expect.distribution(got, like, name="the samples")
        got[:, 1] += 1
        assert "The mean of column 1 of the samples" in said(
            expect.distribution, got, like, name="the samples"
        )
