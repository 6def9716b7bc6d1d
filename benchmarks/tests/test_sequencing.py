"""The arithmetic of the sequencing report, and what the benchmark says of odd maps."""

from pathlib import Path

import numpy as np
import pytest

from benchmarks import seq_constants, seq_report


def test_a_difference_is_paired() -> None:
    other = np.array([100.0, 400.0, 50.0, 700.0])
    found = seq_report.difference(0.8 * other, other)
    assert found.mean == pytest.approx(-20.0)
    assert found.lower == pytest.approx(found.upper) == pytest.approx(-20.0)


def test_the_interval_holds_the_mean() -> None:
    values = np.random.default_rng(1).normal(100, 20, 300)
    low, high = seq_report.interval(values)
    assert low < values.mean() < high
    assert high - low < 8


def test_goals_stand_where_the_claim_stands() -> None:
    rng = np.random.default_rng(2)
    hours = {"linear": rng.normal(300, 9, 50), "linear-mastery": rng.normal(220, 9, 50)}
    hours |= {name: rng.normal(185, 9, 50) for name in ("fringe", "fringe-placed")}
    hours |= {"reference": rng.normal(170, 9, 50), "oracle": rng.normal(130, 9, 50)}
    hours["ours"] = rng.normal(145, 9, 50)
    of = {world: {f.id: f for f in seq_report.figures(world, hours)} for world in ("A", "own")}
    assert of["A"]["A-vs-linear"].goal == 45.0
    assert of["own"]["own-vs-linear"].goal is None
    assert of["own"]["own-vs-fringe-upper"].goal == 0.0
    assert of["own"]["own-vs-oracle"].met
    assert of["A"]["A-vs-reference"].goal == 0.0
    assert of["own"]["own-vs-reference"].goal is None


def test_figures_are_fewer_when_policies_were_left_out() -> None:
    ids = [f.id for f in seq_report.figures("A", {"oracle": np.array([1.0, 2.0])})]
    assert ids == ["A-oracle-hours"]


def test_made_up_constants_stay_inside_their_bounds(tmp_path: Path) -> None:
    assert not seq_constants.available(tmp_path)
    table = seq_constants.made_up(3)
    assert (table >= seq_constants.LOW).all()
    assert (table <= seq_constants.HIGH).all()
