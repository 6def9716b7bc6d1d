"""Jobs and results go through JSON unchanged: an executor may be on another machine."""

from __future__ import annotations

import json

from ascent.runner import (
    CellResult,
    CheckResult,
    Figure,
    Job,
    Limits,
    RunResult,
    Table,
    Verdict,
)

FIGURE = Figure(b"\x89PNG\r\n\x1a\n", {"title": "t", "axes": []})
TABLE = Table(1, 2, ("a", "b"), ("int64", "str"), ("0",), (("1", "x"),), None)


def test_a_job_carries_its_files_as_bytes(tmp_path):
    path = tmp_path / "rows.csv"
    path.write_bytes(b"a\n\xff")
    job = Job(cells=("x = 1", "x"), files={"rows.csv": path}, limits=Limits(1, 2, 3), seed=4)
    back = Job.from_json(json.loads(json.dumps(job.to_json())))
    assert back.files == {"rows.csv": b"a\n\xff"}
    assert (back.cells, back.limits, back.seed) == (job.cells, job.limits, 4)
    assert back.to_json() == job.to_json()


def test_a_run_result_survives():
    cell = CellResult("out", "err", "3", TABLE, (FIGURE,))
    result = RunResult("crashed", "m", "trace", 3, (CellResult(), cell), 0.5)
    assert RunResult.from_json(json.loads(json.dumps(result.to_json()))) == result
    assert result.stdout == "out"
    assert result.tables == (TABLE,)
    assert result.figures == (FIGURE,)


def test_a_verdict_survives_and_adds_up_its_points():
    checks = (
        CheckResult("a", "A.", "passed", points=2),
        CheckResult("b", "B.", "wrong", "No.", points=5),
    )
    verdict = Verdict("wrong", checks=checks, figures=(FIGURE,), report={"score": 0.5}, seed=9)
    assert Verdict.from_json(json.loads(json.dumps(verdict.to_json()))) == verdict
    assert verdict.points == 2
    assert verdict.counts
    assert not verdict.passed


def test_our_own_fault_never_counts():
    assert not Verdict("our-fault").counts
