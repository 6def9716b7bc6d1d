"""`ascent add`: install a kit, an environment of packages in which your code runs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from ascent.cli.say import USED_WRONGLY, Say

if TYPE_CHECKING:
    from collections.abc import Callable

    from ascent.runner.kits.install import Progress

WORDS = {
    "create": "Making the environment",
    "download": "Downloading",
    "install": "Unpacking",
    "prepare": "Preparing",
    "ready": "Ready",
}


def add(
    kit: Annotated[str, typer.Argument(help="The kit: data, for tables and models.")],
    json: Annotated[bool, typer.Option("--json", help="Answer in JSON.")] = False,
) -> None:
    """Install a kit: the packages that your code runs with, apart from Ascent's own.

    Run it again after a failure: it goes on where it can.

    Examples:

        ascent add data
    """
    say = Say(json)
    from ascent.runner import kits

    if kit not in kits.names():
        known = ", ".join(kits.names())
        say.fail(f"There is no kit “{kit}”. The kits are: {known}.", USED_WRONGLY)
    was_there = kits.is_ready(kit)
    install(say, kit)
    found = kits.status(kit)
    size = f", {found.size_mb} MB" if found.size_mb else ""
    say.line(
        f"The kit {kit} {'was here already' if was_there else 'is ready'}{size}: {found.folder}"
    )
    say.document(
        {
            "kit": kit,
            "ready": found.ready,
            "folder": found.folder,
            "size_mb": found.size_mb,
            "packages": list(found.packages),
        }
    )


def install(say: Say, kit: str) -> None:
    """Install `kit`, showing how far it is; end with a sentence when it cannot be."""
    from ascent.runner.kits.install import InstallError
    from ascent.runner.kits.install import install as build

    try:
        if say.as_json or not say.console.is_terminal:
            build(kit, _plainly(say))
        else:
            _with_bar(say, kit)
    except InstallError as error:
        say.fail(str(error))
    except KeyboardInterrupt:
        say.fail(f"Stopped. `ascent add {kit}` goes on.")


def _with_bar(say: Say, kit: str) -> None:
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    from ascent.runner.kits.install import install as build

    columns = (
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()
    )  # fmt: skip
    with Bar(*columns, console=say.console, transient=True) as bar:
        task = bar.add_task(f"Kit {kit}", total=None)

        def show(step: Progress) -> None:
            bar.update(task, description=describe(step), completed=step.done, total=step.total)

        build(kit, show)


def _plainly(say: Say) -> Callable[[Progress], None]:
    """A line for each package: in a log there is nothing to write over."""
    seen: set[str] = set()

    def show(step: Progress) -> None:
        text = describe(step)
        if text not in seen:
            seen.add(text)
            say.line(f"  {step.done:>3}/{step.total}  {text}")

    return show


def describe(step: Progress) -> str:
    """One step of an installation in words, with the size when it is known."""
    size = f" ({step.bytes / 1e6:.1f} MB)" if step.bytes else ""
    return f"{WORDS.get(step.stage, step.stage)} {step.package}{size}".strip()
