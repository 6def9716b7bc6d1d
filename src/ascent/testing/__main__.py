"""`python -m ascent.testing FOLDER ...` proves exercises; `--run FILE` grades one answer;
`--sandbox` attacks this machine's sandbox in every way that the suite knows.

Exit status: 0 when all is well, 1 when something is not, 2 when used wrongly.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from ascent.runner import Verdict, isolation
from ascent.runner.kits import KitMissing
from ascent.testing import sandbox_check
from ascent.testing.attacks import attacks
from ascent.testing.exercise import examine, grade_file

MARKS = {"passed": "pass", "not-run": "----"}


def main(arguments: list[str] | None = None) -> int:
    """Run the command; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m ascent.testing", description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path, help="folders of exercises or projects")
    parser.add_argument("--sandbox", action="store_true", help="attack this machine's sandbox")
    parser.add_argument("--run", type=Path, metavar="FILE", help="grade FILE against one exercise")
    parser.add_argument("--seed", type=int, default=1, help="the seed for --run (default 1)")
    options = parser.parse_args(arguments)
    if options.run and (len(options.folders) != 1 or not options.run.is_file()):
        parser.error("--run takes one file that exists and one folder.")
    if options.sandbox == bool(options.folders):
        parser.error("Give folders, or --sandbox alone.")
    try:
        if options.sandbox:
            return _attack()
        if options.run:
            verdict = grade_file(options.folders[0], options.run, options.seed)
            print(readable(verdict))
            return 0 if verdict.passed else 1
        return max([_examine(folder) for folder in options.folders])
    except (KitMissing, ValueError) as error:
        print(error, file=sys.stderr)
        return 1


def _attack() -> int:
    """Try every attack that this machine claims to hold; minutes, because some of them wait."""
    alone = not isolation().namespaces
    every = attacks()
    only = [one for one in every if not (alone and one.unless_limited)]
    report = sandbox_check.check_sandbox(only=only, on_tried=lambda one: print(one, flush=True))
    held = len(report.tried) - len(report.breaches)
    print(f"{held} of {len(report.tried)} attacks were held.")
    for one in every:
        if one not in only:
            print(f"not held without namespaces: {one.id}. {one.unless_limited}")
    return 0 if report.held else 1


def _examine(folder: Path) -> int:
    report = examine(folder)
    for problem in report.problems:
        print(problem)
    state = f"{len(report.problems)} problems" if report.problems else "fine"
    print(f"{folder}: {state} ({report.seeds} seeds, {report.seconds:.1f} s)", flush=True)
    return 1 if report.problems else 0


def readable(verdict: Verdict) -> str:
    """A verdict as lines of text."""
    lines = [f"{verdict.outcome} ({verdict.seconds:.2f} s, seed {verdict.seed})"]
    lines += [verdict.message] if verdict.message else []
    for check in verdict.checks:
        mark = MARKS.get(check.outcome, "FAIL")
        lines.append(f"  {mark}  {check.name}: {check.sentence} ({check.seconds * 1000:.0f} ms)")
        if check.outcome not in MARKS:
            lines.append(f"        {check.outcome}: {check.message}")
    for title, text in (
        ("error", verdict.error),
        ("fault", verdict.fault),
        ("output", verdict.stdout),
        ("warnings", verdict.stderr),
    ):
        if text:
            lines += [f"--- {title}", text.rstrip()]
    lines += [f"--- report {dict(verdict.report)}"] if verdict.report else []
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
