"""A server is at rest when neither it nor anything that it started computes."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from benchmarks import processes

BURN = "import time\nwhile time.process_time() < 0.2: pass"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
def test_the_time_of_children_counts_also_when_they_are_gone() -> None:
    before = processes.cpu_seconds(os.getpid())
    subprocess.run([sys.executable, "-c", BURN], check=True)
    assert processes.cpu_seconds(os.getpid()) - before >= 0.15


def test_rest_comes_when_the_time_stops_growing(monkeypatch: pytest.MonkeyPatch) -> None:
    spent, slept = iter([0.0, 5.0, 9.0, 9.01]), []
    monkeypatch.setattr(processes, "cpu_seconds", lambda _: next(spent))
    monkeypatch.setattr(processes.time, "sleep", slept.append)
    assert processes.rest(1, patience=600) is True
    assert len(slept) == 3


def test_what_never_rests_is_waited_for_no_longer_than_asked() -> None:
    assert processes.rest(os.getpid(), patience=0) is False
