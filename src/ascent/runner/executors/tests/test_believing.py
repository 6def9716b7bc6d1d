"""Somebody who knows the secret may still say anything: neither side takes it at its word."""

from __future__ import annotations

import asyncio
import hashlib
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from ascent.runner import CheckResult, Job, RunResult, Verdict
from ascent.runner.executors import ExecutorLost, Refused, Task, greeting, pack, protocol
from ascent.runner.executors.line import Address, Line, Lost, Pace
from ascent.runner.executors.protocol import Frame
from ascent.runner.executors.remote import RemoteExecutor
from ascent.runner.executors.tests.servers import SECRET, ServerProcess

TASK, _ = pack(Job("print(1)"))
SHA = hashlib.sha256(b"x").hexdigest()
PACE = Pace()
Say = list[tuple[bytes, dict[str, Any], bytes]]


def told(server: ServerProcess, *said: tuple[bytes, dict[str, Any], bytes]) -> Frame | None:
    """What the server answers to the last of what a guest says; None when it hangs up."""

    async def talk() -> Frame | None:
        streams = await asyncio.open_connection(server.address.host, server.address.port)
        line = Line(*streams, PACE)
        try:
            await greeting.as_client(line, SECRET, PACE)
            for kind, body, blob in said:
                await line.send(kind, body, blob)
            return await line.receive()
        except Lost:
            return None
        finally:
            line.close()

    return asyncio.run(talk())


START = (protocol.START, TASK.to_json(), b"")
RUDE: dict[str, Say] = {
    "no list of hashes": [(protocol.HAVE, {"hashes": "all"}, b"")],
    "a path as a hash": [(protocol.HAVE, {"hashes": ["../secret"]}, b"")],
    "a file of no size": [(protocol.PUT, {"sha256": SHA, "size": "large"}, b"")],
    "two files at once": [(protocol.PUT, {"sha256": SHA, "size": 9}, b"x")] * 2,
    "an empty part": [(protocol.PUT, {"sha256": SHA, "size": 9}, b"")],
    "two tasks at once": [START, (protocol.START, {**TASK.to_json(), "token": "b" * 20}, b"")],
    "a setting that is none": [(protocol.SET, {"name": "rate", "value": [1]}, b"")],
    "a setting without a number": [(protocol.SET, {"name": "rate", "value": float("nan")}, b"")],
    "a setting without a name": [(protocol.SET, {"name": 1, "value": 1}, b"")],
    "an answer": [(protocol.RESULT, {"token": "b" * 20}, b"")],
    "another greeting": [(protocol.PROOF, {}, b"")],
}


@pytest.mark.parametrize("rude", RUDE)
def test_a_server_hangs_up_on_a_guest_that_breaks_the_rules(
    server: ServerProcess, rude: str
) -> None:
    answer = told(server, *RUDE[rude])
    assert answer is None or answer.kind in (protocol.EVENT, protocol.RESULT)
    assert told(server, (protocol.HAVE, {"hashes": []}, b"")) == Frame(
        protocol.MISSING, {"hashes": []}
    )


REFUSED: dict[str, tuple[Say, str]] = {
    "a huge file": ([(protocol.PUT, {"sha256": SHA, "size": 10**12}, b"x")], "too-large"),
    "a file below zero": ([(protocol.PUT, {"sha256": SHA, "size": -1}, b"x")], "too-large"),
    "more than announced": ([(protocol.PUT, {"sha256": SHA, "size": 1}, b"xy")], "too-large"),
    "other bytes": ([(protocol.PUT, {"sha256": SHA, "size": 1}, b"y")], "wrong-hash"),
    "a path as a name": ([(protocol.PUT, {"sha256": "../x", "size": 1}, b"x")], "wrong-hash"),
    "no task": ([(protocol.START, {}, b"")], "bad-task"),
    "a later task": ([(protocol.START, {**TASK.to_json(), "version": 2}, b"")], "bad-task"),
    "a part of nothing": (
        [(protocol.PART, {}, b"x"), (protocol.START, {"token": []}, b"")],
        "bad-task",
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_a_server_says_what_it_does_not_take(server: ServerProcess, what: str) -> None:
    said, reason = REFUSED[what]
    answer = told(server, *said)
    assert answer is not None
    assert answer.body["reason"] == reason


@contextmanager
def a_house_that(answers: Callable[[Line, Frame], Awaitable[None]]) -> Iterator[RemoteExecutor]:
    """Somebody who asks a server that knows the secret and says what it likes."""
    loop, ready, stop = asyncio.new_event_loop(), threading.Event(), asyncio.Event()
    address: list[Address] = []

    async def met(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        line = Line(reader, writer, PACE)
        try:
            await greeting.as_server(line, SECRET, PACE)
            while True:
                await answers(line, await line.receive())
        except Lost:
            line.close()

    async def serve() -> None:
        server = await asyncio.start_server(met, "127.0.0.1", 0)
        address.append(Address(*server.sockets[0].getsockname()))
        ready.set()
        await stop.wait()
        server.close()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for other in others:
            other.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    thread = threading.Thread(target=loop.run_until_complete, args=[serve()])
    thread.start()
    assert ready.wait(30)
    executor = RemoteExecutor(address[0], SECRET)
    try:
        yield executor
    finally:
        executor.close()
        loop.call_soon_threadsafe(stop.set)
        thread.join(30)
        loop.close()


GOOD = {"token": TASK.token, "kind": "run", "result": RunResult("passed").to_json()}
VERDICT = Verdict("passed", checks=(CheckResult("a", "A.", "passed"),)).to_json()
LIES: dict[str, dict[str, Any]] = {
    "another token": {**GOOD, "token": "b" * 20},
    "no token": {"kind": "run", "result": GOOD["result"]},
    "another kind": {**GOOD, "kind": "grade", "result": VERDICT},
    "a verdict as a run": {**GOOD, "result": VERDICT},
    "no result": {**GOOD, "result": None},
    "an unknown outcome": {**GOOD, "result": {**GOOD["result"], "outcome": "brilliant"}},
    "a field too few": {**GOOD, "result": {"outcome": "passed"}},
    "a field too many": {**GOOD, "result": {**GOOD["result"], "more": 1}},
    "cells of another type": {**GOOD, "result": {**GOOD["result"], "cells": [{}]}},
}


@pytest.mark.parametrize("lie", LIES)
def test_a_result_that_makes_no_sense_is_none(lie: str) -> None:
    async def answer(line: Line, _: Frame) -> None:
        await line.send(protocol.RESULT, LIES[lie])

    with a_house_that(answer) as executor, pytest.raises(ExecutorLost):
        executor.start(TASK).result(30)


def test_a_good_result_is_believed() -> None:
    async def answer(line: Line, frame: Frame) -> None:
        assert Task.from_json(frame.body) == TASK
        await line.send(protocol.RESULT, GOOD)

    with a_house_that(answer) as executor:
        assert executor.start(TASK).result(30) == RunResult("passed")


def test_one_connection_serves_task_after_task(server: ServerProcess) -> None:
    async def talk() -> list[bytes]:
        streams = await asyncio.open_connection(server.address.host, server.address.port)
        line = Line(*streams, PACE)
        await greeting.as_client(line, SECRET, PACE)
        kinds = []
        for number in range(5):
            await line.send(protocol.START, {**TASK.to_json(), "token": f"{number:020}"})
            while (frame := await line.receive()).kind == protocol.EVENT:
                pass
            kinds.append(frame.kind)
        line.close()
        return kinds

    assert asyncio.run(talk()) == [protocol.RESULT] * 5


def test_events_that_are_none_are_left_out() -> None:
    async def answer(line: Line, _: Frame) -> None:
        for body in ({"event": "launch"}, {"event": 1}, {}, {"event": "cell", "number": 0}):
            await line.send(protocol.EVENT, body)
        await line.send(protocol.RESULT, GOOD)

    with a_house_that(answer) as executor:
        running = executor.start(TASK)
        assert list(running) == [{"event": "cell", "number": 0}]
        assert running.result(0) == RunResult("passed")


def test_a_flood_of_events_is_bounded() -> None:
    async def answer(line: Line, _: Frame) -> None:
        for number in range(6000):
            await line.send(protocol.EVENT, {"event": "cell", "number": number})
        await line.send(protocol.RESULT, GOOD)

    with a_house_that(answer) as executor:
        running = executor.start(TASK)
        assert running.result(60) == RunResult("passed")
        kept = [event["number"] for event in running]
        assert kept == list(range(6000))[-len(kept) :]
        assert len(kept) <= 4096


def test_a_server_cannot_ask_for_files_that_were_not_offered() -> None:
    async def answer(line: Line, _: Frame) -> None:
        await line.send(protocol.MISSING, {"hashes": ["f" * 64]})

    with a_house_that(answer) as executor, pytest.raises(ExecutorLost):
        executor.missing({SHA})


def test_an_end_that_nobody_knows_is_a_loss() -> None:
    async def answer(line: Line, _: Frame) -> None:
        await line.send(protocol.ENDED, {"token": TASK.token, "how": "well", "message": "Hm."})

    with a_house_that(answer) as executor, pytest.raises(ExecutorLost, match="Hm"):
        executor.start(TASK).result(30)


def test_a_task_that_is_too_large_is_not_sent() -> None:
    async def answer(line: Line, _: Frame) -> None:
        await line.send(protocol.RESULT, GOOD)

    large, _ = pack(Job("x" * 17_000_000))
    with a_house_that(answer) as executor, pytest.raises(Refused) as refused:
        executor.start(large).result(30)
    assert refused.value.reason == "too-large"
