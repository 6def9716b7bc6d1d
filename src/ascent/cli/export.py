"""`ascent export`: everything of yours in one file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ascent.cli.say import Say


def export_all(
    file: Annotated[
        Path, typer.Argument(metavar="FILE.zip", dir_okay=False, help="Where to write it.")
    ],
    force: Annotated[bool, typer.Option("--force", help="Write over an existing file.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Answer in JSON.")] = False,
) -> None:
    """Write all that is yours into one zip: record, loops, attempts, and your files.

    The same record gives the same bytes. Bring it back with `ascent import`.

    Examples:

        ascent export ascent.zip
    """
    say = Say(json)
    from ascent.cli import engine

    person = engine.learner(say, thorough=True)
    from ascent.accounts.export import CannotExport, export

    try:
        done = export(person, file.expanduser(), overwrite=force)
    except CannotExport as error:
        say.fail(str(error))
    size = done.path.stat().st_size
    say.line(
        f"Wrote {done.path} ({size / 1e6:.1f} MB): {done.attempts} attempts, "
        f"{done.evidence} pieces of evidence, {done.files} files."
    )
    for name in done.left_out:
        say.line(f"Left out: {name} (a link, or a name that a zip cannot carry)")
    say.document(
        {
            "file": done.path,
            "bytes": size,
            "attempts": done.attempts,
            "evidence": done.evidence,
            "files": done.files,
            "left_out": list(done.left_out),
        }
    )
