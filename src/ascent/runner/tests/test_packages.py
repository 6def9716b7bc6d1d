"""Which imports are made before the clock starts."""

from __future__ import annotations

import sys

import pytest

from ascent.runner.inside import packages


@pytest.mark.parametrize(
    ("code", "modules"),
    [
        ("import numpy as np", ["numpy"]),
        ("import sklearn.tree, pandas", ["sklearn.tree", "pandas"]),
        ("from scipy import stats", ["scipy", "scipy.stats"]),
        ("def f():\n    import pandas\n", ["pandas"]),
        ("import os.path\nfrom math import pi", []),
        ("from . import x", []),
        ("from numpy import *", ["numpy"]),
        ("import numpy.__main__, numpy._core", []),
        ("import (", []),
        ("import\0numpy", []),
    ],
)
def test_packages_are_told_from_pythons_own_modules(code, modules):
    assert list(packages.named(code)) == modules


def test_however_much_code_names_little_is_imported_ahead():
    """One line of 100 kB could name 24,000 modules of 49,000 letters: gigabytes."""
    long = "a" * 49_000
    for code in (
        f"from {long} import {', '.join('b' * 24_000)}",
        f"import {long}, numpy",
        f"import {', '.join(f'm{n}' for n in range(10_000))}",
    ):
        found = list(packages.named(code))
        assert len(found) <= packages.MOST
        assert all(len(name) <= packages.LONGEST for name in found)
    assert list(packages.named(f"import {long}, numpy")) == ["numpy"]


def test_what_cannot_be_imported_is_left_to_the_code(monkeypatch, tmp_path):
    (tmp_path / "leaves_at_once.py").write_text("raise SystemExit")
    monkeypatch.syspath_prepend(tmp_path)
    packages.load(["leaves_at_once", "not_there_at_all", "xml_is_no_package.x"])
    assert "leaves_at_once" not in sys.modules
