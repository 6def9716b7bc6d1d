"""The database: looked at before it is touched, copied before it is changed."""

import sqlite3
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection, connections

import ascent
from ascent import disk
from ascent.accounts import care
from ascent.web.database import sqlite


@pytest.fixture
def record(own_home: Path) -> Iterator[Path]:
    """A SQLite file of its own, not yet made; Django's default connection leads there."""
    path = own_home / "ascent.sqlite3"
    old = connections.databases["default"]
    before = connections["default"]
    connections.databases["default"] = connections.configure_settings({"default": sqlite(path)})[
        "default"
    ]
    del connections["default"]
    try:
        yield path
    finally:
        connection.close()
        connections.databases["default"] = old
        connections["default"] = before


pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")


@pytest.fixture
def first(record: Path, django_db_blocker: object) -> Iterator[Path]:
    """The database that the first start makes."""
    with django_db_blocker.unblock():
        care.prepare()
        yield record


@pytest.fixture(scope="module")
def whole() -> list[bytes]:
    """What the first start wrote, once somebody has seen one."""
    return []


@pytest.fixture
def made(record: Path, whole: list[bytes], django_db_blocker: object) -> Iterator[Path]:
    """The same database, byte for byte, without migrating it for each test."""
    with django_db_blocker.unblock():
        if not whole:
            care.prepare()
            connection.close()
            whole.append(record.read_bytes())
        record.write_bytes(whole[0])
        record.chmod(0o600)
        yield record


def rows(path: Path, query: str) -> list[tuple[object, ...]]:
    database = sqlite3.connect(path)
    try:
        return database.execute(query).fetchall()
    finally:
        database.close()


def change(path: Path, statement: str) -> None:
    connection.close()
    database = sqlite3.connect(path)
    database.execute(statement)
    database.commit()
    database.close()


def test_the_first_start_makes_a_private_database(first: Path) -> None:
    assert stat.S_IMODE(first.stat().st_mode) == 0o600
    assert rows(first, "SELECT count(*) FROM learner_attempt") == [(0,)]
    assert rows(first, "PRAGMA journal_mode") == [("wal",)]
    assert not care.backups().exists()


def test_the_second_start_changes_nothing(made: Path) -> None:
    connection.close()
    before = made.read_bytes()
    assert care.prepare(thorough=True) == []
    assert made.read_bytes() == before


def test_an_older_database_is_copied_and_then_migrated(made: Path) -> None:
    # What a version without sessions would have left.
    change(made, "DROP TABLE django_session")
    change(made, "DELETE FROM django_migrations WHERE app = 'sessions'")
    (said,) = care.prepare()
    (copy,) = care.backups().iterdir()
    assert str(copy) in said
    assert rows(made, "SELECT count(*) FROM django_session") == [(0,)]
    assert rows(copy, "SELECT count(*) FROM django_migrations WHERE app = 'sessions'") == [(0,)]
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600


def test_a_newer_database_is_refused_with_the_version_it_needs(made: Path) -> None:
    change(
        made, "INSERT INTO django_migrations VALUES (999, 'learner', '0999_later', '2030-01-01')"
    )
    change(made, "PRAGMA user_version=2003004")
    before = made.read_bytes()
    with pytest.raises(care.DatabaseTrouble) as trouble:
        care.prepare()
    assert "newer Ascent (2.3.4)" in str(trouble.value)
    assert "learner.0999_later" in str(trouble.value)
    assert f"this is Ascent {ascent.__version__}" in str(trouble.value)
    assert made.read_bytes() == before


def test_a_half_written_database_is_named_with_its_newest_backup(made: Path) -> None:
    for _ in range(20):
        change(made, "CREATE TABLE IF NOT EXISTS filler AS SELECT randomblob(90000)")
    care.backup(made, "daily")
    connection.close()
    whole = made.read_bytes()
    made.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(care.DatabaseTrouble) as trouble:
        care.prepare(thorough=True)
    assert "is damaged" in str(trouble.value)
    assert str(care.newest_backup()) in str(trouble.value)
    assert made.read_bytes() == whole[: len(whole) // 2], "nothing is overwritten"


def test_what_the_message_says_puts_the_record_back(made: Path) -> None:
    care.backup(made, "daily")
    connection.close()
    made.write_bytes(b"half")
    with pytest.raises(care.DatabaseTrouble):
        care.prepare()
    for name in (made.name, f"{made.name}-wal", f"{made.name}-shm"):
        made.with_name(name).unlink(missing_ok=True)
    backup = care.newest_backup()
    assert backup
    made.write_bytes(backup.read_bytes())
    assert care.prepare(thorough=True) == []


def test_a_file_that_is_no_database_is_left_alone(record: Path, django_db_blocker: object) -> None:
    record.write_text("Dear diary, " * 100)
    with (
        django_db_blocker.unblock(),
        pytest.raises(care.DatabaseTrouble, match=r"damaged \(file is not a database\)"),
    ):
        care.prepare()
    assert record.read_text() == "Dear diary, " * 100


def test_an_empty_file_is_new_unless_there_is_a_backup(made: Path) -> None:
    care.backup(made, "daily")
    connection.close()
    made.write_bytes(b"")
    with pytest.raises(care.DatabaseTrouble, match="the file is empty"):
        care.prepare()


def test_the_database_of_another_program_is_refused(
    record: Path, django_db_blocker: object
) -> None:
    change(record, "CREATE TABLE recipes (name)")
    with (
        django_db_blocker.unblock(),
        pytest.raises(care.DatabaseTrouble, match="of another program"),
    ):
        care.prepare()


def test_ten_backups_of_a_reason_stay(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    care.backup(made, "daily")
    for second in range(12):
        name = f"ascent-20300101-0000{second:02}-before-migration.sqlite3"
        (care.backups() / name).write_bytes(b"")
    care.backup(made, "before-migration")
    kept = sorted(p.name for p in care.backups().iterdir())
    assert sum("before-migration" in name for name in kept) == care.KEPT
    assert sum("daily" in name for name in kept) == 1


def test_a_day_has_one_backup(made: Path) -> None:
    assert care.daily_backup()
    assert care.daily_backup() is None


def test_a_backup_that_finds_no_space_leaves_no_half_file(
    made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "replace", lambda *_: (_ for _ in ()).throw(OSError(28, "full")))
    change(made, "DELETE FROM django_migrations WHERE app = 'sessions'")
    change(made, "DROP TABLE django_session")
    with pytest.raises(care.DatabaseTrouble, match=r"disk is full"):
        care.prepare()
    assert list(care.backups().iterdir()) == []
    assert rows(made, "SELECT count(*) FROM django_migrations WHERE app = 'sessions'") == [(0,)]


def test_a_folder_that_may_not_be_used_is_named(
    record: Path, django_db_blocker: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: Path) -> Path:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(disk, "private_folder", refuse)
    with (
        django_db_blocker.unblock(),
        pytest.raises(care.DatabaseTrouble, match="may not write there"),
    ):
        care.prepare()


@pytest.mark.django_db
def test_a_newer_database_on_a_server_is_refused_as_well() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("on SQLite the file itself is looked at")
    assert care.prepare() == []
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied) "
            "VALUES ('learner', '0999_later', '2030-01-01')"
        )
    with pytest.raises(care.DatabaseTrouble, match=r"learner\.0999_later"):
        care.prepare()
