"""`ascent grade`: grade a folder of other people's files."""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ascent.cli.say import NOT_FINE, USED_WRONGLY, Say

if TYPE_CHECKING:
    from ascent.curriculum.activity import Activity
    from ascent.kinds.batch.grading import Result
    from ascent.kinds.batch.handins import Found, HandIn, LeftOut

FEW = 4
"""More files than these are worth waiting for a warm kit."""

WARM_SECONDS = 30.0


def grade(
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="FOLDER/<who>/<exercise id>.py for each file.")
    ],
    exercise: Annotated[
        str,
        typer.Option(
            "--exercise", metavar="ID", help="What every file answers; then it is FOLDER/<who>.py."
        ),
    ] = "",
    csv: Annotated[
        Path | None, typer.Option("--csv", metavar="FILE", help="Write a table for spreadsheets.")
    ] = None,
    json_file: Annotated[
        Path | None, typer.Option("--json-file", metavar="FILE", help="Write all of it as JSON.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Answer in JSON.")] = False,
    jobs: Annotated[
        int | None, typer.Option(min=1, help="Files at a time. Without it: one for each core.")
    ] = None,
    seed: Annotated[
        int | None,
        typer.Option(min=0, max=2**48 - 1, help="One seed for all. Without it: by each code."),
    ] = None,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Grade everything again, also what has not changed.")
    ] = False,
) -> None:
    """Grade the files of many people, with the checks of the pages, and without their record.

    What was graded is kept by content: the same command again grades only what is new, also
    after it was stopped. Nothing is written about you or anybody else's learning.

    The exit code is 0 when every file was graded, passed or not; 1 when some were not; 2 when
    there is nothing to grade.

    Examples:

        ascent grade handed-in --csv marks.csv

        ascent grade first-week --exercise first-model --json
    """
    from ascent.cli import graded

    say = Say(json)
    handins, left_out = _find(say, folder, exercise)
    for path in (csv, json_file):
        _can_be_written(say, path)
    _require_isolation(say)
    results, missed = _grade(say, handins, seed, jobs, fresh)
    left_out += missed
    _write(say, results, left_out, seed, csv, json_file)
    graded.show(say, results, left_out)
    if any(result.ours for result in results) or any(one.missed for one in left_out):
        raise typer.Exit(NOT_FINE)


def _find(say: Say, folder: Path, exercise: str) -> Found:
    """What is to be graded; the end when there is nothing."""
    from ascent.cli import engine, graded
    from ascent.cli.check import require_files
    from ascent.web import startup

    try:
        startup.set_up()
    except startup.CannotStart as error:
        say.fail(str(error))
    from ascent.kinds import registry
    from ascent.kinds.batch import handins

    pack = registry.pack()
    one: Activity | None = None
    if exercise:
        one = engine.activity(say, exercise)
        require_files(say, one)
    try:
        found, left_out = handins.find(
            folder.expanduser(), pack, one, lambda name: engine.did_you_mean(name, pack.activities)
        )
    except OSError as error:
        say.fail(f"{folder} cannot be read as a folder: {error.strerror}.", USED_WRONGLY)
    if not found:
        graded.list_left_out(say, left_out)
        layout = "FOLDER/<who>.py" if one else "FOLDER/<who>/<exercise id>.py"
        say.fail(
            f"Nothing in {folder} can be graded. The files are expected as {layout}", USED_WRONGLY
        )
    return found, left_out


def _can_be_written(say: Say, path: Path | None) -> None:
    """End before the work when its result could not be written."""
    if path is None:
        return
    folder = path.expanduser().absolute().parent
    if not folder.is_dir() or not os.access(folder, os.W_OK) or path.is_dir():
        say.fail(f"{path} cannot be written. Name a file in a folder of yours.", USED_WRONGLY)


def _require_isolation(say: Say) -> None:
    """End where other people's code cannot be locked in. A machine that runs it for this one
    answers for itself, when it is asked."""
    from ascent.runner import executors, sandbox

    try:
        if isinstance(executors.current(), executors.LocalExecutor):
            sandbox.require_isolation()
    except sandbox.NotIsolated as error:
        say.fail(f"{error} Nothing was run; `ascent doctor` says more.")
    except executors.WRONGLY_SET as error:
        say.fail(str(error))


def _grade(
    say: Say, found: list[HandIn], seed: int | None, jobs: int | None, fresh: bool
) -> tuple[list[Result], list[LeftOut]]:
    """All verdicts in the order of the files. Ctrl-C ends the program and says what is kept."""
    from ascent import runner
    from ascent.cli.progress import Progress
    from ascent.kinds.batch import grading
    from ascent.kinds.batch.handins import LeftOut
    from ascent.kinds.grading import places
    from ascent.runner import sandbox

    at_once = jobs or places.cores()
    places.make(at_once)
    results: list[Result] = []
    try:
        results, waiting, left_out = grading.known(found, seed, fresh=fresh)
        for kit in {handin.activity.spec.kit for handin in waiting}:
            runner.warm(kit, WARM_SECONDS if len(waiting) > FEW else 0)
        with (
            Progress(say, len(waiting), len(results)) as progress,
            closing(grading.grade(waiting, seed, at_once)) as verdicts,
        ):
            for one in verdicts:
                if isinstance(one, LeftOut):
                    left_out.append(one)
                    progress.step(one.file)
                else:
                    results.append(one)
                    progress.step(one.handin.file)
    except sandbox.NotIsolated as error:
        say.fail(f"{error} That is the machine that ASCENT_EXECUTOR names.")
    except KeyboardInterrupt:
        kept = sum(not result.ours for result in results)
        say.fail(
            f"Stopped. {kept} of {len(found)} files are graded and kept; the same command goes "
            "on from there. No file was written.",
            130,
        )
    order = {handin.file: number for number, handin in enumerate(found)}
    return sorted(results, key=lambda result: order[result.handin.file]), left_out


def _write(
    say: Say,
    results: list[Result],
    left_out: list[LeftOut],
    seed: int | None,
    csv: Path | None,
    json_file: Path | None,
) -> None:
    import json

    from ascent import disk
    from ascent.kinds.batch import sheet

    document = sheet.document(results, left_out, seed)
    text = json.dumps(document, ensure_ascii=False, indent=2).encode() + b"\n"
    for path, data in ((csv, sheet.as_csv(results)), (json_file, text)):
        if path is not None:
            try:
                disk.write(path.expanduser(), data)
            except OSError as error:
                say.fail(f"{path} cannot be written. {disk.why(error)} The verdicts are kept.")
    say.document(document)
