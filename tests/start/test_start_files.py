"""The files that somebody double-clicks reach the installer, from any folder."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
RECORD = '#!/bin/sh\n[ "$1" = -c ] && exit {old}\necho "$PWD: $@"\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A checkout in a folder whose name has spaces, with a `python3` that prints its words."""
    place = tmp_path / "My courses" / "ascent"
    (place / "scripts").mkdir(parents=True)
    for name in ("Start Ascent.command", "Start Ascent.desktop", "scripts/start.sh"):
        shutil.copy2(ROOT / name, place / name)
    return place


def path_with(folder: Path, *, old: bool) -> dict[str, str]:
    """An environment whose only Pythons are fakes, new enough or too old."""
    tools = folder / "tools"
    tools.mkdir()
    for name in ("python3", "python3.11", "python3.12", "python3.13", "python3.14"):
        fake = tools / name
        fake.write_text(RECORD.format(old=int(old)))
        fake.chmod(0o755)
    for name in ("sh", "dirname"):
        (tools / name).symlink_to(str(shutil.which(name)))
    return {"PATH": str(tools), "HOME": str(folder)}


def run(words: list[str], env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        words,
        env=env,
        cwd="/",
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_macos_file_starts_the_installer_in_its_folder(folder: Path) -> None:
    ran = run([str(folder / "Start Ascent.command")], path_with(folder, old=False))
    assert ran.stdout.strip() == f"{folder}: scripts/setup.py start"


def test_the_linux_file_starts_the_installer_in_its_folder(folder: Path) -> None:
    desktop = folder / "Start Ascent.desktop"
    ran = run(words_of(desktop), path_with(folder, old=False))
    assert ran.stdout.strip() == f"{folder}: scripts/setup.py start", ran.stderr


def words_of(desktop: Path) -> list[str]:
    """What a desktop runs: unescape the value, split it as the specification says, fill in %k.

    Inside double quotes a backslash takes the meaning from a double quote, a
    backtick, a dollar sign and a backslash.
    """
    value = re.search(r"^Exec=(.*)$", desktop.read_text(), re.M)
    assert value
    once = value.group(1).replace("\\\\", "\\")
    words = re.findall(r'"(?:\\.|[^"\\])*"|\S+', once)
    plain = [re.sub(r'\\(["`$\\])', r"\1", bare(word)) for word in words]
    return [str(desktop) if word == "%k" else word for word in plain]


def bare(word: str) -> str:
    """A word without the quotes around it."""
    return word[1:-1] if word.startswith('"') else word


def test_without_a_new_enough_python_it_says_where_to_get_one(folder: Path) -> None:
    ran = run([str(folder / "Start Ascent.command")], path_with(folder, old=True))
    assert ran.returncode == 1
    assert "needs Python 3.11 or newer" in ran.stdout
    assert "python.org/downloads" in ran.stdout


def test_the_files_can_be_run() -> None:
    for name in ("Start Ascent.command", "Start Ascent.desktop", "scripts/start.sh", ".ci/run"):
        assert os.access(ROOT / name, os.X_OK), name


def test_the_windows_file_has_the_line_ends_that_windows_reads() -> None:
    lines = (ROOT / "Start Ascent.bat").read_bytes().split(b"\n")
    assert all(line.endswith(b"\r") for line in lines if line)
