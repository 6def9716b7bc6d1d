"""The result of a batch as rows: for programs, for a spreadsheet, for a look at the screen."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from ascent.curriculum.activity import Activity
from ascent.kinds.batch.grading import Result
from ascent.kinds.batch.handins import LeftOut
from ascent.kinds.batch.names import cell
from ascent.printable import plain
from ascent.runner import kits

Row = dict[str, Any]
_HEAD = ("who", "exercise", "outcome", "passed", "points", "of", "misconception", "message")
_TAIL = ("hint", "error", "seed", "file")
_CHECK = ("name", "outcome", "points", "of", "message")


def row(result: Result) -> Row:
    """One hand-in: who, which exercise, how it ended, and what every check says."""
    verdict = result.graded.verdict
    checks = [_check(check) for check in verdict.get("checks", [])]
    failed = next((c for c in checks if c["outcome"] not in ("passed", "not-run")), None)
    return {
        "who": result.handin.who,
        "exercise": result.handin.activity.id,
        "file": result.handin.file,
        "outcome": result.graded.outcome,
        "passed": result.graded.outcome == "passed",
        "points": sum(check["points"] for check in checks),
        "of": sum(check["of"] for check in checks),
        "misconception": result.graded.misconception,
        "message": failed["message"] if failed else _text(verdict.get("message")),
        "hint": _text(verdict.get("hint")),
        "error": _text(verdict.get("error")),
        "seed": result.seed,
        "graded_before": result.before,
        "checks": checks,
    }


def _check(check: dict[str, Any]) -> Row:
    of = check.get("points", 1)
    return {
        "name": check["name"],
        "sentence": check["sentence"],
        "outcome": check["outcome"],
        "points": of if check["outcome"] == "passed" else 0,
        "of": of,
        "message": _text(check.get("message")),
    }


def _text(text: object) -> str:
    return plain(str(text or ""), lines=True)


def document(
    results: Sequence[Result], left_out: Sequence[LeftOut], seed: int | None
) -> dict[str, Any]:
    """All that is known, for programs."""
    activities = {result.handin.activity.id: result.handin.activity for result in results}
    return {
        "graded": [row(result) for result in results],
        "left_out": [
            {"file": one.file, "reason": one.reason, "missed": one.missed} for one in left_out
        ],
        "summary": summary(results, left_out),
        "seed": seed,
        "exercises": {name: _about(activity) for name, activity in sorted(activities.items())},
        "kits": {
            kit: list(kits.requirements(kit))
            for kit in sorted({activity.spec.kit for activity in activities.values()})
        },
    }


def _about(activity: Activity) -> Row:
    """What a verdict on this exercise rests on."""
    spec = activity.spec
    return {
        "title": activity.title,
        "content_hash": activity.content_hash,
        "kit": spec.kit,
        "limits": {
            "seconds": spec.limits.seconds,
            "memory_mb": spec.limits.memory_mb,
            "output_kb": spec.limits.output_kb,
        },
    }


def summary(results: Sequence[Result], left_out: Sequence[LeftOut]) -> dict[str, int]:
    """How many files, and how many of each sort."""
    ours = sum(result.ours for result in results)
    passed = sum(result.graded.outcome == "passed" for result in results)
    return {
        "people": len({result.handin.who for result in results}),
        "graded": len(results) - ours,
        "passed": passed,
        "not_passed": len(results) - ours - passed,
        "graded_before": sum(result.before for result in results),
        "our_fault": ours,
        "missed": sum(one.missed for one in left_out),
        "left_out": len(left_out),
    }


def as_csv(results: Iterable[Result]) -> bytes:
    """A line for each hand-in, five columns for each check; UTF-8 with the mark that spreadsheets
    look for. No cell can be taken for a formula."""
    rows = [row(result) for result in results]
    most = max((len(one["checks"]) for one in rows), default=0)
    checks = [f"check {n} {name}" for n in range(1, most + 1) for name in _CHECK]
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([*_HEAD, *checks, *_TAIL])
    for one in rows:
        per_check = [cell(check[name]) for check in one["checks"] for name in _CHECK]
        empty = [""] * (len(checks) - len(per_check))
        head, tail = ([cell(one[name]) for name in names] for names in (_HEAD, _TAIL))
        writer.writerow([*head, *per_check, *empty, *tail])
    return out.getvalue().encode("utf-8-sig")
