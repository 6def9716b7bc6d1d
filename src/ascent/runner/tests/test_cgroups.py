"""Control groups: found where they can be made, bounded, emptied; elsewhere it is said why not.

The kernel's own behaviour is tested where this machine lets us make a group. The layouts of
version 1 and 2 are tested on trees of ordinary files, which nobody enforces.
"""

from __future__ import annotations

import functools
import os
from pathlib import Path

import pytest

from ascent.runner import Job, Limits, cgroups, cool, run, warm, zygotes
from ascent.runner.cgroups import Group, Hierarchy, find


@pytest.fixture
def own(tmp_path):
    """Says in which groups "we" are."""

    def write(text: str) -> Path:
        path = tmp_path / "cgroup"
        path.write_text(text)
        return path

    return write


@pytest.fixture
def second(tmp_path):
    """A tree of version 2 whose group `user/session` was given to us."""
    root = tmp_path / "fs"
    here = root / "user" / "session"
    here.mkdir(parents=True)
    (root / "cgroup.controllers").write_text("cpu memory pids")
    (here / "cgroup.controllers").write_text("memory pids")
    (here / "cgroup.subtree_control").write_text("")
    (here / "cgroup.procs").write_text("17\n18\n")
    return root


class TestVersionTwo:
    def test_a_delegated_group_is_divided_between_us_and_our_jobs(self, second, own):
        found = find(second, own("0::/user/session\n"))
        here = second / "user" / "session"
        assert found == Hierarchy(2, (here,))
        assert (here / "cgroup.subtree_control").read_text() == "+memory +pids"
        assert (here / "ascent-engine" / "cgroup.procs").read_text() == "18"

    def test_one_without_the_controllers_is_not_used_and_the_line_that_gives_them_is_named(
        self, second, own
    ):
        (second / "user" / "session" / "cgroup.controllers").write_text("cpu")
        found = find(second, own("0::/user/session\n"))
        assert found.version == 0
        assert "not delegated" in found.why
        assert cgroups.REMEDY in found.why


class TestVersionOne:
    @pytest.fixture
    def first(self, tmp_path):
        root = tmp_path / "fs"
        for name in ("memory/ours", "pids"):
            (root / name).mkdir(parents=True)
        return root

    def test_memory_and_pids_are_found_each_in_its_hierarchy(self, first, own):
        found = find(first, own("4:memory:/ours\n8:pids:/not/mounted/here\n"))
        assert found == Hierarchy(1, (first / "memory" / "ours", first / "pids"))

    def test_without_one_of_the_two_there_is_none(self, first, own):
        found = find(first, own("4:memory:/ours\n"))
        assert (found.version, "pids is not mounted" in found.why) == (0, True)


def test_a_system_without_control_groups_says_so(tmp_path):
    assert find(tmp_path, tmp_path / "nothing").why == "there are no control groups on this system"


def test_the_limit_is_the_sum_of_the_jobs_that_run(tmp_path):
    group = Group(Hierarchy(2, (tmp_path,)), "ascent-1-0")
    limit = tmp_path / "ascent-1-0" / "memory.max"
    limit.touch()
    reserve = cgroups.RESERVE_MB << 20
    for job, expected in ((100, 100), (50, 150)):
        group.enter(job)
        assert int(limit.read_text()) == (expected << 20) + reserve
    group.left(50)
    group.enter(10)
    assert int(limit.read_text()) == (110 << 20) + reserve


@pytest.fixture(scope="module", autouse=True)
def in_the_end_cool(few_packages):
    yield
    cool()


@pytest.fixture
def warm_kit():
    """The data kit, warm: its processes are born in groups."""
    assert warm("data", timeout=120)


def groups_of_ours():
    """Of this process: zygotes that wait for other tests have some too."""
    ours = f"{cgroups.PREFIX}{os.getpid()}-*"
    return [path for folder in cgroups.found().folders for path in folder.glob(ours)]


@pytest.mark.skipif(
    not (zygotes.POSSIBLE and cgroups.found().version), reason="no control groups can be made here"
)
class TestTheKernel:
    def test_files_in_memory_count_which_no_limit_of_a_process_sees(self, warm_kit):
        """Three folders of 64 MB each, and as many bytes in the process as it is given alone."""
        code = (
            "import pathlib\n"
            "held = []\n"
            "for folder in ('.', '/dev/shm', '/learner/home'):\n"
            "    for name in 'ab':\n"
            "        pathlib.Path(folder, name).write_bytes(bytes(30_000_000))\n"
            "while True:\n"
            "    held.append(bytearray(b'x') * 5_000_000)\n"
        )
        result = run(Job(code, limits=Limits(seconds=20, memory_mb=64)))
        assert result.outcome == "out-of-memory"

    def test_groups_are_gone_when_the_kit_is_cooled(self, monkeypatch):
        patient = functools.partialmethod(Group.remove, patience=60.0)  # a starved machine's
        monkeypatch.setattr(Group, "remove", patient)
        cool()
        others = groups_of_ours()
        assert warm("data", timeout=120)
        run(Job("print(1)"))
        assert set(groups_of_ours()) > set(others)
        cool()
        assert set(groups_of_ours()) == set(others)
