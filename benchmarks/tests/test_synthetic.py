"""The made-up pack is a pack like any other: the loader finds nothing wrong with it."""

from pathlib import Path

from ascent import home
from ascent.curriculum import load
from ascent.kinds import registry
from benchmarks.synthetic import write_pack


def test_it_has_as_many_skills_as_asked_for_and_no_error(tmp_path: Path) -> None:
    kinds = [kind.content for kind in registry.kinds().values()]
    pack = load([home.builtin_pack(), write_pack(tmp_path / "pack", 25)], kinds)
    made_up = [skill for skill in pack.skills if skill.startswith("made-up-")]
    assert len(made_up) == 25
    assert len(pack.of_kind("question")) >= 25
    assert [p for p in pack.errors if "made-up" in str(p.path)] == []
