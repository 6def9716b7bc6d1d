"""A long run has a worker of its own: it outlives the server, and gives back what it must leave."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID

import pytest

from benchmarks.visitor import Visitor
from tests.chaos import pack, processes
from tests.chaos.record import Record
from tests.journeys.server import Server

PATIENCE = 180.0  # seconds for what takes one or two; a starved machine needs more
SLOW = pack.CODE.replace("0.15", "2.5")
STEERED = f"""
import time

from ascent_run import progress, setting

step = 0
while setting("go", 0.0, low=0.0, high=1.0, about="From 1 on it goes on.") < 1:
    step += 1
    progress(step)
    time.sleep(0.02)
{pack.CODE}"""

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
    """State, outcome and tries of the newest attempt."""
    newest = "select state, outcome, tries from learner_attempt order by id desc"
    return ask(server, newest)[0]


def eventually(true: Callable[[], bool], server: Server) -> None:
    last = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < last, f"{state(server)}\n{''.join(server.printed)}"
        time.sleep(0.05)


def hand_in(server: Server, code: str = SLOW) -> Visitor:
    """Start the server and check code that takes some seconds."""
    visitor = Visitor(server.start())
    visitor.enter()
    visitor.get(f"/exercise/{pack.LONG}/")
    assert visitor.post(f"/exercise/{pack.LONG}/check/", code=code) == 200
    visitor.connection.close()
    return visitor


def tell(server: Server, visitor: Visitor, what: str, **fields: str) -> None:
    """Steer the run from the page, once it has told something."""
    eventually(lambda: "progress" in told(server), server)
    one = ask(server, "select id from learner_attempt order by id desc")[0][0]
    status = visitor.post(f"/exercise/{pack.LONG}/attempt/{UUID(str(one))}/{what}/", **fields)
    assert status < 400
    visitor.connection.close()


def told(server: Server) -> list[str]:
    """What the newest run has told, by kind of event."""
    newest = "(select max(id) from learner_attempt)"
    rows = ask(
        server, f"select data from learner_runevent where attempt_id = {newest} order by number"
    )
    return [json.loads(str(data))["event"] for (data,) in rows]


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


def test_a_run_in_another_process_is_steered_and_stopped_from_the_page(server: Server) -> None:
    visitor = hand_in(server, STEERED)
    tell(server, visitor, "set", name="go", value="1")
    eventually(lambda: state(server)[0] == "done", server)
    assert state(server) == ("done", "passed", 1)
    kinds = told(server)
    assert (kinds[0], kinds[-1]) == ("begun", "settled")
    assert {"setting", "progress", "check"} <= set(kinds)

    assert visitor.post(f"/exercise/{pack.LONG}/check/", code=STEERED + "# again\n") == 200
    tell(server, visitor, "stop")
    eventually(lambda: state(server)[0] == "done", server)
    assert state(server) == ("done", "cancelled", 1)
    assert ask(server, "select count(*) from learner_evidence") == [(1,)], "of the first alone"


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
