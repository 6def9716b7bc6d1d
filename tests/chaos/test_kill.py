"""Killing the server at any moment loses no attempt and counts none twice.

A few rounds in `make test`; `make chaos ROUNDS=50` for a night.
"""

from __future__ import annotations

import http.client
import os
import random
import sqlite3
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.visitor import Visitor
from tests.journeys.server import Server

ROOT = Path(__file__).parents[2]
EXERCISE = "first-model"
SOLUTION = ROOT / "curriculum/exercises/ml-foundations" / EXERCISE / "solution.py"
ROUNDS = int(os.environ.get("ASCENT_CHAOS_ROUNDS", "3"))
AT_ONCE = 2
LONGEST = 3.0  # seconds from the first check to the kill, at most
PATIENCE = 120.0  # seconds for everything that was left behind to be graded

pytestmark = pytest.mark.slow


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    server = Server(tmp_path / "ascent")
    yield server
    server.stop()


def rows(server: Server, query: str) -> list[tuple[object, ...]]:
    """Read the server's database as another program would."""
    database = sqlite3.connect(f"file:{server.home / 'ascent.sqlite3'}?mode=ro", uri=True)
    try:
        return database.execute(query).fetchall()
    finally:
        database.close()


def enter(address: str) -> Visitor:
    """A visitor who has come in and opened the exercise."""
    visitor = Visitor(address)
    visitor.enter()
    visitor.get(f"/exercise/{EXERCISE}/")
    return visitor


def hand_in(visitor: Visitor, number: int, accepted: list[int]) -> None:
    """Send the solution, made different by a comment; note it when the server has answered."""
    code = f"{SOLUTION.read_text()}\n# {number}\n"
    try:
        if visitor.post(f"/exercise/{EXERCISE}/check/", code=code) == 200:
            accepted.append(number)
    except (OSError, http.client.HTTPException):
        pass  # the server was killed while it answered: nothing was promised


def kill_in_the_middle(server: Server, first: int, after: float) -> list[int]:
    """Check a few at once and kill the server. Numbers of those that it had answered."""
    links = [server.start(), *(fresh_link(server) for _ in range(AT_ONCE - 1))]
    visitors = [enter(link) for link in links]
    accepted: list[int] = []
    threads = [
        threading.Thread(target=hand_in, args=(visitor, first + at, accepted))
        for at, visitor in enumerate(visitors)
    ]
    for thread in threads:
        thread.start()
    time.sleep(after)  # the moment of the kill is what this test is about
    server.kill()
    for thread, visitor in zip(threads, visitors, strict=True):
        thread.join()
        visitor.connection.close()
    return accepted


def fresh_link(server: Server) -> str:
    """Another one-time address of the running server."""
    return server.command("start", "--link").stdout.split()[-1]


def wait_until_graded(server: Server) -> None:
    """Until no attempt is queued or running."""
    give_up = time.monotonic() + PATIENCE
    while rows(server, "select 1 from learner_attempt where state != 'done'"):
        assert time.monotonic() < give_up, "".join(server.printed)
        time.sleep(0.2)


def test_killed_servers_lose_no_attempt_and_count_none_twice(server: Server) -> None:
    moments = random.Random(20261120)
    accepted: list[int] = []
    for number in range(ROUNDS):
        after = moments.uniform(0.05, LONGEST)
        accepted += kill_in_the_middle(server, number * AT_ONCE, after)
    server.start()
    wait_until_graded(server)
    answers = rows(server, "select json_extract(answer, '$.code'), outcome from learner_attempt")
    kept = {int(str(code).rsplit("# ", 1)[1]) for code, _ in answers}
    assert set(accepted) <= kept, "an answer that the server had accepted is gone"
    assert {outcome for _, outcome in answers} <= {"passed"}
    told = rows(server, "select attempt_id, count(*) from learner_evidence group by attempt_id")
    assert len(told) == len(answers)
    assert {count for _, count in told} <= {1}
