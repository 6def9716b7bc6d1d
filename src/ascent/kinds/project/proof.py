"""A project holds what it promises: see `ascent.testing.exercise`; and so do its `[[applies]]`."""

from __future__ import annotations

from collections.abc import Iterator

from ascent import runner
from ascent.curriculum.activity import Activity
from ascent.curriculum.pack import Pack
from ascent.curriculum.problems import Problem
from ascent.kinds import tables
from ascent.kinds.project.content import APPLIES, addition
from ascent.kinds.proving import prove_task
from ascent.runner.job import Job, Limits, Verdict
from ascent.runner.worker import Variant

__all__ = ["prove"]

SEEDS = (1, 2)


def prove(activity: Activity, pack: Pack) -> Iterator[Problem]:
    """The task as a whole, then each way to apply a skill in it."""
    found = list(prove_task(activity, pack))
    yield from found
    if activity.spec.applies and not found:
        yield from _prove_applies(activity, pack)


def _prove_applies(activity: Activity, pack: Pack) -> Iterator[Problem]:
    """With its addition the solution passes; without it the check fails; nothing breaks."""
    solution = activity.text("solution.py")
    entries = activity.spec.applies
    added = [
        f"{solution}\n\n{addition(activity.folder, one.check).read_text('utf-8')}"
        for one in entries
    ]
    seeds = [Variant(code, seed) for code in added for seed in SEEDS]
    whole = _grade(activity, pack, "checks.py", seeds)
    shown = _grade(activity, pack, APPLIES, seeds)
    plain, empty = _grade(activity, pack, APPLIES, [Variant(solution, 1), Variant("", 1)])
    for number, entry in enumerate(entries):
        at = ("applies", number, "check")
        for turn in range(number * len(SEEDS), (number + 1) * len(SEEDS)):
            for said in _unkept(whole[turn], shown[turn], entry.check):
                yield pack.problem("project.E671", activity.id, said, at=at)
                break
        if _outcome(plain, entry.check) == "passed":
            said = f"The solution passes '{entry.check}' as it is, so nothing is asked for."
            hint = "Let the check ask for something that the project does not do yet."
            yield pack.problem("project.E672", activity.id, said, at=at, hint=hint)
        if "our-fault" in (_outcome(plain, entry.check), _outcome(empty, entry.check)):
            said = f"'{entry.check}' breaks: {(empty.fault or plain.fault).strip()[-300:]}"
            yield pack.problem("project.E673", activity.id, said, at=at)


def _unkept(whole: Verdict, shown: Verdict, check: str) -> Iterator[str]:
    """What one seed shows of a solution with an addition that does not hold."""
    if not whole.passed:
        failed = next((c for c in whole.checks if c.outcome not in ("passed", "not-run")), None)
        why = f"{failed.name}: {failed.message}" if failed else f"{whole.message} {whole.error}"
        yield f"With the addition of '{check}', seed {whole.seed}, checks.py says: {why}"
    if _outcome(shown, check) != "passed":
        own = next((c for c in shown.checks if c.name == check), None)
        why = own.message or own.error if own else f"{shown.message} {shown.error}"
        yield f"With its addition, seed {shown.seed}, '{check}' says: {why}"


def _outcome(verdict: Verdict, check: str) -> str:
    found = (c.outcome for c in verdict.checks if c.name == check)
    return str(next(found, verdict.outcome))


def _grade(activity: Activity, pack: Pack, checks: str, variants: list[Variant]) -> list[Verdict]:
    spec = activity.spec
    limits = Limits(**spec.limits.model_dump())
    job = Job("", kit=spec.kit, files=tables.public(activity.data, pack), limits=limits)
    data = tables.for_checks(activity.data, pack)
    return list(runner.grade_many(job, activity.folder / checks, variants, data))
