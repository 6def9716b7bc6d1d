"""The executors that there are, and what they are asked to do."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from ascent.runner.executors import Executor, LocalExecutor
from ascent.runner.executors.blobs import BlobStore
from ascent.runner.executors.tests.servers import ServerProcess


@pytest.fixture
def short() -> Iterator[Path]:
    """A folder with a short name, as sockets need it."""
    with tempfile.TemporaryDirectory(prefix="as-") as folder:
        yield Path(folder)


@pytest.fixture(scope="module")
def local(warm_kit: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Executor]:
    """The hands of this process."""
    store = BlobStore(tmp_path_factory.mktemp("store"), largest=3_000_000)
    executor = LocalExecutor(cpu=4, store=store)
    yield executor
    executor.close()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServerProcess]:
    """A server that lasts; what kills it takes one of its own."""
    with ServerProcess(tmp_path_factory.mktemp("server"), how="warm") as process:
        yield process


@pytest.fixture(scope="session")
def socket(server: ServerProcess) -> Iterator[Executor]:
    """The hands of another process, over a socket."""
    executor = server.executor()
    yield executor
    executor.close()


@pytest.fixture(params=["local", "socket"])
def executor(request: pytest.FixtureRequest) -> Executor:
    """Every executor there is: one that is added here keeps the same contract."""
    found: Executor = request.getfixturevalue(request.param)
    return found
