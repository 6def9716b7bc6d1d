"""Bytes from outside: whatever they are, they become a frame or a ProtocolError."""

from __future__ import annotations

import contextlib
import copy
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ascent.runner.executors import base, events, protocol, strict
from ascent.runner.executors.protocol import Frame, ProtocolError
from ascent.runner.job import (
    CellResult,
    CheckResult,
    Figure,
    Job,
    Limits,
    RunResult,
    Table,
    Verdict,
)

pytestmark = pytest.mark.fuzz

KINDS = sorted(protocol.LIMITS)
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)
BODIES = st.dictionaries(st.text(max_size=20), PLAIN, max_size=4)
TASK = base.Task(
    "grade",
    Job("x = 1", limits=Limits(seconds=2.5)),
    {"penguins.csv": "a" * 64},
    "checks",
    {"penguins": base.DataSet("a" * 64, "b" * 64)},
    base.Resources(2, 512),
    True,
    True,
)
FIGURE = Figure(b"\x89PNG", {"title": "T", "axes": [{"n_points": 3}]})
TABLE = Table(1, 1, ("a",), ("int64",), ("0",), (("1",),), None)
VERDICT = Verdict(
    "wrong",
    checks=(CheckResult("one", "One.", "passed"), CheckResult("two", "Two.", "wrong", "No.")),
    figures=(FIGURE,),
    report={"score": 0.5, "kind": "tree", "rows": None},
)
RESULT = RunResult("passed", cells=(CellResult("out", value="1", table=TABLE, figures=(FIGURE,)),))


def decode(data: bytes, allowed: Any = KINDS) -> Frame:
    size = protocol.HEADER.size
    header = protocol.read_header(data[:size], allowed)
    return protocol.read_body(header, data[size : size + header.text + header.blob])


@given(st.sampled_from(KINDS), BODIES, st.binary(max_size=200))
def test_what_is_sent_arrives(kind: bytes, body: dict[str, Any], blob: bytes) -> None:
    most_text, most_blob = protocol.LIMITS[kind]
    if len(blob) > most_blob or len(json.dumps(body)) > most_text:
        return
    assert decode(protocol.encode(kind, body, blob)) == Frame(kind, body, blob)


@given(st.binary(min_size=protocol.HEADER.size, max_size=300))
def test_random_bytes_are_no_header(data: bytes) -> None:
    with pytest.raises(ProtocolError):
        decode(data)


@given(st.binary(max_size=300) | st.text().map(str.encode) | PLAIN.map(json.dumps).map(str.encode))
def test_a_body_is_an_object_or_an_error(data: bytes) -> None:
    with contextlib.suppress(ProtocolError):
        assert type(protocol.strict_json(data)) is dict


@given(st.data())
def test_a_broken_frame_is_a_frame_or_an_error(data: st.DataObject) -> None:
    frame = bytearray(protocol.encode(protocol.START, TASK.to_json()))
    for _ in range(data.draw(st.integers(1, 4))):
        frame[data.draw(st.integers(0, len(frame) - 1))] = data.draw(st.integers(0, 255))
    try:
        got = decode(bytes(frame))
        task = base.Task.from_json(got.body)
        assert base.Task.from_json(task.to_json()) == task
    except (ProtocolError, base.BadTask):
        pass


BAD_JSON = {
    "a repeated name": b'{"a": 1, "a": 2}',
    "a list": b"[]",
    "too deep": b'{"a":' * 41 + b"1" + b"}" * 41,
    "far too deep": b'{"a":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "too many values": b'{"a":[' + b"1," * 500_001 + b"1]}",
    "a long number": b'{"a":' + b"9" * 10_000 + b"}",
    "half a character": b'{"a": "\xc3"}',
    "two objects": b"{}{}",
    "nothing": b"",
}


@pytest.mark.parametrize("bad", BAD_JSON)
def test_json_that_hurts_is_refused(bad: str) -> None:
    with pytest.raises(ProtocolError):
        protocol.strict_json(BAD_JSON[bad])


def test_a_kind_comes_only_in_its_place() -> None:
    frame = protocol.encode(protocol.START, {})
    assert decode(frame, protocol.FROM_CLIENT).kind == protocol.START
    greeting = {protocol.HELLO, protocol.PROOF, protocol.WELCOME}
    for allowed in (protocol.FROM_SERVER, greeting):
        with pytest.raises(ProtocolError, match="no place"):
            decode(frame, allowed)


def test_what_is_too_large_is_neither_sent_nor_read() -> None:
    with pytest.raises(ProtocolError):
        protocol.encode(protocol.SET, {"name": "x" * 10_000})
    with pytest.raises(ProtocolError):
        protocol.encode(protocol.PART, {}, bytes(protocol.PART_BYTES + 1))
    header = protocol.HEADER.pack(protocol.MARK, 1, protocol.PART, 2, protocol.PART_BYTES + 1)
    with pytest.raises(ProtocolError, match="too large"):
        protocol.read_header(header, protocol.FROM_CLIENT)


# --- values ------------------------------------------------------------------------------------


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The way to every part of plain data."""
    inner = value.items() if isinstance(value, dict) else enumerate(value)
    found = [path] if path else []
    if isinstance(value, dict | list):
        for key, one in inner:
            found += places(one, (*path, key)) if isinstance(one, dict | list) else [(*path, key)]
    return found


def changed(value: Any, path: tuple[Any, ...], to: Any) -> Any:
    """A copy of plain data with another value at the end of that way."""
    whole = copy.deepcopy(value)
    part = whole
    for key in path[:-1]:
        part = part[key]
    part[path[-1]] = to
    return whole


@pytest.mark.parametrize("result", [VERDICT, RESULT], ids=["verdict", "run"])
def test_results_have_the_shape_of_their_class(result: Verdict | RunResult) -> None:
    plain = json.loads(json.dumps(result.to_json()))
    strict.check(type(result), plain)
    assert type(result).from_json(plain) == result


@given(st.data(), st.sampled_from([VERDICT, RESULT]))
def test_a_result_that_is_let_in_can_be_read(
    data: st.DataObject, result: Verdict | RunResult
) -> None:
    plain = json.loads(json.dumps(result.to_json()))
    plain = changed(plain, data.draw(st.sampled_from(places(plain))), data.draw(PLAIN))
    try:
        strict.check(type(result), plain)
    except strict.WrongShape:
        return
    json.dumps(type(result).from_json(plain).to_json())


@given(st.data())
def test_a_task_is_whole_or_refused(data: st.DataObject) -> None:
    plain = TASK.to_json()
    plain = changed(plain, data.draw(st.sampled_from(places(plain))), data.draw(PLAIN))
    try:
        task = base.Task.from_json(plain)
    except base.BadTask:
        return
    assert base.Task.from_json(task.to_json()) == task
    assert all(base.SHA256.fullmatch(sha) for sha in task.hashes())


BAD_TASKS: dict[str, tuple[tuple[Any, ...], Any]] = {
    "another version": (("version",), 2),
    "no version": (("version",), True),
    "another kind": (("kind",), "execute"),
    "a name that leads away": (("files",), {"../x": "a" * 64}),
    "a hash that leads away": (("files",), {"x": "../../etc/passwd"}),
    "an unknown field": (("path",), "/etc"),
    "files with bytes": (("job", "files"), {"x": ""}),
    "no limit": (("job", "limits", "seconds"), float("inf")),
    "not a number": (("job", "limits", "seconds"), float("nan")),
    "time below zero": (("job", "limits", "seconds"), -1),
    "a kit that leads away": (("job", "kit"), "../../data"),
    "half a character": (("job", "code"), "\ud800"),
    "a short token": (("token",), "1"),
    "no checks": (("checks",), ""),
    "too many files": (("files",), {str(n): "a" * 64 for n in range(100)}),
    "too much text": (("checks",), "x" * 3_000_000),
    "a suffix that leads away": (("data", "penguins", "suffix"), "/../x"),
    "a run with checks": (("kind",), "run"),
    "a truth as a number": (("resources", "gpu"), True),
}


@pytest.mark.parametrize("bad", BAD_TASKS)
def test_a_task_out_of_bounds_is_refused(bad: str) -> None:
    path, value = BAD_TASKS[bad]
    with pytest.raises(base.BadTask):
        base.Task.from_json(changed(TASK.to_json(), path, value))


def test_a_task_comes_back_from_json_as_it_was() -> None:
    cells = base.Task("run", Job(cells=("a = 1", "a")))
    for task in (TASK, cells, base.Task("run", Job(cells=()))):
        plain = task.to_json()
        assert json.loads(json.dumps(plain)) == plain
        assert base.Task.from_json(plain) == task


@given(BODIES)
def test_something_else_is_no_event(body: dict[str, Any]) -> None:
    assert not events.is_event(body)


def test_only_whole_events_are_events() -> None:
    assert events.is_event({"event": "output", "stream": "stdout", "text": "x"})
    assert not events.is_event({"event": "output", "stream": "stdin", "text": "x"})
    assert not events.is_event({"event": "output", "stream": "stdout"})
    assert not events.is_event({"event": "cell", "number": 1, "more": 2})
    assert not events.is_event({"event": ["output"]})
