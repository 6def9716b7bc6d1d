"""`ascent open`: an activity as plain files, for any editor."""

from __future__ import annotations

from typing import Annotated

import typer

from ascent.cli.say import Say


def open_activity(
    activity: Annotated[
        str, typer.Argument(help="The id of an activity. Without it: the next step.")
    ] = "",
    again: Annotated[
        bool,
        typer.Option("--again", help="Once more, without help: from its start, for a review."),
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Answer in JSON.")] = False,
) -> None:
    """Write an exercise as plain files into your folder, and say where they are.

    What you wrote there before stays. With --again an exercise that you have passed begins from
    its starter: your file of before is put aside under another name, and help counts anew.

    Examples:

        ascent open

        ascent open first-model

        ascent open first-model --again
    """
    say = Say(json)
    from ascent.cli import engine
    from ascent.cli.next_ import require_step

    person = engine.learner(say)
    from django.urls import reverse

    from ascent.kinds import guide, registry

    step = {"activity": activity} if activity else require_step(say, person)
    name = step["activity"]
    if name in guide.SESSIONS:
        title, _, page = guide.SESSIONS[name]
        say.fail(f"“{title}” has no files. It is on the page {engine.address(reverse(page))}.")
    found = engine.activity(say, name)
    if not engine.has_files(found):
        where = engine.address(registry.url(found))
        say.fail(f"“{found.title}” is a {found.kind}: it has no files. Its page is {where}.")
    kept = engine.once_more(say, person, found) if again or step.get("afresh") else None
    folder = engine.open_files(say, person, found)
    say.line(found.title, style="bold")
    say.line(f"  {folder}")
    for path in sorted(folder.iterdir()):
        if not path.name.startswith("."):
            say.line(f"    {path.name}")
    say.line(f"Check it: ascent check {found.id}. Check it at every save: ascent watch {found.id}")
    say.document(
        {
            "activity": found.id,
            "title": found.title,
            "folder": folder,
            "files": sorted(p.name for p in folder.iterdir() if not p.name.startswith(".")),
            "kept": kept,
        }
    )
