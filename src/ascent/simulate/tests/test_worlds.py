"""Maps, memory and simulated people: what the worlds promise."""

import numpy as np
import pytest

from ascent.simulate import forgetting, maps, people
from ascent.simulate.maps import Map
from ascent.simulate.people import Nature


def law(n: int, **changed: float) -> Nature:
    rates = {"learn": 0.5, "guess": 0.1, "slip": 0.1}
    hold, credit = changed.get("hold", 0.35), changed.get("credit", 0.3)
    columns = [np.full(n, changed.get(name, value)) for name, value in rates.items()]
    return Nature(hold, credit, *columns, 0, 1.0)


@pytest.mark.parametrize("exponent", [0.0, 0.2, 0.5, 1.0])
def test_nine_of_ten_are_recalled_after_the_stability(exponent: float) -> None:
    factor = forgetting.factor(exponent)
    assert forgetting.recall(12.0, 12.0, exponent, factor) == pytest.approx(0.9)
    assert forgetting.recall(12.0, 0.0, exponent, factor) == 1.0
    assert forgetting.age(12.0, 0.7, exponent, factor) == pytest.approx(
        next(
            d for d in np.arange(0, 400, 0.01) if forgetting.recall(12.0, d, exponent, factor) < 0.7
        ),
        abs=0.02,
    )


def test_a_recall_strengthens_the_more_the_closer_it_was_to_being_lost() -> None:
    assert forgetting.grown(10.0, 1.0, 1.0) == 10.0
    assert forgetting.grown(10.0, 0.7, 1.0) > forgetting.grown(10.0, 0.9, 1.0) > 10.0


@pytest.mark.parametrize("shape", [maps.layered, maps.chains, maps.wide])
def test_made_up_maps_can_be_learned_in_their_order(shape: object) -> None:
    atlas: Map = shape(3)
    for i in range(len(atlas.level)):
        assert all(k < i for k in atlas.needs[atlas.first[i] : atlas.first[i + 1]])


def test_a_map_cannot_need_what_comes_later() -> None:
    with pytest.raises(ValueError, match="cannot need"):
        maps.build([[1], []])


def test_links_lead_both_ways() -> None:
    atlas = maps.build([[], [0], [0, 1]])
    assert list(atlas.opens[atlas.first_open[0] : atlas.first_open[1]]) == [1, 2]
    assert list(atlas.above) == [2, 1, 0]


def test_nobody_is_born_knowing_a_skill_without_what_it_needs() -> None:
    atlas = maps.layered(0)
    for seed in range(20):
        who = people.born(seed, atlas, law(200), beginner=0.5)
        for i in np.flatnonzero(who.known):
            assert who.known[atlas.needs[atlas.first[i] : atlas.first[i + 1]]].all()


def test_the_same_number_is_the_same_person() -> None:
    atlas = maps.layered(0)
    one, other = (people.born(7, atlas, law(200)) for _ in range(2))
    assert one.speed == other.speed
    assert (one.stability == other.stability).all()


def test_without_a_lesson_nothing_new_is_learned() -> None:
    atlas = maps.build([[]])
    who = people.born(1, atlas, law(1), beginner=-9.0)
    draws = np.zeros(4)  # every chance comes true
    people.attempt(who, atlas, law(1), 0, 0.0, draws, 0)
    assert not who.known[0]
    who.taught[0] = True
    people.attempt(who, atlas, law(1), 0, 0.0, draws, 0)
    assert who.known[0]


def test_using_a_skill_refreshes_what_it_needs_where_practice_is_implicit() -> None:
    atlas = maps.build([[], [0]])
    for credit, refreshed in ((0.3, True), (0.0, False)):
        who = people.born(1, atlas, law(2), beginner=-9.0)
        who.known[:], who.stability[:], who.last[:] = True, 10.0, 0.0
        people.attempt(who, atlas, law(2, credit=credit), 1, 5.0, np.zeros(8), 0)
        assert (who.last[0] > 0.0) == refreshed
        assert (who.stability[0] > 10.0) == refreshed
