"""The checker decodes what learner code sends, so it is held as learner code is: whoever got into
it through its decoder would stand in the same sandbox."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ascent.runner import Job, Verdict, cool, grade, isolation, warm
from ascent.testing.attacks import Attack, attacks
from ascent.testing.attacks.bait import Bait

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="Strangers' code runs on Linux only."),
]
NAMES = {
    "affinity-and-priority",
    "kernel-surfaces",
    "machine-for-everybody",
    "network",
    "out-of-sight",
    "processes-by-every-name",
    "signals-to-others",
    "memory-of-other-processes",
    "abstract-sockets",
}
TAKEN_OVER = """
import contextlib
import io

from ascent.testing import check, report


@check("Nothing is within reach.")
def reach(learner):
    told = io.StringIO()
    with contextlib.redirect_stdout(told):
        exec({code!r}, {{"__name__": "taken over"}})
    report(told=told.getvalue())
"""
READS_BAIT = 'with open("bait.json") as file:\n    bait = json.load(file)\n'


@pytest.fixture(scope="module", params=["warm", "cold"])
def way(request: pytest.FixtureRequest, own_home: Path) -> Iterator[None]:
    if not isolation().namespaces:
        pytest.skip("This machine makes no namespaces.")
    if request.param == "warm":
        warm("data", timeout=120)
    yield
    cool()


def taken_over(code: str, bait: Bait, folder: Path) -> Verdict:
    """The verdict of checks that do what `code` does."""
    path = folder / "checks.py"
    told = f"bait = json.loads({bait.told(path).decode()!r})\n"
    path.write_text(TAKEN_OVER.format(code=code.replace(READS_BAIT, told)))
    return grade(Job("answer = 1\n"), path)


@pytest.mark.parametrize(
    "attack", [one for one in attacks() if one.name in NAMES], ids=lambda one: one.name
)
def test_a_checker_that_was_taken_over_reaches_nothing(
    attack: Attack, bait: Bait, tmp_path: Path, way: None
) -> None:
    verdict = taken_over(attack.runs[0], bait, tmp_path)
    assert verdict.passed, verdict.fault
    told = str(verdict.report["told"])
    assert "GOT" not in told
    assert all(text in told for text in attack.sees)
    assert bait.taken() == []


def test_it_reads_no_file_outside_and_writes_none(bait: Bait, tmp_path: Path, way: None) -> None:
    paths = [bait.secret, Path("/etc/passwd"), Path(__file__), tmp_path / "checks.py"]
    code = (
        "import os\n"
        f"for path in {[str(path) for path in paths]!r}:\n"
        "    for mode in ('r', 'a'):\n"
        "        try:\n            open(path, mode)\n            print('GOT', path)\n"
        "        except OSError:\n            pass\n"
        "print('GOT' if 'BAIT_TOKEN' in os.environ else 'refused')\n"
    )
    verdict = taken_over(code, bait, tmp_path)
    assert verdict.report == {"told": "refused\n"}, verdict.fault
