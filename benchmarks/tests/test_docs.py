"""docs/developer/benchmarks.md knows every module here, and every benchmark's name."""

import re
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[1]
PAGE = (FOLDER.parent / "docs/developer/benchmarks.md").read_text()
MODULES = sorted(path for path in FOLDER.glob("*.py") if path.stem != "__init__")


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.stem)
def test_it_is_told_of(module: Path) -> None:
    assert f"(../../benchmarks/{module.name})" in PAGE


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.stem)
def test_a_benchmark_has_a_row_with_its_name(module: Path) -> None:
    named = re.search(r"return report\(\s*\"([\w-]+)\"", module.read_text())
    if named:
        assert f"| [`{named[1]}`](../../benchmarks/{module.name}) |" in PAGE
        assert named[1] == module.stem.replace("_", "-")  # what `make bench NAME=` runs
