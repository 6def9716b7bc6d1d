"""A long run has a worker of its own: it outlives the server, and gives back what it must leave."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from benchmarks.visitor import Visitor
from tests.chaos import pack, processes
from tests.chaos.record import Record
from tests.journeys.server import Server

PATIENCE = 60.0  # seconds for what takes one or two
SLOW = pack.CODE.replace("0.15", "3.0")

pytestmark = pytest.mark.slow


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    home = tmp_path / "ascent"
    pack.write(home / "packs" / "chaos")
    server = Server(home)
    try:
        yield server
    finally:
        server.stop()
        processes.send(workers(server), signal.SIGKILL)


def ask(server: Server, query: str) -> list[tuple[object, ...]]:
    return Record(server.home).rows(query)


def workers(server: Server) -> list[int]:
    """The worker processes that have signed in and still are."""
    named = [str(name) for (name,) in ask(server, "select name from learner_worker")]
    pids = [int(name.split("/")[-2]) for name in named]
    return [pid for pid in pids if "ascent.cli.worker" in processes.words(pid)]


def state(server: Server) -> tuple[object, ...]:
    return ask(server, "select state, outcome, tries from learner_attempt")[0]


def eventually(true: Callable[[], bool], server: Server) -> None:
    last = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < last, f"{state(server)}\n{''.join(server.printed)}"
        time.sleep(0.05)


def hand_in(server: Server) -> None:
    """Start the server and check code that takes three seconds at least."""
    visitor = Visitor(server.start())
    visitor.enter()
    visitor.get(f"/exercise/{pack.LONG}/")
    assert visitor.post(f"/exercise/{pack.LONG}/check/", code=SLOW) == 200
    visitor.connection.close()


def test_a_long_run_outlives_the_server_that_it_was_handed_to(server: Server) -> None:
    hand_in(server)
    eventually(lambda: state(server)[0] == "running", server)
    [worker] = workers(server)
    server.kill()
    assert state(server)[0] == "running"
    eventually(lambda: state(server)[0] == "done", server)
    assert state(server) == ("done", "passed", 1)
    assert ask(server, "select count(*) from learner_evidence") == [(1,)]
    processes.send([worker], signal.SIGTERM)
    eventually(lambda: workers(server) == [], server)
    assert ask(server, "select name from learner_worker") == [], "it has signed out"


def test_a_worker_that_is_told_to_end_gives_back_what_it_grades(server: Server) -> None:
    words = [sys.executable, "-m", "ascent.cli.worker", "--json"]
    environment = server.environment()
    with subprocess.Popen(words, env=environment, stdout=subprocess.PIPE, text=True) as worker:
        try:
            assert worker.stdout is not None
            first = json.loads(worker.stdout.readline())
            assert (first["event"], first["pools"]) == ("started", ["short", "long"])
            eventually_signed_in(server)
            hand_in(server)
            server.interrupt()
            eventually(lambda: state(server)[0] == "running", server)
            worker.send_signal(signal.SIGTERM)
            told = [json.loads(line) for line in worker.stdout]
            assert worker.wait(timeout=PATIENCE) == 0
        finally:
            worker.kill()
    assert [line["event"] for line in told] == ["claimed", "given back", "left"]
    assert told[-1]["why"] == "stopped"
    assert state(server) == ("queued", "", 0)


def eventually_signed_in(server: Server) -> None:
    """Until the worker serves: then the server starts none of its own."""
    last = time.monotonic() + PATIENCE
    while not ask(server, "select name from learner_worker"):
        assert time.monotonic() < last
        time.sleep(0.05)
