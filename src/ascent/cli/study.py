"""`ascent study`: an opt-in study on this machine, so that people can show one day what helps."""

from __future__ import annotations

import json as encoding
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ascent.cli.say import USED_WRONGLY, Say

if TYPE_CHECKING:
    from ascent.accounts.models import Person
    from ascent.learner.study.plan import Record, Standing

app = typer.Typer(
    help="Take part in a small study, on this machine alone. Opt-in; nothing is sent anywhere.",
    no_args_is_help=True,
)
JSON = Annotated[bool, typer.Option("--json", help="Answer in JSON.")]
Yes = Annotated[bool, typer.Option("--yes", help="Do not ask again.")]
NAMED = r"[a-z0-9][a-z0-9-]{0,39}"


@app.command("join")
def join(
    named: Annotated[
        str,
        typer.Option("--study", metavar="NAME", help="The name that its author gave you."),
    ] = "open",
) -> None:
    """Say what is measured, ask for your consent, and begin.

    Everybody who joins under the same name is asked the same questions.

    Examples:

        ascent study join

        ascent study join --study spring-2027
    """
    import re

    say = Say()
    if not re.fullmatch(NAMED, named):
        say.fail("A study's name has small letters, digits and dashes, at most 40.", USED_WRONGLY)
    person = _person(say)
    from ascent.kinds import studying
    from ascent.learner.study import consent as study_consent
    from ascent.learner.study import kept as study_kept

    try:
        studying.can_join(person)
        say.line(study_consent.TEXT.format(folder=study_kept.folder()))
        if not _agreed("Do you want to take part? Type yes or no"):
            say.line("You have not joined, and nothing was kept.")
            return
        record = studying.join(person, named)
    except study_kept.CannotStudy as error:
        say.fail(str(error))
    say.line(f"You have joined the study “{named}”. Your code is {record.participant}.")
    say.line("Next: the first test. Before you go on learning, run `ascent study test`.")


@app.command("status")
def status(json: JSON = False) -> None:
    """Say what comes next in the study, and when.

    Examples:

        ascent study status
    """
    say = Say(json)
    person = _person(say)
    record = _record(say)
    from ascent.kinds import studying

    next_ = studying.standing(person, record)
    say.line(f"Study     {record.study}, as {record.participant}")
    for number, test in enumerate((record.pre_test, record.post_test), start=1):
        say.line(f"Test {number}    {len(test.answers)} of {len(test.questions)} answered")
    say.line(_told(record, next_))
    say.document(
        {
            "study": record.study,
            "participant": record.participant,
            "step": next_.step,
            "when": next_.when,
            "says": _told(record, next_),
            "pre_test": {"answered": len(record.pre_test.answers)},
            "post_test": {"answered": len(record.post_test.answers)},
        }
    )


@app.command("test")
def test() -> None:
    """Answer the test that is due. You are not told what is right; Ctrl-C stops, to go on later.

    Examples:

        ascent study test
    """
    say = Say()
    person = _person(say)
    record = _record(say)
    from ascent.cli import study_ask
    from ascent.kinds import studying
    from ascent.learner.study import kept as study_kept

    next_ = studying.standing(person, record)
    which = {"pre-test": "pre_test", "post-test": "post_test"}.get(next_.step)
    if which is None:
        say.fail(f"No test is due. {_told(record, next_)}")
    say.line("Answer alone and without looking things up. Nobody gets all of it right.")
    try:
        record = study_ask.whole_test(say, person, record, which)
    except study_kept.CannotStudy as error:
        say.fail(str(error))
    except typer.Abort:
        say.line()
        say.line("What you answered is kept. `ascent study test` goes on.")
        raise
    say.line()
    say.line(f"That was all. {_told(record, studying.standing(person, record))}")


@app.command("transfer")
def transfer(yes: Yes = False) -> None:
    """Begin the task that you have not seen: alone, against the clock, handed in once.

    Examples:

        ascent study transfer
    """
    say = Say()
    person = _person(say)
    record = _record(say)
    from ascent.cli import engine
    from ascent.kinds import studying
    from ascent.learner.study import kept as study_kept
    from ascent.learner.study import plan as study

    next_ = studying.standing(person, record)
    if next_.step != "transfer":
        say.fail(f"The task is not due. {_told(record, next_)}")
    try:
        if record.transfer is None:
            task = studying.next_task(person, record)
            if task is not None:
                say.line(
                    f"One task, {study.minutes_for(task)} minutes from now on. Work alone: no "
                    "hints, no Check on its page, nobody beside you. You may read what Python and "
                    "its libraries say of themselves. You hand in once."
                )
                if not yes and not _agreed("Begin now? Type yes or no"):
                    say.line("Nothing was begun. The task waits.")
                    return
            record = studying.begin_transfer(person, record)
        if record.no_task or record.transfer is None:
            say.line("You have seen every task that would do, so this part is left out.")
            say.line(_told(record, studying.standing(person, record)))
            return
        found = studying.task_of(record)
    except study_kept.CannotStudy as error:
        say.fail(str(error))
    where = engine.open_files(say, person, found)
    say.line(found.title, style="bold")
    say.line(f"  {where}")
    say.line("  Read task.md, write answer.py, run it as often as you like.")
    say.line(f"  {record.transfer.minutes} minutes count from {_clock(record)} on.")
    say.line("Done, or out of time: ascent study hand-in")


@app.command("hand-in")
def hand_in(yes: Yes = False) -> None:
    """Hand in the task, once. It is checked in the sandbox, like any attempt of yours.

    Examples:

        ascent study hand-in
    """
    say = Say()
    person = _person(say)
    record = _record(say)
    from ascent.cli import check
    from ascent.kinds import studying
    from ascent.learner.study import kept as study_kept

    if record.transfer is None or record.transfer.handed_in is not None:
        say.fail("There is no task to hand in. `ascent study status` says what comes next.")
    try:
        found = studying.task_of(record)
        code = check.read_answer(say, person, found)
        if not yes and not _agreed("Hand in what answer.py holds now? You can do so once"):
            say.line("Nothing was handed in.")
            return
        attempt = check.grade(say, person, found, code)
        record = studying.hand_in(person, record, attempt)
    except study_kept.CannotStudy as error:
        say.fail(str(error))
    say.line("Handed in. Its result stands on the task's page; look at it after the second test.")
    say.line(_told(record, studying.standing(person, record)))


@app.command("export")
def export(
    file: Annotated[Path, typer.Argument(metavar="FILE.json", help="Where to write it.")],
    yes: Yes = False,
    force: Annotated[bool, typer.Option("--force", help="Write over an existing file.")] = False,
    json: JSON = False,
) -> None:
    """Show your numbers, ask, and write them with a codebook. No names, no code, no text.

    Examples:

        ascent study export mine.json
    """
    say = Say(json)
    file = file.expanduser()
    book = file.with_name(f"{file.stem}-codebook.md")
    person = _person(say)
    record = _record(say)
    from ascent import disk
    from ascent.kinds import studying
    from ascent.learner.study import export as study_export

    taken = [str(path) for path in (file, book) if path.exists()]
    if file.is_dir() or (taken and not force):
        say.fail(f"{' and '.join(taken)} exists already. Choose another name, or add --force.")
    numbers = studying.export(person, record)
    text = encoding.dumps(numbers, indent=2) + "\n"
    say.line(text)
    say.line(study_export.WARNING)
    if json and not yes:
        say.fail("With --json, say --yes: there is nobody to ask.", USED_WRONGLY)
    if not yes and not _agreed(f"Write this to {file}? Type yes or no"):
        say.line("Nothing was written.")
        return
    try:
        disk.write(file, text.encode())
        disk.write(book, study_export.codebook().encode())
    except OSError as error:
        say.fail(f"{file} could not be written. {disk.why(error)}")
    say.line(f"Wrote {file} and {book}. Nobody else has them unless you hand them on.")
    say.document({"file": file, "codebook": book, "export": numbers})


@app.command("leave")
def leave(yes: Yes = False, json: JSON = False) -> None:
    """Leave the study and delete what the kit keeps. What you did in Ascent stays.

    Examples:

        ascent study leave
    """
    say = Say(json)
    from ascent.learner.study import kept as study_kept

    if json and not yes:
        say.fail("With --json, say --yes: there is nobody to ask.", USED_WRONGLY)
    if not yes and not _agreed(f"Delete what lies in {study_kept.folder()}? Type yes or no"):
        say.line("Nothing was deleted.")
        return
    try:
        deleted = study_kept.leave()
    except study_kept.CannotStudy as error:
        say.fail(str(error))
    said = "You have left the study; its record is deleted." if deleted else "You are in no study."
    say.line(said)
    say.document({"deleted": deleted})


# ---- parts ------------------------------------------------------------------------------


def _person(say: Say) -> Person:
    from ascent.cli import engine

    return engine.learner(say)


def _record(say: Say) -> Record:
    from ascent.learner.study import kept as study_kept

    try:
        return study_kept.required()
    except study_kept.CannotStudy as error:
        say.fail(str(error))


def _agreed(question: str) -> bool:
    """Only the whole word counts: consent is not given by pressing Enter."""
    return bool(typer.prompt(question, default="no").strip().lower() == "yes")


def _told(record: Record, next_: Standing) -> str:
    """What comes next, in a sentence."""
    if next_.step == "pre-test":
        return "Next is the first test: `ascent study test`."
    if next_.step == "loop":
        return "Next is your loop, as you would do it anyway. The study goes on after its project."
    if next_.step == "wait":
        day = next_.when
        assert day is not None
        return f"Next is the task, on {day.day} {day:%B} {day.year}: `ascent study transfer`."
    if next_.step == "transfer":
        if record.transfer is not None:
            return "The task is begun. `ascent study hand-in` ends it."
        return "Next is the task that you have not seen: `ascent study transfer`."
    if next_.step == "post-test":
        return "Next is the second test: `ascent study test`."
    return "All is done. `ascent study export FILE.json` writes your numbers. Thank you."


def _clock(record: Record) -> str:
    from ascent import clock

    assert record.transfer is not None
    return f"{clock.local(record.transfer.began):%H:%M}"
