"""curriculum check: a pack's problems, told to people and to programs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from ascent import home
from ascent.cli import curriculum
from ascent.curriculum import Problem
from ascent.kinds import check
from ascent.runner import kits
from tests.cli.terminal import Terminal
from tests.content import tiny_pack


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> dict[str, object]:
    """What the verb asks of `check_pack`; the answer is one error and one warning."""
    seen: dict[str, object] = {"problems": ("exercise.E210", "exercise.W220")}

    def check_pack(folders: list[Path], only: list[str] | None, **options: object) -> check.Report:
        seen.update(folders=folders, only=only, **options)
        problems = tuple(
            Problem("exercises/x.toml", 3, str(rule), "Said.", "Do this.")
            for rule in seen["problems"]
        )
        return check.Report(problems, skills=2, activities=5, proved=3, reused=1, seconds=0.5)

    monkeypatch.setattr(check, "check_pack", check_pack)
    return seen


def test_an_error_is_exit_code_1_with_place_and_hint(
    ascent: Terminal, asked: dict[str, object]
) -> None:
    result = ascent("curriculum", "check")
    assert result.exit_code == 1
    assert "exercise.E210 exercises/x.toml:3  Said.  HINT: Do this." in result.stdout
    assert "5 activities, 2 skills: 1 errors, 1 warnings. 3 proved now, 1 before" in result.stdout


def test_warnings_alone_are_fine(ascent: Terminal, asked: dict[str, object]) -> None:
    asked["problems"] = ("exercise.W220",)
    assert ascent("curriculum", "check").exit_code == 0


def test_programs_get_the_report(ascent: Terminal, asked: dict[str, object]) -> None:
    said = ascent.json("curriculum", "check")
    assert said["ok"] is False
    assert [p["id"] for p in said["problems"]] == ["exercise.E210", "exercise.W220"]


def test_a_pattern_chooses_by_id_and_by_path(ascent: Terminal, asked: dict[str, object]) -> None:
    ascent("curriculum", "check", "--only", "first-mod*", "--jobs", "1")
    assert asked["only"] == ["first-model"]
    assert asked["jobs"] == 1
    ascent("curriculum", "check", "--only", "exercises/ml-foundations")
    assert "first-model" in asked["only"]


def test_a_pattern_without_a_match_is_used_wrongly(ascent: Terminal) -> None:
    result = ascent("curriculum", "check", "--only", "first-modle")
    assert result.exit_code == 2
    assert "Did you mean first-model" in result.output


def test_a_folder_that_is_no_pack_is_used_wrongly(ascent: Terminal, tmp_path: Path) -> None:
    result = ascent("curriculum", "check", str(tmp_path))
    assert result.exit_code == 2
    assert "has no pack.toml" in result.output


def own_pack(tmp_path: Path) -> Path:
    """A pack with one exercise, on a skill and a data set of the built-in pack."""
    home = "exercises/python/first-mean/"
    files = {
        name.replace("first-mean", "own-mean"): text.replace("first-mean", "own-mean")
        .replace("py-functions = 1.0, ml-fit = 0.2", "py-functions = 1.0")
        .replace('data = ["heights"]', 'data = ["penguins"]')
        for name, text in tiny_pack.FILES.items()
        if name.startswith(home)
    }
    header = tiny_pack.FILES["pack.toml"].replace('"tiny"', '"mine"')
    return tiny_pack.write(tmp_path / "my-pack", {"pack.toml": header, **files})


def test_a_pack_without_a_map_is_laid_over_the_built_in_one_and_checked_alone(
    ascent: Terminal, asked: dict[str, object], tmp_path: Path
) -> None:
    mine = own_pack(tmp_path)
    result = ascent("curriculum", "check", str(mine))
    assert "my-pack has no map of its own" in result.stdout
    assert asked["folders"] == [home.builtin_pack(), mine]
    assert asked["only"] == ["my-pack"]
    ascent("curriculum", "check", str(mine), "--only", "*")
    assert asked["only"] == ["own-mean"]


def test_the_problems_of_such_a_pack_are_its_own(tmp_path: Path) -> None:
    mine = own_pack(tmp_path)
    (mine / "exercises/python/own-mean/starter.py").write_text("def mean(")
    report = check.check_pack([home.builtin_pack(), mine], only=["my-pack"])
    assert {(p.id, p.path) for p in report.errors} == {
        ("exercise.E207", "my-pack/exercises/python/own-mean/starter.py"),
        ("exercise.E216", "my-pack/exercises/python/own-mean/exercise.toml"),
    }


def test_a_pack_with_a_map_stands_alone(
    ascent: Terminal, asked: dict[str, object], tmp_path: Path
) -> None:
    pack = tiny_pack.write(tmp_path / "pack")
    ascent("curriculum", "check", str(pack))
    assert (asked["folders"], asked["only"]) == ([pack], None)


def test_ids_and_schemas_are_written_when_asked(
    ascent: Terminal, asked: dict[str, object], tmp_path: Path
) -> None:
    (tmp_path / "pack.toml").write_text(
        'format = 1\nid = "mine"\ntitle = "Mine"\nlicence = "CC0-1.0"\nversion = "1"\n'
    )
    ascent("curriculum", "check", str(tmp_path), "--update-ids", "--schemas")
    assert (tmp_path / "ids.lock").exists()
    assert (tmp_path / "schemas" / "exercise.json").exists()


def test_ctrl_c_stops_the_proofs(
    ascent: Terminal, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    cancels = []

    def check_pack(*_: object, **options: object) -> check.Report:
        cancels.append(options["cancel"])
        raise KeyboardInterrupt

    monkeypatch.setattr(check, "check_pack", check_pack)
    result = ascent("curriculum", "check")
    assert result.exit_code == 130
    assert cancels[0].is_set()
    assert curriculum.__doc__


@pytest.mark.skipif(not kits.is_ready("data"), reason="the kit data is not installed")
def test_a_process_of_its_own_proves_everything_that_a_pack_holds(tmp_path: Path) -> None:
    """Here nobody has set Django up before, and no database is made."""
    pack = tiny_pack.write(tmp_path / "pack")
    command = [sys.executable, "-m", "ascent", "curriculum", "check", str(pack)]
    done = subprocess.run(
        [*command, "--only", "height-bars"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, "0 errors" in done.stdout) == (0, True), done.stdout + done.stderr
    assert not list(tmp_path.rglob("*.sqlite3"))
