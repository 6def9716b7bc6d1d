"""A verdict is the checker's: the right answer passes, and nothing but an answer helps."""

from __future__ import annotations

import textwrap
import threading
from pathlib import Path

import pytest

from ascent.runner import DataFile, Job, Limits, Variant, checking, grade, grade_many
from ascent.runner.kits import KitMissing
from ascent.runner.worker import Cancelled

CHECKS = """
from ascent.testing import check, expect, fail, report

@check("`double` gives twice its argument.")
def doubles(learner, rng):
    n = int(rng.integers(100, 10**6))
    got = learner.double(n)
    expect.number(got, 2 * n, name="double(n)")

@check("`double` takes negative numbers.", points=2)
def negative(learner):
    assert learner.double(-3) == -6, "double(-3) is not what is expected."
    report(tried=2)
"""
RIGHT = "def double(n):\n    return 2 * n\n"


@pytest.fixture
def checks(tmp_path):
    path = tmp_path / "checks.py"
    path.write_text(CHECKS)
    return path


def write(folder: Path, text: str) -> Path:
    path = folder / "checks.py"
    path.write_text(
        "from ascent.testing import check, expect, fail, report\n" + textwrap.dedent(text)
    )
    return path


def test_a_right_answer_passes_every_check(checks):
    verdict = grade(Job(RIGHT + "print('hello')"), checks, seed=3)
    assert verdict.passed
    assert [check.outcome for check in verdict.checks] == ["passed", "passed"]
    assert verdict.checks[0].sentence == "`double` gives twice its argument."
    assert verdict.points == 3
    assert verdict.stdout == "hello\n"
    assert verdict.report == {"tried": 2}
    assert verdict.seed == 3


def test_a_wrong_answer_is_told_what_is_wrong_and_not_the_answer(checks):
    verdict = grade(Job("def double(n):\n    return n\n"), checks, seed=1)
    assert verdict.outcome == "wrong"
    assert "a smaller number than expected" in verdict.checks[0].message
    assert verdict.points == 0


def test_a_file_that_does_not_run_to_its_end_is_not_checked(checks):
    verdict = grade(Job(RIGHT + "1 / 0"), checks)
    assert verdict.outcome == "crashed"
    assert verdict.line == 3
    assert {check.outcome for check in verdict.checks} == {"not-run"}


FORGERIES = {
    "leaves with success": "import os\nos._exit(0)",
    "leaves politely": "import sys\nsys.exit(0)",
    "leaves inside the call": "import os\ndef double(n):\n    os._exit(0)",
    "prints a verdict": 'print(\'{"outcome": "passed"}\')',
    "answers nothing": "def double(n):\n    return None",
    "answers nan": "def double(n):\n    return float('nan')",
    "a float that lies": (
        "class Lie(float):\n"
        "    def __sub__(self, other):\n        return 0.0\n"
        "    __rsub__ = __sub__\n"
        "    def __eq__(self, other):\n        return True\n"
        "def double(n):\n    return Lie(1)\n"
    ),
    "an object that equals everything": (
        "class Yes:\n    def __eq__(self, other):\n        return True\n"
        "def double(n):\n    return Yes()\n"
    ),
    "patched json": (
        "import json\njson.dumps = lambda *a, **k: '[]'\njson.loads = lambda *a, **k: {}\n"
        "def double(n):\n    return n\n"
    ),
    "patched wire": (
        "import sys\nwire = sys.modules['ascent_inside.wire']\n"
        "wire.dumps = lambda *a, **k: b'passed'\n"
        "def double(n):\n    return n\n"
    ),
    "forged frames": (
        "import os, struct\n"
        "for fd in range(64):\n"
        "    try:\n        os.write(fd, b'v' + struct.pack('>I', 11) + b'{\"done\": {}}')\n"
        "    except OSError:\n        pass\n"
    ),
    "looks for the checks": (
        "import gc, sys\n"
        "found = [o for o in gc.get_objects() if isinstance(o, dict) and 'doubles' in o]\n"
        "frame = sys._getframe()\n"
        "while frame:\n"
        "    found += [k for k in frame.f_locals if 'check' in k.lower()]\n"
        "    frame = frame.f_back\n"
        "assert found, 'nothing here'\n" + RIGHT
    ),
}


@pytest.mark.parametrize("trick", FORGERIES)
def test_no_trick_passes(trick, checks):
    verdict = grade(Job(FORGERIES[trick], limits=Limits(seconds=20)), checks, seed=5)
    assert not verdict.passed
    assert not any(check.outcome == "passed" for check in verdict.checks)


def test_an_object_that_equals_everything_equals_nothing(tmp_path):
    path = write(
        tmp_path,
        """
        @check("The answer is three.")
        def three(learner):
            assert learner.answer() == 3, "It is not three."
        """,
    )
    yes = FORGERIES["an object that equals everything"]
    verdict = grade(Job(yes.replace("double(n)", "answer()")), path)
    assert verdict.outcome == "wrong"
    assert "object of class" in verdict.checks[0].message


BROKEN = {
    "does not parse": "def f(:\n",
    "has no check": "x = 1\n",
    "raises while it loads": "1 / 0\n",
    "takes an unknown parameter": "@check('A.')\ndef a(student):\n    pass\n",
    "raises in a check": "@check('A.')\ndef a(learner):\n    [][0]\n",
    "ends its process": "import os\n@check('A.')\ndef a(learner):\n    os._exit(0)\n",
    "ends while it loads": "import os\nos._exit(0)\n",
    "asserts with a library": (
        "import numpy as np\n@check('A.')\ndef a(learner):\n    np.testing.assert_allclose(1, 2)\n"
    ),
}


@pytest.mark.parametrize("mistake", BROKEN)
def test_a_mistake_in_the_checks_never_counts(mistake, tmp_path):
    verdict = grade(Job(RIGHT), write(tmp_path, BROKEN[mistake]))
    assert verdict.outcome == "our-fault"
    assert "costs you nothing" in verdict.message
    assert verdict.fault


def test_a_check_that_breaks_after_a_failure_counts_as_not_run(tmp_path):
    path = write(
        tmp_path,
        """
        @check("It gives a list.")
        def gives_list(learner):
            expect.type(learner.f(), list, name="f()")

        @check("The list starts with 1.")
        def starts(learner):
            expect.number(learner.f()[0], 1)
        """,
    )
    verdict = grade(Job("def f():\n    return None\n"), path)
    assert [check.outcome for check in verdict.checks] == ["wrong", "not-run"]
    assert verdict.outcome == "wrong"
    assert "Is a `return` missing?" in verdict.checks[0].message


def test_after_a_death_the_remaining_checks_get_a_fresh_process(tmp_path):
    path = write(
        tmp_path,
        """
        @check("`stop` comes back.")
        def stops(learner):
            learner.stop()

        @check("`count` counts.")
        def counts(learner):
            assert learner.count() == 1, "It does not."

        @check("`stop` comes back again.")
        def stops_again(learner):
            learner.stop()

        @check("`stop` comes back a third time.")
        def stops_thrice(learner):
            learner.stop()

        @check("`count` still counts.")
        def counts_again(learner):
            assert learner.count() == 1, "It does not."
        """,
    )
    code = (
        "import os\ncalls = 0\n"
        "def count():\n    global calls\n    calls += 1\n    return calls\n"
        "def stop():\n    os._exit(3)\n"
    )
    verdict = grade(Job(code), path)
    ends = [check.outcome for check in verdict.checks]
    assert ends == ["crashed", "passed", "crashed", "crashed", "not-run"]
    assert "exit code 3" in verdict.checks[0].message


def test_only_learner_code_is_charged_for_time(tmp_path):
    path = write(
        tmp_path,
        """
        import time

        @check("`f` ends.")
        def ends(learner):
            time.sleep(1.2)
            learner.f()
        """,
    )
    job = Job("def f():\n    pass\n", limits=Limits(seconds=1))
    verdict = grade(job, path)
    assert verdict.passed
    assert verdict.seconds < 1
    slow = Job("def f():\n    while True:\n        pass\n", limits=Limits(seconds=0.4))
    verdict = grade(slow, path)
    assert verdict.outcome == "out-of-time"
    assert "0.4 seconds" in verdict.checks[0].message


def test_a_clock_that_the_learner_changed_is_not_asked(checks):
    code = "import time\ntime.monotonic = time.perf_counter = lambda: 0.0\nwhile True:\n    pass\n"
    verdict = grade(Job(code, limits=Limits(seconds=0.4)), checks)
    assert verdict.outcome == "out-of-time"


def test_data_goes_to_the_checks_and_hidden_rows_to_nobody_else(tmp_path):
    public, hidden = tmp_path / "p.csv", tmp_path / "hidden.csv"
    public.write_text("x,y\n1,2\n")
    hidden.write_text("x,y\n3,4\n5,6\n")
    path = write(
        tmp_path,
        """
        @check("The file is read.")
        def reads(learner, data):
            expect.number(learner.rows.get(), len(data.frame("toy")))
            assert len(data.hidden("toy")) == 2
            assert learner.seen.get() == ["toy.csv"], "More than one file is there."
        """,
    )
    code = (
        "import os\nimport pandas as pd\nrows = len(pd.read_csv('toy.csv'))\n"
        f"assert not os.path.exists({str(hidden)!r})\n"
        "seen = sorted(name for name in os.listdir() if not name.startswith('.'))\n"
    )
    job = Job(code, files={"toy.csv": public})
    verdict = grade(job, path, data={"toy": DataFile(public, hidden)})
    assert verdict.passed, verdict


def test_many_variants_share_processes_but_no_names(checks):
    variants = [
        Variant(RIGHT, 1),
        Variant("def other():\n    pass\n", 2),
        Variant("import os\nos._exit(1)\n", 3),
        Variant(RIGHT, 4),
    ]
    verdicts = list(grade_many(Job(), checks, variants))
    assert [verdict.outcome for verdict in verdicts] == ["passed", "wrong", "crashed", "passed"]
    assert [verdict.seed for verdict in verdicts] == [1, 2, 3, 4]
    assert "does not define `double`" in verdicts[1].checks[0].message


def test_cancelling_a_check_raises(checks):
    cancel = threading.Event()
    job = Job("print('go')\nwhile True:\n    pass", limits=Limits(seconds=60))
    with pytest.raises(Cancelled):
        grade(job, checks, on_event=lambda event: cancel.set(), cancel=cancel)


def test_events_tell_which_check_runs(checks):
    events = []
    grade(Job(RIGHT), checks, on_event=events.append)
    assert [event["event"] for event in events] == ["cell"] + ["check-started", "check"] * 2
    assert events[2]["result"]["outcome"] == "passed"


def test_a_kit_that_is_not_there_says_how_to_get_it(checks, monkeypatch, tmp_path):
    monkeypatch.setenv("ASCENT_KITS", str(tmp_path))
    with pytest.raises(KitMissing, match="ascent add data"):
        grade(Job(RIGHT), checks)


COIN = """
@check("The coin is predicted.")
def coin(learner, rng):
    hidden = rng.integers(0, 2, size=200).tolist()
    assert learner.predict(200) == hidden, "Nobody can know that."
"""
SEED_IN_A_FRAME = """
import sys, zlib
import numpy as np
frame, seed = sys._getframe(), None
while frame:
    seed = frame.f_locals.get("seed", seed)
    frame = frame.f_back

def predict(n):
    rng = np.random.default_rng([seed, zlib.crc32(b"coin")])
    return rng.integers(0, 2, size=n).tolist()
"""


@pytest.mark.parametrize("seed", [1, 2**40])
def test_the_random_numbers_of_the_checks_do_not_follow_from_those_of_the_code(tmp_path, seed):
    verdict = grade(Job(SEED_IN_A_FRAME), write(tmp_path, COIN), seed=seed)
    assert verdict.outcome == "wrong", verdict


def test_what_was_flooded_does_not_pass(tmp_path):
    path = write(tmp_path, "@check('Any.')\ndef any_file(learner):\n    pass\n")
    code = "import sys\nsys.stdout.write('x' * 10_000_000)\n"
    assert [grade(Job(code), path).outcome for _ in range(5)] == ["flooded"] * 5


def test_what_the_checker_said_before_it_died_is_kept(tmp_path):
    path = write(
        tmp_path,
        """
        import os
        @check("First.")
        def first(learner):
            pass
        @check("Second.")
        def second(learner):
            os._exit(3)
        @check("Third.")
        def third(learner):
            pass
        """,
    )
    verdict = grade(Job("x = 1"), path)
    assert verdict.outcome == "our-fault"
    assert [one.outcome for one in verdict.checks] == ["passed", "our-fault", "not-run"]


def test_a_function_of_the_checks_that_is_called_without_end_is_the_learners_time(
    tmp_path, monkeypatch
):
    monkeypatch.setattr(checking, "SECONDS", 1.5)
    path = write(
        tmp_path,
        """
        import time
        @check("It stops.")
        def stops(learner):
            learner.minimise(lambda x: time.sleep(0.05) or x)
        @check("Later.")
        def later(learner):
            pass
        """,
    )
    verdict = grade(Job("def minimise(f):\n    while True:\n        f(1)\n"), path)
    assert verdict.outcome == "out-of-time", verdict
    assert "until the time was up" in verdict.checks[0].message
    assert verdict.checks[1].outcome == "not-run"


def test_a_checker_that_reads_nothing_ends_the_attempt_and_not_the_worker(tmp_path, monkeypatch):
    monkeypatch.setattr(checking, "SECONDS", 1.5)
    path = write(
        tmp_path,
        """
        @check("It asks and does not listen.")
        def asks(learner):
            from ascent.runner.inside import frames, wire
            channel = learner._link.send.__self__.channel
            channel.send(frames.ASK, wire.dumps(
                {"op": "call", "number": None, "path": ["big"], "args": [], "kwargs": {}}
            ))
            while True:
                pass
        """,
    )
    verdict = grade(Job("def big():\n    return 'x' * 10_000_000\n"), path)
    assert verdict.outcome == "our-fault"
