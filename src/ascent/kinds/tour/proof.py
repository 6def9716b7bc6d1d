"""A tour's project runs, and every choice of every knob changes what it shows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from ascent.curriculum.activity import Activity
from ascent.curriculum.asking import PredictOutput
from ascent.curriculum.pack import Pack
from ascent.curriculum.problems import Problem
from ascent.kinds import tables
from ascent.kinds.proving import ended, prove_prediction
from ascent.kinds.tour.schema import TourFile
from ascent.kinds.tour.walk import turned
from ascent.runner import Job, Limits, RunResult, run

LIMITS = Limits(seconds=60, memory_mb=2048, output_kb=64)


def prove(activity: Activity, pack: Pack) -> Iterator[Problem]:
    """Run the project as it is, then once for every choice of every knob."""
    spec = activity.spec
    assert isinstance(spec, TourFile)
    files = tables.public(spec.data, pack)

    def run_project(code: str) -> RunResult:
        return run(Job(code, kit=spec.kit, files=files, limits=LIMITS, pictures=False))

    plain = run_project("\n".join(activity.code_lines) + "\n")
    if plain.outcome != "passed":
        page = str(PurePosixPath(activity.path).with_name("project.py"))
        said = f"The project does not run to its end: {ended(plain)}"
        yield Problem(page, plain.line or 0, "tour.E550", said)
        return
    for number, stop in enumerate(spec.stops):
        if isinstance(stop.question, PredictOutput):
            asked = ("stop", number, "question")
            yield from prove_prediction(stop.question, pack, activity.id, asked)
        for choice in stop.knob.choices[1:] if stop.knob else ():
            result = run_project(turned(activity.code_lines, stop.knob, choice))
            said = _what_is_wrong(plain, result, choice)
            if said:
                turned_at = ("stop", number, "knob", "choices")
                yield pack.problem("tour.E551", activity.id, said, at=turned_at)


def _what_is_wrong(plain: RunResult, result: RunResult, choice: str) -> str:
    if result.outcome != "passed":
        return f"With {choice!r} the project does not run to its end: {ended(result)}"
    if _shown(result) == _shown(plain):
        return f"With {choice!r} the project shows the same as without it."
    return ""


def _shown(result: RunResult) -> tuple[object, ...]:
    return (result.stdout, [dict(figure.about) for figure in result.figures])
