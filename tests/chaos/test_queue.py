"""Killing and freezing anybody at any step of a run loses no attempt and counts none twice.

Each round hands in two answers (one for the server's hands, one for a worker's) and hits the
server, the worker, its zygotes, its checkers or its learner processes: with SIGKILL, or with
SIGSTOP and, past the lease, SIGCONT. A few rounds in `make test`; `make chaos ROUNDS=200` for
a quarter of an hour. The moments come from a seed, which a failure names. With
`ASCENT_CHAOS_DB=postgres` the record lies in PostgreSQL.
"""

from __future__ import annotations

import contextlib
import http.client
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from benchmarks.visitor import Visitor
from conftest import CLUSTER, start_cluster
from tests.chaos import pack, processes
from tests.chaos.record import Record
from tests.journeys.server import Server

ROUNDS = int(os.environ.get("ASCENT_CHAOS_ROUNDS", "10"))
DATABASE = os.environ.get("ASCENT_CHAOS_DB", "sqlite")
SEED = int(os.environ.get("ASCENT_CHAOS_SEED", "20261120"))
VICTIMS = ("server", "worker", "checker", "learner", "zygote")
LEASE = 2.0  # seconds; half a minute would take the test hours
FROZEN = LEASE + 0.7
LATEST = 0.9  # seconds from the check to the blow; a run takes half a second
PATIENCE = 240.0  # seconds until everything that was handed in has its verdict
NOT_THE_LEARNERS = {"passed"}
DIED = {"passed", "crashed", "out-of-memory", "our-fault"}  # a kill from outside looks like both

pytestmark = pytest.mark.slow


@dataclass
class House:
    """A server with a worker beside it, and one visitor."""

    server: Server
    visitor: Visitor | None = None
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def __post_init__(self) -> None:
        url = self.server.extra.get("ASCENT_DATABASE_URL", "")
        self.record = Record(self.server.home, url)

    def open(self) -> None:
        """Start the server; the visitor comes in and opens both exercises."""
        self.visitor = Visitor(self.server.start())
        self.visitor.enter()
        for name in (pack.SHORT, pack.LONG):
            self.visitor.get(f"/exercise/{name}/")
        self.hire()

    def hire(self) -> None:
        """A worker for everything, as an operator starts one, unless it still is there."""
        if not self.workers or self.workers[-1].poll() is not None:
            words = ["--pool", "all", "--at-once", "2", "--json"]
            log = (self.server.home / "run" / "hired.log").open("ab")
            with log:
                hired = subprocess.Popen(
                    [sys.executable, "-m", "ascent.cli.worker", *words],
                    env=self.server.environment(),
                    stdout=log,
                    stderr=log,
                )
            self.workers.append(hired)

    def worker_pids(self) -> list[int]:
        """Workers that are here: those that were hired, and those that the server started."""
        named = [str(name) for (name,) in self.record.rows("select name from learner_worker")]
        listed = [int(name.split("/")[-2]) for name in named]
        return [pid for pid in listed if "ascent.cli.worker" in processes.words(pid)]

    def server_pid(self) -> int:
        assert self.server.process is not None
        return self.server.process.pid

    def victims(self, kind: str) -> list[int]:
        """The processes to hit."""
        if kind == "server":
            return [self.server_pid()]
        if kind == "worker":
            return self.worker_pids()
        return processes.of_kind(kind, [self.server_pid(), *self.worker_pids()])

    def come_back(self) -> None:
        """Start the server again if it was killed."""
        if self.server.process is not None and self.server.process.poll() is not None:
            assert self.visitor is not None
            self.visitor.connection.close()
            self.server.come_back_after(lambda: None)

    def hand_in(self, exercise: str, number: int, accepted: list[int]) -> None:
        """Send a right answer, made different by a comment; note it when it was accepted."""
        assert self.visitor is not None
        code = f"{pack.CODE}\n# {number}\n"
        try:
            if self.visitor.post(f"/exercise/{exercise}/check/", code=code) == 200:
                accepted.append(number)
        except (OSError, http.client.HTTPException):
            self.visitor.connection.close()  # killed while it answered: nothing was promised

    def close(self) -> None:
        pids = self.worker_pids()
        if self.visitor is not None:
            self.visitor.connection.close()
        self.server.stop()
        processes.send(pids, signal.SIGKILL)
        for hired in self.workers:
            with contextlib.suppress(ProcessLookupError):
                hired.kill()
            hired.wait()


@pytest.fixture
def house(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[House]:
    home = tmp_path / "ascent"
    pack.write(home / "packs" / "chaos")
    extra = {"ASCENT_LEASE": str(LEASE)}
    if DATABASE == "postgres":
        cluster = start_cluster(request.config)
        request.config.stash[CLUSTER].psql("CREATE DATABASE ascent;")
        extra["ASCENT_DATABASE_URL"] = cluster
    house = House(Server(home, extra=extra))
    try:
        yield house
    finally:
        house.close()


def strike(house: House, victim: str, how: str, after: float, hit: list[int]) -> None:
    """Kill or freeze, `after` seconds from now; add the processes that were hit to `hit`."""
    time.sleep(after)  # the moment is what this test is about
    pids = house.victims(victim)
    hit += pids
    if how == "kill":
        processes.send(pids, signal.SIGKILL)
        if victim == "server" and house.server.process is not None:
            house.server.process.wait()
    else:
        processes.freeze(pids, FROZEN)


def wait_until_graded(house: House, about: str) -> None:
    """Until no attempt is queued or running."""
    give_up = time.monotonic() + PATIENCE
    while left := house.record.rows(
        "select id, state, pool, tries, leased, worker from learner_attempt where state != 'done'"
    ):
        assert time.monotonic() < give_up, f"{about}: {left}\n{''.join(house.server.printed)}"
        time.sleep(0.05)


def play(house: House, number: int, moments: random.Random) -> tuple[str, list[int]]:
    """One round: its description, and the numbers that the server had accepted."""
    victim = VICTIMS[number % len(VICTIMS)]
    how = "kill" if number // len(VICTIMS) % 2 == 0 else "freeze"
    after = moments.uniform(0.0, LATEST)
    about = f"round {number} of seed {SEED}: {how} {victim} after {after:.3f} s"
    accepted: list[int] = []
    hit: list[int] = []
    blow = threading.Thread(target=strike, args=(house, victim, how, after, hit))
    blow.start()
    for at, exercise in enumerate((pack.LONG, pack.SHORT)):
        house.hand_in(exercise, 2 * number + at, accepted)
    blow.join()
    house.come_back()
    wait_until_graded(house, about)
    house.hire()
    return f"{about}, {len(hit)} hit", accepted


def test_whoever_dies_or_freezes_every_attempt_has_one_verdict(house: House) -> None:
    moments = random.Random(SEED)
    house.open()
    rounds: dict[int, str] = {}
    promised: list[int] = []
    for number in range(ROUNDS):
        about, accepted = play(house, number, moments)
        rounds[number] = about
        promised += accepted
        print(about)
    answers = house.record.attempts()
    kept = Counter(number_of(code) for _, code, *_ in answers)
    assert set(promised) <= set(kept), "an answer that the server had accepted is gone"
    assert set(kept.values()) == {1}
    for _, code, outcome, tries in answers:
        about = rounds[number_of(code) // 2]
        allowed = DIED if "kill learner" in about else NOT_THE_LEARNERS
        assert outcome in allowed, f"{about}: {outcome} at try {tries}"
    told = Counter(
        str(one) for (one,) in house.record.rows("select attempt_id from learner_evidence")
    )
    assert set(told.values()) == {1}, "counted twice"
    assert set(told) == {one for one, _, outcome, _ in answers if outcome != "our-fault"}
    print(f"{len(promised)} promised, {len(answers)} kept")
    print("outcomes", Counter(outcome for _, _, outcome, _ in answers))
    print("tries", Counter(tries for *_, tries in answers))


def number_of(code: str) -> int:
    """The number that makes an answer different from the others."""
    return int(code.rsplit("# ", 1)[1])
