"""Learned from the right rows: every peek at the test rows is found, honest code passes."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from ascent.testing import AuthorError, Failed, expect

RNG = np.random.default_rng(3)
TRAIN = pd.DataFrame({"age": RNG.exponential(30, 40), "fare": RNG.exponential(80, 40)})
TEST = pd.DataFrame({"age": 200 + RNG.exponential(30, 15), "fare": RNG.exponential(9, 15)})


def said(function, *args, **named) -> str:
    with pytest.raises(Failed) as caught:
        function(*args, **named)
    return str(caught.value)


def both(train, test):
    return pd.concat([train, test])


HONEST = {
    "mean": lambda train, test: train - train.mean(),
    "median, as an array": lambda train, test: (train / train.median()).to_numpy(),
    "a number": lambda train, test: float(train["age"].max()),
    "several": lambda train, test: [train.min().tolist(), {"age": train["age"].std()}],
}
PEEKING = {
    "mean": lambda train, test: train - both(train, test).mean(),
    "median of rows that lie above anyway": lambda train, test: (
        both(train, test).median().to_numpy()
    ),
    "largest": lambda train, test: train / both(train, test).max(),
    "smallest": lambda train, test: float(both(train, test)["age"].min()),
    "rank": lambda train, test: both(train, test).rank().iloc[: len(train)].to_numpy(),
    "columns": lambda train, test: (both(train, test).mean() > 60).tolist(),
}


class TestFittedWithout:
    @pytest.mark.parametrize("run", HONEST.values(), ids=HONEST)
    def test_who_learns_from_training_rows_passes(self, run):
        expect.fitted_without(run, TRAIN, TEST)

    @pytest.mark.parametrize("run", PEEKING.values(), ids=PEEKING)
    def test_who_counts_test_rows_in_is_found(self, run):
        message = said(expect.fitted_without, run, TRAIN, TEST, name="the scaled rows")
        assert "values for the scaled rows: they come from training and test together" in message

    def test_luck_is_not_taken_for_a_peek(self):
        rng = np.random.default_rng(8)
        message = said(expect.fitted_without, lambda train, test: rng.normal(), TRAIN, TEST)
        assert "random_state" in message

    def test_gaps_and_arrays_are_compared_too(self):
        gappy = TRAIN.copy()
        gappy.iloc[0, 0] = np.nan
        expect.fitted_without(lambda train, test: train, gappy, TEST)
        expect.fitted_without(
            lambda train, test: train - train.mean(0), TRAIN.to_numpy(), TEST.to_numpy()
        )


class TestEachAlone:
    def test_each_row_by_itself_passes(self):
        expect.each_alone(lambda test: (test - TRAIN.mean()) / TRAIN.std(), TEST)
        expect.each_alone(lambda test: test.to_numpy()[:, 0] > 210, TEST)

    @pytest.mark.parametrize(
        "run",
        [
            lambda test: test - test.mean(),
            lambda test: test.rank(),
            lambda test: test.to_numpy() - test.to_numpy().min(0),
        ],
    )
    def test_what_is_learned_from_test_rows_is_found(self, run):
        assert "stand beside them" in said(expect.each_alone, run, TEST, name="the scaled rows")

    @pytest.mark.parametrize("got", [None, "text", 3.0, [1, 2], {"a": 1}, np.array(2.0)])
    def test_one_value_for_each_row_is_expected(self, got):
        message = said(expect.each_alone, lambda test: got, TEST, name="the scaled rows")
        assert "one value or row for each of 15 rows" in message
        assert ("return" in message) == (got is None)


class TestLearnedFrom:
    def test_the_three_are_told_apart(self):
        def mean(rows):
            return rows.mean()

        expect.learned_from(TRAIN.mean().to_numpy(), mean, TRAIN, TEST)
        for got, sentence in (
            (both(TRAIN, TEST).mean(), "from training and test together"),
            (TEST.mean(), "comes from the test rows"),
            (TRAIN.median(), "neither"),
            (TRAIN.mean()[:1], "has shape (1,); expected (2,)"),
            ("two", "something else than numbers"),
        ):
            got = got if type(got) is str else got.to_numpy()
            assert sentence in said(expect.learned_from, got, mean, TRAIN, TEST, name="model.mean_")

    def test_rows_that_cannot_tell_are_the_authors_mistake(self):
        with pytest.raises(AuthorError, match="too alike"):
            expect.learned_from(1.0, lambda rows: rows.mean(axis=0), TRAIN, TRAIN)


class TestCanaries:
    def test_numbers_move_far_and_the_rest_stays(self):
        rows = pd.DataFrame(
            {"n": [1, 2], "x": [0.5, np.nan], "word": ["a", "b"], "yes": [True, False]}
        )
        got = expect.canaries(rows)
        assert got["n"].tolist() == [2002, 2001]
        assert got["x"].isna().tolist() == [True, False]
        assert got["x"].iloc[1] == 500.5
        assert got["word"].tolist() == ["b", "a"]
        assert got["yes"].dtype == bool
        assert rows["n"].tolist() == [1, 2]

    def test_handles_and_strange_things_are_the_authors_mistake(self):
        with pytest.raises(AuthorError):
            expect.canaries([1, 2])
