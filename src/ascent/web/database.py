"""From a database URL to Django's settings: SQLite in the learner's folder, or PostgreSQL."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

# WAL lets pages be read while an attempt is written; FULL loses nothing when the power goes.
SQLITE_PRAGMAS = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"


class BadDatabaseUrl(ValueError):
    """`ASCENT_DATABASE_URL` cannot be read; the message says why and shows the form."""


def sqlite(path: Path) -> dict[str, Any]:
    """Settings for one SQLite file. Writers queue up for 10 s before they give up."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 10,
            "init_command": SQLITE_PRAGMAS,
        },
        # Tests use a file too: threads that share a database in memory lock each other out.
        "TEST": {"NAME": str(path.with_name("test.sqlite3"))},
    }


def database(url: str, home: Path) -> dict[str, Any]:
    """Settings for `url`, or for `home/ascent.sqlite3` when it is empty.

    Raises:
        BadDatabaseUrl: the scheme is neither `sqlite` nor `postgres(ql)`, or the name is missing.
    """
    if not url:
        return sqlite(home / "ascent.sqlite3")
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return sqlite(Path(unquote(parts.path)))
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise BadDatabaseUrl(
            f"ASCENT_DATABASE_URL starts with {parts.scheme or 'nothing'!r}. "
            "Write postgresql://user:password@host:5432/name or sqlite:////folder/file.sqlite3."
        )
    query = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": query,
    }
