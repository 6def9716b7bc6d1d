"""simulate: cohorts of simulated learners lead through a pack, told to people and to programs."""

from __future__ import annotations

from pathlib import Path

import pytest

from ascent.simulate import WORDS
from tests.cli.terminal import Terminal
from tests.content import tiny_pack

FEW = ("--learners", "12")


@pytest.fixture
def tiny(tmp_path: Path) -> str:
    return str(tiny_pack.write(tmp_path / "tiny"))


def test_it_says_that_it_is_simulated_wherever_it_prints(ascent: Terminal) -> None:
    assert WORDS == "simulated, not yet shown on people"
    assert WORDS in ascent("simulate", *FEW).stdout.splitlines()[0]
    assert ascent.json("simulate", *FEW)["words"] == WORDS


def test_the_built_in_pack_leaves_nobody_without_a_step(ascent: Terminal) -> None:
    result = ascent("simulate", *FEW, "--hours", "7")
    assert result.exit_code == 0
    assert "finished       12 of 12" in result.stdout
    assert "Needed, but asked by no activity above" in result.stdout


def test_the_same_seed_gives_the_same_findings_and_another_one_others(ascent: Terminal) -> None:
    first = ascent.json("simulate", *FEW, "--seed", "4")
    assert ascent.json("simulate", *FEW, "--seed", "4") == first
    assert ascent.json("simulate", *FEW, "--seed", "5")["hours"] != first["hours"]


def test_a_pack_of_ones_own_and_its_skills_one_by_one(ascent: Terminal, tiny: str) -> None:
    said = ascent.json("simulate", tiny, *FEW)
    assert said["interest"] == "interest-heights"
    assert said["learners"] == 12
    assert all(0 <= skill["lit"] <= 1 and skill["began"] <= 12 for skill in said["skills"])


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--interest", "moon"], "no interest “moon”. There is: "),
        (["/nowhere"], "/nowhere has no pack.toml"),
        (["--learners", "0"], "--learners"),
        (["--ability", "nan"], "--ability"),
    ],
)
def test_used_wrongly(ascent: Terminal, words: list[str], said: str) -> None:
    result = ascent("simulate", *words)
    assert result.exit_code == 2
    assert said in result.output


def test_a_pack_with_errors_is_checked_first(ascent: Terminal, tiny: str) -> None:
    (Path(tiny) / "interests/heights/interest.toml").write_text("id = 3")
    result = ascent("simulate", tiny)
    assert result.exit_code == 1
    assert "ascent curriculum check" in result.output
