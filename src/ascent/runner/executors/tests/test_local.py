"""The hands of this process: files where they lie, room for each, and nothing done twice."""

from __future__ import annotations

import hashlib
import os
import threading
from pathlib import Path

import pytest

from ascent.runner import DataFile, Job, RunResult, Verdict, executors, sandbox, worker
from ascent.runner.executors import (
    Cancelled,
    ExecutorLost,
    LocalExecutor,
    NotIsolated,
    Refused,
    Resources,
    Task,
    current,
    grade,
    inputs,
    pack,
    room,
    run,
)
from ascent.runner.executors.blobs import BlobStore
from ascent.runner.executors.events import Events
from ascent.runner.executors.grading import grading
from ascent.runner.process import Control

CHECKS = (
    "from ascent.testing import check\n"
    "@check('`x` is 1.')\n"
    "def one(learner):\n"
    "    assert learner.x.get() == 1, 'It is not.'\n"
)


def ignore(event: object) -> None:
    """Nobody listens."""


def sha(blob: bytes) -> str:
    return hashlib.sha256(blob).hexdigest()


def long_ago(path: Path) -> Path:
    """A file that was written a while ago."""
    os.utime(path, (1_000_000, 1_000_000))
    return path


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "table.csv"
    path.write_text("a\n1\n")
    return path


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Job, Path, dict[str, DataFile]]]:
    """What the runner is given to grade; nothing is run."""
    calls = []

    def note(job: Job, checks: Path, data: dict[str, DataFile], *_: object, **__: object) -> str:
        calls.append((job, checks, data))
        return "a verdict"

    monkeypatch.setattr(worker, "grade", note)
    return calls


# --- files -----------------------------------------------------------------------------------


def test_files_of_this_machine_are_used_where_they_lie(table, tmp_path, given) -> None:
    checks = tmp_path / "checks.py"
    checks.write_text(CHECKS)
    task, behind = pack(Job(files={"t.csv": table}), checks, {"t": DataFile(table, table)}, seed=3)
    with_store = LocalExecutor()
    assert with_store.run_here(task, behind) == "a verdict"
    job, given_checks, data = given[0]
    assert job == Job(files={"t.csv": table}, seed=3)
    assert (given_checks, data) == (checks, {"t": DataFile(table, table)})


def test_a_file_that_changed_after_it_was_named_is_not_used(table, given) -> None:
    task, behind = pack(Job(files={"t.csv": table}), table)
    table.write_text("a\n2\n")
    with pytest.raises(Refused) as refused:
        LocalExecutor().run_here(task, behind)
    assert refused.value.reason == "missing"


def test_checks_that_changed_after_they_were_read_are_laid_out_as_they_were(
    tmp_path, given, monkeypatch
) -> None:
    checks = tmp_path / "checks.py"
    checks.write_text("old")
    task, behind = pack(Job(), checks)
    checks.write_text("new")
    texts = []
    monkeypatch.setattr(worker, "grade", lambda job, path, *_, **__: texts.append(path.read_text()))
    LocalExecutor().run_here(task, behind)
    assert texts == ["old"]


def test_an_unchanged_file_is_read_once(table, monkeypatch) -> None:
    reads = []
    real = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda path: reads.append(path) or real(path))
    long_ago(table)
    memory = inputs.Memory(sha)
    monkeypatch.setattr(inputs.time, "time", lambda: table.stat().st_ctime + 60)
    assert {memory.of(table) for _ in range(5)} == {sha(b"a\n1\n")}
    assert reads == [table]
    table.write_text("a\n22\n")
    assert memory.of(table) == sha(b"a\n22\n")


def test_a_file_that_was_just_written_is_read_again(table, monkeypatch) -> None:
    memory = inputs.Memory(sha)
    stamp = inputs.stamp_of(table)
    monkeypatch.setattr(inputs, "stamp_of", lambda _: stamp)  # as on a disk with a coarse clock
    assert memory.of(table) == sha(b"a\n1\n")
    table.write_text("a\n2\n")
    assert memory.of(table) == sha(b"a\n2\n")


# --- the current one -------------------------------------------------------------------------


def test_without_a_setting_the_work_is_done_here(monkeypatch, tmp_path, given) -> None:
    monkeypatch.setenv("ASCENT_EXECUTOR", "")
    checks = tmp_path / "checks.py"
    checks.write_text(CHECKS)
    assert isinstance(current(), LocalExecutor)
    assert current() is current()
    here = threading.get_ident()
    where = []
    monkeypatch.setattr(
        worker, "run", lambda *_, **__: where.append(threading.get_ident()) or RunResult("passed")
    )
    assert run(Job()) == RunResult("passed")
    assert where == [here]


def test_with_a_setting_it_is_done_there(monkeypatch, tmp_path, server) -> None:
    secret = tmp_path / "secret"
    secret.write_text("a secret that only the tests of executors know\n")
    secret.chmod(0o600)
    monkeypatch.setenv("ASCENT_EXECUTOR", str(server.address))
    monkeypatch.setenv("ASCENT_EXECUTOR_SECRET", str(secret))
    monkeypatch.setattr(worker, "run", None)
    monkeypatch.setattr(worker, "grade", None)
    checks = tmp_path / "checks.py"
    checks.write_text(CHECKS)
    data = tmp_path / "t.csv"
    data.write_text("a\n1\n")
    job = Job("x = len(open('t.csv').readlines()) - 1\nprint('x')", files={"t.csv": data})
    seen = []
    assert grade(job, checks, {"t": DataFile(data)}, 5, seen.append).passed
    assert [event["event"] for event in seen] == ["cell", "output", "check-started", "check"]
    cancel = threading.Event()
    cancel.set()
    with pytest.raises(Cancelled):
        run(Job("while True: pass"), cancel=cancel)


def test_an_address_that_is_none_is_named(monkeypatch) -> None:
    for text in ("somewhere", "host:port", ":80", "unix:", "host:99999"):
        monkeypatch.setenv("ASCENT_EXECUTOR", text)
        with pytest.raises(ValueError, match="HOST:PORT"):
            current()


# --- what goes wrong -------------------------------------------------------------------------


def test_other_peoples_code_needs_isolation(monkeypatch) -> None:
    limited = sandbox.Isolation("limited", {"namespaces": "a test"}, "a remedy")
    monkeypatch.setattr(sandbox, "isolation", lambda: limited)
    task, behind = pack(Job(), strangers=True)
    with pytest.raises(NotIsolated, match="a remedy"):
        LocalExecutor().run_here(task, behind)


def test_other_peoples_code_is_not_graded_here_without_isolation(
    monkeypatch, tmp_path, given
) -> None:
    limited = sandbox.Isolation("limited", {"namespaces": "a test"}, "a remedy")
    monkeypatch.setattr(sandbox, "isolation", lambda: limited)
    checks = tmp_path / "checks.py"
    checks.write_text(CHECKS)
    with pytest.raises(NotIsolated, match="a remedy"):
        grading(Job(), checks, {}, ignore, Control(), strangers=True)
    assert isinstance(grading(Job(), checks, {}, ignore, Control()), worker.Grader)


def test_elsewhere_the_other_machine_is_told_whose_code_it_is(monkeypatch, tmp_path) -> None:
    told = []
    monkeypatch.setattr(executors, "current", lambda: None)
    monkeypatch.setattr(
        executors, "grade", lambda *_, **how: told.append(how["strangers"]) or Verdict("passed")
    )
    monkeypatch.setattr(sandbox, "require_isolation", None)
    for strangers in (True, False):
        with grading(Job(), tmp_path, {}, ignore, Control(), strangers=strangers) as grader:
            grader.grade(Job(), 1)
    assert told == [True, False]


def test_a_machine_that_breaks_is_lost_and_not_the_learners_fault(monkeypatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(worker, "run", broken)
    executor = LocalExecutor()
    with pytest.raises(ExecutorLost, match="no space left"):
        executor.start(Task("run", Job())).result(30)
    executor.close()


def test_more_tasks_than_it_holds_are_refused(monkeypatch) -> None:
    go = threading.Event()

    def wait(*_: object, **__: object) -> RunResult:
        go.wait(30)
        return RunResult("passed")

    monkeypatch.setattr(worker, "run", wait)
    executor = LocalExecutor(cpu=1, most_tasks=2)
    running = [executor.start(Task("run", Job())) for _ in range(3)]
    with pytest.raises(Refused) as refused:
        running[2].result(30)
    assert refused.value.reason == "busy"
    go.set()
    assert [one.result(30).outcome for one in running[:2]] == ["passed", "passed"]
    executor.close()


# --- room ------------------------------------------------------------------------------------


def wanting(**wants: int) -> Task:
    return Task("run", Job(), resources=Resources(**wants))


def test_room_is_given_in_order_and_never_twice() -> None:
    space = room.Room(2, 4000)
    never = threading.Event()
    order: list[str] = []
    first, second = space.taken(wanting(cpu=2), never), space.taken(wanting(), never)
    first.__enter__()

    def next_one() -> None:
        with second:
            order.append("second")

    thread = threading.Thread(target=next_one)
    thread.start()
    order.append("first")
    first.__exit__(None, None, None)
    thread.join(30)
    assert order == ["first", "second"]
    with space.taken(wanting(cpu=2, memory_mb=4000), never):
        pass


@pytest.mark.parametrize("wants", [{"cpu": 3}, {"memory_mb": 4001}])
def test_what_never_fits_is_refused(wants: dict[str, int]) -> None:
    with (
        pytest.raises(Refused, match="more than there are"),
        room.Room(2, 4000).taken(wanting(**wants), threading.Event()),
    ):
        pass


def test_a_job_whose_limit_is_larger_than_the_machine_gets_all_of_it() -> None:
    with room.Room(1, 500).taken(wanting(), threading.Event()):
        pass


# --- the store -------------------------------------------------------------------------------


def test_the_least_recently_used_file_makes_room(tmp_path) -> None:
    store = BlobStore(tmp_path / "blobs", most_bytes=10)
    blobs = {sha(text): text for text in (b"aaaa", b"bbbb", b"cccc")}
    first, second, third = blobs
    store.put(blobs[first], first)
    store.put(blobs[second], second)
    store.lay_out(first, tmp_path / "used")
    store.put(blobs[third], third)
    assert store.missing(set(blobs)) == {second}
    assert (tmp_path / "used").read_bytes() == b"aaaa"


def test_a_file_that_was_damaged_on_the_disk_is_missing(tmp_path) -> None:
    store = BlobStore(tmp_path / "blobs")
    name = sha(b"whole")
    store.put(b"whole", name)
    (store.folder / name).write_bytes(b"cut")
    assert store.missing({name}) == {name}
    again = BlobStore(tmp_path / "blobs")
    again.put(b"whole", name)
    (store.folder / name).write_bytes(b"other")
    assert BlobStore(tmp_path / "blobs").missing({name}) == {name}


def test_half_a_file_leaves_nothing(tmp_path) -> None:
    store = BlobStore(tmp_path / "blobs")
    with store.incoming(sha(b"whole"), 5) as incoming:
        incoming.write(b"who")
    assert list(store.folder.iterdir()) == []


def test_the_store_is_its_owners_alone(tmp_path) -> None:
    assert BlobStore(tmp_path / "blobs").folder.stat().st_mode & 0o077 == 0


# --- events ----------------------------------------------------------------------------------


def printed(text: str, stream: str = "stdout") -> dict[str, str]:
    return {"event": "output", "stream": stream, "text": text}


def test_printed_text_that_waits_is_joined_in_its_order() -> None:
    events = Events()
    for event in (printed("a"), printed("b"), printed("c", "stderr"), printed("d")):
        events.put(event)
    events.close()
    assert list(events) == [printed("ab"), printed("c", "stderr"), printed("d")]


def test_what_only_shows_something_goes_first() -> None:
    events = Events(most=3)
    checks = [{"event": "check-started", "name": str(n)} for n in range(3)]
    progress = {"event": "progress", "done": 1, "of": None, "facts": {}}
    for event in (checks[0], progress, checks[1], checks[2]):
        events.put(event)
    events.close()
    assert list(events) == checks


def test_nothing_comes_after_the_end() -> None:
    events = Events()
    events.close()
    events.put(printed("late"))
    assert events.take() is None
