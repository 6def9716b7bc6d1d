"""Whose time runs out decides whose fault it is: calls that learner code makes are its own."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from ascent.runner import Job, Limits, checking, grade

pytestmark = [
    pytest.mark.slow,
    pytest.mark.usefixtures("impatient", "warm_kit"),
    pytest.mark.skipif(sys.platform != "linux", reason="Strangers' code runs on Linux only."),
]
CHECKS = """
import time

from ascent.testing import check, expect


def step(x):
    ends = time.perf_counter() + 0.005  # an environment that takes a while
    while time.perf_counter() < ends:
        pass
    return x * x


@check("`minimise` finds the lowest point.")
def finds(learner):
    expect.number(learner.minimise(step), 0)
"""


def test_a_function_of_the_checks_called_without_end_is_not_our_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What our fault is gets graded again and never counts: it must not be had for a loop."""
    monkeypatch.setattr(checking, "SECONDS", 2.0)
    path = tmp_path / "checks.py"
    path.write_text(CHECKS)
    code = "def minimise(f):\n    while True:\n        f(1.0)\n"
    verdict = grade(Job(code, limits=Limits(seconds=1)), path)
    assert verdict.outcome in ("out-of-time", "wrong"), verdict.fault
