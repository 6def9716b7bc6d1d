"""The result of `ascent grade` on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ascent.cli.say import Say
from ascent.printable import plain

if TYPE_CHECKING:
    from ascent.kinds.batch.grading import Result
    from ascent.kinds.batch.handins import LeftOut


def show(say: Say, results: list[Result], left_out: list[LeftOut]) -> None:
    """A line for each file, what was left out, and the sums."""
    from ascent.kinds.batch import sheet

    if say.as_json:
        return
    _table(say, results)
    list_left_out(say, left_out)
    n = sheet.summary(results, left_out)
    parts = [f"{n['passed']} passed", f"{n['not_passed']} did not"]
    parts += [f"{n['our_fault']} could not be graded, which is our fault"] * (n["our_fault"] > 0)
    parts += [f"{n['missed']} could not be taken"] * (n["missed"] > 0)
    say.line(
        f"{len(results)} files of {n['people']} people: {', '.join(parts)}. "
        f"{n['graded_before']} were graded before."
    )


def _table(say: Say, results: list[Result]) -> None:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    from ascent.cli.say import signs
    from ascent.kinds.batch import sheet

    sign = signs()
    table = Table("who", "exercise", "outcome", "points", "what it says", box=box.SIMPLE_HEAD)
    for result in results:
        row = sheet.row(result)
        mark = sign["pass"] if row["passed"] else sign["none" if result.ours else "fail"]
        said = " ".join(row["message"].split())
        cells = (
            row["who"],
            row["exercise"],
            f"{mark} {row['outcome']}",
            f"{row['points']:g}/{row['of']:g}",
            said if len(said) <= 160 else f"{said[:157]}...",
        )
        table.add_row(*(Text(plain(cell, lines=True)) for cell in cells))
    say.console.print(table)


def list_left_out(say: Say, left_out: list[LeftOut]) -> None:
    """What was not graded, each with its reason."""
    for one in left_out:
        say.line(f"Left out: {one.file}: {one.reason}", style="yellow" if one.missed else "dim")
