"""What a killed worker leaves behind is swept away; what somebody uses is not."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest

from ascent.runner import scratch
from ascent.runner.scratch import PREFIX, Scratch

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="folders cannot be locked there")

KILLED = """
import os, signal
from ascent.runner.scratch import Scratch
print(Scratch().path, flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture(autouse=True)
def temporary(tmp_path, monkeypatch):
    """A folder for temporary files, with nothing swept yet."""
    monkeypatch.setattr(scratch.tempfile, "tempdir", str(tmp_path))
    scratch.sweep.cache_clear()
    yield tmp_path
    scratch.sweep.cache_clear()


def age(folder):
    os.utime(folder, (0, 0))


def test_a_scratch_folder_is_there_until_it_is_removed():
    folder = Scratch()
    (folder.path / "work").mkdir()
    folder.remove()
    assert not folder.path.exists()


def test_what_a_killed_worker_left_is_swept(temporary):
    environment = {**os.environ, "TMPDIR": str(temporary)}
    killed = subprocess.run([sys.executable, "-c", KILLED], env=environment, stdout=subprocess.PIPE)
    assert killed.returncode == -signal.SIGKILL
    (left,) = temporary.glob(f"{PREFIX}*")
    age(left)
    assert scratch.sweep(str(temporary)) == 1
    assert not left.exists()


def test_what_somebody_uses_stays_however_old(temporary):
    used = Scratch()
    age(used.path)
    scratch.sweep.cache_clear()
    assert scratch.sweep(str(temporary)) == 0
    assert used.path.is_dir()
    used.remove()


def test_what_is_young_or_not_ours_stays(temporary):
    young, other = temporary / f"{PREFIX}young", temporary / "mine"
    young.mkdir()
    other.mkdir()
    age(other)
    assert scratch.sweep(str(temporary)) == 0
    assert young.is_dir()
    assert other.is_dir()
