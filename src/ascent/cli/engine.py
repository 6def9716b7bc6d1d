"""What most verbs begin with: the engine ready, the learner, and the activity that was named."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ascent.cli.say import USED_WRONGLY, Say

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ascent.accounts.models import Person
    from ascent.curriculum.activity import Activity

BEGUN = {  # what is said of an exercise that is done once more
    "now": "Once more, from its start and without help.",
    "goes-on": "Once more: it has begun already, and your file goes on as it is.",
    "today": "You passed it today. Once more counts after a night; your file stays as it is.",
}


def learner(say: Say, *, thorough: bool = False) -> Person:
    """Make the engine ready and return the learner of this machine; end with a sentence if not.

    Verbs import what needs the database only after this.
    """
    from ascent.web import startup

    try:
        for sentence in startup.prepare(thorough=thorough):
            say.line(sentence)
    except startup.CannotStart as error:
        say.fail(str(error))
    from ascent.accounts.people import solo

    return solo()


def activity(say: Say, name: str) -> Activity:
    """The activity with the id `name`, or the end with what was probably meant."""
    from ascent.kinds import registry

    pack = registry.pack()
    found = pack.activities.get(pack.renamed.get(name, name))
    if found is None:
        say.fail(
            f"There is no activity “{name}”.{did_you_mean(name, pack.activities)}", USED_WRONGLY
        )
    return found


def did_you_mean(name: str, known: Any) -> str:
    """` Did you mean x?`, or where to look when nothing is close."""
    import difflib

    close = difflib.get_close_matches(name, list(known), n=3, cutoff=0.5)
    if close:
        return f" Did you mean {' or '.join(close)}?"
    return " `ascent next` names the next one; `ascent map` shows all."


def has_files(found: Activity) -> bool:
    """Is the activity done by writing code into a file?"""
    return found.has("starter.py")


def open_files(say: Say, person: Person, found: Activity) -> Path:
    """Write the activity's folder and return it; end with a sentence when that cannot be."""
    from ascent.kinds.materials import public_files
    from ascent.learner import files
    from ascent.runner.kits import KitMissing

    try:
        draft = files.open_folder(found, public_files(found), last_code(person, found))
    except (files.CannotSave, files.CannotRead, KitMissing, FileNotFoundError) as error:
        say.fail(str(error))
    if draft.note:
        say.line(draft.note)
    return draft.path.parent


def once_more(say: Say, person: Person, found: Activity) -> Path | None:
    """Begin a passed exercise from its start, as “Once more” on Today does; end with a sentence
    when that cannot be. Returns where the file of before lies, if it was put aside just now."""
    from ascent.kinds import anew
    from ascent.learner import files

    if found.kind != "exercise":
        say.fail(
            f"“{found.title}” is a {found.kind}, and --again is for exercises. A project begins "
            "again with the next loop."
        )
    try:
        begun, kept = anew.once_more(person, found)
    except files.CannotSave as error:
        say.fail(str(error))
    if begun == anew.Begun.NEVER_DONE:
        say.fail(
            f"You have not passed “{found.title}” yet, so there is no once more. "
            f"Go on with it: ascent open {found.id}"
        )
    say.line(BEGUN[begun])
    if kept is not None:
        say.line(f"Your file of before is kept as {kept.name}.")
    return kept


def last_code(person: Person, found: Activity) -> Callable[[], str | None]:
    """Asks the record for the code that was handed in last."""

    def ask() -> str | None:
        from ascent.learner.access import last_attempt

        attempt = last_attempt(person, found.id)
        return attempt.answer.get("code") if attempt else None

    return ask


def address(path: str) -> str:
    """The whole address of a page while a server runs, else its path."""
    from ascent.web.server import Registry

    running = Registry().running()
    return running.address + path.lstrip("/") if running else path
