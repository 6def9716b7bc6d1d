"""`scripts/setup.py` does no work twice, and says what to do when it cannot go on."""

import shutil
from pathlib import Path

import pytest

from scripts import setup

PROJECT = """
[build-system]
requires = ["hatchling"]
[project]
name = "ascent-ml"
dependencies = ["django>=5.2"]
[dependency-groups]
dev = ["pytest"]
[tool.ruff]
line-length = 100
"""


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout that holds no more than what the installer reads."""
    (tmp_path / "pyproject.toml").write_text(PROJECT)
    (tmp_path / "constraints.txt").write_text("django==5.2.0\n")
    monkeypatch.setattr(setup, "ROOT", str(tmp_path))
    monkeypatch.setattr(setup, "VENV", str(tmp_path / ".venv"))
    monkeypatch.setattr(setup, "BIN", str(tmp_path / ".venv/bin"))
    monkeypatch.setattr(setup, "PYTHON", str(tmp_path / ".venv/bin/python"))
    return tmp_path


@pytest.fixture
def calls(tree: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of what was installed; nothing is installed in truth."""
    done: list[str] = []

    def make_environment() -> None:
        python = tree / ".venv/bin/python"
        python.parent.mkdir(parents=True, exist_ok=True)
        python.touch()

    monkeypatch.setattr(setup, "make_environment", make_environment)
    monkeypatch.setattr(setup, "pip", lambda what, arguments: done.append(what))
    return done


def test_a_second_call_installs_nothing(calls: list[str]) -> None:
    assert setup.main(["engine"]) == 0
    assert setup.main(["engine"]) == 0
    assert calls == ["the engine"]


def test_a_new_version_is_installed(tree: Path, calls: list[str]) -> None:
    setup.main(["engine"])
    (tree / "constraints.txt").write_text("django==5.2.1\n")
    setup.main(["engine"])
    assert calls == ["the engine", "the engine"]


def test_another_python_behind_the_environment_is_noticed(
    tree: Path, calls: list[str], tmp_path: Path
) -> None:
    setup.main(["engine"])
    newer = tmp_path / "python3.99"
    newer.touch()
    python = Path(setup.PYTHON)
    python.unlink()
    python.symlink_to(newer)
    setup.main(["engine"])
    assert calls == ["the engine", "the engine"]


def test_another_line_length_installs_nothing(tree: Path, calls: list[str]) -> None:
    setup.main(["engine"])
    (tree / "pyproject.toml").write_text(PROJECT.replace("100", "90"))
    setup.main(["engine"])
    assert calls == ["the engine"]


def test_a_moved_checkout_is_installed_again(
    tree: Path, calls: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    before = setup.wanted_state()
    shutil.copytree(tree, tmp_path / "moved")
    monkeypatch.setattr(setup, "ROOT", str(tmp_path / "moved"))
    assert setup.wanted_state() != before


def test_what_tests_need_comes_after_the_engine(calls: list[str]) -> None:
    setup.main(["dev"])
    assert calls == ["the engine", "a newer pip in .venv", "what tests need"]


def test_no_network_says_what_pip_said_and_what_to_do(
    calls: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def offline(what: str, arguments: list[str]) -> None:
        raise setup.NotInstalled("pip said:\n    Name resolution failed")

    monkeypatch.setattr(setup, "pip", offline)
    assert setup.main(["engine"]) == 1
    said = capsys.readouterr().out
    assert "could not be installed" in said
    assert "Name resolution failed" in said


def test_an_old_python_says_which_one_is_needed_and_where_to_get_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(setup, "WANTED", (99, 0))
    monkeypatch.setattr(shutil, "which", lambda name: None)
    assert setup.main(["start"]) == 1
    said = capsys.readouterr().out
    assert "needs Python 3.11 or newer" in said
    assert "python.org/downloads" in said


def test_an_old_python_hands_over_to_a_newer_one(monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[list[str]] = []
    monkeypatch.setattr(setup, "WANTED", (99, 0))
    monkeypatch.setattr(shutil, "which", lambda name: f"/bin/{name}")
    monkeypatch.setattr(setup.subprocess, "call", lambda words: called.append(words) or 0)
    assert setup.main(["start", "--port", "9000"]) == 0
    assert called[0][0] == "/bin/python3.14"
    assert called[0][2:] == ["start", "--port", "9000"]


def test_without_a_known_word_it_explains_itself(capsys: pytest.CaptureFixture[str]) -> None:
    assert setup.main(["build"]) == 2
    assert "scripts/setup.py engine" in capsys.readouterr().out
