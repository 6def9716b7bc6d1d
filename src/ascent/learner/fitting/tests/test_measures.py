"""The four numbers by which predictions are compared, on cases that fit on the back of a hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ascent.learner.fitting.measures import auc, ece, log_loss, measure, rmse


def of(*right: int) -> np.ndarray:
    return np.array(right)


def chances(*chance: float) -> np.ndarray:
    return np.array(chance)


def test_auc_is_the_share_of_pairs_in_the_right_order() -> None:
    # right answers got .8 and .4, wrong ones .5 and .1: three of four pairs
    assert auc(of(1, 0, 1, 0), chances(0.8, 0.5, 0.4, 0.1)) == pytest.approx(0.75)


def test_a_tie_counts_half() -> None:
    assert auc(of(1, 0), chances(0.5, 0.5)) == pytest.approx(0.5)
    # pairs of (.6, .3) with (.6, .2): half, right, wrong-way-round does not happen, right
    assert auc(of(1, 1, 0, 0), chances(0.6, 0.3, 0.6, 0.2)) == pytest.approx((0.5 + 1 + 0 + 1) / 4)


def test_without_two_kinds_of_answers_there_is_no_auc() -> None:
    assert np.isnan(auc(of(1, 1), chances(0.2, 0.9)))
    assert np.isnan(auc(of(0), chances(0.2)))


@given(
    st.lists(
        st.tuples(st.integers(0, 1), st.sampled_from([0.1, 0.2, 0.5, 0.9])), min_size=2, max_size=30
    )
)
def test_auc_by_ranks_is_auc_by_pairs(answers: list[tuple[int, float]]) -> None:
    ones = [p for y, p in answers if y]
    zeros = [p for y, p in answers if not y]
    if not ones or not zeros:
        return
    won = sum((a > b) + (a == b) / 2 for a in ones for b in zeros)
    right, chance = zip(*answers, strict=True)
    assert auc(np.array(right), np.array(chance)) == pytest.approx(won / len(ones) / len(zeros))


def test_log_loss_is_the_mean_surprise_in_nats() -> None:
    assert log_loss(of(1, 0), chances(0.5, 0.75)) == pytest.approx((np.log(2) + np.log(4)) / 2)


def test_certainty_that_fails_costs_a_bounded_amount() -> None:
    assert log_loss(of(0), chances(1.0)) == pytest.approx(-np.log(1e-6))
    assert log_loss(of(1), chances(0.0)) == pytest.approx(-np.log(1e-6))


def test_rmse() -> None:
    assert rmse(of(1, 0), chances(0.7, 0.1)) == pytest.approx(np.sqrt((0.09 + 0.01) / 2))


def test_ece_weighs_bins_by_their_rows() -> None:
    # bin of [.2, .267): promised .25 twice, half came true; bin of [.8, .867): .85, came true
    assert ece(of(1, 0, 1), chances(0.25, 0.25, 0.85)) == pytest.approx(2 / 3 * 0.25 + 1 / 3 * 0.15)


def test_opposite_errors_in_different_bins_do_not_cancel() -> None:
    assert ece(of(1, 0), chances(0.1, 0.9)) == pytest.approx(0.9)
    assert ece(of(1, 0), chances(0.5, 0.5)) == pytest.approx(0.0)


def test_certainty_has_a_bin() -> None:
    assert ece(of(1, 0), chances(1.0, 0.0)) == 0.0


@pytest.mark.parametrize("broken", [np.nan, -0.1, 1.1])
def test_what_is_no_probability_is_refused(broken: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        measure(of(1, 0), chances(0.5, broken))
