"""export, import, doctor, add: the learner's things, and the machine they are on."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Any

import pytest

from ascent.accounts.models import Person
from ascent.cli import say
from ascent.learner import actions, files
from ascent.learner.models import Visit
from ascent.runner import guards, kits, sandbox
from ascent.runner.kits import install as builder
from tests.cli.terminal import EXERCISE, Terminal


def test_what_is_exported_comes_back(
    ascent: Terminal, ada: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ascent("open", EXERCISE)
    actions.open_visit(ada, EXERCISE)
    target = tmp_path / "all.zip"
    said = ascent.json("export", str(target))
    assert said["files"] == len([p for p in files.work().rglob("*") if p.is_file()])
    ada.delete()
    (tmp_path / "new-home").mkdir()
    monkeypatch.setenv("ASCENT_HOME", str(tmp_path / "new-home"))
    result = ascent("import", str(target))
    assert result.exit_code == 0, result.output
    assert Visit.objects.get().activity == EXERCISE
    again = tmp_path / "again.zip"
    ascent("export", str(again))
    assert again.read_bytes() == target.read_bytes()


def test_an_existing_file_is_replaced_only_with_force(ascent: Terminal, tmp_path: Path) -> None:
    target = tmp_path / "all.zip"
    target.write_bytes(b"mine")
    result = ascent("export", str(target))
    assert result.exit_code == 1
    assert "exists already" in result.output
    assert target.read_bytes() == b"mine"
    assert ascent("export", str(target), "--force").exit_code == 0


def test_an_import_over_a_record_needs_replace(
    ascent: Terminal, ada: Person, tmp_path: Path
) -> None:
    actions.open_visit(ada, EXERCISE)
    target = tmp_path / "all.zip"
    ascent("export", str(target))
    result = ascent("import", str(target))
    assert result.exit_code == 1
    assert "--replace" in result.output
    said = ascent.json("import", str(target), "--replace")
    assert Path(said["backup"]).read_bytes() == target.read_bytes()


def test_a_broken_archive_is_one_sentence(ascent: Terminal, tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    path.write_bytes(b"PK nonsense")
    result = ascent("import", str(path))
    assert result.exit_code == 1
    assert "not a whole zip file" in result.output
    assert ascent.json("import", str(path))["error"].startswith(str(path))


# ---- doctor


def findings(ascent: Terminal) -> dict[str, dict[str, Any]]:
    return {f["name"]: f for f in ascent.json("doctor")["findings"]}


def test_doctor_looks_at_everything(ascent: Terminal) -> None:
    names = {"Python", "Folder", "Database", "Kit data", "Isolation", "Space"}
    assert set(findings(ascent)) == names


def test_doctor_tells_of_every_guard_whether_it_holds_and_why_not(
    ascent: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts = {part["name"]: part for part in findings(ascent)["Isolation"]["parts"]}
    assert set(parts) == {"namespaces", "landlock", "seccomp", "cgroups", "warm start"}
    assert all(part["found"] for part in parts.values())
    refused = {"namespaces": "PermissionError", "landlock": True, "seccomp": True}
    limited = sandbox.Isolation("limited", refused, "sudo sysctl something=1")
    monkeypatch.setattr(sandbox, "isolation", lambda: limited)
    monkeypatch.setattr(guards, "isolation", lambda: limited)
    out = ascent("doctor").stdout
    assert "without namespaces: PermissionError" in out
    assert "with landlock" in out
    assert "sudo sysctl something=1" in out


def test_doctor_names_the_line_that_mends_it(
    ascent: Terminal, own_home: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    own_home.chmod(0o755)
    monkeypatch.setenv("ASCENT_KITS", str(tmp_path / "no-kits"))
    result = ascent("doctor")
    assert result.exit_code == 1
    assert f"chmod 700 '{own_home}'" in result.stdout
    assert "ascent add data" in result.stdout
    own_home.chmod(0o700)
    assert findings(ascent)["Folder"]["fine"] is True


def test_doctor_names_a_folder_that_cannot_be_made(
    ascent: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("ASCENT_HOME", str(tmp_path / "file" / "home"))
    monkeypatch.delenv("ASCENT_SECRET_KEY")
    folder = findings(ascent)["Folder"]
    assert folder["fine"] is False
    assert "set ASCENT_HOME to another folder" in str(folder["mend"])


# ---- add


def test_add_shows_each_package_once_and_the_size(
    ascent: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def build(name: str, on_progress: builder.OnProgress) -> Path:
        for _ in range(3):
            on_progress(builder.Progress("download", "numpy", 1, 2, 16_000_000))
        on_progress(builder.Progress("ready", "", 2, 2))
        return Path()

    monkeypatch.setattr(builder, "install", build)
    out = ascent("add", "data").stdout
    assert out.count("Downloading numpy (16.0 MB)") == 1
    assert str(kits.folder_of("data")) in out


def test_a_failed_installation_says_why(ascent: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(name: str, on_progress: object) -> Path:
        raise builder.InstallError("The package index cannot be reached.")

    monkeypatch.setattr(builder, "install", fail)
    result = ascent("add", "data")
    assert result.exit_code == 1
    assert "cannot be reached" in result.output


def test_an_unknown_kit_is_exit_code_2(ascent: Terminal) -> None:
    result = ascent("add", "dta")
    assert result.exit_code == 2
    assert "The kits are: " in result.output


def test_a_terminal_that_knows_few_letters_gets_plain_signs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), encoding="ascii"))
    assert all(sign.isascii() for sign in say.signs().values())
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), encoding="utf-8"))
    assert say.signs()["pass"] == "✓"
