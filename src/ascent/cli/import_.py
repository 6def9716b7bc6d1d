"""`ascent import`: bring an export back, here or on another machine."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ascent.cli.say import Say


def import_all(
    file: Annotated[Path, typer.Argument(metavar="FILE.zip", help="What `ascent export` wrote.")],
    replace: Annotated[
        bool,
        typer.Option("--replace", help="Put it in the place of what is here, which is backed up."),
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Answer in JSON.")] = False,
) -> None:
    """Bring back what `ascent export` wrote. All of it is checked before anything is written.

    Examples:

        ascent import ascent.zip

        ascent import ascent.zip --replace
    """
    say = Say(json)
    from ascent.cli import engine

    person = engine.learner(say, thorough=True)
    from ascent.accounts.restore import CannotImport, restore

    try:
        done = restore(person, file.expanduser(), replace=replace)
    except CannotImport as error:
        say.fail(str(error))
    say.line(
        f"Brought back {done.attempts} attempts, {done.evidence} pieces of evidence "
        f"and {done.files} files."
    )
    if done.backup:
        say.line(f"What was here before lies in {done.backup}")
    say.document(
        {
            "attempts": done.attempts,
            "evidence": done.evidence,
            "files": done.files,
            "backup": done.backup,
        }
    )
