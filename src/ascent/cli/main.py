"""The command `ascent`: one verb for each file beside this one."""

import sys

import typer

from ascent.cli import (
    add,
    check,
    curriculum,
    doctor,
    executor,
    export,
    grade,
    import_,
    map_,
    model,
    next_,
    open_,
    simulate,
    start,
    status,
    study,
    watch,
    week,
    worker,
)

app = typer.Typer(
    name="ascent",
    help="Ascent takes you from zero to hero in machine learning, one next step at a time.",
    epilog="Begin with: ascent start",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("start")(start.start)
app.command("next")(next_.next_step)
app.command("open")(open_.open_activity)
app.command("check")(check.check)
app.command("watch")(watch.watch)
app.command("grade")(grade.grade)
app.command("map")(map_.show_map)
app.command("status")(status.status)
app.command("week")(week.week)
app.add_typer(curriculum.app, name="curriculum")
app.command("simulate")(simulate.simulate)
app.add_typer(model.app, name="model")
app.command("worker")(worker.worker)
app.add_typer(executor.app, name="executor")
app.command("add")(add.add)
app.command("export")(export.export_all)
app.command("import")(import_.import_all)
app.add_typer(study.app, name="study")
app.command("doctor")(doctor.doctor)


def show_version(asked: bool) -> None:
    """`ascent --version`."""
    if asked:
        from ascent import __version__

        typer.echo(f"Ascent {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: bool = typer.Option(
        False, "--version", callback=show_version, is_eager=True, help="Print the version and end."
    ),
) -> None:
    """What comes before a verb."""


def main() -> None:
    """Run the command line. A terminal that cannot show a letter shows `?` for it."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    app()
