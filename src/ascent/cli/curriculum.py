"""`ascent curriculum check`: prove a pack, for those who write content."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import contextmanager
from fnmatch import fnmatch
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ascent.cli import packs
from ascent.cli.say import NOT_FINE, USED_WRONGLY, Say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ascent.kinds.check import Report

app = typer.Typer(help="For authors: check the content of a pack.", no_args_is_help=True)


@app.callback()
def group() -> None:
    """For authors: check the content of a pack."""


@app.command("check")
def check(
    folders: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[FOLDER]...",
            help="A pack, and packs laid over it. A pack without map/areas.toml is laid over the "
            "built-in one. Without a folder: the packs that Ascent reads.",
        ),
    ] = None,
    only: Annotated[
        list[str] | None,
        typer.Option("--only", metavar="GLOB", help="Just ids or paths that match; repeatable."),
    ] = None,
    jobs: Annotated[
        int | None, typer.Option(min=1, help="Proofs at a time. Without it: one for each core.")
    ] = None,
    update_ids: Annotated[
        bool, typer.Option("--update-ids", help="First write new ids into ids.lock.")
    ] = False,
    schemas: Annotated[
        bool, typer.Option("--schemas", help="First write the format's JSON Schemas into schemas/.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Answer in JSON.")] = False,
) -> None:
    """Prove a pack: starters fail, solutions pass, each wrong answer fails with its own words.

    What passed before is not run again until it changes. The exit code is 1 when there
    is an error; warnings do not count.

    Examples:

        ascent curriculum check

        ascent curriculum check my-pack --only 'ml-*'
    """
    say = Say(json)
    given = packs.roots(say, folders)
    if schemas:
        _write_schemas(say, given[0])
    if update_ids:
        _update_ids(say, given)
    roots = packs.with_what_lies_below(say, given)
    chosen = _chosen(say, roots, only, [root.name for root in given if roots != given])
    report = _prove(say, roots, chosen, jobs)
    _show(say, report)
    say.document(report.to_json())
    if not report.ok:
        raise typer.Exit(NOT_FINE)


def _write_schemas(say: Say, root: Path) -> None:
    from ascent.curriculum.schemas import write_schemas
    from ascent.kinds import content_kinds

    written = write_schemas(root, content_kinds())
    say.line(f"Wrote {len(written)} schemas to {root / 'schemas'}")


def _update_ids(say: Say, roots: list[Path]) -> None:
    from ascent.curriculum.lock import update_locks
    from ascent.kinds import content_kinds

    for path in update_locks(roots, content_kinds()):
        say.line(f"Wrote {path}")


def _prove(say: Say, roots: list[Path], chosen: list[str] | None, jobs: int | None) -> Report:
    from ascent import home
    from ascent.kinds.check import check_pack
    from ascent.web import startup

    try:
        startup.set_up()  # figures are drawn as pages draw them
    except startup.CannotStart as error:
        say.fail(str(error))
    cancel = threading.Event()
    cache = home.home() / "run" / "proofs"
    try:
        with _progress(say) as show:
            return check_pack(
                roots, chosen, jobs=jobs, cache_dir=cache, on_progress=show, cancel=cancel
            )
    except KeyboardInterrupt:
        cancel.set()
        say.fail("Stopped. What was proved is kept; the same command goes on.", 130)


def _chosen(
    say: Say, roots: list[Path], only: list[str] | None, asked_for: list[str]
) -> list[str] | None:
    """What is proved: all, or the ids that fit one of the patterns. Of packs that were laid over
    the built-in one, only what they hold (`asked_for` are their names)."""
    if only is None or not only:
        return asked_for or None
    return _matching(say, roots, only, asked_for)


def _matching(say: Say, roots: list[Path], only: list[str], packs: list[str]) -> list[str]:
    """The ids whose id or path fits one of the patterns, in `packs` if any are named."""
    from ascent.cli.engine import did_you_mean
    from ascent.curriculum import load
    from ascent.kinds import content_kinds

    pack = load(roots, content_kinds())
    found = [
        name
        for name, place in pack.places.items()
        if any(fnmatch(name, glob) or _fits_path(place.path, glob) for glob in only)
        and (not packs or place.path.partition("/")[0] in packs)
    ]
    if not found:
        hint = did_you_mean(only[0], pack.places)
        say.fail(f"Nothing in this pack matches {', '.join(only)}.{hint}", USED_WRONGLY)
    return found


def _fits_path(path: str, glob: str) -> bool:
    return fnmatch(path, glob) or path.startswith(glob.rstrip("/") + "/")


@contextmanager
def _progress(say: Say) -> Iterator[Callable[[int, int, str], None] | None]:
    """A bar on a terminal, nothing elsewhere."""
    if say.as_json or not say.console.is_terminal:
        yield None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=say.console, transient=True) as bar:
        task = bar.add_task("", total=None)

        def show(done: int, total: int, current: str) -> None:
            bar.update(task, completed=done, total=total, description=current)

        yield show


def _show(say: Say, report: Report) -> None:
    for problem in report.problems:
        say.line(str(problem), style="red" if problem.severity == "error" else "yellow")
    skipped = f", {report.skipped} could not run" if report.skipped else ""
    say.line(
        f"{report.activities} activities, {report.skills} skills: "
        f"{len(report.errors)} errors, {len(report.warnings)} warnings. "
        f"{report.proved} proved now, {report.reused} before{skipped}; {report.seconds:.1f} s."
    )
