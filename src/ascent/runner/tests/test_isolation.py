"""What learner code cannot reach: once in namespaces, once without them."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from ascent.runner import Job, Limits, isolation, kits, run, sandbox, warm, zygotes
from ascent.runner.inside import landlock, roots
from ascent.runner.sandbox import Isolation

SOURCE = Path(__file__).resolve().parents[3]
LINUX = sys.platform.startswith("linux")
OURS = Isolation("limited", {}, "")


@pytest.fixture(scope="module")
def warm_kit(warm_kit):
    """The data kit, warm while this module's tests run; a machine that cannot says so."""
    assert warm("data", timeout=120) == zygotes.POSSIBLE


@pytest.fixture(params=["cold", "cold, without namespaces", "warm", "warm, without namespaces"])
def way(request, monkeypatch):
    """Every way in which a learner process comes to be, also as a machine without namespaces
    would do it."""
    if request.param.startswith("warm"):
        request.getfixturevalue("warm_kit")
    else:
        monkeypatch.setattr(zygotes, "take", lambda *arguments: None)
    if request.param.endswith("without namespaces"):
        monkeypatch.setattr(sandbox, "isolation", lambda: OURS)
    return request.param


def test_the_machine_says_what_it_can_do_and_what_to_do_about_the_rest():
    found = isolation()
    assert found.level in ("full", "namespaces", "limited")
    if found.level == "limited":
        assert found.facts["namespaces"] is not True
        assert found.remedy
    else:
        assert found.facts["namespaces"] is True
        assert found.remedy == ""


def test_a_machine_that_refuses_namespaces_is_told_from_one_that_has_them(monkeypatch):
    real = sandbox._try

    def refused(*, alone):
        return real(alone=True) if alone else {"namespaces": "PermissionError: unshare"}

    monkeypatch.setattr(sandbox, "_try", refused)
    found = isolation.__wrapped__()
    assert found.level == "limited"
    assert found.facts["namespaces"] == "PermissionError: unshare"
    assert found.remedy


def test_a_sandbox_that_cannot_be_built_is_our_fault(monkeypatch):
    if not isolation().namespaces:
        pytest.skip("this machine makes no namespaces, so there is nothing to fail")
    monkeypatch.setattr(sandbox, "DISK_MB", -1)
    result = run(Job("print('ran')"))
    assert result.outcome == "our-fault"
    assert "mount" in result.message
    assert result.stdout == ""


class TestHiding:
    def test_only_what_would_be_seen_is_covered_and_only_once(self, tmp_path):
        lib, away = tmp_path / "lib", tmp_path / "away"
        engine = lib / "site-packages" / "ascent"
        for folder in (engine, away):
            folder.mkdir(parents=True)
        hidden = [str(path) for path in (engine, lib / "site-packages", away, lib / "nothing")]
        assert roots.hidden_below([str(lib)], hidden) == [str(lib / "site-packages")]

    def test_landlock_walks_around_what_is_hidden(self, tmp_path):
        for name in ("lib/os", "lib/site-packages/ascent", "lib/json"):
            (tmp_path / name).mkdir(parents=True)
        rules = dict(landlock.visible(str(tmp_path / "lib"), {str(tmp_path / "lib/site-packages")}))
        read = landlock.READ_FILE | landlock.READ_DIR
        assert rules == {
            str(tmp_path / "lib"): landlock.READ_DIR,
            str(tmp_path / "lib/os"): read,
            str(tmp_path / "lib/json"): read,
        }


def reach(code: str, seconds: float = 20) -> str:
    """The outcome of code that ends well only when it got what it reached for."""
    return run(Job(code, limits=Limits(seconds=seconds, memory_mb=256))).outcome


@pytest.mark.skipif(not LINUX, reason="Landlock, seccomp and namespaces are Linux")
class TestFiles:
    def test_the_engine_the_pack_and_the_home_are_not_there(self, way, tmp_path, monkeypatch):
        secret = tmp_path / "solution.py"
        secret.write_text("answer = 42")
        monkeypatch.setenv("ASCENT_HOME", str(tmp_path))
        places = [secret, sandbox.ENGINE / "testing" / "api.py", Path.home() / ".profile"]
        places += [Path("/etc/passwd"), SOURCE.parent / "pyproject.toml", Path(__file__)]
        for place in places:
            assert reach(f"open({str(place)!r}).read()") in ("crashed", "forbidden"), place

    def test_the_engine_is_not_importable_and_the_environment_is_clean(self, way, monkeypatch):
        monkeypatch.setenv("ASCENT_SECRET", "token")
        assert reach("import ascent") == "crashed"
        assert reach("import django") == "crashed"
        result = run(Job("import os\nprint(*sorted(os.environ))"))
        assert "ASCENT_SECRET" not in result.stdout
        assert "PYTHONPATH" not in result.stdout

    def test_packages_beside_the_interpreter_below_are_hidden(self, way):
        code = "import sys\nprint([p for p in sys.path if 'site-packages' in p])"
        assert run(Job(code)).stdout.count("site-packages") == 1

    def test_nothing_but_the_own_folder_can_be_written(self, way):
        assert reach("open('note.txt', 'w').write('x')\nassert open('note.txt').read() == 'x'") == (
            "passed"
        )
        spot = f"{kits.site_packages('data')}/numpy/evil.py"
        assert reach(f"open({spot!r}, 'w')") == "forbidden"
        assert not Path(spot).exists()

    def test_the_disk_has_an_end(self, way):
        code = "with open('big', 'wb') as f:\n    while True:\n        f.write(bytes(1_000_000))"
        assert reach(code) == "crashed"

    def test_nothing_is_left_behind(self, way, tmp_path, monkeypatch):
        folder = tmp_path / "temporary"
        folder.mkdir()
        monkeypatch.setattr("tempfile.tempdir", str(folder))
        run(Job("open('x', 'w').write('y')"))
        assert list(folder.iterdir()) == []


@pytest.mark.skipif(not LINUX, reason="Landlock, seccomp and namespaces are Linux")
class TestTheRest:
    def test_there_is_no_network(self, way):
        assert reach("import socket\nsocket.create_connection(('127.0.0.1', 80))") == "forbidden"
        assert reach("import urllib.request as u\nu.urlopen('http://127.0.0.1/')") == "forbidden"

    def test_there_are_no_other_programs_or_processes(self, way):
        assert reach("import os\nos.fork()") == "forbidden"
        assert reach("import subprocess\nsubprocess.run(['true'])") == "forbidden"
        assert reach("import os\nos.execv('/bin/true', ['true'])") == "forbidden"

    def test_a_fork_bomb_and_a_thread_bomb_are_contained(self, way):
        before = len(descendants(os.getpid()))
        forks = (
            "import os\n"
            "while True:\n    try:\n        os.fork()\n    except OSError:\n        pass\n"
        )
        assert reach(forks, seconds=0.4) == "out-of-time"
        threads = (
            "import threading, time\n"
            "while True:\n    threading.Thread(target=time.sleep, args=(9,), daemon=True).start()"
        )
        assert reach(threads) in ("crashed", "out-of-memory")
        assert len(descendants(os.getpid())) < before + 50

    def test_other_processes_cannot_be_signalled(self, way):
        victim = subprocess.Popen(["sleep", "30"])
        try:
            code = (
                "import os\n"
                f"for target in ({victim.pid}, {os.getpid()}, -1):\n"
                "    try:\n        os.kill(target, 9)\n"
                "    except OSError:\n        pass\n"
            )
            run(Job(code))
            assert victim.poll() is None
        finally:
            victim.kill()
            victim.wait()

    def test_memory_has_an_end(self, way):
        assert reach("x = [0]\nwhile True:\n    x = x * 2") == "out-of-memory"
        assert reach("import numpy as np\nnp.ones(10**11)") == "out-of-memory"

    def test_ignoring_every_signal_helps_nobody(self, way):
        code = (
            "import signal\n"
            "for one in signal.valid_signals():\n"
            "    try:\n        signal.signal(one, signal.SIG_IGN)\n"
            "    except (OSError, ValueError):\n        pass\n"
            "while True:\n    pass\n"
        )
        assert run(Job(code, limits=Limits(seconds=0.3))).outcome == "out-of-time"

    def test_machine_learning_works(self, way):
        code = (
            "from sklearn.ensemble import HistGradientBoostingClassifier as Model\n"
            "from sklearn.datasets import load_iris\n"
            "from sklearn.model_selection import cross_val_score\n"
            "X, y = load_iris(return_X_y=True)\n"
            "scores = cross_val_score(Model(max_iter=5), X, y, n_jobs=2)\n"
            "assert scores.mean() > 0.8\n"
        )
        result = run(Job(code))
        assert (result.outcome, result.stderr) == ("passed", "")


@pytest.mark.skipif(not LINUX, reason="PR_SET_PDEATHSIG is Linux")
def test_when_the_worker_is_killed_so_is_the_learner():
    script = (
        "from ascent.runner import Job, Limits, run\n"
        "run(Job('print(1)\\nwhile True: pass', limits=Limits(seconds=60)),"
        " on_event=lambda e: print('running', flush=True))\n"
    )
    mark = {**os.environ, "PYTHONPATH": str(SOURCE)}
    worker = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, env=mark)
    assert worker.stdout is not None
    assert worker.stdout.readline() == b"running\n"
    children = descendants(worker.pid)
    assert children
    worker.kill()
    worker.wait()
    worker.stdout.close()
    deadline = time.monotonic() + 60
    while any(alive(child) for child in children):
        assert time.monotonic() < deadline, "A learner process outlived its worker."
        os.sched_yield()


def descendants(process: int) -> list[int]:
    """Everybody whom this process has started, or those whom it has started; some may end now."""
    found: list[int] = []
    for path in Path(f"/proc/{process}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            found += [int(word) for word in path.read_text().split()]
    return found + [one for child in found for one in descendants(child)]


def alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().split(")")[1].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.skipif(not LINUX or os.geteuid() != 0, reason="only root can become somebody else")
def test_an_ordinary_user_gets_the_same_isolation_cold_and_warm():
    """With a kit of Python alone, at a place that every user can read."""
    python = Path("/usr/bin/python3")
    version = "import sys; sys.exit(sys.version_info < (3, 11))"
    if not python.exists() or subprocess.run([python, "-c", version], check=False).returncode:
        pytest.skip("no interpreter here that every user may start")
    with tempfile.TemporaryDirectory() as place:
        Path(place).chmod(0o755)
        kit = Path(place) / "kit"
        subprocess.run([python, "-m", "venv", "--without-pip", kit], check=True)
        (Path(place) / "checks.py").write_text(
            "from ascent.testing import check\n"
            "@check('It doubles.')\n"
            "def doubles(learner):\n    assert learner.double(2) == 4, 'no'\n"
        )
        done = subprocess.run(
            [python, "-B", "-c", ORDINARY, SOURCE, place],
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.stdout.split() == [isolation().level, "cold", "1000", "passed", "warm", "1000",
                                   "passed"], done.stderr  # fmt: skip


ORDINARY = """
import os, sys
from pathlib import Path
source, place = sys.argv[1:]
os.setgroups([]); os.setgid(65534); os.setuid(65534); os.chdir("/")
sys.path.insert(0, source)
from ascent.runner import Job, cool, grade, isolation, kits, run, warm
kits.python_of = lambda name: Path(place) / "kit" / "bin" / "python"
print(isolation().level)
for way in ("cold", "warm"):
    if way == "warm":
        assert warm("data", timeout=60)
    print(way, run(Job("import os\\nprint(os.getuid())")).stdout)
    print(grade(Job("def double(n):\\n    return 2 * n"), Path(place) / "checks.py").outcome)
cool()
"""
