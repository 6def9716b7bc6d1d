"""`ascent watch`: check at every save, and go on to the next step when it passes."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Annotated

import typer

from ascent.cli.say import Say

if TYPE_CHECKING:
    from pathlib import Path

    from ascent.accounts.models import Person
    from ascent.curriculum.activity import Activity

LOOK = 0.2  # seconds between two looks at the file
ASK = 2.0  # seconds between two questions for the next step


def watch(
    activity: Annotated[
        str, typer.Argument(help="The id of an exercise. Without it: the next step.")
    ] = "",
) -> None:
    """Check your file each time you save it. When it passes, go on to the next step.

    Ctrl-C ends it. Nothing is checked before you save.

    Examples:

        ascent watch

        ascent watch first-model
    """
    say = Say()
    from ascent.cli import check, engine

    person = engine.learner(say)
    from ascent import runner
    from ascent.kinds import isolation  # after the engine is set up

    runner.warm_on_use()  # it stays for long: the second check is there at once
    if told := isolation.in_a_line(person):
        say.line(told)
    try:
        found = engine.activity(say, activity) if activity else wait_for_files(say, person)
        check.require_files(say, found)
        while True:
            until_passed(say, person, found)
            found = wait_for_files(say, person)
    except KeyboardInterrupt:
        say.line("\nStopped watching. Your file stays where it is.")


def until_passed(say: Say, person: Person, found: Activity) -> None:
    """Check `found` at every save, until it passes."""
    from ascent.cli import check, engine, verdict

    path = engine.open_files(say, person, found) / "answer.py"
    say.line(f"Watching {path}", style="bold")
    say.line(f"{found.title}. Save the file to have it checked; Ctrl-C ends.")
    seen = state_of(path)
    while True:
        seen = next_save(path, seen)
        if seen is None:  # deleted: put it back, and check nothing
            check.read_answer(say, person, found)
            seen = state_of(path)
            continue
        attempt = check.grade(say, person, found, check.read_answer(say, person, found))
        verdict.show(say, attempt)
        say.line()
        if attempt.outcome == "passed":
            return


def next_save(path: Path, seen: tuple[int, int] | None) -> tuple[int, int] | None:
    """Wait until the file is another one than `seen`, and quiet for one look."""
    while (now := state_of(path)) == seen:
        time.sleep(LOOK)
    while now is not None:
        time.sleep(LOOK)
        if (later := state_of(path)) == now:
            return now
        now = later
    return None


def state_of(path: Path) -> tuple[int, int] | None:
    """Time and size of the file; None while there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


def wait_for_files(say: Say, person: Person) -> Activity:
    """The next step that has files. While another kind is next, say so and wait for it."""
    from ascent.cli import engine
    from ascent.cli.next_ import require_step
    from ascent.kinds import registry

    told = ""
    while True:
        step = require_step(say, person)
        found = registry.pack().activities.get(step["activity"])
        if step["activity"] != told:
            told = step["activity"]
            say.line(f"Next: {step['title']} ({step['kind']}, {step['minutes']} minutes).")
            say.line(f"  {step['reason']}")
            if found is None or not engine.has_files(found):
                say.line(f"  Its page: {engine.address(step['url'])}. Watching goes on after it.")
        if found is not None and engine.has_files(found):
            if step["afresh"]:
                engine.once_more(say, person, found)
            return found
        time.sleep(ASK)
