"""`ascent doctor`: what this machine has, and for what is missing the line that mends it."""

from __future__ import annotations

import os
import shutil
import stat
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Annotated

import typer

from ascent.cli.say import NOT_FINE, Say, signs

SPACE_MB = 500  # below this, saving and installing soon fail
WORDS = {
    "full": "full: your code sees neither your files nor the network",
    "namespaces": "partial: your code sees neither your files nor the network; a guard is missing",
    "limited": "limited: your code runs as an ordinary process with limits",
}


@dataclass(frozen=True)
class Part:
    """One of several things that a finding is made of."""

    name: str
    holds: bool
    found: str
    mend: str = ""


@dataclass(frozen=True)
class Finding:
    """One look. `mend` is what to do when it is not fine, or what limits it."""

    name: str
    fine: bool
    found: str
    mend: str = ""
    parts: tuple[Part, ...] = ()


def doctor(
    json: Annotated[bool, typer.Option("--json", help="Answer in JSON.")] = False,
) -> None:
    """Look at Python, your folder, the database, kits, isolation and disk space.

    The exit code is 0 when all is fine, else 1. Nothing is changed but an old database.

    Examples:

        ascent doctor
    """
    say = Say(json)
    findings = [look() for look in LOOKS]
    for finding in findings:
        word = "fine" if finding.fine else "not fine"
        sign = signs()["pass" if finding.fine else "fail"]
        style = "green" if finding.fine else "red"
        say.line(f"{sign} {finding.name:<10} {word:<8}  {finding.found}", style=style)
        if finding.mend:
            say.line(f"{'':<24}{finding.mend}")
        for part in finding.parts:
            say.line(f"{'':<24}{'with' if part.holds else 'without'} {part.name}: {part.found}")
            if part.mend:
                say.line(f"{'':<28}{part.mend}")
    say.document({"fine": all(f.fine for f in findings), "findings": [asdict(f) for f in findings]})
    if not all(f.fine for f in findings):
        raise typer.Exit(NOT_FINE)


def python() -> Finding:
    """The interpreter that runs Ascent."""
    found = f"Python {sys.version.split()[0]}, {sys.executable}"
    fine = sys.version_info >= (3, 11)
    return Finding("Python", fine, found, "" if fine else "Install Python 3.11 or newer.")


def folder() -> Finding:
    """The learner's folder: there, writable, closed to others."""
    from ascent import home
    from ascent.web import startup

    path = home.home()
    try:
        startup.prepare_home()
    except startup.CannotStart as error:
        return Finding("Folder", False, str(path), str(error))
    if not os.access(path, os.W_OK):
        return Finding("Folder", False, f"{path} cannot be written", f"chmod u+rwx '{path}'")
    if os.name != "nt" and stat.S_IMODE(path.stat().st_mode) & 0o077:
        text = f"{path} can be read by others on this machine"
        return Finding("Folder", False, text, f"chmod 700 '{path}'")
    return Finding("Folder", True, str(path))


def database() -> Finding:
    """The record: whole, of this version, backed up."""
    from ascent.web import startup

    try:
        startup.prepare(thorough=True)
    except startup.CannotStart as error:
        return Finding("Database", False, "cannot be used", str(error))
    from django.db import connection

    from ascent.accounts import care

    newest = care.newest_backup()
    kind = "PostgreSQL" if connection.vendor == "postgresql" else "SQLite"
    backup = f"newest backup {newest.name}" if newest else "no backup yet"
    return Finding("Database", True, f"{kind}, whole; {backup}")


def kit() -> Finding:
    """The packages in which learner code runs."""
    from ascent.runner import kits

    found = kits.status("data")
    size = f", {found.size_mb} MB" if found.size_mb else ""
    if found.ready:
        return Finding("Kit data", True, f"{len(found.packages)} packages{size}")
    return Finding("Kit data", False, "not installed", "ascent add data")


def isolation() -> Finding:
    """How well this machine keeps learner code away from everything else."""
    from ascent.runner.guards import guards
    from ascent.runner.sandbox import isolation as measure

    found = measure()
    # Elsewhere than on Linux there is nothing to mend: the page on isolation says what holds.
    fine = found.level != "limited" or not sys.platform.startswith("linux")
    return Finding(
        "Isolation",
        fine,
        WORDS[found.level],
        found.remedy,
        tuple(
            Part(
                guard.name,
                guard.holds,
                guard.found,
                guard.mend if guard.mend != found.remedy else "",
            )
            for guard in guards()
        ),
    )


def space() -> Finding:
    """Room on the disk of the learner's folder."""
    from ascent import home

    path = home.home()
    while not path.exists():
        path = path.parent
    free = shutil.disk_usage(path).free // 1_000_000
    mend = "" if free >= SPACE_MB else f"Free at least {SPACE_MB} MB on the disk of {path}."
    return Finding("Space", free >= SPACE_MB, f"{free} MB free", mend)


LOOKS: tuple[Callable[[], Finding], ...] = (python, folder, database, kit, isolation, space)
