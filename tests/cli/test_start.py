"""start: the real server in processes of its own, and everything that may be in its way."""

from __future__ import annotations

import http.client
import json
import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from ascent.runner import kits
from ascent.web import server as serving
from ascent.web.server import CannotServe
from benchmarks.visitor import Visitor
from tests.journeys.server import Server

pytestmark = pytest.mark.skipif(not kits.is_ready("data"), reason="the kit data is not installed")
ENDLESS = "while True:\n    pass\n"
MOST = 3  # measurements of one time: a busy machine only adds to it, so that the least counts


@pytest.fixture(scope="session")
def hollow(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An environment whose kit ends at once: a server that runs no code warms nothing then."""
    folder = tmp_path_factory.mktemp("kits")
    kit = folder / kits.folder_of("data").name
    python = kits.python_in(kit)
    python.parent.mkdir(parents=True)
    python.write_text("#!/bin/sh\nexit 1\n")
    python.chmod(0o755)
    (kit / kits.READY).write_text(json.dumps({"site_packages": str(kit), "size_mb": 0}))
    return {"ASCENT_KITS": str(folder)}


@pytest.fixture
def server(tmp_path: Path, hollow: dict[str, str]) -> Iterator[Server]:
    """Not started yet, in a home that is not there yet."""
    server = Server(tmp_path / "home", extra=dict(hollow))
    yield server
    server.stop()


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory, hollow: dict[str, str]) -> Iterator[Server]:
    """One that runs, for those who only ask it something."""
    server = Server(tmp_path_factory.mktemp("running") / "home", extra=dict(hollow))
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database that a first command leaves behind."""
    made = Server(tmp_path_factory.mktemp("made") / "home")
    assert made.command("status").returncode == 0
    return made.home / "ascent.sqlite3"


@pytest.fixture
def returning(server: Server, database: Path) -> Server:
    """Not started yet, in a home that a command was given in before."""
    server.home.mkdir(mode=0o700)
    shutil.copy(database, server.home)
    return server


@pytest.fixture
def checking(returning: Server) -> Server:
    """The same with the kit, in which code is checked."""
    returning.extra["ASCENT_KITS"] = str(kits.kits_folder())
    return returning


@pytest.fixture
def browser() -> Iterator[Callable[[str], Visitor]]:
    """Opens an address in a browser of its own: cookies, and one connection."""
    opened: list[Visitor] = []

    def enter(address: str) -> Visitor:
        opened.append(Visitor(address))
        opened[-1].enter()
        return opened[-1]

    yield enter
    for visitor in opened:
        visitor.connection.close()


def said(result: subprocess.CompletedProcess[str]) -> str:
    return " ".join((result.stdout + result.stderr).split())


def rows(server: Server, query: str) -> list[tuple[Any, ...]]:
    database = sqlite3.connect(f"file:{server.home / 'ascent.sqlite3'}?mode=ro", uri=True)
    try:
        return database.execute(query).fetchall()
    finally:
        database.close()


def wait_for(what: Any) -> None:
    """Until `what()` is true; the test fails after what even a starved machine does not need."""
    give_up = time.monotonic() + 120
    while not what():
        assert time.monotonic() < give_up
        time.sleep(0.05)


def status(address: str, host: str | None = None) -> int:
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=60)
    connection.request("GET", parts.path, headers={"Host": host} if host else {})
    try:
        return connection.getresponse().status
    finally:
        connection.close()


def test_the_printed_address_opens_the_first_page_once(
    server: Server, browser: Callable[[str], Visitor]
) -> None:
    address = server.start()
    assert status(server.origin + "/today/") == 403
    browser(address)
    assert status(address) == 403
    assert oct((server.home).stat().st_mode)[-3:] == "700"
    assert oct((server.home / "ascent.sqlite3").stat().st_mode)[-3:] == "600"


def test_another_name_for_this_machine_is_refused(running: Server) -> None:
    assert status(running.origin + "/", host="rebound.example") == 400


def test_a_second_start_leads_to_the_first(
    running: Server, browser: Callable[[str], Visitor]
) -> None:
    result = running.command("start", "--no-browser")
    assert result.returncode == 0
    assert f"already runs on port {urlsplit(running.origin).port}" in said(result)
    browser(result.stdout.split()[-1])


def test_a_fresh_link_of_a_running_server(
    running: Server, browser: Callable[[str], Visitor]
) -> None:
    found = json.loads(running.command("start", "--link", "--json").stdout)
    assert found["url"].startswith(running.origin)
    browser(found["url"])


def test_there_is_no_link_where_no_server_runs(server: Server) -> None:
    assert server.command("start", "--link").returncode == 1


def test_a_session_outlives_the_server(
    returning: Server, browser: Callable[[str], Visitor]
) -> None:
    visitor = browser(returning.start())
    port = urlsplit(returning.origin).port
    returning.kill()
    returning.start(port=port or 0)
    visitor.connection.close()
    visitor.get("/settings/")


def test_killed_and_started_again_the_home_is_free(returning: Server) -> None:
    returning.start()
    returning.kill()
    assert "No Ascent runs" in said(returning.command("start", "--link"))
    returning.start()


# ---- what may be in the way


@contextmanager
def another_program() -> Iterator[int]:
    """The port of somebody who hangs up on every caller."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def hang_up() -> None:
            with suppress(OSError):
                while True:
                    listening.accept()[0].close()

        thread = threading.Thread(target=hang_up)
        thread.start()
        yield listening.getsockname()[1]
        listening.shutdown(socket.SHUT_RDWR)
        thread.join()


def test_a_port_that_another_program_uses(server: Server) -> None:
    with another_program() as port:
        result = server.command("start", "--no-browser", "--port", str(port))
    assert result.returncode == 1
    assert f"Port {port} is in use by another program." in said(result)
    assert f"ascent start --port {port + 1}" in said(result) or "is free" in said(result)


def test_a_port_that_another_ascent_uses(server: Server, running: Server) -> None:
    port = urlsplit(running.origin).port
    result = server.command("start", "--no-browser", "--port", str(port))
    assert result.returncode == 1
    assert "in use by an Ascent that serves another ASCENT_HOME" in said(result)
    assert "ascent start --link" in said(result)


def test_without_a_port_the_next_free_one_is_taken(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from ascent.cli import start
    from ascent.cli.say import Say

    with another_program() as taken:
        monkeypatch.setattr(start, "PORT", taken)
        sock = start._listen(Say(), "127.0.0.1", None)
        with sock:
            assert sock.getsockname()[1] > taken
        with pytest.raises(CannotServe):
            start._listen(Say(), "127.0.0.1", taken)
    assert f"Port {taken} is in use by another program." in capsys.readouterr().out


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "example.org", ""])
def test_only_this_machine_is_served(host: str) -> None:
    with pytest.raises(CannotServe, match="no accounts yet"):
        serving.check_host(host)


def test_a_newer_database_is_refused_and_kept(returning: Server) -> None:
    path = returning.home / "ascent.sqlite3"
    database = sqlite3.connect(path)
    later = "(999, 'learner', '0999_later', '2030-01-01')"
    database.execute(f"INSERT INTO django_migrations VALUES {later}")
    database.execute("PRAGMA user_version=9008007")
    database.commit()
    database.close()
    before = path.read_bytes()
    result = returning.command("start", "--no-browser", "--port", "0")
    assert result.returncode == 1
    assert "newer Ascent (9.8.7)" in said(result)
    assert path.read_bytes() == before


def test_a_half_written_database_is_refused_with_the_way_back(returning: Server) -> None:
    path = returning.home / "ascent.sqlite3"
    (returning.home / "backups").mkdir()
    (returning.home / "backups" / "ascent-20260101-000000-daily.sqlite3").write_bytes(
        path.read_bytes()
    )
    path.write_bytes(path.read_bytes()[:50_000])
    result = returning.command("start", "--no-browser", "--port", "0")
    assert result.returncode == 1
    assert "is damaged" in said(result)
    assert "ascent-20260101-000000-daily.sqlite3" in said(result)
    assert path.stat().st_size == 50_000


def test_a_home_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    result = Server(tmp_path / "file" / "home").command("start", "--no-browser")
    assert result.returncode == 1
    assert "set ASCENT_HOME to another folder" in said(result)
    assert "Traceback" not in said(result)


def test_a_database_address_that_cannot_be_read_is_named(server: Server) -> None:
    server.extra["ASCENT_DATABASE_URL"] = "mysql://x/y"
    result = server.command("start", "--no-browser", "--port", "0")
    assert result.returncode == 1
    assert "ASCENT_DATABASE_URL starts with 'mysql'" in said(result)


@pytest.mark.skipif(not sys.platform.startswith("linux") or os.getuid() != 0, reason="mounts")
def test_a_disk_without_space_is_named(server: Server, tmp_path: Path) -> None:
    small = tmp_path / "small"
    small.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "none", str(small)])
    if mounted.returncode:
        pytest.skip("this machine does not let us mount a small disk")
    try:
        full = Server(small / "home", extra=server.extra)
        result = full.command("start", "--no-browser", "--port", "0")
        assert result.returncode == 1
        assert "The disk is full" in said(result)
        assert "Traceback" not in said(result)
    finally:
        subprocess.run(["umount", str(small)], check=True)


# ---- ending


def test_ctrl_c_ends_within_two_seconds_with_a_check_running(
    checking: Server, browser: Callable[[str], Visitor]
) -> None:
    def took() -> float:
        wait_for(lambda: rows(checking, "SELECT 1 FROM learner_attempt WHERE state = 'running'"))
        return checking.interrupt()

    visitor = browser(checking.start())
    visitor.get("/exercise/first-model/")
    assert visitor.post("/exercise/first-model/check/", code=ENDLESS) == 200
    seconds = [took()]
    while min(seconds) >= 2.0 and len(seconds) < MOST:
        checking.start()
        seconds.append(took())
    assert min(seconds) < 2.0
    assert checking.process is not None
    assert checking.process.returncode == 0
    assert "Your work is saved." in "".join(checking.printed)
    (left,) = rows(checking, "SELECT state, outcome FROM learner_attempt")
    assert left in {("queued", ""), ("running", "")}
    assert rows(checking, "SELECT count(*) FROM learner_evidence") == [(0,)]


def test_what_an_earlier_server_left_behind_is_graded_by_the_next(
    checking: Server, browser: Callable[[str], Visitor]
) -> None:
    visitor = browser(checking.start())
    visitor.get("/exercise/first-model/")
    visitor.post("/exercise/first-model/check/", code="x = 1\n")
    checking.kill()
    checking.start()
    wait_for(lambda: rows(checking, "SELECT 1 FROM learner_attempt WHERE state = 'done'"))
    assert rows(checking, "SELECT count(*) FROM learner_evidence") == [(1,)]


def test_ctrl_c_in_a_check_of_the_command_line_keeps_the_attempt(
    checking: Server, tmp_path: Path
) -> None:
    endless = tmp_path / "endless.py"
    endless.write_text(ENDLESS)
    command = [*checking.program, "check", str(endless), "--for", "first-model"]

    def took() -> float:
        process = subprocess.Popen(
            command,
            env=checking.environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        wait_for(lambda: rows(checking, "SELECT 1 FROM learner_attempt WHERE state = 'running'"))
        began = time.monotonic()
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=60)
        ended = time.monotonic()
        assert process.returncode == 130
        assert "What you handed in is kept" in errors
        return ended - began

    seconds = [took()]
    kept = rows(checking, "SELECT state FROM learner_attempt")
    while min(seconds) >= 2.0 and len(seconds) < MOST:
        seconds.append(took())
    assert min(seconds) < 2.0
    assert kept == [("queued",)]


# ---- the browser


def test_the_browser_gets_a_token_of_its_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from ascent.accounts import door
    from ascent.cli import start

    opened: list[str] = []
    monkeypatch.setattr(webbrowser, "open", opened.append)
    running = serving.Running("127.0.0.1", 8710, 1, "0")
    printed = running.fresh_link()
    start._open_browser(running, wait=True)
    (leaflet,) = (door.run_folder() / "leaflets").iterdir()
    assert opened == [leaflet.as_uri()]
    assert oct(leaflet.stat().st_mode)[-3:] == "600"
    (token,) = set(re.findall(r"/enter/([\w-]+)", leaflet.read_text()))
    assert token not in opened[0]
    assert door.knock(token) is door.Answer.OPEN
    assert door.knock(printed.rsplit("/", 1)[1]) is door.Answer.OPEN


@pytest.mark.skipif(sys.platform in {"darwin", "win32"}, reason="there, always")
def test_a_browser_is_opened_only_where_somebody_sees_it(monkeypatch: pytest.MonkeyPatch) -> None:
    from ascent.cli.start import has_display

    for name in ("DISPLAY", "WAYLAND_DISPLAY", "SSH_CONNECTION"):
        monkeypatch.delenv(name, raising=False)
    assert not has_display()
    monkeypatch.setenv("DISPLAY", ":0")
    assert has_display()
    monkeypatch.setenv("SSH_CONNECTION", "10.0.0.1 1 10.0.0.2 22")
    assert not has_display()
