"""The versions that the house is tried with say the same everywhere."""

import re
from pathlib import Path

import pytest

from ascent.runner import kits

ROOT = Path(__file__).parents[2]


def pins(text: str) -> dict[str, str]:
    """Name to version, names as the package index spells them."""
    found = re.findall(r"^([A-Za-z0-9._-]+)==(\S+)", text, re.M)
    return {re.sub(r"[-_.]+", "-", name).lower(): version for name, version in found}


@pytest.mark.parametrize("kit", kits.names())
def test_a_kit_and_the_constraints_agree(kit: str) -> None:
    ours = pins((ROOT / "constraints.txt").read_text())
    theirs = pins("\n".join(kits.requirements(kit)))
    shared = ours.keys() & theirs.keys()
    assert {name: theirs[name] for name in shared} == {name: ours[name] for name in shared}


def test_every_constraint_is_one_exact_version() -> None:
    lines = (ROOT / "constraints.txt").read_text().splitlines()
    loose = [line for line in lines if line and not line.startswith("#") and "==" not in line]
    assert loose == []


def test_the_constraints_name_the_torch_that_kits_use() -> None:
    assert pins((ROOT / "constraints.txt").read_text())["torch"] == "2.13.0"
