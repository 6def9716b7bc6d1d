"""`ascent check`: grade a file of yours, here and now."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ascent.cli.say import NOT_FINE, USED_WRONGLY, Say

if TYPE_CHECKING:
    from types import FrameType

    from ascent.accounts.models import Person
    from ascent.curriculum.activity import Activity
    from ascent.learner.models import Attempt


def check(
    what: Annotated[
        str, typer.Argument(metavar="FILE|FOLDER|ID", help="A file or folder of yours, or an id.")
    ],
    of: Annotated[
        str, typer.Option("--for", metavar="ID", help="What a file outside your folder answers.")
    ] = "",
    json: Annotated[bool, typer.Option("--json", help="Answer in JSON.")] = False,
) -> None:
    """Check what you wrote. The attempt counts as one from the page does.

    The exit code is 0 when it passes, 1 when it does not, 2 when there is no such activity.

    Examples:

        ascent check first-model

        ascent check ~/ascent/work/first-model/answer.py

        ascent check notebook.py --for first-model
    """
    say = Say(json)
    from ascent.cli import engine, verdict

    person = engine.learner(say)
    from ascent.kinds import isolation  # after the engine is set up

    if told := isolation.in_a_line(person):
        say.line(told)
    found, code = _what(say, person, what, of)
    attempt = grade(say, person, found, code)
    verdict.show(say, attempt)
    say.document(verdict.document(attempt))
    if attempt.outcome != "passed":
        raise typer.Exit(NOT_FINE)


def _what(say: Say, person: Person, what: str, of: str) -> tuple[Activity, str]:
    """The activity that is meant, and the code to check."""
    from ascent.cli import engine
    from ascent.learner import files

    path = Path(what).expanduser()
    is_path = path.exists() or "/" in what or "\\" in what or what.endswith(".py")
    name = of or (files.activity_of(path) if is_path else what)
    if is_path and path.is_dir():
        path = path / files.ANSWER
    if is_path and not name:
        say.fail(
            f"{path} does not lie in {files.work()}, so it is not clear what it answers. "
            f"Name the activity: ascent check {what} --for ID",
            USED_WRONGLY,
        )
    found = engine.activity(say, str(name))
    require_files(say, found)
    if not is_path or path.resolve() == (files.folder(found.id) / files.ANSWER).resolve():
        return found, read_answer(say, person, found)
    try:
        return found, path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        say.fail(f"There is no file {path}.", USED_WRONGLY)
    except UnicodeDecodeError as error:
        say.fail(f"{path} is not UTF-8 text: {error.reason} at byte {error.start}.", USED_WRONGLY)
    except OSError as error:
        say.fail(f"{path} cannot be read: {error.strerror}.", USED_WRONGLY)


def require_files(say: Say, found: Activity) -> None:
    """End with a sentence when the activity is not answered with code."""
    from ascent.cli import engine
    from ascent.kinds import registry

    if not engine.has_files(found):
        where = engine.address(registry.url(found))
        text = f"“{found.title}” is a {found.kind} and has no code to check. Its page is {where}."
        say.fail(text, USED_WRONGLY)


def read_answer(say: Say, person: Person, found: Activity) -> str:
    """What `answer.py` holds now; a missing one is made anew, and that is said."""
    from ascent.cli import engine
    from ascent.learner import files

    try:
        draft = files.read(found, engine.last_code(person, found))
    except (files.CannotRead, files.CannotSave) as error:
        say.fail(str(error))
    if draft.note:
        say.line(draft.note)
    return draft.text


def grade(say: Say, person: Person, found: Activity, code: str) -> Attempt:
    """Hand `code` in and grade it here. Ctrl-C ends the run; the attempt is kept."""
    from ascent.kinds import grading
    from ascent.runner import kits

    kit = getattr(found.spec, "kit", "data")
    if not kits.is_ready(kit):
        say.fail(f"The kit {kit}, in which this runs, is not installed. Run: ascent add {kit}")
    attempt = grading.submit(person, found, {"code": code}, via="cli")
    with _until_ctrl_c() as cancel:
        attempt = grading.grade_now(attempt, cancel=cancel)
    if cancel.is_set():
        say.fail("Stopped. What you handed in is kept; it is checked when Ascent runs next.", 130)
    return attempt


@contextmanager
def _until_ctrl_c() -> Iterator[threading.Event]:
    """An event that Ctrl-C sets, instead of raising in the middle of a transaction."""
    cancel = threading.Event()
    if threading.current_thread() is not threading.main_thread():
        yield cancel
        return

    def stop(_number: int, _frame: FrameType | None) -> None:
        if cancel.is_set():
            raise KeyboardInterrupt
        cancel.set()

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield cancel
    finally:
        signal.signal(signal.SIGINT, before)
