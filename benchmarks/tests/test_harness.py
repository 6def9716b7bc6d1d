"""A benchmark's result can be read by a program and compared with its goals."""

import json
from pathlib import Path

import pytest

from benchmarks.harness import Figure, machine, report


def test_a_figure_meets_its_goal_up_to_and_including_it() -> None:
    assert Figure("start", 1.0, "s", goal=1.0).met is True
    assert Figure("start", 1.1, "s", goal=1.0).met is False
    assert Figure("queries", 9, "queries").met is None
    assert Figure("times", 90.0, "x", goal=90.0, least=True).met is True
    assert Figure("times", 89.9, "x", goal=90.0, least=True).met is False


def test_the_result_file_has_the_agreed_shape(tmp_path: Path) -> None:
    report("first-run", [Figure("start", 0.5, "s", goal=1.0)], "cold", folder=tmp_path)
    result = json.loads((tmp_path / "first-run.json").read_text())
    assert set(result) == {"name", "machine", "figures", "notes"}
    assert result["figures"] == [
        {"id": "start", "value": 0.5, "unit": "s", "goal": 1.0, "met": True}
    ]


def test_a_missed_goal_gives_exit_code_1(tmp_path: Path) -> None:
    fine, late = Figure("a", 1, "s", goal=2), Figure("b", 3, "s", goal=2)
    assert report("x", [fine], "", folder=tmp_path) == 0
    assert report("x", [fine, late], "", folder=tmp_path) == 1


def test_two_figures_with_one_id_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="more than one figure named a"):
        report("x", [Figure("a", 1, "s"), Figure("a", 2, "s")], "", folder=tmp_path)


def test_the_machine_is_described_without_its_name() -> None:
    import platform

    assert platform.node() not in json.dumps(machine())
