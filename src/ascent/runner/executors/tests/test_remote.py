"""Over a socket: what is lost, what is done once, and whom neither side believes."""

from __future__ import annotations

import hashlib
import socket
import ssl
import struct
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

import ascent
from ascent.runner import Job, Limits, RunResult, isolation
from ascent.runner.executors import Cancelled, ExecutorLost, NotIsolated, Refused, pack, protocol
from ascent.runner.executors.line import Address, Pace
from ascent.runner.executors.remote import RemoteExecutor
from ascent.runner.executors.tests.servers import CALM, QUICK, SECRET, ServerProcess, all_end

FOREVER = Job("print('begun', flush=True)\nwhile True:\n    pass\n", limits=Limits(seconds=60))
DRAW = Job("import os\nprint(os.urandom(8).hex())\n")


def stdout(result: object) -> str:
    assert isinstance(result, RunResult)
    return result.stdout


# --- the other side dies ---------------------------------------------------------------------


@pytest.mark.parametrize("how", ["cold", "warm"])
def test_a_killed_server_is_told_and_leaves_no_process(tmp_path: Path, how: str) -> None:
    with ServerProcess(tmp_path, how=how) as server:
        executor = server.executor()
        running = executor.start(pack(FOREVER)[0])
        assert next(iter(running))
        processes = server.processes()
        assert processes
        server.kill()
        with pytest.raises(ExecutorLost, match=str(server.address)):
            running.result(30)
        assert all_end(processes)
        executor.close()


def test_a_frozen_server_is_told_too(tmp_path: Path) -> None:
    with ServerProcess(tmp_path) as server:
        executor = server.executor(pace=CALM)
        running = executor.start(pack(FOREVER)[0])
        assert next(iter(running))
        server.freeze()
        with pytest.raises(ExecutorLost, match="Nothing was heard"):
            running.result(30)
        executor.close()


def test_a_cancelled_task_does_not_wait_for_a_frozen_server(tmp_path: Path) -> None:
    with ServerProcess(tmp_path) as server:
        executor = server.executor(pace=Pace(patience=120))
        running = executor.start(pack(FOREVER)[0])
        assert next(iter(running))
        server.freeze()
        running.cancel()
        with pytest.raises(Cancelled):
            running.result(60)  # less than a server may be silent
        executor.close()


def test_who_asks_and_goes_leaves_nothing_running(tmp_path: Path) -> None:
    with ServerProcess(tmp_path) as server:
        executor = server.executor()
        running = executor.start(pack(FOREVER)[0])
        assert next(iter(running))
        processes = server.processes()
        executor.close()
        assert all_end(processes)
        with pytest.raises(ExecutorLost):
            running.result(30)


def test_a_server_that_comes_back_is_used_again(tmp_path: Path, short: Path) -> None:
    listen = f"unix:{short}/executor"
    with ServerProcess(tmp_path, listen=listen) as first:
        executor = first.executor()
        one = stdout(executor.start(pack(DRAW)[0]).result(60))
    with pytest.raises(ExecutorLost):
        executor.start(pack(DRAW)[0]).result(30)
    with pytest.raises(ExecutorLost):
        executor.missing({"0" * 64})
    with ServerProcess(tmp_path, listen=listen):
        assert stdout(executor.start(pack(DRAW)[0]).result(60)) != one
    executor.close()


def test_files_outlive_a_server(tmp_path: Path) -> None:
    blob = b"a,b\n1,2\n"
    sha = hashlib.sha256(blob).hexdigest()
    for there in (False, True):
        with ServerProcess(tmp_path) as server:
            executor = server.executor()
            assert (executor.missing({sha}) == set()) is there
            executor.put(blob, sha)
            executor.close()


# --- nothing is done twice -------------------------------------------------------------------


def test_a_task_that_has_ended_is_not_done_again(server: ServerProcess) -> None:
    task, _ = pack(DRAW)
    first, second = server.executor(), server.executor()
    one = stdout(first.start(task).result(60))
    assert stdout(second.start(task).result(60)) == one
    assert stdout(second.start(replace(task, token="another-token-00")).result(60)) != one
    first.close()
    second.close()


def test_who_asks_last_for_a_running_task_gets_it(server: ServerProcess) -> None:
    code = (
        "from ascent_run import setting\n"
        "print('begun', flush=True)\n"
        "while setting('go', 0) == 0:\n"
        "    pass\n"
    )
    task, _ = pack(Job(code, limits=Limits(seconds=30)))
    first, second = server.executor(), server.executor()
    one = first.start(task)
    events = iter(one)
    while next(events)["event"] != "setting":
        pass
    two = second.start(task)
    with pytest.raises(ExecutorLost):
        one.result(30)
    two.set("go", 1)
    assert stdout(two.result(60)) == "begun\n"
    assert "output" not in [event["event"] for event in two]  # it was not begun again
    first.close()
    second.close()


def test_a_token_stands_for_one_task(server: ServerProcess) -> None:
    executor = server.executor()
    task, _ = pack(DRAW)
    executor.start(task).result(60)
    with pytest.raises(Refused) as refused:
        executor.start(replace(task, job=Job("print('another')"))).result(60)
    assert refused.value.reason == "token-used"
    executor.close()


# --- other people's code ---------------------------------------------------------------------


def test_other_peoples_code_is_refused_where_it_cannot_be_held(tmp_path: Path) -> None:
    with ServerProcess(tmp_path, how="limited") as server:
        executor = server.executor()
        task, _ = pack(Job("print(1)"), strangers=True)
        with pytest.raises(NotIsolated, match="other people's code"):
            executor.start(task).result(30)
        executor.close()


@pytest.mark.skipif(not isolation().namespaces, reason="this machine cannot hold it either")
def test_other_peoples_code_runs_where_it_is_held(server: ServerProcess) -> None:
    executor = server.executor()
    assert stdout(executor.start(pack(Job("print(1)"), strangers=True)[0]).result(60)) == "1\n"
    executor.close()


# --- who does not belong here ----------------------------------------------------------------


def test_without_the_secret_nobody_comes_in(server: ServerProcess) -> None:
    stranger = server.executor(secret=b"another secret, as long as the first one")
    with pytest.raises(ExecutorLost, match="same secret"):
        stranger.start(pack(DRAW)[0]).result(30)
    with pytest.raises(ExecutorLost, match="same secret"):
        stranger.missing({"0" * 64})
    stranger.close()


def test_both_sides_run_the_same_ascent(
    server: ServerProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = ascent.__version__
    monkeypatch.setattr(ascent, "__version__", "99.0")
    executor = server.executor()
    with pytest.raises(ExecutorLost, match=f"runs Ascent {ours}, this one 99.0"):
        executor.start(pack(DRAW)[0]).result(30)
    monkeypatch.undo()
    assert executor.start(pack(DRAW)[0]).result(60).outcome == "passed"
    executor.close()


HEADER = protocol.HEADER
GARBAGE = {
    "a web request": b"GET / HTTP/1.1\r\nHost: here\r\n\r\n",
    "zeros": bytes(100_000),
    "another version": HEADER.pack(protocol.MARK, 99, protocol.PROOF, 2, 0) + b"{}",
    "a task before the greeting": HEADER.pack(protocol.MARK, 1, protocol.START, 2, 0) + b"{}",
    "a huge announcement": HEADER.pack(protocol.MARK, 1, protocol.PROOF, 2**32 - 1, 2**32 - 1),
    "no JSON": HEADER.pack(protocol.MARK, 1, protocol.PROOF, 4, 0) + b"\xff\xfe{}",
    "deep JSON": HEADER.pack(protocol.MARK, 1, protocol.PROOF, 1000, 0) + b"[" * 1000,
    "odd proof": HEADER.pack(protocol.MARK, 1, protocol.PROOF, 13, 0) + b'{"nonce": []}',
    "half a header": struct.pack(">2sB", protocol.MARK, 1),
}


@pytest.mark.parametrize("garbage", GARBAGE)
def test_garbage_ends_its_own_connection_and_no_other(server: ServerProcess, garbage: str) -> None:
    with socket.create_connection((server.address.host, server.address.port), 10) as raw:
        raw.settimeout(30)
        raw.sendall(GARBAGE[garbage])
        raw.shutdown(socket.SHUT_WR)
        said = b""
        try:
            while more := raw.recv(65536):
                said += more
        except ConnectionResetError:
            pass
    assert len(said) < 300  # the greeting, and no more
    executor = server.executor()
    assert executor.missing({"0" * 64}) == {"0" * 64}
    executor.close()


@contextmanager
def a_server_that(speaks: Callable[[socket.socket], None]) -> Iterator[RemoteExecutor]:
    """Somebody who asks a server that does what it likes."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            try:
                while True:
                    met, _ = listening.accept()
                    with met:
                        speaks(met)
            except OSError:
                return

        thread = threading.Thread(target=serve)
        thread.start()
        executor = RemoteExecutor(Address(*listening.getsockname()), SECRET, pace=QUICK)
        try:
            yield executor
        finally:
            executor.close()
            listening.shutdown(socket.SHUT_RDWR)
            thread.join()


HELLO = b'{"engine": "0", "nonce": "' + b"0" * 64 + b'"}'
LIES = {
    **GARBAGE,
    "nothing": b"",
    "a greeting without an end": HEADER.pack(protocol.MARK, 1, protocol.HELLO, 90, 0) + HELLO[:50],
    "a greeting and then no proof": HEADER.pack(protocol.MARK, 1, protocol.HELLO, len(HELLO), 0)
    + HELLO
    + HEADER.pack(protocol.MARK, 1, protocol.WELCOME, 16, 0)
    + b'{"proof": "0000}',
}


@pytest.mark.parametrize("lie", LIES)
def test_a_server_that_is_none_is_lost_and_learns_nothing(lie: str) -> None:
    heard = []

    def speak(met: socket.socket) -> None:
        met.settimeout(3)
        met.sendall(LIES[lie])
        heard.append(met.recv(65536))

    with a_server_that(speak) as executor, pytest.raises(ExecutorLost):
        executor.start(pack(Job("print('my code')"))[0]).result(30)
    assert not any(b"my code" in said or SECRET in said for said in heard)


def test_nobody_there_is_lost() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        address = Address(*listening.getsockname())
    executor = RemoteExecutor(address, SECRET)
    with pytest.raises(ExecutorLost, match=str(address)):
        executor.put(b"", hashlib.sha256(b"").hexdigest())
    executor.close()


# --- encrypted -------------------------------------------------------------------------------


def test_it_speaks_tls_and_believes_only_the_certificate_that_it_knows(tmp_path: Path) -> None:
    import asyncio

    from ascent.runner.executors import LocalExecutor
    from ascent.runner.executors.serve import Server

    certificate = tmp_path / "both.pem"
    key = tmp_path / "key.pem"
    made = subprocess.run(
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 "
        f"-subj /CN=localhost -addext subjectAltName=IP:127.0.0.1 -keyout {key} -out {certificate}",
        shell=True,
        capture_output=True,
    )
    if made.returncode:
        pytest.skip("there is no openssl to make a certificate with")
    theirs = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    theirs.load_cert_chain(certificate, key)
    local, loop, stop = LocalExecutor(), asyncio.new_event_loop(), asyncio.Event()
    ready: list[Address] = []
    heard = threading.Event()

    def begin(address: Address) -> None:
        ready.append(address)
        heard.set()

    serving = Server(local, SECRET).serve(Address("127.0.0.1", 0), begin, stop, theirs)
    thread = threading.Thread(target=loop.run_until_complete, args=[serving])
    thread.start()
    assert heard.wait(30)
    knows = RemoteExecutor(
        ready[0], SECRET, tls=ssl.create_default_context(cafile=str(certificate))
    )
    blob = bytes(2_500_000)
    sha = hashlib.sha256(blob).hexdigest()
    knows.put(blob, sha)
    assert knows.missing({sha}) == set()
    doubts = RemoteExecutor(ready[0], SECRET, tls=ssl.create_default_context())
    with pytest.raises(ExecutorLost, match="CERTIFICATE_VERIFY_FAILED"):
        doubts.missing({sha})
    for executor in (knows, doubts):
        executor.close()
    loop.call_soon_threadsafe(stop.set)
    thread.join(30)
    loop.close()
    local.close()
