"""Care for the database: look before touching, copy before changing, refuse what is newer.

`prepare` is called before anything reads or writes. A damaged file is left as
it is, an older one is migrated after a copy went to `ASCENT_HOME/backups/`, and
one that a newer Ascent has written is refused.
"""

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.core.management import call_command
from django.db import DatabaseError, connection

import ascent
from ascent import clock, disk, home

KEPT = 10  # backups of each reason

Applied = set[tuple[str, str]]  # (app, migration)


class DatabaseTrouble(Exception):
    """The database cannot be used as it is; the message says why and what to do."""


def prepare(*, thorough: bool = False) -> list[str]:
    """Bring the database to this version. Returns sentences on what was done, often none.

    `thorough` also reads every page of a SQLite file in search of damage.

    Raises:
        DatabaseTrouble: damaged, newer, not ours, not writable, or out of space.
    """
    path = sqlite_file()
    if path is None:
        return _prepare_elsewhere()
    with _explained(path):
        disk.private_folder(path.parent)
        _inspect(path, thorough)
        if not _missing(_applied_in(path), path):
            _make_private(path)
            return []
        with disk.Lock(home.home() / "run" / "database.lock"):
            missing = _missing(_applied_in(path), path)  # another command may have been quicker
            return _migrate(path) if missing else []


def sqlite_file() -> Path | None:
    """The file of the database, or None when it is not a file of SQLite's."""
    name = str(connection.settings_dict["NAME"])
    in_memory = name == ":memory:" or "mode=memory" in name
    return None if connection.vendor != "sqlite" or in_memory else Path(name)


def backup(path: Path, reason: str) -> Path:
    """Copy the SQLite file `path`, which may be in use, into `ASCENT_HOME/backups/`.

    The `KEPT` newest copies of each reason stay.
    """
    folder = disk.private_folder(backups())
    when = clock.now().strftime("%Y%m%d-%H%M%S")
    target = folder / f"ascent-{when}-{reason}.sqlite3"
    draft = folder / f".{target.name}.tmp"
    os.close(os.open(draft, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, disk.PRIVATE_FILE))
    try:
        with _open(path) as source, _open(draft, write=True) as copy:
            source.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")  # one file, without a log beside it
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
    for old in sorted(folder.glob(f"ascent-*-{reason}.sqlite3"))[:-KEPT]:
        old.unlink()
    return target


def daily_backup() -> Path | None:
    """A copy of the day's first state; None when there is one of today or no SQLite file."""
    path = sqlite_file()
    today = clock.now().strftime("%Y%m%d")
    if path is None or not path.exists() or any(backups().glob(f"ascent-{today}-*-daily.sqlite3")):
        return None
    return backup(path, "daily")


def backups() -> Path:
    """The folder of the backups."""
    return home.home() / "backups"


def newest_backup() -> Path | None:
    """The newest backup of the database, if there is one."""
    found = sorted(backups().glob("ascent-*.sqlite3"))
    return found[-1] if found else None


# ---------------------------------------------------------------- looking


def _inspect(path: Path, thorough: bool) -> None:
    if not path.exists():
        return
    if path.stat().st_size == 0:
        if newest_backup() is not None:
            raise DatabaseTrouble(_damaged(path, "the file is empty"))
        return
    try:
        with _open(path) as database:
            query = "PRAGMA quick_check(1)" if thorough else "PRAGMA schema_version"
            finding = str(database.execute(query).fetchone()[0])
            if thorough and finding != "ok":
                raise DatabaseTrouble(_damaged(path, finding))
    except sqlite3.OperationalError:
        raise  # locked, not readable, no space: nothing that says the file is damaged
    except sqlite3.DatabaseError as error:
        raise DatabaseTrouble(_damaged(path, str(error))) from error


def _damaged(path: Path, finding: str) -> str:
    newest = newest_backup()
    text = (
        f"The database {path} is damaged ({finding.strip()}). Nothing has been changed.\n"
        f"1. Move {path.name} and, where they exist, {path.name}-wal and {path.name}-shm "
        "to another folder.\n"
    )
    if newest is None:
        return text + (
            "2. There is no backup yet. Run `ascent start`: it begins with an empty record.\n"
            f"Your code lies as plain files in {home.home() / 'work'} and is not touched."
        )
    return text + (
        f"2. Copy the newest backup, {newest}, to {path}.\n"
        "3. Run `ascent start`.\n"
        f"Your code lies as plain files in {home.home() / 'work'} and is not touched."
    )


def _applied_in(path: Path) -> Applied:
    """The migrations that a SQLite file has seen, read without Django's machinery."""
    if not path.exists() or path.stat().st_size == 0:
        return set()
    with _open(path) as database:
        tables = {row[0] for row in database.execute("SELECT name FROM sqlite_master")}
        if not tables:
            return set()
        if "django_migrations" not in tables:
            raise DatabaseTrouble(
                f"{path} is a database of another program. "
                "Move it away, or let ASCENT_DATABASE_URL name another file."
            )
        return set(database.execute("SELECT app, name FROM django_migrations"))


def _known() -> Applied:
    """The migrations of this version, by the names of their files."""
    return {
        (app.label, file.stem)
        for app in apps.get_app_configs()
        for file in (Path(app.path) / "migrations").glob("[!_]*.py")
    }


def _missing(applied: Applied, path: Path | None) -> Applied:
    """What is still to be applied. Refuses a database that has seen what we do not know."""
    known = _known()
    if newer := applied - known:
        written_by = _written_by(path) if path else ""
        backup_hint = f" Or put back a backup from {backups()}." if path else ""
        raise DatabaseTrouble(
            f"The database was last written by a newer Ascent{written_by}; "
            f"this is Ascent {ascent.__version__}, which does not know "
            f"{', '.join(sorted(f'{app}.{name}' for app, name in newer)[:3])}. "
            f"Nothing has been changed. Install that version or a later one.{backup_hint}"
        )
    return known - applied


# ---------------------------------------------------------------- changing


def _migrate(path: Path) -> list[str]:
    said = []
    fresh = not path.exists() or path.stat().st_size == 0
    if fresh:
        os.close(os.open(path, os.O_CREAT | os.O_WRONLY, disk.PRIVATE_FILE))
    else:
        copy = backup(path, "before-migration")
        said = [f"Migrated the database to Ascent {ascent.__version__}. A copy from before: {copy}"]
    if fresh:
        # An empty file has nothing to lose when the power goes; syncing each table takes long.
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=OFF")
    call_command("migrate", verbosity=0, interactive=False)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.execute(f"PRAGMA user_version={_number(ascent.__version__)}")
    _make_private(path)
    return said


def _prepare_elsewhere() -> list[str]:
    """PostgreSQL (or the tests' database in memory): migrate; its backups are the operator's."""
    if connection.vendor == "sqlite":
        return []
    try:
        with connection.cursor() as cursor:
            tables = connection.introspection.table_names(cursor)
            applied: Applied = set()
            if "django_migrations" in tables:
                cursor.execute("SELECT app, name FROM django_migrations")
                applied = set(cursor.fetchall())
        if not _missing(applied, None):
            return []
        call_command("migrate", verbosity=0, interactive=False)
    except DatabaseError as error:
        raise DatabaseTrouble(
            f"The database server says: {str(error).strip()}. "
            "Look at ASCENT_DATABASE_URL and at whether the server runs."
        ) from error
    return [
        f"Migrated the database to Ascent {ascent.__version__}. "
        "Backups of a database server are yours to make; see docs/operator/backup.md."
    ]


def _make_private(path: Path) -> None:
    """Only the learner reads the record. SQLite's log files take the file's permissions."""
    with contextlib.suppress(OSError):
        if os.name != "nt" and path.stat().st_mode & 0o077:
            path.chmod(disk.PRIVATE_FILE)


def _number(version: str) -> int:
    """`1.2.3` as 1002003: SQLite keeps one whole number for its users."""
    major, minor, patch = (int(part) for part in version.split(".")[:3])
    return major * 1_000_000 + minor * 1_000 + patch


def _written_by(path: Path) -> str:
    with _open(path) as database:
        number = int(database.execute("PRAGMA user_version").fetchone()[0])
    major, rest = divmod(number, 1_000_000)
    return f" ({major}.{rest // 1000}.{rest % 1000})" if number else ""


@contextlib.contextmanager
def _open(path: Path, *, write: bool = False) -> Iterator[sqlite3.Connection]:
    """A connection of our own, read-only unless told otherwise."""
    database = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={'rw' if write else 'ro'}", uri=True, timeout=10
    )
    try:
        yield database
    finally:
        database.close()


@contextlib.contextmanager
def _explained(path: Path) -> Iterator[None]:
    """What the system and SQLite say, as a sentence with what to do."""
    try:
        yield
    except OSError as error:
        raise DatabaseTrouble(f"{path.parent} cannot be used. {disk.why(error)}") from error
    except (sqlite3.OperationalError, DatabaseError) as error:
        text = str(error)
        if "full" in text:
            why = "The disk is full. Free some space and start again; nothing is lost."
        elif "locked" in text:
            why = "Another program holds it for more than ten seconds. End that program."
        elif "readonly" in text or "unable to open" in text:
            why = "This account may not read and write it. Change its permissions."
        else:
            why = f"SQLite says: {text}."
        raise DatabaseTrouble(f"The database {path} cannot be used. {why}") from error
