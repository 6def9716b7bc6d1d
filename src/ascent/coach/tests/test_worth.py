"""What a skill is worth learning next, and what is worth refreshing before it."""

from __future__ import annotations

import numpy as np
import pytest

from ascent.coach.worth import (
    FRESH,
    HOLD,
    Links,
    Stand,
    minutes,
    readiness,
    refreshed,
    values,
)

CHAIN = Links(np.array([1, 2, 2]), np.array([0, 0, 1]), np.array([1.0, 0.5, 1.0]))


def stand(**more: object) -> Stand:
    """Three skills: the first learnt, the others new; each exercise takes five minutes."""
    plain = Stand(
        p=np.array([0.9, 0.2, 0.2]),
        recall=np.ones(3),
        misses=np.zeros(3),
        lesson=np.array([0.0, 8.0, 8.0]),
        exercise=np.full(3, 5.0),
        can_refresh=np.array([True, True, True]),
    )
    return plain._replace(**{name: np.array(value) for name, value in more.items()})


def test_what_is_missing_below_takes_a_share_of_learning_by_the_weight_of_its_link() -> None:
    ready = readiness(stand(p=[0.0, 0.0, 0.0]), CHAIN)
    assert ready == pytest.approx([1.0, HOLD, (0.5 + 0.5 * HOLD) * HOLD])
    assert readiness(stand(p=[1.0, 1.0, 0.0]), CHAIN) == pytest.approx([1.0, 1.0, 1.0])


def test_what_is_known_and_forgotten_is_missing_as_what_was_never_known() -> None:
    forgotten = readiness(stand(p=[1.0, 1.0, 0.0], recall=[0.4, 1.0, 1.0]), CHAIN)
    unknown = readiness(stand(p=[0.4, 1.0, 0.0]), CHAIN)
    assert forgotten == pytest.approx(unknown)


def test_a_skill_takes_longer_unread_unready_and_after_misses() -> None:
    plain, ready = stand(), np.ones(3)
    took = minutes(plain, ready)[1]
    assert minutes(stand(lesson=[0.0, 0.0, 0.0]), ready)[1] < took
    assert minutes(plain, ready * 0.5)[1] > took
    assert minutes(stand(misses=[0.0, 4.0, 0.0]), ready)[1] > took
    assert minutes(stand(p=[0.9, 0.7, 0.2]), ready)[1] < took


def test_what_opens_more_is_worth_more_and_small_differences_are_none() -> None:
    alone = Links(*(np.zeros(0, dtype=t) for t in (np.intp, np.intp, np.float64)))
    same = values(stand(p=[0.2, 0.2, 0.2], lesson=[8.0, 8.0, 8.0]), alone, np.array([0, 0, 0]))
    assert len(set(same.tolist())) == 1
    worth = values(stand(p=[0.2, 0.2, 0.2], lesson=[8.0, 8.0, 8.0]), alone, np.array([0, 5, 20]))
    assert worth[0] < worth[1] < worth[2]


def test_the_faded_skill_that_costs_most_is_refreshed_first() -> None:
    faded = stand(p=[0.9, 0.9, 0.2], recall=[0.5, 0.5, 1.0])
    assert refreshed(faded, CHAIN).tolist() == [-1, 0, 1]
    only_light = stand(p=[0.9, 0.9, 0.2], recall=[0.5, 1.0, 1.0])
    assert refreshed(only_light, CHAIN).tolist() == [-1, 0, 0]


@pytest.mark.parametrize(
    "more",
    [
        {"recall": [FRESH, 1.0, 1.0]},
        {"recall": [0.5, 1.0, 1.0], "can_refresh": [False, True, True]},
        {"recall": [0.5, 1.0, 1.0], "p": [0.9, 0.999, 0.999]},
    ],
)
def test_what_is_fresh_in_sight_or_worth_no_minute_is_left_alone(more: dict[str, object]) -> None:
    assert refreshed(stand(**more), CHAIN).tolist() == [-1, -1, -1]


def test_a_map_without_links_has_nothing_to_refresh() -> None:
    alone = Links(*(np.zeros(0, dtype=t) for t in (np.intp, np.intp, np.float64)))
    assert refreshed(stand(recall=[0.3, 0.3, 0.3]), alone).tolist() == [-1, -1, -1]
    assert readiness(stand(), alone).tolist() == [1.0, 1.0, 1.0]
