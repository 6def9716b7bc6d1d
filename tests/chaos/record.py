"""Reads a server's database as another program would, SQLite or PostgreSQL."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any


class Record:
    """The rows of one home. `url` is that of a PostgreSQL database; empty: the home's file."""

    def __init__(self, home: Path, url: str = "") -> None:
        self._path, self._url = home / "ascent.sqlite3", url

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """What a query that both databases understand finds; nothing before there are tables."""
        if self._url:
            import psycopg

            with psycopg.connect(self._url) as database:
                if database.execute("select to_regclass('learner_worker')").fetchone() == (None,):
                    return []
                return database.execute(query).fetchall()
        if not self._path.exists():
            return []
        database = sqlite3.connect(f"file:{self._path}?mode=ro", uri=True, timeout=10)
        try:
            return database.execute(query).fetchall()
        finally:
            database.close()

    def attempts(self) -> list[tuple[str, str, str, int]]:
        """Id, code, outcome and tries of every attempt."""
        found = self.rows("select id, answer, outcome, tries from learner_attempt")
        return [
            (str(one), (json.loads(said) if isinstance(said, str) else said)["code"], *rest)
            for one, said, *rest in found
        ]
