"""Who serves this home: one server, found by everybody, also while it starts."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ascent import disk
from ascent.accounts import door
from ascent.web import server
from ascent.web.server import CannotServe, Registry, Running

HERE = Running("127.0.0.1", 8710, 1, "1.0.0")
OTHER = Running("127.0.0.1", 8711, 2, "1.0.0")


@pytest.fixture
def moments(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The naps between two tries; nobody sleeps."""
    naps: list[float] = []
    monkeypatch.setattr(server.time, "sleep", naps.append)
    return naps


@pytest.fixture
def lock() -> Iterator[disk.Lock]:
    """The lock of the registry, in the hands of somebody else."""
    lock = disk.Lock(door.run_folder() / "server.lock")
    lock.take()
    yield lock
    lock.release()


def test_a_server_is_found_until_it_leaves() -> None:
    registry = Registry().take(HERE)
    assert Registry().running() == HERE
    registry.leave()
    assert Registry().running() is None


def test_a_server_that_has_not_written_its_address_is_waited_for(
    lock: disk.Lock, moments: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    def write(nap: float) -> None:
        moments.append(nap)
        if len(moments) == 3:
            Registry()._file.write_text(
                '{"host": "127.0.0.1", "port": 8710, "pid": 1, "version": "1.0.0"}'
            )

    monkeypatch.setattr(server.time, "sleep", write)
    assert Registry().running() == HERE
    assert len(moments) == 3


def test_the_address_of_a_killed_server_is_not_the_next_ones(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    killed = Registry().take(OTHER)
    killed._lock.release()
    monkeypatch.setattr(server, "PATIENCE", 0.0)
    assert Registry().running() is None
    starting = disk.Lock(door.run_folder() / "server.lock")
    starting.take()
    assert Registry().running() is None
    starting.release()


def test_somebody_who_only_looks_stops_no_server(
    lock: disk.Lock, moments: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server.time, "sleep", lambda _: lock.release())
    registry = Registry().take(HERE)
    assert Registry().running() == HERE
    registry.leave()


def test_the_second_of_two_servers_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "PATIENCE", 0.0)
    first = Registry().take(HERE)
    with pytest.raises(CannotServe, match="ascent start --link"):
        Registry().take(OTHER)
    assert Registry().running() == HERE
    first.leave()
