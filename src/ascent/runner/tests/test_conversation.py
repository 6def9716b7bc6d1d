"""What is said while code runs: how far it is, settings that are turned, meters, data."""

from __future__ import annotations

import threading

import pytest

from ascent.runner import (
    Cancelled,
    Control,
    DataFile,
    Job,
    Limits,
    NotIsolated,
    grade,
    run,
    sandbox,
)


@pytest.fixture
def checks(tmp_path):
    def write(text: str):
        path = tmp_path / "checks.py"
        path.write_text("from ascent.testing import check, fail, progress, report\n" + text)
        return path

    return write


def test_progress_arrives_as_an_event_with_plain_facts():
    events = []
    code = (
        "from ascent_run import progress\n"
        "progress(1, of=4, loss=0.5, phase='fit', nothing=float('nan'))\n"
    )
    assert run(Job(code), events.append).outcome == "passed"
    told = [event for event in events if event["event"] == "progress"]
    assert told[-1]["done"] == 1
    assert told[-1]["of"] == 4
    assert told[-1]["facts"]["loss"] == 0.5
    assert told[-1]["facts"]["phase"] == "fit"


def test_a_setting_that_is_turned_changes_what_the_code_does():
    control = Control()

    def turn(event):
        if event["event"] == "setting":
            control.set(event["name"], 7)

    code = (
        "from ascent_run import setting\n"
        "rate = 1\n"
        "while rate == 1:\n"
        "    rate = setting('rate', 1, low=0, high=10)\n"
        "print(rate)\n"
    )
    assert run(Job(code), turn, control=control).stdout == "7\n"


def test_forged_progress_is_reduced_to_what_can_be_shown():
    events = []
    code = (
        "import sys\n"
        "channel = sys.modules['ascent_run'].progress.__self__._channel\n"
        'for said in (b\'[]\', b\'{\', b\'{"done": "<b>", "facts": {"x": 1e999, "y": []}}\'):\n'
        "    channel.send(b'p', said)\n"
    )
    assert run(Job(code), events.append).outcome == "passed"
    told = [event for event in events if event["event"] == "progress"]
    assert told == [{"event": "progress", "done": None, "of": None, "facts": {}}] * 3


def test_cancelling_ends_a_run_within_a_second():
    control = Control()
    threading.Timer(0.3, control.cancel).start()
    with pytest.raises(Cancelled):
        run(Job("while True: pass"), control=control)


def test_a_check_reads_the_meters_from_outside(checks):
    path = checks(
        "@check('It computes.')\n"
        "def computes(learner):\n"
        "    before = learner.meter()\n"
        "    learner.work()\n"
        "    after = learner.meter()\n"
        "    report(cpu=after.cpu - before.cpu, wall=after.wall - before.wall)\n"
    )
    code = (
        "import time\n"
        "time.perf_counter = time.process_time = lambda: 0.0\n"
        "def work():\n    return sum(i * i for i in range(300_000))\n"
    )
    verdict = grade(Job(code), path)
    assert verdict.passed, verdict
    assert 0.005 < verdict.report["cpu"] <= verdict.report["wall"]


def test_checks_get_their_data_and_nothing_else_of_the_machine(checks, tmp_path):
    public, hidden = tmp_path / "rows.csv", tmp_path / "secret.csv"
    public.write_text("a\n1\n2\n")
    hidden.write_text("a\n40\n")
    path = checks(
        "@check('Data is there.')\n"
        "def data_is_there(data):\n"
        "    assert list(data.frame('rows')['a']) == [1, 2], 'public'\n"
        "    assert list(data.hidden('rows')['a']) == [40], 'hidden'\n"
        "@check('The machine is not.')\n"
        "def machine_is_not(learner):\n"
        "    import os, socket\n"
        f"    for place in ({str(hidden)!r}, {__file__!r}, '/etc/passwd'):\n"
        "        try:\n"
        "            open(place).read()\n"
        "        except OSError:\n"
        "            continue\n"
        "        fail(place)\n"
        "    for act in (os.fork, lambda: socket.socket(socket.AF_INET)):\n"
        "        try:\n"
        "            act()\n"
        "        except OSError:\n"
        "            continue\n"
        "        fail('a process or a socket')\n"
    )
    verdict = grade(Job("x = 1"), path, {"rows": DataFile(public, hidden)})
    assert verdict.passed, verdict


def test_progress_of_a_check_is_an_event_too(checks):
    events = []
    path = checks("@check('Long.')\ndef long(learner):\n    progress(1, of=2, score=0.5)\n")
    grade(Job("x = 1"), path, on_event=events.append)
    assert {"event": "progress", "done": 1, "of": 2, "facts": {"score": 0.5}} in events


@pytest.mark.parametrize(
    ("code", "tier"),
    [
        ("def double(x):\n    return 2 * x", "light"),
        ("import numpy as np\nimport math", "light"),
        ("from ascent.testing import check", "light"),
        ("import pandas as pd", "models"),
        ("import pandas as pd\nimport seaborn as sns", "whole"),
        ("def f():\n    from sklearn.tree import DecisionTreeClassifier", "models"),
        ("this is no Python", "light"),
    ],
)
def test_code_gets_a_process_that_has_what_it_imports(code, tier):
    assert sandbox.tier_of("learner", [code]) == tier


def test_other_peoples_code_needs_namespaces(monkeypatch):
    limited = sandbox.Isolation("limited", {"namespaces": "refused"}, "sudo something")
    monkeypatch.setattr(sandbox, "isolation", lambda: limited)
    with pytest.raises(NotIsolated, match=r"refused.*sudo something"):
        sandbox.require_isolation()
    full = sandbox.Isolation("full", {"namespaces": True}, "")
    monkeypatch.setattr(sandbox, "isolation", lambda: full)
    sandbox.require_isolation()


def test_limits_are_those_of_the_job_and_not_of_the_process(checks):
    code = "x = bytes(300_000_000)\nprint(len(x))"
    assert run(Job(code, limits=Limits(memory_mb=512))).stdout == "300000000\n"


def test_progress_inside_a_callback_arrives_too(checks):
    events = []
    path = checks(
        "@check('An optimiser calls a loss.')\n"
        "def optimises(learner):\n"
        "    def loss(x):\n        progress(x, of=3)\n        return x\n"
        "    learner.minimise(loss)\n"
    )
    code = "def minimise(f):\n    return [f(i) for i in (1, 2, 3)]\n"
    assert grade(Job(code), path, on_event=events.append).passed
    assert [one["done"] for one in events if one["event"] == "progress"] == [1, 2, 3]


def test_a_flood_of_progress_is_ended():
    code = (
        "from ascent_run import progress\n"
        "channel = progress.__self__._channel\n"
        "while True:\n    channel.send(b'p', b'{}')\n"
    )
    events = []
    assert run(Job(code), events.append).outcome == "flooded"
    assert len(events) < 2000


def test_a_listener_that_fails_stops_no_clock():
    def fail(event):
        if event["event"] == "output":
            raise RuntimeError("nobody home")

    code = "import os\nos.write(2, b'native')\nwhile True:\n    pass\n"
    assert run(Job(code, limits=Limits(seconds=0.5)), fail).outcome == "out-of-time"
