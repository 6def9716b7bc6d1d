"""Who listens to a run hears a bounded number of things, however fast learner code speaks."""

from __future__ import annotations

import sys
from collections import Counter
from typing import Any

import pytest

from ascent.runner import Job, run
from ascent.testing.attacks import attacks

pytestmark = [
    pytest.mark.slow,
    pytest.mark.usefixtures("impatient", "warm_kit"),
    pytest.mark.skipif(sys.platform != "linux", reason="Strangers' code runs on Linux only."),
]
TALKERS = {
    "progress-past-the-module",
    "progress-without-end",
    "ten-thousand-settings",
    "output-of-nothing",
    "output-by-print",
    "cells-for-ever",
}


@pytest.mark.parametrize(
    "code",
    [pytest.param(one.runs[0], id=one.name) for one in attacks() if one.name in TALKERS],
)
def test_a_run_tells_only_so_much(code: str) -> None:
    heard: Counter[str] = Counter()
    size = 0

    def listen(event: dict[str, Any]) -> None:
        nonlocal size
        heard[event["event"]] += 1
        size += len(str(event))

    limits = next(one.limits for one in attacks() if one.runs[0] == code)
    assert run(Job(code, limits=limits), on_event=listen).outcome != "our-fault"
    assert heard.total() < 2_000, heard
    assert size < 1_000_000
