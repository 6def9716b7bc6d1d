"""The built wheel, installed outside the checkout, is the whole of Ascent."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import urllib.request
import zipfile
from collections.abc import Iterator
from http.cookiejar import CookieJar
from pathlib import Path

import pytest

from tests.journeys.server import Server

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.slow


def call(*words: str, cwd: Path = ROOT) -> str:
    """Run a command and return what it printed; its errors are part of a failure's message."""
    ran = subprocess.run(words, cwd=cwd, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, f"{' '.join(words)}\n{ran.stdout}\n{ran.stderr}"
    return ran.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    call(sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", str(folder), str(ROOT))
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `ascent` program of a clean environment that holds the wheel and what it requires."""
    folder = tmp_path_factory.mktemp("clean") / "venv"
    call(sys.executable, "-m", "venv", str(folder))
    python = str(folder / "bin" / "python")
    constraints = str(ROOT / "constraints.txt")
    call(python, "-m", "pip", "install", "-q", "-c", constraints, str(wheel))
    return folder / "bin" / "ascent"


@pytest.fixture
def server(installed: Path, tmp_path: Path) -> Iterator[Server]:
    """The installed Ascent in an empty home, with the kits that the checkout has built."""
    kits = os.environ.get("ASCENT_KITS", str(ROOT / ".kits"))
    server = Server(tmp_path / "home", extra={"ASCENT_KITS": kits}, program=[str(installed)])
    yield server
    server.stop()


def test_it_holds_the_pack_the_pages_and_the_kits(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for wanted in (
        "ascent/_pack/pack.toml",
        "ascent/_pack/ids.lock",
        "ascent/_pack/LICENSE",
        "ascent/runner/kits/data.txt",
        "ascent/ui/static/ascent/editor.js",
        "ascent/py.typed",
    ):
        assert wanted in names
    assert any(name.endswith(".html") and "/templates/" in name for name in names)
    assert any(name.endswith("/licenses/LICENSE") for name in names)


def test_it_holds_every_file_of_the_pack(wheel: Path) -> None:
    in_wheel = {
        name.removeprefix("ascent/_pack/")
        for name in zipfile.ZipFile(wheel).namelist()
        if name.startswith("ascent/_pack/")
    }
    tracked = call("git", "ls-files", "-z", "curriculum").split("\0")
    in_git = {name.removeprefix("curriculum/") for name in tracked if name}
    assert in_git <= in_wheel


def test_it_holds_nothing_that_a_machine_left_behind(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert not [name for name in names if "__pycache__" in name or name.endswith(".pyc")]


def test_the_command_explains_itself(installed: Path, tmp_path: Path) -> None:
    assert "start" in call(str(installed), "--help", cwd=tmp_path)


def test_doctor_reports_as_json(server: Server) -> None:
    ran = server.command("doctor", "--json")
    assert ran.returncode in (0, 1), ran.stderr
    assert isinstance(json.loads(ran.stdout), dict)


def test_it_serves_the_first_page(server: Server) -> None:
    address = server.start()
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    with browser.open(address, timeout=120) as page:
        text = page.read().decode()
    assert page.status == 200
    assert "<h1" in text
