"""Running a file, and the cells of a lesson: how it ends and what it shows."""

from __future__ import annotations

import threading
import time

import pytest

from ascent.runner import Job, Limits, run, saying
from ascent.runner.worker import Cancelled

ENDS = {
    "crashed": "x = 1\nx / 0",
    "out-of-time": "while True:\n    pass",
    "out-of-memory": "grown = []\nwhile True:\n    grown.append(bytearray(10_000_000))",
    "flooded": "while True:\n    print('x' * 1000)",
    "forbidden": "import subprocess\nsubprocess.run(['ls'])",
    "passed": "print('fine')",
}


@pytest.mark.parametrize("outcome", ENDS)
def test_every_end_has_its_name_and_its_sentence(outcome):
    seconds = 0.4 if outcome == "out-of-time" else 5
    result = run(Job(ENDS[outcome], limits=Limits(seconds=seconds, memory_mb=200)))
    assert result.outcome == outcome
    assert bool(result.message) == (outcome != "passed")
    assert result.seconds < 4


def test_waiting_ends_too_and_later_than_computing(monkeypatch):
    monkeypatch.setattr(saying, "WALL_MORE", 0.0)
    result = run(Job("import time\ntime.sleep(60)", limits=Limits(seconds=0.3)))
    assert result.outcome == "out-of-time"
    assert "after 0.9 seconds" in result.message
    assert "waits for, such as time.sleep" in result.message


def test_waiting_is_no_computing():
    result = run(Job("import time\ntime.sleep(0.8)", limits=Limits(seconds=0.4)))
    assert result.outcome == "passed"
    assert result.seconds < 0.4


def test_importing_packages_is_not_the_learners_time():
    code = "import pandas as pd\nfrom sklearn import ensemble\nprint(ensemble.__name__)"
    result = run(Job(code, limits=Limits(seconds=0.3)))
    assert result.stdout == "sklearn.ensemble\n", result
    assert result.seconds < 0.3


def test_an_import_that_fails_does_so_in_the_learners_own_line():
    result = run(Job("print('here')\nimport sklearn.nothing"))
    assert (result.outcome, result.line, result.stdout) == ("crashed", 2, "here\n")


def test_an_exception_shows_the_learners_own_lines_only():
    code = "import json\n\ndef read(text):\n    return json.loads(text)\n\nread('{')\n"
    result = run(Job(code))
    assert result.outcome == "crashed"
    assert result.line == 4
    assert "return json.loads(text)" in result.error
    assert "read('{')" in result.error
    assert "decoder" not in result.error.replace("json.decoder.JSONDecodeError", "")
    assert "JSONDecodeError" in result.message


def test_a_syntax_error_names_the_line():
    result = run(Job("x = 1\ndef f(:\n"))
    assert (result.outcome, result.line) == ("crashed", 2)
    assert "SyntaxError" in result.message


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("import os\nos._exit(0)", "ended the whole program"),
        ("import sys\nsys.exit(0)", "left the program in line 2"),
        ("import ctypes\nctypes.string_at(0)", "SIGSEGV"),
        ("input('How many? ')", "no keyboard"),
        ("def f():\n    return f()\nf()", "RecursionError"),
    ],
)
def test_leaving_early_is_a_crash_whatever_the_exit_code(code, said):
    result = run(Job(code))
    assert result.outcome == "crashed"
    assert said in result.message


def test_output_is_kept_apart_by_stream_and_what_native_code_prints_is_not_lost():
    code = "import os, sys\nprint('out')\nprint('err', file=sys.stderr)\nos.write(1, b'native')"
    result = run(Job(code))
    assert result.stdout == "out\n"
    assert "err\n" in result.stderr
    assert "native" in result.stderr


def test_flooding_keeps_what_fits():
    result = run(Job("while True:\n    print('spam')", limits=Limits(output_kb=1)))
    assert result.outcome == "flooded"
    assert len(result.stdout) == 1024
    assert result.stdout.startswith("spam\nspam\n")


def test_files_lie_in_the_working_folder():
    job = Job("print(open('rows.csv').read())", files={"rows.csv": b"a,b\n1,2\n"})
    assert run(job).stdout == "a,b\n1,2\n\n"


def test_the_same_seed_draws_the_same_numbers():
    code = "import random\nimport numpy as np\nprint(random.random(), np.random.rand())"
    first, again, other = (run(Job(code, seed=seed)).stdout for seed in (1, 1, 2))
    assert first == again != other


def test_events_come_while_the_code_runs():
    events = []
    run(Job("print('one')\nprint('two')"), on_event=events.append)
    texts = [event["text"] for event in events if event["event"] == "output"]
    assert "".join(texts) == "one\ntwo\n"


def test_cancelling_ends_everything_within_a_second():
    job = Job("print('go', flush=True)\nwhile True:\n    pass", limits=Limits(seconds=60))

    def took():
        cancel = threading.Event()
        cancelled = []

        def listen(event):
            if event["event"] == "output":
                cancelled.append(time.monotonic())
                cancel.set()

        with pytest.raises(Cancelled):
            run(job, on_event=listen, cancel=cancel)
        return time.monotonic() - cancelled[0]

    assert any(took() < 1 for _ in range(5))  # a busy machine only adds to it


def test_forged_cells_end_the_process_and_not_the_worker():
    code = (
        "import os, struct\n"
        "frame = b'n' + struct.pack('>I', 0)\n"
        "for fd in range(3, 9):\n"
        "    try:\n        while True:\n            os.write(fd, frame * 1000)\n"
        "    except OSError:\n        pass\n"
    )
    assert run(Job(code, limits=Limits(seconds=20))).outcome == "forbidden"


# --- cells --------------------------------------------------------------------------------


def test_cells_share_a_namespace_and_show_their_last_value():
    result = run(Job(cells=("x = 2\nprint('first')", "y = x * 3\ny", "y;")))
    assert [cell.stdout for cell in result.cells] == ["first\n", "", ""]
    assert [cell.value for cell in result.cells] == [None, "6", "6"]


def test_the_first_cell_that_fails_ends_the_run():
    result = run(Job(cells=("print('a')", "missing", "print('c')")))
    assert result.outcome == "crashed"
    assert [cell.stdout for cell in result.cells] == ["a\n", ""]
    assert 'File "cell 2", line 1' in result.error


def test_a_table_is_shown_as_a_table():
    code = "import pandas as pd\npd.DataFrame({'n': range(100), 'x': [0.5] * 100})"
    result = run(Job(cells=(code,)))
    (table,) = result.tables
    assert (table.rows, table.columns) == (100, 2)
    assert table.names == ("n", "x")
    assert len(table.cells) == 30
    assert table.gap_after == 15
    assert table.cells[0] == ("0", "0.5")
    assert table.index[-1] == "99"


def test_figures_are_pictures_and_facts():
    code = (
        "import matplotlib.pyplot as plt\n"
        "plt.scatter([1, 2, 3], [4, 5, 6], label='rows')\n"
        "plt.plot([1, 2], [3, 4])\n"
        "plt.title('Growth')\nplt.xlabel('Days')\nplt.legend()\nplt.show()\n"
        "figure, both = plt.subplots(1, 2)\nboth[1].bar([1, 2], [3, 4])\n"
    )
    first, second = run(Job(code)).figures
    assert first.png.startswith(b"\x89PNG")
    assert first.about["title"] == "Growth"
    assert first.about["xlabel"] == "Days"
    assert first.about["ylabel"] == ""
    assert first.about["kinds"] == ["line", "scatter"]
    assert first.about["n_points"] == 3
    assert first.about["legend"] == ["rows"]
    assert [axes["n_bars"] for axes in second.about["axes"]] == [0, 2]


def test_a_plot_prints_no_warning():
    code = "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()"
    assert run(Job(code)).stderr == ""
