"""A warm kit answers like a cold one, and its death costs nobody anything."""

from __future__ import annotations

import contextlib
import os
import signal

import pytest

from ascent.runner import Job, Limits, cool, grade, isolation, kits, run, warm, zygotes

pytestmark = pytest.mark.skipif(not zygotes.POSSIBLE, reason="zygotes need Linux and pidfd")

CHECKS = """
import numpy as np
from ascent.testing import check, expect

@check("`double` doubles an array.")
def doubles(learner, rng):
    x = rng.normal(size=5)
    expect.array(learner.double(x), like=2 * x)
"""


@pytest.fixture(scope="module", autouse=True)
def in_the_end_cool(few_packages):
    yield
    cool()


@pytest.fixture
def warm_kit():
    """The data kit, warm: for the first test that asks, and again after one that cooled it."""
    isolation()  # the probe, which is cold, is over before anything is counted
    assert warm("data", timeout=120)


@pytest.fixture
def forks(monkeypatch):
    """What was asked of zygotes: True for each process that came from one."""
    came = []
    real = zygotes.take

    def take(*arguments):
        process = real(*arguments)
        came.append(process is not None)
        return process

    monkeypatch.setattr(zygotes, "take", take)
    return came


def test_verdicts_come_from_warm_processes_and_are_the_same(warm_kit, forks, tmp_path):
    checks = tmp_path / "checks.py"
    checks.write_text(CHECKS)
    right, bad = (Job(f"def double(x):\n    return {n} * x\n") for n in (2, 3))
    verdict = grade(right, checks)
    assert verdict.passed, verdict
    assert grade(bad, checks).outcome == "wrong"
    assert forks == [True] * 4


def test_every_end_is_told_from_a_warm_process_too(warm_kit, forks):
    ends = {
        "import os\nos._exit(3)": ("crashed", "exit code 3"),
        "import ctypes\nctypes.string_at(0)": ("crashed", "SIGSEGV"),
        "while True: pass": ("out-of-time", "0.4 seconds"),
        "x = [bytes(10**7) for _ in range(10**6)]": ("out-of-memory", "200 MB"),
    }
    for code, (outcome, said) in ends.items():
        seconds = 0.4 if "while" in code else 5
        result = run(Job(code, limits=Limits(seconds=seconds, memory_mb=200)))
        assert (result.outcome, said in result.message) == (outcome, True), result
    assert all(forks)


def test_nothing_passes_from_one_job_to_the_next(warm_kit):
    run(Job("import numpy\nnumpy.marked = True\nimport builtins\nbuiltins.marked = True"))
    result = run(
        Job("import numpy\nprint(hasattr(numpy, 'marked'), 'marked' in dir(__builtins__))")
    )
    assert result.stdout == "False False\n"


def test_the_same_seed_draws_the_same_warm_as_cold(warm_kit, monkeypatch):
    job = Job("import random\nimport numpy as np\nprint(random.random(), np.random.rand())", seed=5)
    one, two = run(job).stdout, run(job).stdout
    monkeypatch.setattr(zygotes, "take", lambda *arguments: None)
    assert one == two == run(job).stdout


def test_a_dead_zygote_is_our_fault_once_and_then_cold(warm_kit, forks):
    zygote = zygotes._families[kits.python_of("data"), "learner"].popen.pid

    def kill(event):
        with contextlib.suppress(ProcessLookupError):
            os.kill(zygote, signal.SIGKILL)

    result = run(Job("print(1)\nwhile True: pass"), on_event=lambda e: kill(e))
    assert result.outcome == "our-fault"
    assert run(Job("print(2)")).stdout == "2\n"
    assert forks == [True, False]
    assert warm("data", timeout=120)
    assert run(Job("print(3)")).stdout == "3\n"
    assert forks == [True, False, True]


def test_cooling_ends_the_processes_and_warming_again_works(warm_kit):
    pids = [family.popen.pid for family in zygotes._families.values()]
    cool()
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)
    assert warm("data", timeout=120)
