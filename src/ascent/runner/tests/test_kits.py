"""Kits: where they lie, when they count as built, and what an installation says meanwhile."""

from __future__ import annotations

import json
import subprocess
import threading

import pytest

from ascent.runner import kits
from ascent.runner.kits import install as building


@pytest.fixture
def toy(tmp_path, monkeypatch):
    """A kit called `toy` with two packages, and an empty folder for kits."""
    files = tmp_path / "files"
    files.mkdir()
    (files / "toy.txt").write_text("# a comment\nalpha==1.0\nbeta==2.0  # no-deps\n")
    monkeypatch.setattr(kits, "HERE", files)
    monkeypatch.setenv("ASCENT_KITS", str(tmp_path / "kits"))
    return tmp_path


def test_every_kit_pins_every_package_exactly():
    for name in kits.names():
        for line in kits.requirements(name):
            package, _, version = line.partition("==")
            assert package
            assert version[0].isdigit(), line


def test_the_data_kit_holds_what_people_use():
    packages = {line.split("==")[0] for line in kits.requirements("data")}
    assert {"numpy", "pandas", "matplotlib", "seaborn", "scikit-learn"} <= packages
    assert {"xgboost-cpu", "statsmodels", "networkx", "ISLP"} <= packages


def test_a_changed_file_is_another_folder(toy):
    before = kits.folder_of("toy")
    (toy / "files" / "toy.txt").write_text("alpha==1.1\n")
    assert kits.folder_of("toy") != before
    assert before.parent == toy / "kits"


def test_without_a_setting_kits_lie_in_the_checkout_or_in_the_home(monkeypatch, tmp_path):
    monkeypatch.delenv("ASCENT_KITS", raising=False)
    monkeypatch.setenv("ASCENT_HOME", str(tmp_path))
    assert kits.kits_folder().name == ".kits"
    installed = tmp_path / "lib" / "ascent" / "runner" / "kits"
    installed.mkdir(parents=True)
    monkeypatch.setattr(kits, "HERE", installed)
    assert kits.kits_folder() == tmp_path / "kits"


def test_a_half_built_kit_is_never_used(toy):
    python = kits.python_in(kits.folder_of("toy"))
    python.parent.mkdir(parents=True)
    python.touch()
    assert not kits.is_ready("toy")
    with pytest.raises(kits.KitMissing, match="ascent add toy"):
        kits.python_of("toy")
    (kits.folder_of("toy") / kits.READY).write_text(json.dumps({"site_packages": "x"}))
    assert kits.python_of("toy") == python


def test_an_unknown_kit_names_the_known_ones():
    with pytest.raises(KeyError, match="data"):
        kits.status("dta")


def test_a_data_file_of_a_package_is_found_and_nothing_outside():
    assert kits.member("data", "ISLP/data/Bikeshare.csv").is_file()
    with pytest.raises(FileNotFoundError):
        kits.member("data", "../../../../pyvenv.cfg")


PIP = """
import sys
print("Collecting alpha==1.0")
print("  Downloading alpha-1.0-py3-none-any.whl (1.5 MB)")
print("Collecting beta==2.0")
print("Installing collected packages: alpha, beta")
sys.exit({code})
"""


def fake_environment(monkeypatch, tmp_path, code: int, output: str = "") -> None:
    """Environments whose pip prints lines instead of installing."""
    script = tmp_path / "pip.py"
    script.write_text(f"print({output!r})\n" + PIP.format(code=code))

    def create(folder):
        python = kits.python_in(folder)
        python.parent.mkdir(parents=True)
        python.write_text(f"#!/bin/sh\nexec python3 {script}\n")
        python.chmod(0o755)

    monkeypatch.setattr(building, "_create", create)
    finish = {"site_packages": "x"}

    def mark(folder, lines):
        (folder / kits.READY).write_text(json.dumps(finish))

    monkeypatch.setattr(building, "_finish", mark)


def test_an_installation_says_what_it_does(toy, monkeypatch):
    fake_environment(monkeypatch, toy, 0)
    told = []
    building.install("toy", told.append)
    assert [(one.stage, one.package, one.done) for one in told] == [
        ("create", "", 0),
        ("download", "alpha", 1),
        ("download", "alpha", 1),
        ("download", "beta", 2),
        ("install", "", 2),
        ("prepare", "", 2),
        ("ready", "", 2),
    ]
    assert told[2].bytes == 1_500_000
    assert kits.is_ready("toy")


def test_what_is_built_is_not_built_again(toy, monkeypatch):
    fake_environment(monkeypatch, toy, 0)
    building.install("toy")
    told = []
    building.install("toy", told.append)
    assert [one.stage for one in told] == ["ready"]


def test_two_builders_at_once_build_once(toy, monkeypatch):
    fake_environment(monkeypatch, toy, 0)
    told = []
    threads = [threading.Thread(target=building.install, args=("toy", told.append)) for _ in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [one.stage for one in told].count("create") == 1


@pytest.mark.parametrize(
    ("output", "said"),
    [
        ("ERROR: [Errno 28] No space left on device", "disk is full"),
        ("NewConnectionError: Temporary failure in name resolution", "cannot be reached"),
        ("ERROR: No matching distribution found for alpha==1.0", "No matching distribution"),
    ],
)
def test_a_failed_installation_says_why_and_leaves_nothing_usable(toy, monkeypatch, output, said):
    fake_environment(monkeypatch, toy, 1, output)
    with pytest.raises(building.InstallError, match=said):
        building.install("toy")
    assert not kits.is_ready("toy")


def test_a_full_disk_is_seen_before_the_download(toy, monkeypatch):
    usage = type("Usage", (), {"free": 10_000_000})
    monkeypatch.setattr(building.shutil, "disk_usage", lambda path: usage)
    with pytest.raises(building.InstallError, match="ASCENT_KITS"):
        building.install("toy")


def test_the_built_kit_starts_and_has_its_packages():
    code = "import numpy, pandas, sklearn; print(numpy.__version__)"
    done = subprocess.run(
        [kits.python_of("data"), "-c", code], capture_output=True, text=True, check=True
    )
    assert f"numpy=={done.stdout.strip()}" in kits.requirements("data")
